"""A place names a file, and no more: lines are shown of what was read here as a source, and no other file is opened for them.

A store's rows, an export and a pin are a stranger's, and so are the places in them.  Each hostile file is named by a condition
of each kind that has its line, a note or a hint shown; each command that tells of a run is then asked about it.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flowscheme import Engine, Interpreter, SchemeError
from flowscheme.engine.pinned_sources import Pin, load_pin
from flowscheme.flow.codec import encode
from flowscheme.interp import PRELUDE
from flowscheme.lang.text import source
from flowscheme.lang.text.source import known_lines, register
from flowscheme.lang.values.datum import Condition
from flowscheme.report import explain

SECRET = "hunter2"

FILES: dict[str, Callable[[Path], str]] = {
    "secret": lambda folder: str(folder / "secret.scm"),
    "relative": lambda folder: "secret.scm",
    "by way of ours": lambda folder: f"{PRELUDE}/{'../' * 30}{str(folder / 'secret.scm').lstrip('/')}",
    "pipe": lambda folder: str(folder / "pipe"),
    "endless": lambda folder: "/dev/zero",
    "not a path": lambda folder: f"{PRELUDE}\0",
    "too long": lambda folder: str(PRELUDE) + "/x" * 10_000,
}
"""Files that nobody should read, by what they are."""

CONDITIONS = {
    "type": ("car: expected a pair, got 1", "type"),
    "unclosed": ("the text ends before this is closed", "read"),
    "unbound": ("unbound variable: lits", "unbound"),
}
"""The message and the kind of conditions that a report says more of."""

PROMPT = """\
,why {id}
(flow/result "{id}")
,bt
(flow/status "{id}")
(guard (e (#t (raise e))) (flow/result "{id}"))
,describe f
"""


def secrets(folder: Path) -> None:
    (folder / "secret.scm").write_text(f"({SECRET})\n({SECRET} 1 2)\n")
    os.mkfifo(folder / "pipe")


@pytest.fixture(autouse=True)
def nothing_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests of this process have read is not known here."""
    monkeypatch.setattr(source, "_files", {})


@pytest.fixture
def altered(cli: Any, tmp_path: Path) -> Any:
    """A folder whose store came by an import that a stranger has altered: a run for each file and kind."""
    secrets(tmp_path)
    engine = Engine(f"sqlite:///{tmp_path}/theirs.db")
    engine.interpreter.eval("(defflow f (lambda (x) (car x)))")
    for file, named in FILES.items():
        for kind, (message, name) in CONDITIONS.items():
            id = f"{file} {kind}".replace(" ", "-")
            engine.start("f", 1, id=id)
            text = encode(Condition(message, kind=name, place=(named(tmp_path), 1, 0)))
            engine.store.update(engine.policy.known(id)._replace(outcome=text))
    engine.close()
    cli.ok("export", "theirs.scm", "--store", f"sqlite:///{tmp_path}/theirs.db")
    cli.ok("import", "theirs.scm")
    return cli


def test_no_command_reads_the_file_that_a_strangers_place_names(altered: Any) -> None:
    ids = [run["id"] for run in altered("list", "--json").json]
    assert len(ids) == len(FILES) * len(CONDITIONS)
    told = [altered("repl", stdin="".join(PROMPT.format(id=id) for id in ids), FLOWSCHEME_DEBUG="1")]
    for id in [id for id in ids if id.endswith("unclosed")]:
        told += [altered(command, id) for command in ("show", "result")]
    for ended in told:
        assert SECRET not in ended.out + ended.err
        assert "at the margin" not in ended.out + ended.err
        assert "unclosed" in ended.out + ended.err or "the text ends" in ended.out + ended.err


PIN = "(define (f x) (car x))\n(defflow g f)"


def fault_in(name: str) -> SchemeError:
    """The error of a flow out of a pin that calls its text so."""
    pinned = load_pin(Pin(name, {name: PIN}), Interpreter(()), {})
    with pytest.raises(SchemeError) as caught:
        pinned.eval("(f 1)")
    return caught.value


@pytest.mark.parametrize("file", ["secret", "relative"])
def test_a_pin_shows_its_own_text_whatever_it_is_called(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(source, "KEPT", 20)
    error = fault_in(FILES[file](tmp_path))
    assert "(define (f x) (car x))" in explain(error)
    for number in range(21):
        register(f"later-{number}.scm", "")
    assert "(define (f x) (car x))" not in explain(error)
    assert SECRET not in explain(error)


@pytest.mark.parametrize("file", ["pipe", "endless"])
def test_a_pin_whose_text_is_called_as_a_device_is_not_loaded(file: str, tmp_path: Path) -> None:
    secrets(tmp_path)
    name = FILES[file](tmp_path)
    with pytest.raises(SchemeError, match="no file") as caught:  # Python opens it to print a traceback
        load_pin(Pin(name, {name: PIN}), Interpreter(()), {})
    assert caught.value.payload.kind == "flow-damaged"


def test_a_pin_does_not_stand_in_for_the_source_of_the_hosts_code() -> None:
    before = inspect.getsource(Engine)
    assert "(define (f x) (car x))" in explain(fault_in(inspect.getfile(Engine)))
    assert inspect.getsource(Engine) == before


@pytest.mark.parametrize("file", FILES)
def test_no_lines_are_known_of_what_was_not_read(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert known_lines(FILES[file](tmp_path)) == []


def test_lines_are_known_of_what_was_read_out_of_the_cache_too(tmp_path: Path) -> None:
    (tmp_path / "main.scm").write_text('(include "part.scm")\n(f 1)\n')
    (tmp_path / "part.scm").write_text("(define (f x) (car x))\n")
    for _ in range(2):
        source._files.clear()
        with pytest.raises(SchemeError) as caught:
            Interpreter().load(tmp_path / "main.scm")
        assert "(define (f x) (car x))" in explain(caught.value)


def test_lines_are_known_of_our_own_libraries() -> None:
    assert known_lines(str(PRELUDE / "srfi" / "8.scm"))
