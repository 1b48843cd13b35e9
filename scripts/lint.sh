#!/usr/bin/env bash
# Every check of style; all run, so that one round of mending is enough. Exit 1 where any of them found something.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="$PWD/.venv/bin:$PATH"
failed=()

check() {
    local name="$1"
    shift
    local out
    if out="$("$@" 2>&1)"; then
        printf 'lint: %s: good\n' "$name"
    else
        printf '%s\nlint: %s: FAULTS, see above\n' "$out" "$name"
        failed+=("$name")
    fi
}

# routes are read by nobody but the framework; ruff and a test of the house ask for their first line
mapfile -t modules < <(find src scripts -name '*.py' -not -path '*/web/pages/*' -not -path '*/web/api/*' | sort)
check 'style (ruff check)' ruff check --quiet .
check 'format (ruff format, mend with make format)' ruff format --check --quiet .
check 'types (mypy --strict)' mypy
check 'rooms (import-linter)' lint-imports --no-cache
check 'docstrings (numpydoc)' numpydoc lint "${modules[@]}"
check 'generated pages (mend with make reference)' python scripts/reference.py --check
[ "${#failed[@]}" -eq 0 ]
