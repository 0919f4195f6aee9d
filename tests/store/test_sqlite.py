"""The SQLite store: what files it refuses and how, failed writes, and a killed writer."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import apsw
import pytest

from flowscheme.store import Entry, Run, SqliteStore, StoreError, Wait
from flowscheme.store.sqlite import APPLICATION_ID

MakeRun = Callable[..., Run]
MakeEntry = Callable[..., Entry]


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "store.db")


class SmallStore(SqliteStore):
    """A store on a disk that is soon full: the file may have 40 pages."""

    def _open(self) -> apsw.Connection:
        connection = super()._open()
        connection.pragma("max_page_count", 40)
        return connection


# ---- files that are no store


def refused(path: str) -> str:
    """The line with which a file is refused, and nothing else in it."""
    with pytest.raises(StoreError) as caught:
        SqliteStore(path, patience=0.05)
    line = str(caught.value)
    assert "\n" not in line and path in line
    return line


def test_not_a_database(path: str) -> None:
    Path(path).write_text("just a text that is longer than the hundred bytes of the header " * 10)
    before = Path(path).read_bytes()
    assert "not a SQLite database" in refused(path)
    assert Path(path).read_bytes() == before


def test_another_programs_database(path: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = Path(path).read_bytes()
    assert "not a flowscheme store" in refused(path)
    assert Path(path).read_bytes() == before


def test_a_newer_schema(path: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "newer flowscheme (schema 99" in refused(path)


def test_a_missing_folder(tmp_path: Path) -> None:
    assert f"its folder {tmp_path}/none does not exist" in refused(f"{tmp_path}/none/store.db")


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    assert "it is a folder" in refused(str(tmp_path))


def test_a_place_where_no_file_can_be_made() -> None:
    assert "cannot be opened or made" in refused("/proc/store.db")


def test_an_empty_file_becomes_a_store(path: str, make_run: MakeRun) -> None:
    Path(path).touch()
    assert SqliteStore(path).insert(make_run())


@pytest.fixture
def public_folder() -> Iterator[str]:
    """A folder that every user can enter."""
    folder = tempfile.mkdtemp()
    os.chmod(folder, 0o755)
    yield folder
    shutil.rmtree(folder)


def as_nobody(action: Callable[[], object]) -> str:
    """The text of the `StoreError` that `action` raises in a process without the rights of root."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        if os.getuid() == 0:
            os.setuid(65534)
        try:
            action()
        except StoreError as fault:
            os.write(write, str(fault).encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        return pipe.read()


def test_a_read_only_file(public_folder: str, make_run: MakeRun) -> None:
    path = f"{public_folder}/store.db"
    store = SqliteStore(path)
    store.insert(make_run())
    store.close()
    os.chmod(path, 0o444)
    assert as_nobody(lambda: SqliteStore(path)) == f"{path}: the file cannot be written"


def test_a_read_only_folder(public_folder: str) -> None:
    path = f"{public_folder}/store.db"
    os.chmod(public_folder, 0o555)
    assert as_nobody(lambda: SqliteStore(path)) == f"{path}: the file cannot be opened or made"


def test_a_file_that_became_unwritable(path: str, make_run: MakeRun) -> None:
    store = SqliteStore(path)
    store._connection().pragma("query_only", True)
    with pytest.raises(StoreError, match="cannot be written"):
        store.insert(make_run())
    store._connection().pragma("query_only", False)
    assert store.insert(make_run())


def test_a_damaged_database(path: str, make_run: MakeRun) -> None:
    store = SqliteStore(path)
    store.insert(make_run())
    store.close()
    with open(path, "r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (os.path.getsize(path) - 4096))
    with pytest.raises(StoreError, match="damaged"):
        SqliteStore(path).runs()


# ---- modes


def test_the_mode_is_the_durable_one(path: str) -> None:
    store = SqliteStore(path)
    modes = [store.mode()]
    thread = threading.Thread(target=lambda: modes.append(store.mode()))
    thread.start()
    thread.join()
    for mode in modes:
        assert (mode["journal mode"], mode["synchronous"]) == ("wal", "full")
        assert (mode["sqlite"], mode["path"]) == (apsw.sqlite_lib_version(), path)


def test_a_thread_that_ends_leaves_no_connection(path: str) -> None:
    store = SqliteStore(path)
    for _ in range(10):
        thread = threading.Thread(target=store.runs)
        thread.start()
        thread.join()
    assert len(store._connections) == 1


def test_close_leaves_one_file(tmp_path: Path, path: str, make_run: MakeRun) -> None:
    store = SqliteStore(path)
    store.insert(make_run())
    store.owners.me()
    store.close()
    assert [name for name in os.listdir(tmp_path) if not name.endswith("-owners")] == ["store.db"]
    assert SqliteStore(path).get("run-1") == make_run()


# ---- failed writes


def locked_by_another(path: str) -> apsw.Connection:
    connection = apsw.Connection(path)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def test_locked_too_long(path: str, make_run: MakeRun) -> None:
    store = SqliteStore(path, patience=0.05)
    other = locked_by_another(path)
    with pytest.raises(StoreError, match=r"locked for more than 0\.05 seconds"):
        store.insert(make_run())
    with pytest.raises(StoreError, match="locked"), store.transaction():
        pytest.fail("entered")
    assert store.runs() == []
    other.execute("ROLLBACK")
    assert store.insert(make_run())


def test_a_short_lock_is_waited_for(path: str, make_run: MakeRun) -> None:
    store = SqliteStore(path)
    other = locked_by_another(path)
    timer = threading.Timer(0.2, lambda: other.execute("ROLLBACK"))
    timer.start()
    assert store.insert(make_run())
    timer.join()


@pytest.fixture
def nearly_full(path: str, make_run: MakeRun, make_entry: MakeEntry) -> SmallStore:
    """A store with one run whose journal leaves no room."""
    store = SmallStore(path)
    store.insert(make_run())
    with pytest.raises(StoreError, match="disk is full"):
        while True:
            store.append("run-1", 1, [make_entry(value="x" * 1000)])
    return store


def test_a_full_disk_leaves_every_earlier_entry(nearly_full: SmallStore, path: str, make_entry: MakeEntry) -> None:
    entries = nearly_full.journal("run-1")
    assert len(entries) > 20
    with pytest.raises(StoreError, match="disk is full"):
        nearly_full.append("run-1", 1, [make_entry("b", value="x" * 200_000)])
    many = [make_entry("c", value="x" * 1000) for _ in range(40)]
    with pytest.raises(StoreError, match="disk is full"):
        nearly_full.append("run-1", 1, many, forget="nothing")
    assert nearly_full.journal("run-1") == entries
    assert SqliteStore(path).journal("run-1") == entries
    assert nearly_full.append("run-1", 1, [make_entry("d")], forget="a")
    assert nearly_full.mode()["integrity"] == "ok"


def test_a_full_disk_undoes_the_whole_transaction(nearly_full: SmallStore, make_entry: MakeEntry) -> None:
    entries = nearly_full.journal("run-1")
    with pytest.raises(StoreError, match="disk is full"), nearly_full.transaction():
        nearly_full.set_waits("run-1", [Wait("p", "suspend", "t")])
        nearly_full.append("run-1", 1, [make_entry("b", value="x" * 200_000)])
    assert nearly_full.waits("run-1") == []
    assert nearly_full.journal("run-1") == entries


def test_nothing_is_written_after_sqlite_rolled_back_by_itself(path: str, make_run: MakeRun) -> None:
    store = SqliteStore(path)
    for after in (lambda: None, lambda: store.insert(make_run("b")), lambda: store.delete("b")):
        with pytest.raises(StoreError, match="has failed before"), store.transaction():
            store.insert(make_run("a"))
            store._connection().execute("ROLLBACK")  # as SQLite does on some disk errors
            after()
        assert store.runs() == []
    assert store.insert(make_run())


def test_text_that_no_database_can_hold(path: str, make_run: MakeRun) -> None:
    store = SqliteStore(path)
    with pytest.raises(StoreError, match="not valid Unicode"):
        store.insert(make_run("\udc80"))
    with pytest.raises(StoreError, match="too large"):
        store.insert(make_run(fence=2**70))
    assert store.insert(make_run())


# ---- a killed writer

WRITER = """
import sys
from flowscheme.store import open_store, Entry
store = open_store("sqlite:///" + sys.argv[1])
n = 0
while True:
    if n % 3:
        assert store.append("run-1", 1, [Entry(str(n), "k", "n", "x" * 300, False, n, 0.0)])
    else:
        pair = [Entry(str(n), "k", "n", "x" * 300, False, n, 0.0), Entry(str(n), "second", "n", "1", False, n, 0.0)]
        assert store.append("run-1", 1, pair)
    print(n, flush=True)
    n += 1
"""


@pytest.mark.parametrize("acknowledged", [10, 150, 400])
def test_kill_9_loses_no_acknowledged_entry(
    path: str, make_run: MakeRun, make_entry: MakeEntry, acknowledged: int, start_python: Callable
) -> None:
    store = SqliteStore(path)
    store.insert(make_run())
    writer = start_python(WRITER, path)
    seen = [int(writer.stdout.readline()) for _ in range(acknowledged)]
    writer.send_signal(signal.SIGKILL)
    seen += [int(line) for line in writer.communicate(timeout=20)[0].split()]
    reopened = SqliteStore(path)
    for reader in (store, reopened):
        journal = reader.journal("run-1")
        kept = [entry.ticks for entry in journal if entry.kind == "k"]
        assert kept == list(range(len(kept)))
        assert len(seen) <= len(kept) <= len(seen) + 1
        assert [entry.ticks for entry in journal if entry.kind == "second"] == kept[::3]
    assert reopened.mode()["integrity"] == "ok"
    assert reopened.append("run-1", 1, [make_entry()])


def test_a_killed_transaction_leaves_nothing_and_no_lock(path: str, make_run: MakeRun, start_python: Callable) -> None:
    store = SqliteStore(path, patience=5)
    store.insert(make_run())
    program = """
import sys
from flowscheme.store import open_store
store = open_store("sqlite:///" + sys.argv[1])
with store.transaction():
    store.delete("run-1")
    print("inside", flush=True)
    sys.stdin.readline()
"""
    process = start_python(program, path)
    assert process.stdout.readline() == "inside\n"
    process.kill()
    process.wait(20)
    assert store.get("run-1") == make_run()
    store.update(make_run(fence=2))


OPEN = """
import sys
from flowscheme.store import open_store
print("ready", flush=True); sys.stdin.readline()
for number in range(20):
    print(open_store(f"sqlite:///{sys.argv[1]}-{number}").mode()["journal mode"])
"""


def test_processes_that_make_the_same_stores_at_once(path: str, start_python: Callable) -> None:
    processes = [start_python(OPEN, path) for _ in range(6)]
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate(timeout=40)[0] for process in processes] == ["wal\n" * 20] * 6


class LateSecondLook(apsw.Connection):
    """A connection that gives another process half a second to make the store, in the middle of its own look at the file."""

    make_store: Callable[[], object]

    def pragma(self, name: str, *values: object) -> object:
        if name == "user_version" and not values:
            self.make_store()
        return super().pragma(name, *values)


def test_a_store_is_made_while_another_process_looks_at_the_file(
    path: str, start_python: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = start_python(OPEN.replace("range(20)", "range(1)"), path)
    maker.stdout.readline()

    def make_store(_: object) -> None:
        maker.stdin.write("\n")
        maker.stdin.flush()
        with suppress(subprocess.TimeoutExpired):
            maker.wait(0.5)
        monkeypatch.setattr(LateSecondLook, "make_store", lambda _: None)

    monkeypatch.setattr(LateSecondLook, "make_store", make_store, raising=False)
    monkeypatch.setattr(apsw, "Connection", LateSecondLook)
    assert SqliteStore(f"{path}-0").mode()["journal mode"] == "wal"
    assert maker.wait(20) == 0
