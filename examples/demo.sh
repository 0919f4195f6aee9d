#!/usr/bin/env bash
# A durable workflow survives kill -9: real processes, one after the other, over one store file.
#
#   bash examples/demo.sh
#
# It makes an environment for PYTHON (python3), such as .venv-3.12, if there is none, installs flowscheme into it, and works in
# a temporary folder.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

. .ci/pythons.sh
prepare_environment
"$environment/bin/python" -c 'import flowscheme, click, lark, apsw' 2>/dev/null && [ -x "$environment/bin/flowscheme" ] \
  || "$environment/bin/python" -m pip install --quiet --disable-pip-version-check -e .

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export FLOWSCHEME_STORE="sqlite:///$work/demo.db" OUTBOX="$work/outbox" PATH="$root/$environment/bin:$PATH"
host=$root/examples/host.py

say() { printf '\n\033[1m# %s\033[0m\n' "$*"; }
show() { printf '$'; printf ' %q' "$@"; echo; "$@"; }

say "Start examples/publish.scm.  It writes a draft, checks the spelling, and parks: it waits for a review."
show flowscheme start --host "$host" --id post-1 "$root/examples/publish.scm" publish '"Durable flows"'

say "That process has ended.  The flow is a row in a file, and costs no memory."
show flowscheme pending

say "The reviewer approves, in a new process.  It publishes, and begins to deliver to two peers, slowly ..."
printf '$ flowscheme resume --host %s post-1 approved &\n' "$host"
OUTBOX_PAUSE=60 flowscheme resume --host "$host" post-1 approved >"$work/resume.out" 2>&1 &
victim=$!
for _ in $(seq 300); do
  grep -q 'north.example: begun' "$OUTBOX/effects.log" && break
  sleep 0.1
done
grep -q 'north.example: begun' "$OUTBOX/effects.log" || { echo "the delivery did not begin:" >&2; cat "$work/resume.out" >&2; exit 1; }

say "... and is killed in the middle of that step."
printf '$ kill -9 %s\n' "$victim"
kill -9 "$victim"
wait "$victim" 2>/dev/null || true
show flowscheme status post-1
show flowscheme show --host "$host" post-1

say "A new process takes the run over and goes on from its journal."
show flowscheme retry --host "$host" post-1

say "What happened outside.  No finished step ran twice; only the delivery that was cut off was done again."
show cat "$OUTBOX/effects.log"
for effect in 'save-file durable-flows.txt' 'save-file published/durable-flows.txt' \
              'deliver durable-flows.txt to north.example: finished' 'deliver durable-flows.txt to south.example: finished'; do
  count=$(grep -cxF "$effect" "$OUTBOX/effects.log")
  [ "$count" = 1 ] || { echo "ran $count times: $effect" >&2; exit 1; }
done

say "The result, and the tree of the flow."
show flowscheme result post-1
show flowscheme show --host "$host" post-1
