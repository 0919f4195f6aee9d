"""A process over a store, for tests: python process.py STORE NOTES [FILE ...]

It loads the files, then answers each line on stdin, a JSON list of a method of the engine and its arguments, with a line
of JSON: the run's status and result, or the error's kind and text.  Its host functions: `note`, which appends a line to
the file NOTES, and `hold`, which notes and then waits until the file NOTES.go is there.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from flowscheme import Engine, Interpreter, SchemeError
from flowscheme.interp import EMBEDDED_GRANTS, FLOW_GRANTS

STORE, NOTES, *FILES = sys.argv[1:]


def note(text: str) -> str:
    with open(NOTES, "a", encoding="utf-8") as file:
        file.write(f"{text}\n")
    return text


def hold(text: str) -> str:
    note(text)
    while not Path(f"{NOTES}.go").exists():
        time.sleep(0.005)
    return text


def answer(engine: Engine, method: str, *arguments: Any) -> Any:
    try:
        found = getattr(engine, method)(*arguments)
    except SchemeError as error:
        return {"error": getattr(error.payload, "kind", "raised"), "text": str(error)}
    if isinstance(found, str) or found is None:
        return found
    error = found.error if found.error is None else str(getattr(found.error, "message", found.error))
    return {"status": found.status, "result": found.result, "failed": error, "waits": [str(tag) for tag in found.waits]}


def main() -> None:
    engine = Engine(STORE, Interpreter(EMBEDDED_GRANTS | FLOW_GRANTS, [Path(file).parent for file in FILES]))
    engine.effect(note)
    engine.effect(hold)
    for file in FILES:
        engine.load(file)
    print('"ready"', flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(engine, *json.loads(line)), default=str), flush=True)


if __name__ == "__main__":
    main()
