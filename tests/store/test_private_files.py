"""What flowscheme writes of a user's programs and runs is that user's alone, whatever the process's umask."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flowscheme import Engine, Interpreter
from flowscheme.interp import EMBEDDED_GRANTS, FLOW_GRANTS
from flowscheme.store import SqliteStore


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """The files and folders in a folder that others than their owner may use in any way."""
    found = [path for path in folder.rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077]
    return [f"{path.relative_to(folder)} {stat.S_IMODE(path.stat().st_mode):o}" for path in found]


def test_the_files_of_a_store(tmp_path: Path) -> None:
    engine = Engine(f"sqlite:///{tmp_path}/s.db", Interpreter(EMBEDDED_GRANTS | FLOW_GRANTS))
    engine.interpreter.eval("(defflow f (lambda (x) (list x (suspend 'w))))")
    engine.start("f", 1, id="r")
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"s.db", "s.db-wal", "s.db-shm", "s.db-owners"}
    assert len(list((tmp_path / "s.db-owners").iterdir())) == 1
    assert open_to_others(tmp_path) == []
    engine.close()
    assert open_to_others(tmp_path) == []
    assert SqliteStore(f"{tmp_path}/s.db").get("r") is not None


def test_the_files_of_the_command_line_and_of_the_cache(tmp_path: Path) -> None:
    (tmp_path / "f.scm").write_text("(define (f x) x) (defflow g (sequence f (await 'w)))")
    (tmp_path / "f.scm").chmod(0o600)
    environment = {**os.environ, "FLOWSCHEME_CACHE": str(tmp_path / "cache"), "FLOWSCHEME_STORE": "sqlite:///runs.db"}
    for arguments in (["start", "--id", "a", "f.scm", "g", "1"], ["export", "export.scm"], ["list"]):
        subprocess.run([sys.executable, "-m", "flowscheme", *arguments], cwd=tmp_path, env=environment, check=True)
    assert list((tmp_path / "cache").iterdir())
    assert {"runs.db", "export.scm"} <= {path.name for path in tmp_path.iterdir()}
    assert open_to_others(tmp_path) == []


def test_the_history_of_the_prompt(tmp_path: Path) -> None:
    terminal = pytest.importorskip("flowscheme.repl.terminal")
    terminal.open_history(tmp_path / "flowscheme" / "history").append_string("(secret)")
    assert "(secret)" in (tmp_path / "flowscheme" / "history").read_text()
    assert open_to_others(tmp_path) == []


def test_a_file_that_is_there_keeps_its_mode_and_what_it_is(tmp_path: Path) -> None:
    shared = tmp_path / "shared.db"
    shared.touch(mode=0o660)
    SqliteStore(str(shared)).close()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o660
    (tmp_path / "link.db").symlink_to(tmp_path / "target.db")
    SqliteStore(str(tmp_path / "link.db")).close()
    assert stat.S_IMODE((tmp_path / "target.db").stat().st_mode) == 0o600
    assert (tmp_path / "link.db").is_symlink()
