"""Durable one-row commits per second: stdlib sqlite3, apsw, and `Store.append` on top of apsw.

All three write one row of the same text per commit to a file in WAL mode with `synchronous=FULL`.  They take turns, so
that a slow minute of the disk hits all of them; the table shows medians, and the ratio to apsw's bare rate, which is
what the store's own work costs.

    python tests/benchmarks/bench_commits.py [FOLDER]
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import apsw

from flowscheme.store import Entry, Run, SqliteStore

COMMITS = 500
ROUNDS = 9

ENTRY = Entry(
    "sequence.0/1/step.0/suspend.0", "answer", "approval", '"\'the answer that was given"', False, 1234, 1.75e9
)
CREATE = "CREATE TABLE journal (number INTEGER PRIMARY KEY, path, kind, name, value, raised, ticks, at)"
INSERT = "INSERT INTO journal (path, kind, name, value, raised, ticks, at) VALUES (?, ?, ?, ?, ?, ?, ?)"


def stdlib_writer(folder: Path) -> Callable[[], object]:
    """One commit of the standard library's sqlite3: what the rates are compared with outside this project."""
    connection = sqlite3.connect(folder / "stdlib.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=wal").fetchall()
    connection.execute("PRAGMA synchronous=full")
    connection.execute(CREATE)
    return lambda: connection.execute(INSERT, ENTRY)


def apsw_writer(folder: Path) -> Callable[[], object]:
    """One commit of bare apsw."""
    connection = apsw.Connection(str(folder / "apsw.db"))
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", "full")
    connection.execute(CREATE)
    return lambda: connection.execute(INSERT, ENTRY)


def store_writer(folder: Path) -> Callable[[], object]:
    """One `Store.append` of one entry."""
    store = SqliteStore(str(folder / "store.db"))
    store.insert(Run("run-1", "flow", "1", "running", None, "seed", "owner", 7, None, (), 0.0, 0.0))
    entries = [ENTRY]
    return lambda: store.append("run-1", 7, entries)


WRITERS = {"sqlite3": stdlib_writer, "apsw": apsw_writer, "Store.append": store_writer}


def commit_rates(folder: Path, rounds: int = ROUNDS, commits: int = COMMITS) -> dict[str, float]:
    """Commits per second of each writer: the median of `rounds` turns of `commits` each, in files in `folder`."""
    writers = {name: make(folder) for name, make in WRITERS.items()}
    rates: dict[str, list[float]] = {name: [] for name in writers}
    for _ in range(rounds + 1):
        for name, write in writers.items():
            rates[name].append(_rate(write, commits))
    return {name: median(turns[1:]) for name, turns in rates.items()}


def _rate(write: Callable[[], object], commits: int) -> float:
    start = perf_counter()
    for _ in range(commits):
        write()
    return commits / (perf_counter() - start)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as folder:
        rates = commit_rates(Path(folder))
    print(f"{'writer':<14}{'commits/s':>10}{'ratio':>8}")
    for name, rate in rates.items():
        print(f"{name:<14}{rate:>10.0f}{rate / rates['apsw']:>8.2f}")


if __name__ == "__main__":
    main()
