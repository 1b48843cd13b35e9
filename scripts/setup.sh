#!/usr/bin/env bash
# Make .venv with the package in editable form and the extras named as arguments; do nothing where that is done already.
#
#     scripts/setup.sh [EXTRA...]
#
# Extras add up: those installed once stay. What was installed is written to .venv/installed, one line that names this
# folder, the interpreter and the hash of pyproject.toml, then one line an extra.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
stamp=.venv/installed

say() { printf 'setup: %s\n' "$*" >&2; }

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; }

find_python() {
    local name
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if command -v "$name" >/dev/null && fits "$name"; then
            command -v "$name"
            return
        fi
    done
    say 'no Python 3.11, 3.12 or 3.13 found. Install one (Debian, Ubuntu: apt-get install python3),'
    say 'or name one: make PYTHON=/path/to/python3.12 ...'
    exit 2
}

# Debian keeps a part of venv in a package of its own.
need_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    local package
    package="$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        say "installing $package (this Python cannot make virtual environments without it)"
        apt-get -qq update </dev/null
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$package" </dev/null >/dev/null
    else
        say "this Python cannot make virtual environments. Run: sudo apt-get install $package"
        exit 2
    fi
}

# pip's own lines, one above the other on a terminal, nothing elsewhere.
progress() {
    if [ -t 2 ]; then
        sed -un 's/^\(Collecting\|Downloading\|Installing\) \(.*\)/\r\x1b[K  \1 \2/p' | cut -c1-100 | tr -d '\n' >&2
        printf '\r\033[K' >&2
    else
        cat >/dev/null
    fi
}

state="$PWD $(sha256sum pyproject.toml | cut -c1-64)"
wanted="$*"
if [ -f "$stamp" ] && [ "$(head -n 1 "$stamp")" = "$state" ] && .venv/bin/python -c '' 2>/dev/null; then
    missing=''
    for extra in $wanted; do grep -qx "$extra" <(tail -n +2 "$stamp") || missing=1; done
    [ -n "$missing" ] || exit 0
fi
wanted="$(printf '%s\n' $wanted $(tail -n +2 "$stamp" 2>/dev/null) | sort -u)"

if ! { [ -f "$stamp" ] && [ "$(cut -d ' ' -f 1 <"$stamp" | head -n 1)" = "$PWD" ] && .venv/bin/python -c '' 2>/dev/null; }; then
    python="$(find_python)"
    need_venv "$python"
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
target=".${wanted:+[$(paste -sd , <<<"$wanted")]}"
say "installing $target and what it needs (one to three minutes the first time)"
began=$SECONDS
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
if ! .venv/bin/python -m pip install --disable-pip-version-check --no-input --prefer-binary -e "$target" \
    </dev/null 2>&1 | tee "$log" | progress; then
    tail -n 20 "$log" >&2
    say 'pip could not install it; its last lines are above'
    exit 2
fi
printf '%s\n' "$state" $wanted >"$stamp"
say "done in $((SECONDS - began)) s"
