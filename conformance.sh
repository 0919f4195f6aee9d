#!/usr/bin/env bash
# Runs every test and prints a scoreboard by suite, ending in one line N/N; also writes tests/scoreboard.json and .md.
# PYTHON is the interpreter (python3).  Its version has an environment of its own, such as .venv-3.12, which is made if there
# is none and gets the test extra.  Arguments go to pytest: bash conformance.sh -x
set -euo pipefail
cd "$(dirname "$0")"

. .ci/pythons.sh
prepare_environment
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check -e '.[test]'

results=$(mktemp)
trap 'rm -f "$results"' EXIT
status=0
"$environment/bin/python" -m pytest -q -n "${TEST_PROCESSES:-2}" -o junit_family=xunit1 --junitxml="$results" "$@" || status=$?
"$environment/bin/python" tests/scoreboard.py "$results" || status=1
exit "$status"
