"""Units that are kept between processes: by what they are known, and whether what they depend on still holds.

A unit is cached when its environment is as it was made.  The key covers its text and name, the mode, what Python defined
in the environment, which files it may read and whether it is one of ours, the primitives, flowscheme's own sources and this
Python.  What compiling looked at besides, included
files and libraries, is in the entry's `Trace`, which must still hold when the entry is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ...errors import SchemeError
from ..analyse.mode import Mode
from ..expand.environment import Environment
from .artifact import Artifact
from .cache import Cache, digest, fingerprint
from .files import SourceFiles
from .standard import LibraryName

_PACKAGE = str(Path(__file__).parents[2])


class Trace:
    """What compiling a unit looked at beside its text.

    * `texts` are the files that are not flowscheme's own, by path, the unit's and those of its libraries among them.
    * `libraries` tells where each library was found (None: nowhere).
    * `defined` are the libraries that the unit defines itself.
    * `whole` is false if a library came from elsewhere, such as another unit.
    """

    __slots__ = ("defined", "libraries", "texts", "whole")

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.libraries: dict[LibraryName, str | None] = {}
        self.defined: set[LibraryName] = set()
        self.whole = True

    def add(self, other: Trace) -> None:
        """Count another unit's trace in."""
        self.texts.update(other.texts)
        self.libraries.update(other.libraries)
        self.whole = self.whole and other.whole


class KeptUnits:
    """The units in a cache, as one interpreter finds them.

    `loaded` are its libraries, and `traces` what each was loaded from; both change while it runs.
    """

    def __init__(
        self, cache: Cache | None, files: SourceFiles, mode: Mode, primitives: Iterable[str], loaded: Mapping[LibraryName, Any]
    ) -> None:
        self.cache = cache
        self.traces: dict[LibraryName, Trace] = {}
        self._files = files
        self._mode = mode
        self._primitives = primitives
        self._loaded = loaded

    def key(self, text: str | None, name: str, environment: Environment, definitions_only: bool) -> str | None:
        """What the cache knows a unit by; None if it is not to be cached.  Keys of our libraries tell of which flowscheme."""
        state = environment.state()
        if self.cache is None or self.cache.folder is None or state is None:
            return None
        flowscheme = fingerprint(_PACKAGE, str(self._files.own))
        mode = f"{'definitions' if definitions_only else 'program'} {self._mode}"
        primitives = " ".join(self._primitives)
        sees = "ours" if text is None else f"{self._files.granted} {self._files.pinned is not None}"
        key = digest(flowscheme, primitives, mode, state, sees, name, text or "")
        return (self._ours() if text is None else "") + key if flowscheme else None

    def _ours(self) -> str:
        """How the keys of our own libraries begin."""
        return f"ours-{fingerprint(_PACKAGE, str(self._files.own))[:16]}-"

    def keep(self, key: str, name: str, trace: Trace, artifact: Artifact) -> None:
        """Store a unit, if all that it depends on is known."""
        if self.cache is not None and trace.whole:
            digests = [(path, digest(text)) for path, text in trace.texts.items() if path != name]
            self.cache.store(key, (tuple(digests), tuple(trace.libraries.items()), artifact.data()), self._ours())

    def recall(self, key: str) -> tuple[Trace, tuple[Any, ...] | None]:
        """The trace and the artifact's data that are stored under a key, if they hold; else an empty trace."""
        entry = self.cache.load(key) if self.cache else None
        if entry is not None:
            digests, libraries, data = entry
            trace = Trace()
            trace.libraries.update(libraries)
            if self._fill(trace, dict(digests)) and all(self._holds(trace, *each) for each in libraries):
                return trace, data
        return Trace(), None

    def _fill(self, trace: Trace, digests: dict[str, str]) -> bool:
        """Read the files of a trace; whether they are what they were."""
        for path, expected in digests.items():
            try:
                text = self._files.read(path)
            except SchemeError:
                return False
            if digest(text) != expected:
                return False
            trace.texts[path] = text
        return True

    def _holds(self, trace: Trace, name: LibraryName, file: str | None) -> bool:
        """Whether a library is where it was; if it is loaded, that it was loaded from the trace's texts."""
        if name not in self._loaded:
            now = self._files.locate(name)
            return (str(now) if now else None) == file
        known = self.traces.get(name)
        return known is not None and file is not None and known.texts.items() <= trace.texts.items()
