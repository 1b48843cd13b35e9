#!/usr/bin/env bash
# Build the documents; a warning is an error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rm -rf docs/reference/api
.venv/bin/python -m sphinx -W --keep-going -q -j 2 -b html docs docs/_build/html
echo 'docs: built without a warning in docs/_build/html'
