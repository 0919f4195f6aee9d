"""Source files: where those of libraries are, and which a program may read.

An interpreter that runs pinned source has its files in memory, and no others.  A program that has no grant for files may
include what lies beside or beneath it.  flowscheme's own libraries are always read from its own folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from os import sep
from pathlib import Path

from ..text.source import read_file, source_error
from .standard import DECLARED, OWN_LIBRARIES, LibraryName


class SourceFiles:
    """The source files that an interpreter sees.

    * `path` are the folders in which libraries are searched, in order.
    * `own` is flowscheme's folder of libraries.
    * `pinned`, if given, are the only files that there are beside those, by path.
    * `granted` tells whether the program may read any file.
    """

    def __init__(self, path: list[Path], own: Path, pinned: Mapping[str, str] | None = None, granted: bool = True) -> None:
        self.path = path
        self.own = own
        self.pinned = pinned
        self.granted = granted
        self._own_prefix = f"{own}{sep}"

    def read(self, path: Path) -> str:
        """The text of a source file."""
        if self.pinned is None or self.is_own(str(path)):
            return read_file(path)
        if str(path) not in self.pinned:
            raise source_error(f"the pinned source has no file {path}", str(path), None, kind="file")
        return self.pinned[str(path)]

    def may_include(self, source: str, path: Path) -> bool:
        """Whether a source may include a file: any, if files are granted; else what lies beside or beneath it."""
        if self.granted or self.pinned is not None or self.is_own(source):
            return True
        return not source.startswith("<") and path.resolve().is_relative_to(Path(source).resolve().parent)

    def exists(self, path: Path) -> bool:
        """Whether there is such a source file."""
        return path.is_file() if self.pinned is None or self.is_own(str(path)) else str(path) in self.pinned

    def is_own(self, path: str) -> bool:
        """Whether a file is of flowscheme's own libraries."""
        return path.startswith(self._own_prefix)

    def locate(self, name: LibraryName) -> Path | None:
        """The file of a library, by the search path."""
        if name in DECLARED:
            return None
        if name in OWN_LIBRARIES:
            return self.own / OWN_LIBRARIES[name]
        parts = name.split(" ")
        if any(part in ("", ".", "..") or "/" in part for part in parts):
            return None
        for folder in self.path:
            file = folder.joinpath(*parts[:-1], f"{parts[-1]}.sld")
            if self.exists(file):
                return file
        return None
