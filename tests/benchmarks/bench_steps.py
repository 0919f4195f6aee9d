"""Steps per second of a flow of 1,000 trivial steps on SQLite, beside the bare commits of the same machine.

The floor is one row per commit with the standard library's sqlite3, in the same mode (WAL, `synchronous=FULL`), in a
file in the same folder.  Both take turns; the ratio is taken turn by turn.

    python tests/benchmarks/bench_steps.py [FOLDER]
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from flowscheme import Engine

STEPS, ROUNDS = 1000, 15

FLOW = """
(defflow many-steps
  (lambda (n)
    (let loop ((i 0))
      (if (< i n)
          (loop ((step 'add (lambda (x) (+ x 1))) i))
          i))))
"""


def bare_connection(folder: Path) -> sqlite3.Connection:
    """An SQLite file in the store's mode, with a table of the same width."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=wal").fetchall()
    connection.execute("PRAGMA synchronous=full")
    connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, path, kind, name, value, raised, ticks, at)")
    return connection


def bare_rate(connection: sqlite3.Connection) -> float:
    """Commits of one row per second."""
    start = perf_counter()
    for index in range(STEPS):
        row = (f"step.{index}", "step", ":add", str(index), 0, 0, 1.7e9)
        connection.execute("INSERT INTO rows (path, kind, name, value, raised, ticks, at) VALUES (?,?,?,?,?,?,?)", row)
    return STEPS / (perf_counter() - start)


def flow_rate(engine: Engine) -> float:
    """Steps per second of one run, its start and end included."""
    start = perf_counter()
    run = engine.start("many-steps", STEPS)
    seconds = perf_counter() - start
    if run.result != STEPS:
        raise SystemExit(f"the flow ended as {run}")
    return STEPS / seconds


def main() -> None:
    """Print medians, spread and ratio."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        folder = Path(name)
        engine = Engine(f"sqlite:///{folder}/flows.db")
        engine.interpreter.eval(FLOW)
        connection = bare_connection(folder)
        turns = [(flow_rate(engine), bare_rate(connection)) for _ in range(ROUNDS + 1)][1:]
        engine.close()
    ratios = [flow / bare for flow, bare in turns]
    print(f"{'':<24}{'median':>8}{'min':>8}{'max':>8}")
    for label, values in (("flow, steps/s", [f for f, _ in turns]), ("bare sqlite3, commits/s", [b for _, b in turns])):
        print(f"{label:<24}{median(values):>8.0f}{min(values):>8.0f}{max(values):>8.0f}")
    print(f"{'ratio':<24}{median(ratios):>8.2f}{min(ratios):>8.2f}{max(ratios):>8.2f}")


if __name__ == "__main__":
    main()
