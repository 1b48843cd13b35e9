#!/usr/bin/env bash
# Install from the system's packages what only tests need: Chromium, PostgreSQL with PostGIS, QGIS, Poppler.
#
# As root or with sudo that asks nothing; else, and on a system without apt, say exactly which tests will be skipped.
set -euo pipefail

# package, and the tests that skip without it
packages=(
    'chromium|pages opened in a browser'
    'postgresql|the PostgreSQL store'
    'postgresql-postgis|PostGIS in the PostgreSQL store and the bench'
    'python3-qgis|opening our GeoPackage in QGIS'
    'poppler-utils|looking at PDF pages'
)

say() { printf 'system: %s\n' "$*" >&2; }

# `postgresql-postgis` stands for the package of the server's own version, as in postgresql-15-postgis-3.
there() {
    if [ "$1" = postgresql-postgis ]; then
        dpkg-query -W -f '${Status}\n' 'postgresql-*-postgis-3' 2>/dev/null | grep -q 'ok installed'
    else
        dpkg-query -W -f '${Status}\n' "$1" 2>/dev/null | grep -q 'ok installed'
    fi
}

missing() {
    local entry
    for entry in "${packages[@]}"; do there "${entry%%|*}" || printf '%s\n' "$entry"; done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# Debian's own Node.js may be too old, so none is installed: only one test wants it.
if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null; then
    say 'without Node.js 20 or newer, skipped: whether the browser files are those of their sources'
fi
if ! command -v apt-get >/dev/null; then
    say 'no apt-get here: tests of browser, PostgreSQL, QGIS and PDF pages skip where the programs are not found'
    exit 0
fi
mapfile -t left < <(missing)
[ "${#left[@]}" -gt 0 ] || exit 0
if may_install; then
    names=("${left[@]%%|*}")
    say "installing ${names[*]} (some minutes the first time)"
    as_root apt-get -qq update </dev/null || say 'apt-get update failed; trying with the lists that are here'
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${names[@]}" \
        </dev/null >/dev/null || say 'apt-get install failed'
    mapfile -t left < <(missing)
fi
for entry in "${left[@]}"; do
    say "without ${entry%%|*}, skipped: ${entry#*|}   (sudo apt-get install ${entry%%|*})"
done
