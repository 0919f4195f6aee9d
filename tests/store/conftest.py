"""What the tests of the stores share: stores of every kind, sample rows, and other processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import flowscheme.errors
from flowscheme.store import Entry, Run, Store, open_store

ROOT = str(Path(flowscheme.errors.__file__).parents[1])

StartPython = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start_python() -> Iterator[StartPython]:
    """Starts Python on a program text with arguments; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str, *arguments: str) -> subprocess.Popen[str]:
        environment = dict(os.environ, PYTHONPATH=ROOT)
        command = [sys.executable, "-c", program, *arguments]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, sqlite_url: str) -> Iterator[Store]:
    """A new store of each kind."""
    opened = open_store(sqlite_url if request.param == "sqlite" else "memory:")
    yield opened
    opened.close()


@pytest.fixture
def make_run() -> Callable[..., Run]:
    """A running run with fence 1; keywords replace fields."""

    def make(id: str = "run-1", **fields: object) -> Run:
        run = Run(id, "flow", "[]", "running", "hash", "seed", "owner", 1, None, ("mail", "pay"), 1.5, 2.25)
        return run._replace(**fields)

    return make


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    """A journal entry; keywords replace fields."""

    def make(path: str = "a.0", **fields: object) -> Entry:
        return Entry(path, "step", "charge", '"\'done"', False, 12, 3.5)._replace(**fields)

    return make
