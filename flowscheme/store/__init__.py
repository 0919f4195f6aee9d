"""Stores: where runs, journals, waits, answers and pinned sources are kept (see `protocol`).

A store is named by a URL: `memory:`, or `sqlite:///` and the path of a file (`sqlite:///runs.db` lies in the current
folder, `sqlite:////var/lib/runs.db` is absolute).
"""

from __future__ import annotations

from collections.abc import Callable

from .memory import MemoryStore
from .owners import Owners
from .protocol import Answer, Entry, Ownership, Run, Store, StoreError, Wait
from .sqlite import SqliteStore

__all__ = [
    "Answer",
    "Entry",
    "MemoryStore",
    "Owners",
    "Ownership",
    "Run",
    "SqliteStore",
    "Store",
    "StoreError",
    "Wait",
    "open_store",
]


def open_store(url: str) -> Store:
    """The store of that URL, made if it is not there.  Raises `StoreError` for a bad URL or an unusable file."""
    scheme, colon, rest = url.partition(":")
    opener = _OPENERS.get(scheme + colon)
    if opener is None:
        raise StoreError(f"{url}: not the URL of a store (memory:, sqlite:///FILE)")
    return opener(url, rest)


def _open_memory(url: str, rest: str) -> Store:
    if rest:
        raise StoreError(f"{url}: nothing may follow memory:")
    return MemoryStore()


def _open_sqlite(url: str, rest: str) -> Store:
    path = rest.removeprefix("///")
    if path == rest or not path or path.endswith("/") or "\0" in path:
        raise StoreError(f"{url}: not the URL of a SQLite file (sqlite:///FILE, sqlite:////ABSOLUTE/FILE)")
    return SqliteStore(path)


_OPENERS: dict[str, Callable[[str, str], Store]] = {"memory:": _open_memory, "sqlite:": _open_sqlite}
