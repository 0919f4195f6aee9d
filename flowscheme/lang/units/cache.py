"""The folder in which compiled units are kept, so that start-up parses nothing.

`FLOWSCHEME_CACHE` names it (empty: no cache), else it is `flowscheme` in `$XDG_CACHE_HOME` or `~/.cache`.

An entry is a file named by its key, which is a hash of all that the compiled code depends on and that is known before
it is looked up (see `KeptUnits.key`).  It holds a magic line, a hash of key and payload, and the payload in `marshal`'s
format.  The hash is checked before `marshal` sees the payload, so that a damaged, truncated or misplaced entry is
simply not there.  It does not guard against forgery: code objects are trusted, so a folder that others own or can
write to is not used.

Entries are written to a file of their own and renamed, so processes may share the folder.  Nothing that goes wrong
here is an error: a read-only home or a full disk only means that sources are compiled again.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from typing import Any

try:  # `hashlib` would load OpenSSL, which takes longer than all the rest of a start from the cache
    from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore]  # CPython 3.12+
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]  # CPython 3.11
    except ImportError:
        from hashlib import sha256

MAGIC = b"flowscheme unit 1\n"
_HEADER = len(MAGIC) + 32

LIMIT = 64_000_000
"""About how many bytes are kept on the disk; beyond it the oldest entries are removed, and ours last."""

LARGEST = 4_000_000
"""How many bytes one entry may have."""

_BLOCK = 4096  # bytes: no file takes less

SOURCES = (".py", ".sld", ".scm", ".lark")


def digest(*parts: str) -> str:
    """A hash of texts, in hexadecimal."""
    made = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        made.update(b"%d:" % len(data))
        made.update(data)
    text: str = made.hexdigest()
    return text


def default_folder() -> str | None:
    """The folder that the process environment asks for; None for no cache."""
    named = os.environ.get("FLOWSCHEME_CACHE")
    if named is not None:
        return named or None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "flowscheme") if os.path.isabs(base) else None


_fingerprints: dict[tuple[str, ...], str] = {}


def fingerprint(*folders: str) -> str:
    """A hash of this Python and of the names, sizes and times of the sources in folders, read once per process.

    Empty if the folders cannot be read, as when the package is inside a zip file.
    """
    known = _fingerprints.get(folders)
    if known is None:
        try:
            stamps = [stamp for folder in folders for stamp in _stamps(folder)]
            known = digest(sys.version, str(sys.implementation.cache_tag), *stamps)
        except OSError:
            known = ""
        _fingerprints[folders] = known
    return known


def _stamps(folder: str) -> list[str]:
    stamps = []
    pending = [folder]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(SOURCES):
                    status = entry.stat()
                    stamps.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
                elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                    pending.append(entry.path)
    return sorted(stamps)


class Cache:
    """Entries in a folder.  `load` and `store` never raise for what is wrong with the folder or in it."""

    def __init__(self, folder: str | None) -> None:
        self.folder = folder
        self._trusted: bool | None = None

    def load(self, key: str) -> Any:
        """What was stored under a key; None if that is nothing whole."""
        if not self.usable():
            return None
        try:
            with open(self._path(key), "rb") as file:
                data = file.read()
        except OSError:
            return None
        payload = memoryview(data)[_HEADER:]
        if data[:_HEADER] != MAGIC + _seal(key, payload):
            return None
        try:
            return marshal.loads(payload)
        except (ValueError, TypeError, EOFError):
            return None

    def store(self, key: str, content: Any, ours: str = "ours") -> None:
        """Keep what `marshal` can hold; otherwise nothing happens.  Entries whose keys begin with `ours` are removed last."""
        if not self.usable(make=True):
            return
        path = self._path(key)
        temporary = f"{path}.{os.getpid()}.{id(content):x}"
        try:
            payload = marshal.dumps(content)
            if len(payload) > LARGEST:
                return
            with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(MAGIC + _seal(key, payload) + payload)
            os.replace(temporary, path)
        except (OSError, ValueError):
            _remove(temporary)
        if key.endswith("0"):  # now and then
            self._prune(ours)

    def usable(self, *, make: bool = False) -> bool:
        """Whether the folder is there and nobody else can write to it; `make` makes it."""
        if self._trusted is None and self.folder is not None:
            try:
                if make:
                    os.makedirs(self.folder, 0o700, exist_ok=True)
                self._trusted = _is_ours(os.stat(self.folder))
            except FileNotFoundError:
                return False
            except OSError:
                self._trusted = False
        return bool(self._trusted)

    def _path(self, key: str) -> str:
        return os.path.join(self.folder or "", key)

    def _prune(self, ours: str) -> None:
        try:
            with os.scandir(self.folder) as entries:
                files = [(entry.name.startswith(ours), entry.stat(), entry.path) for entry in entries if entry.is_file()]
        except OSError:
            return
        kept = 0
        for _, status, path in sorted(files, key=lambda file: (file[0], file[1].st_mtime), reverse=True):
            kept += -(-status.st_size // _BLOCK) * _BLOCK
            if kept > LIMIT:
                _remove(path)


def _seal(key: str, payload: bytes | memoryview) -> bytes:
    made = sha256(key.encode())
    made.update(payload)
    seal: bytes = made.digest()
    return seal


def _is_ours(status: os.stat_result) -> bool:
    return os.name != "posix" or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
