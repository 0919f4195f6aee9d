"""Owners: which processes drive runs, and whether they still live.

An owner is one process using one store.  It proves its life by holding an operating-system lock on a file of its own in
a folder beside the store; the system drops the lock when the process dies, however it dies, so nobody waits for a lease
to run out.  The file's name is the owner's id, which the store writes into the runs that it drives.

The lock is a POSIX record lock.  A child does not inherit it, so a fork cannot keep its dead parent alive.  But it
belongs to the process and is lost when the process closes *any* descriptor of the file: so a process never opens its
own file again, and knows its own ids from a registry that all its `Owners` share.  An id counts as one's own only while
the process id is that of the registration, for a child inherits the registry.

Others test the lock with a shared one: two testers do not take each other for the owner.

A process that ends removes its files, unless it is killed; whoever becomes an owner sweeps out those of the dead.  So that a
sweeper never finds a file that is not locked yet, a file is made and locked under another name first.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import re
import secrets
from contextlib import suppress
from threading import Lock

from .protocol import StoreError

_mine: dict[str, tuple[int, str | None]] = {}
"""The owner ids of this process: id to process id, and the path of the lock file, if there is one."""

_guard = Lock()
"""Held while ids are made, tested or dropped, so that no thread tests a file that another one is closing."""

_ID = re.compile(r"[0-9]+-[0-9a-f]{16}")

_NEW = "new-"
"""How the name begins of a file that is being locked; after so many seconds nobody can be at it any more."""
_ABOUT = 60.0


def _forget_guard() -> None:
    """A child of a fork may have inherited the guard locked by a thread that it has not."""
    global _guard
    _guard = Lock()


os.register_at_fork(after_in_child=_forget_guard)


class Owners:
    """The owners beside one store; `folder` is where their lock files are, None for a store inside this process.

    The folder and the file are made when this process first becomes an owner, for its user alone; `StoreError` where they
    cannot be.
    """

    def __init__(self, folder: str | None) -> None:
        self.folder = folder
        self._id: str | None = None
        self._file: int | None = None

    def me(self) -> str:
        """The id under which this process drives runs: the same until `close`, another one after a fork."""
        with _guard:
            if self._id is None or not _is_mine(self._id):
                self._id = f"{os.getpid()}-{secrets.token_hex(8)}"
                self._file = self._lock(self._id)
                _mine[self._id] = os.getpid(), self._path(self._id)
                self._sweep()
            return self._id

    def alive(self, owner: str) -> bool:
        """Whether that process still runs and has not closed its store; the file of a dead one is removed."""
        with _guard:
            if _is_mine(owner):
                return True
            if self.folder is None or not _ID.fullmatch(owner):
                return False
            return _is_locked(os.path.join(self.folder, owner))

    def close(self) -> None:
        """Stop being an owner: to everybody, this one is dead from now on."""
        with _guard:
            if self._id is None or not _is_mine(self._id):
                return
            del _mine[self._id]
            if self._file is not None and self.folder is not None:
                _remove(self._path(self._id))
                os.close(self._file)
            self._id = self._file = None

    def _lock(self, id: str) -> int | None:
        """Make and lock the file of an id that nobody knows yet; the open descriptor."""
        if self.folder is None:
            return None
        try:
            os.makedirs(self.folder, 0o700, exist_ok=True)
            made = os.path.join(self.folder, f"{_NEW}{id}")
            file = os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.rename(made, os.path.join(self.folder, id))
        except OSError as fault:
            raise StoreError(f"{self.folder}: this process cannot own runs there: {fault.strerror}") from fault
        return file

    def _path(self, id: str) -> str | None:
        """The lock file of an id, if there is one."""
        return os.path.join(self.folder, id) if self.folder is not None else None

    def _sweep(self) -> None:
        """Remove the files of owners that are dead, but for those that may be about to be locked."""
        if self.folder is None or self._file is None:
            return
        now = os.fstat(self._file).st_mtime
        with suppress(OSError), os.scandir(self.folder) as files:
            for file in files:
                if _is_mine(file.name) or not _ID.fullmatch(file.name.removeprefix(_NEW)):
                    continue
                with suppress(OSError, StoreError):  # what cannot be told is left
                    if not file.name.startswith(_NEW) or now - file.stat().st_mtime > _ABOUT:
                        _is_locked(file.path)


def _is_mine(id: str) -> bool:
    return _mine.get(id, (None, None))[0] == os.getpid()


def _remove(path: str | None) -> None:
    if path is not None:
        with suppress(OSError):
            os.unlink(path)


def _leave() -> None:
    """Remove the files of this process when it ends: of stores that nobody closed."""
    for id, (_, path) in list(_mine.items()):
        if _is_mine(id):
            _remove(path)


atexit.register(_leave)


def _is_locked(path: str) -> bool:
    """Whether another process holds the lock of that file; if not, the file is removed."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    except OSError as fault:
        raise StoreError(f"{path}: cannot tell whether this owner lives: {fault.strerror}") from fault
    try:
        fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return True
    else:
        with suppress(OSError):
            os.unlink(path)
        return False
    finally:
        os.close(file)
