#!/usr/bin/env bash
# The full counts: many more examples, every kill and power cut. The report lies in docs/evidence, with commit and seed.
#
#     scripts/long.sh [NAME [PYTEST ARGUMENT...]]      docs/evidence/NAME.txt, `all` without a name
#     SEED=7 scripts/long.sh                           other examples
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seed="${SEED:-1}"
name="${1:-all}"
shift || true
scripts/setup.sh test docs bench
scripts/system.sh
mkdir -p docs/evidence
changed=''
[ -z "$(git status --porcelain -- src tests)" ] || changed=' with changes that are not committed'
{
    printf 'commit %s%s\nseed %s\n%s\n' "$(git rev-parse HEAD)" "$changed" "$seed" "$(.venv/bin/python --version)"
    printf 'command: SEED=%s scripts/long.sh %s\n\n' "$seed" "$name${*:+ $*}"
    # No dumps of what takes long here; where our own Python lies is no part of the evidence.
    LANDRELEASE_LONG=1 .venv/bin/python -m pytest -n 2 -q --no-header --durations=12 --hypothesis-seed="$seed" \
        -o faulthandler_timeout=0 "$@" && faults=0 || faults=1
    exit "$faults"
} 2>&1 | sed -u "s#$PWD/##g" | tee "docs/evidence/$name.txt"
