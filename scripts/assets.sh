#!/usr/bin/env bash
# Build the browser side from front/ into src/landrelease/web/assets; the files there are committed.
#
#     scripts/assets.sh            types checked, assets built anew
#     scripts/assets.sh --check    built into a temporary folder; exit 1 where the committed bytes are not those of the sources
#
# Needs node 20 or newer with npm. Where they are absent it says so and leaves things as they are; in CI they must be there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
target=src/landrelease/web/assets

say() { printf 'assets: %s\n' "$*" >&2; }

absent() {
    say "$1"
    [ "${CI:-}" != true ] || exit 1
    say 'the committed assets stay as they are'
    exit 0
}

command -v node >/dev/null && command -v npm >/dev/null || absent 'node and npm are not here (Debian: apt-get install nodejs npm)'
node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' || absent "node 20 or newer is needed, this is $(node --version)"

# What is installed follows the lock file: its hash lies beside it.
lock="$(sha256sum front/package-lock.json | cut -c1-64)"
if [ "$(cat front/node_modules/.installed 2>/dev/null)" != "$lock" ]; then
    say 'installing what front/package-lock.json names'
    npm ci --prefix front --no-audit --no-fund --ignore-scripts --loglevel=error >&2
    printf '%s\n' "$lock" >front/node_modules/.installed
fi

if [ "${1:-}" = --check ]; then
    made="$(mktemp -d)"
    trap 'rm -rf "$made"' EXIT
    (cd front && npx --no-install tsc --noEmit && node build.mjs "$made/assets") >&2
    if ! diff -r -q "$made/assets" "$target" >&2; then
        say "$target is not what front/ gives: run make assets and commit it"
        exit 1
    fi
    say 'the committed assets are those of the sources'
else
    (cd front && npx --no-install tsc --noEmit && node build.mjs "../$target") >&2
fi
