"""Source files: where those of libraries are, and which a program may read.

An interpreter that runs pinned source has its files in memory, and no others.  A program that has no grant for files may
include what lies beside or beneath it.  Paths are judged by where they lead, with `..` and links followed.

flowscheme's own libraries stand in its own folder, which only they themselves are read from and include from.  Their names
are *reserved*: those of the files that are there, and whatever begins with `scheme` or `flowscheme`.  So what one of ours
imports is ours, and is never what a program has put in its place.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ..text.source import is_beneath, read_file, source_error
from .standard import OWN_LIBRARIES, PRIVATE, RESERVED, LibraryName

_FORBIDDEN = frozenset({"/", os.sep, "\0"})
"""What no part of a library's name may have, if the library is a file."""


class SourceFiles:
    """The source files that an interpreter sees.

    * `path` are the folders in which a program's libraries are searched, in order.
    * `own` is flowscheme's folder of libraries.
    * `pinned`, if given, are the only files that there are beside those, by path.
    * `granted` tells whether the program may read any file.
    """

    def __init__(self, path: list[Path], own: Path, pinned: Mapping[str, str] | None = None, granted: bool = True) -> None:
        self.path = path
        self.own = own
        self.pinned = pinned
        self.granted = granted

    def read(self, path: str) -> str:
        """The text of a source file of the program's."""
        if self.pinned is None:
            return read_file(Path(path))
        if path not in self.pinned:
            raise source_error(f"the pinned source has no file {path:.200}", path, None, kind="file")
        return self.pinned[path]

    def read_own(self, path: str) -> str:
        """The text of a file of flowscheme's own libraries."""
        return read_file(Path(path))

    def may_include(self, source: str, path: str, ours: bool) -> bool:
        """Whether a source may include a file.

        One of `ours` may include what is ours.  A program may include any file, if files are granted, and what is pinned with
        it; else what lies beside or beneath it.
        """
        if ours:
            return is_beneath(path, str(self.own))
        if self.granted or self.pinned is not None:
            return True
        return not source.startswith("<") and is_beneath(path, os.path.dirname(source) or ".")

    def exists(self, path: str) -> bool:
        """Whether there is such a source file of the program's."""
        return os.path.isfile(path) if self.pinned is None else path in self.pinned

    def reserved(self, name: LibraryName) -> bool:
        """Whether a library of that name can only be one of ours."""
        return name.partition(" ")[0] in RESERVED or self._own_file(name) is not None

    def locate(self, name: LibraryName) -> Path | None:
        """The file of a library: ours in our own folder, a program's by the search path."""
        own = self._own_file(name)
        if own is not None or self.reserved(name):
            return own
        file = _file_of(name)
        paths = [Path(folder, file) for folder in self.path] if file else []
        return next((path for path in paths if self.exists(str(path))), None)

    def _own_file(self, name: LibraryName) -> Path | None:
        """The file of a library of ours; None if there is none."""
        file = OWN_LIBRARIES.get(name) or _file_of(name)
        if not file or name in PRIVATE:
            return None
        path = Path(self.own, file)
        return path if os.path.isfile(path) else None


def _file_of(name: LibraryName) -> str:
    """Where in a folder the file of a library stands; empty if no file can be meant."""
    parts = name.split(" ")
    if any(part in ("", os.curdir, os.pardir) or not _FORBIDDEN.isdisjoint(part) for part in parts):
        return ""
    return os.path.join(*parts) + ".sld"
