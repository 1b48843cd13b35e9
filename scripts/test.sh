#!/usr/bin/env bash
# All that must hold: style, documents, tests with coverage. Cheap things first; the closing lines are pytest's.
#
# Arguments go to pytest: scripts/test.sh -k ledger
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh test docs bench
scripts/system.sh
faults=0
scripts/lint.sh || faults=1
scripts/docs.sh || faults=1
# Byte code is kept, or every command that a test starts compiles the package anew. Each process begins with one half of
# the tests in their order and only then takes from the other, so that what a file of tests prepares is prepared once.
unset PYTHONDONTWRITEBYTECODE
.venv/bin/python -m pytest -n 2 --dist worksteal --cov --cov-report=term --durations=40 "$@" || faults=1
exit "$faults"
