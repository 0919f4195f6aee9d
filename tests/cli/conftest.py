"""Real processes: `cli("eval", "(+ 1 2)")` runs the command line in a folder of its own, over a store of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

FLOWS = """\
(define (double x) (* 2 x))
(defflow add (sequence (lambda (x) (+ x 1)) double))
(defflow ask (sequence (await 'go) double))
(defflow two (sequence (parallel (await 'legal) (await 'finance)) (lambda (answers) (cons 'signed answers))))
(defflow bad (lambda (x) (+ 1 (car x))))
(defflow refused (lambda (x) (flow/resume "nobody" x)))
(defflow echo (lambda (x) x))
(defflow approve (lambda (x) (request 'human "ok to ship?")))
(display "top-level expressions are not run")
"""


class Ended(NamedTuple):
    """How a process ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


class Cli:
    """The command line in a folder; `store` is the URL in FLOWSCHEME_STORE, None for the default."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store: str | None = None

    def __call__(self, *arguments: str, stdin: str | bytes = "", **environment: str) -> Ended:
        """Run a command to its end."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        process = self.start(*arguments, **environment)
        out, err = process.communicate(data, timeout=60)
        return Ended(process.returncode, out.decode(), err.decode())

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a command, and go on while it runs."""
        settings = {key: value for key, value in os.environ.items() if not key.startswith("FLOWSCHEME_")}
        settings |= {"FLOWSCHEME_STORE": self.store} if self.store is not None else {}
        return subprocess.Popen(
            [sys.executable, "-m", "flowscheme", *arguments],
            cwd=self.folder,
            env=settings | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def write(self, name: str, text: str | bytes) -> str:
        """Write a file into the folder; its name."""
        (self.folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
        return name

    def ok(self, *arguments: str, **rest: Any) -> str:
        """Run a command that must succeed in silence; what it prints, without the last newline."""
        ended = self(*arguments, **rest)
        assert (ended.status, ended.err) == (0, ""), ended
        return ended.out.removesuffix("\n")


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The command line in an empty folder."""
    return Cli(tmp_path)


@pytest.fixture
def flows(cli: Cli) -> Cli:
    """The command line in a folder with `f.scm`."""
    cli.write("f.scm", FLOWS)
    return cli
