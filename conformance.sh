#!/usr/bin/env bash
# Runs every test and prints a scoreboard by suite, ending in one line N/N; also writes tests/scoreboard.json and .md.
# It makes .venv if there is none and installs the test extra.  Arguments go to pytest: bash conformance.sh -x
set -euo pipefail
cd "$(dirname "$0")"

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "flowscheme needs Python 3.11 or later" >&2; exit 1; }
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check -e '.[test]'

results=$(mktemp)
trap 'rm -f "$results"' EXIT
status=0
.venv/bin/python -m pytest -q -n "${TEST_PROCESSES:-2}" -o junit_family=xunit1 --junitxml="$results" "$@" || status=$?
.venv/bin/python tests/scoreboard.py "$results" || status=1
exit "$status"
