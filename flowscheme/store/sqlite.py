"""The store in one SQLite file, the default.

**Durability.** Write-ahead log with `synchronous=FULL`: when an operation has returned, the disk has it.  SQLite comes
with apsw, because the versions that CPython links can corrupt a log that two connections write and checkpoint at once.

**Connections.** One per thread, made when a thread first needs it and closed when the thread ends or the store is
closed.  Writers of this process queue at a lock, which is quicker and fairer than to poll the file; against other
processes a write polls, at first every half millisecond, for `patience` seconds.

**Transactions.** The outermost begins IMMEDIATE, so that it never has to give up half-way; inner ones are savepoints.
When SQLite has rolled a whole transaction back by itself (a full disk), nothing more is written until its block ends.

**Who reads it.** A new file is its owner's alone, and SQLite gives its log the same mode.  The mode of a file that is there
is left as somebody has set it.

**Errors.** Every call of apsw stands inside `_Guarded`, which turns what it raises into a `StoreError`.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock, RLock, local
from time import monotonic, sleep
from typing import Any
from weakref import WeakSet

import apsw

from ..lang.text.json_depth import check_json_depth
from .named import named_sql, sql_text
from .owners import Owners
from .protocol import Answer, Entry, NotText, Run, StoreError, Wait, no_such_run

SCHEMA_VERSION = 1
APPLICATION_ID = 0x666C6F77  # "flow"

SQL = named_sql("sqlite.sql")


class _PerThread(local):
    """What a thread has of a store: its connection and how many of its transactions are open."""

    connection: apsw.Connection | None = None
    depth = 0


class SqliteStore:
    """A `Store` in the SQLite file `path`, made if it is not there (its folder is not).

    `patience` is how many seconds a write waits while another process or thread holds the file.
    """

    def __init__(self, path: str, patience: float = 30.0) -> None:
        self.path = os.path.abspath(path)
        self.patience = patience
        self.owners = Owners(self.path + "-owners")
        self._pid = os.getpid()
        self._closed = False
        self._mine = _PerThread()
        self._connections: WeakSet[apsw.Connection] = WeakSet()
        self._listing = Lock()
        self._writing = RLock()
        self._guarded = _Guarded(self.path, patience)
        self._connection()

    # ---- runs

    def get(self, id: str) -> Run | None:
        try:
            rows = self._rows("get", (id,))
        except NotText:
            return next((run for run in self._raw_runs() if run.id == id), None)
        return _run(rows[0]) if rows else None

    def runs(self, status: str | None = None) -> list[Run]:
        try:
            rows = self._rows("runs", ()) if status is None else self._rows("runs_with_status", (status,))
        except NotText:
            return [run for run in self._raw_runs() if status in (None, run.status)]
        return [_run(row) for row in rows]

    def _raw_runs(self) -> list[Run]:
        """The runs, where some column of some of them is no text."""
        return [_run([_text(cell) for cell in row]) for row in self._rows("raw_runs", ())]

    def insert(self, run: Run) -> bool:
        return self._change("insert", _run_row(run)) == 1

    def update(self, run: Run) -> None:
        if self._change("update", _run_row(run)) == 0:
            raise no_such_run(run.id)

    def delete(self, id: str) -> None:
        with self.transaction():
            self._change("clear_answers", (id,))
            for row in self._rows("number", (id,)):
                for statement in ("clear_journal", "clear_waits", "delete"):
                    self._change(statement, row)

    # ---- what belongs to a run

    def journal(self, id: str) -> list[Entry]:
        rows = self._rows("journal", (id,))
        return [Entry._make((*row[:4], row[4] != 0, *row[5:])) for row in rows]

    def append(self, id: str, fence: int, entries: Sequence[Entry], forget: str | None = None) -> bool:
        if forget is None and len(entries) == 1:
            return self._change("append_one", (id, fence, *entries[0])) == 1
        with self.transaction():
            held = self._rows("number_if_held", (id, fence))
            if not held:
                return False
            run = held[0][0]
            if forget is not None:
                self._change("forget", (run, len(forget), forget))
            self._many("append_to", [(run, *entry) for entry in entries])
            return True

    def held(self, id: str, fence: int) -> bool:
        return bool(self._rows("number_if_held", (id, fence)))

    def replace_journal(self, id: str, entries: Sequence[Entry]) -> None:
        with self.transaction():
            run = self._number(id)
            self._change("clear_journal", (run,))
            self._many("append_to", [(run, *entry) for entry in entries])

    def waits(self, id: str) -> list[Wait]:
        return [Wait(*row) for row in self._rows("waits", (id,))]

    def set_waits(self, id: str, waits: Sequence[Wait]) -> None:
        with self.transaction():
            run = self._number(id)
            self._change("clear_waits", (run,))
            self._many("add_wait", [(run, number, *wait) for number, wait in enumerate(waits)])

    def answers(self, id: str) -> list[Answer]:
        return [Answer(*row) for row in self._rows("answers", (id,))]

    def add_answer(self, id: str, answer: Answer) -> bool:
        with self.transaction():
            return self._change("add_answer", (self._number(id), *answer)) == 1

    def clear_answers(self, id: str) -> None:
        self._change("clear_answers", (id,))

    # ---- sources

    def put_source(self, hash: str, text: str) -> None:
        self._change("put_source", (hash, text))

    def source(self, hash: str) -> str | None:
        rows = self._rows("source", (hash,))
        return str(rows[0][0]) if rows else None

    def sources(self) -> dict[str, str]:
        return dict(self._rows("sources", ()))

    # ---- the store itself

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._write() as connection:
            depth = self._mine.depth
            begin, commit, undo = _NESTED if depth else _OUTERMOST
            with self._guarded:
                connection.execute(begin)
            self._mine.depth = depth + 1
            try:
                yield
                self._check_open(connection)
                with self._guarded:
                    connection.execute(commit)
            except BaseException:
                self._roll_back(connection, undo)
                raise
            finally:
                self._mine.depth = depth

    def mode(self) -> dict[str, str]:
        connection = self._connection()
        with self._guarded:
            return {
                "store": "sqlite",
                "path": self.path,
                "schema": str(connection.pragma("user_version")),
                "integrity": str(connection.execute("PRAGMA integrity_check(1)").get),
                "sqlite": apsw.sqlite_lib_version(),
                "apsw": apsw.apsw_version(),
                "journal mode": str(connection.pragma("journal_mode")),
                "synchronous": _SYNCHRONOUS.get(connection.pragma("synchronous"), "unknown"),
            }

    def close(self) -> None:
        if self._closed or self._pid != os.getpid():
            return
        self._closed = True
        self.owners.close()
        with self._writing, self._listing, self._guarded:
            for connection in list(self._connections):
                connection.close()

    # ---- how statements are run

    def _rows(self, statement: str, values: Sequence[Any]) -> list[Any]:
        """The rows of a named query."""
        connection = self._connection()
        with self._guarded:
            return connection.execute(SQL[statement], values).fetchall()

    def _change(self, statement: str, values: Sequence[Any]) -> int:
        """Run a named statement that writes; how many rows it changed."""
        with self._write() as connection, self._guarded:
            connection.execute(SQL[statement], values)
            return connection.changes()

    def _many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a named statement that writes once for each row."""
        with self._write() as connection, self._guarded:
            connection.executemany(SQL[statement], rows)

    def _number(self, id: str) -> int:
        """The number of a run, inside a transaction."""
        rows = self._rows("number", (id,))
        if not rows:
            raise no_such_run(id)
        return int(rows[0][0])

    @contextmanager
    def _write(self) -> Iterator[apsw.Connection]:
        """This thread's connection, while no other thread of this process writes."""
        connection = self._connection()
        if not self._writing.acquire(timeout=self.patience):
            raise StoreError(_locked(self.path, self.patience))
        try:
            if self._mine.depth:
                self._check_open(connection)
            yield connection
        finally:
            self._writing.release()

    def _roll_back(self, connection: apsw.Connection, undo: Sequence[str]) -> None:
        """Undo a transaction, unless SQLite has done so itself.  The error that led here is the one to tell."""
        try:
            for statement in undo:
                if connection.in_transaction:
                    connection.execute(statement)
        except apsw.Error:
            self._mine.connection = None
            connection.close(True)

    def _check_open(self, connection: apsw.Connection) -> None:
        """Refuse to go on in a transaction that SQLite has rolled back by itself."""
        if not connection.in_transaction:
            raise StoreError(f"{self.path}: the transaction has failed before, and nothing of it was written")

    def _connection(self) -> apsw.Connection:
        """This thread's connection, opened if it has none yet."""
        if self._pid != os.getpid():
            raise StoreError(f"{self.path}: a store cannot be used after a fork: open it in the process that uses it")
        if self._closed:
            raise StoreError(f"{self.path}: the store is closed")
        if self._mine.connection is None:
            with self._guarded:
                self._mine.connection = self._open()
            with self._listing:
                self._connections.add(self._mine.connection)
        return self._mine.connection

    def _open(self) -> apsw.Connection:
        """A new connection to a file that is a store, or now becomes one."""
        _make_file(os.path.realpath(self.path))
        connection = apsw.Connection(self.path)
        connection.set_busy_handler(_Polling(self.patience))
        try:
            if connection.readonly("main"):
                raise StoreError(f"{self.path}: the file cannot be written")
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: apsw.Connection) -> None:
        """Check what the file is, set its modes, and create the schema in an empty one."""
        version = _file_version(self.path, connection)
        _retry_while_busy(lambda: connection.pragma("journal_mode", "wal"), self.patience)
        if version == 0:
            connection.execute("BEGIN IMMEDIATE")
            if _file_version(self.path, connection) == 0:
                connection.execute(sql_text("sqlite_schema.sql"))
                connection.pragma("application_id", APPLICATION_ID)
                connection.pragma("user_version", SCHEMA_VERSION)
            connection.execute("COMMIT")
        connection.pragma("synchronous", "full")


# ---- opening


def _make_file(path: str) -> None:
    """Make an empty file that only its owner can read and write, if there is none.

    It gets its name when it is closed again: to close a file that is open elsewhere in the process would drop its locks.
    """
    if os.path.lexists(path):
        return
    made = f"{path}-{secrets.token_hex(8)}"
    with suppress(OSError):  # what cannot be made, SQLite refuses with better words
        os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            os.link(made, path)
        finally:
            os.unlink(made)


def _file_version(path: str, connection: apsw.Connection) -> int:
    """The schema version of a store, 0 of an empty file; raises `StoreError` for any other file."""
    with connection:  # one transaction: what is read of the file is of one moment, while others may be making it
        application, version = connection.pragma("application_id"), connection.pragma("user_version")
        empty = connection.execute(SQL["is_empty"]).get
    if application == APPLICATION_ID and version == SCHEMA_VERSION:
        return SCHEMA_VERSION
    if application == APPLICATION_ID:
        raise StoreError(f"{path}: written by a newer flowscheme (schema {version}, this one knows {SCHEMA_VERSION})")
    if application or version or not empty:
        raise StoreError(f"{path}: a SQLite database, but not a flowscheme store")
    return 0


class _Polling:
    """A busy handler: asks again very soon at first, then every few milliseconds, for `patience` seconds."""

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self.until = 0.0

    def __call__(self, times: int) -> bool:
        if times == 0:
            self.until = monotonic() + self.patience
        if monotonic() >= self.until:
            return False
        sleep(0.0005 if times < 20 else 0.005)
        return True


def _retry_while_busy(action: Any, patience: float) -> None:
    """Do what SQLite refuses at once, without asking the busy handler, while another process opens the same file."""
    poll = _Polling(patience)
    times = 0
    while True:
        try:
            action()
            return
        except apsw.BusyError:
            if not poll(times):
                raise
            times += 1


# ---- transactions

_OUTERMOST = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_NESTED = ("SAVEPOINT inner_one", "RELEASE inner_one", ("ROLLBACK TO inner_one", "RELEASE inner_one"))
_SYNCHRONOUS = {0: "off", 1: "normal", 2: "full", 3: "extra"}


# ---- rows


def _run(row: Sequence[Any]) -> Run:
    try:
        check_json_depth(row[9])
        hosts, fault = tuple(json.loads(row[9])), ""
    except (ValueError, TypeError, RecursionError):
        hosts, fault = (), "its hosts are no list of names"
    return Run._make((*row[:9], hosts, *row[10:], fault))


def _text(cell: Any) -> Any:
    """A cell that was read as bytes; what is no UTF-8 in it comes as surrogates, which no text of ours has."""
    return cell.decode("utf-8", "surrogateescape") if type(cell) is bytes else cell


def _run_row(run: Run) -> tuple[Any, ...]:
    return (*run[:9], json.dumps(run.hosts), *run[10:12])


# ---- errors


class _Guarded:
    """A context in which every error of apsw becomes a `StoreError` with one clear line."""

    def __init__(self, path: str, patience: float) -> None:
        self.path = path
        self.patience = patience

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, UnicodeDecodeError):
            raise NotText(f"{self.path}: the database holds what is no text") from fault
        if fault is not None and isinstance(fault, apsw.Error | UnicodeError | OverflowError):
            raise StoreError(self.line(fault)) from fault

    def line(self, fault: Exception) -> str:
        """What to tell a person about that error."""
        if isinstance(fault, apsw.BusyError):
            return _locked(self.path, self.patience)
        if isinstance(fault, apsw.CantOpenError):
            return f"{self.path}: {_why_not_opened(self.path)}"
        return f"{self.path}: {_FAULTS.get(type(fault), 'the store failed')} ({fault})"


_FAULTS: dict[type, str] = {
    apsw.NotADBError: "not a SQLite database",
    apsw.CorruptError: "the database is damaged",
    apsw.ReadOnlyError: "the file or its folder cannot be written",
    apsw.FullError: "the disk is full, nothing was written",
    apsw.IOError: "the disk failed, nothing was written",
    apsw.NoMemError: "out of memory",
    apsw.TooBigError: "a value is too long for SQLite",
    UnicodeEncodeError: "a text is not valid Unicode",
    OverflowError: "a number is too large for SQLite",
}


def _why_not_opened(path: str) -> str:
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        return f"its folder {folder} does not exist"
    if os.path.isdir(path):
        return "it is a folder, not a file"
    return "the file cannot be opened or made"


def _locked(path: str, patience: float) -> str:
    return f"{path}: another process or thread has kept it locked for more than {patience:g} seconds"
