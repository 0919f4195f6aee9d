"""Libraries, and the way from source to running code.

A library is an `Environment` of its own with exports.  `Libraries` finds one by its name: those already here, then
`a/b/c.sld` for `(a b c)` in each folder of the search path.  A library is loaded once, when it is first imported.

How source becomes a running unit is in one place, `Libraries.prepare`: an artifact from the cache that is replayed, or
the front end (reader, expander, compiler), which is imported only then; both leave the environment alike and give the
unit's thunk.  With `definitions_only`, top-level expressions are left out: so is a program loaded whose flows are
wanted.

A unit is cached when its environment is as it was made.  The key then covers its text and name, the mode, what Python
defined in the environment, the primitives, flowscheme's own sources and this Python.  What compiling looked at besides,
included files and libraries, is in the entry's `Trace`, which must still hold when the entry is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from os import sep
from pathlib import Path
from threading import RLock
from typing import Any

from ...errors import SchemeError, SourceError
from ..analyse.mode import DEFAULT_MODE, Mode
from ..expand.environment import Environment
from ..machine.machine import Procedure, force
from ..machine.meter import Fuel, current, spent
from ..machine.primitive import LANGUAGE, PRIMITIVES
from ..machine.runtime import FUEL, SPENT
from ..machine.shield import free_of_charge, in_guest, poll, shielded
from ..text.source import check_text, fresh_name, read_file, register, source_error
from ..values.datum import Condition, Symbol, Value, symbol
from ..values.denotation import SPECIALS, Denotation, Global
from ..values.patterns import pattern
from .artifact import Artifact, Imports, from_data, imported, replay
from .cache import Cache, digest, fingerprint

SRFIS = (1, 2, 8, 9, 26, 27, 39, 41, 64, 69, 115, 125, 128, 130, 133, 145, 158, 180)
"""The SRFIs that are libraries of ours, `(srfi N)`."""

FEATURES = (
    "r7rs", "exact-closed", "exact-complex", "ieee-float", "full-unicode", "ratios", "flowscheme", "flowscheme-0.1",
    "regexp-non-greedy", "regexp-unicode",
    *[f"srfi-{n}" for n in SRFIS],
)  # fmt: skip

LibraryName = str

OWN_LIBRARIES: dict[LibraryName, str] = {"flowscheme flow": "flow/flow.sld"}
"""Libraries of ours whose file is not where the search would look."""

DECLARED: dict[LibraryName, str] = {"flowscheme flow primitive": "flow.primitives"}
"""Libraries of primitives that are not the language's, and the module that declares each: imported when they are."""

_DEFINING = pattern(r"\(\s*(def|import|include|begin|cond-expand|[^\s()]*!)")
"""A prompt's text that is to be remembered: it may define something, or set something up for what is defined."""

_PATIENCE = 0.1  # seconds for which a thread waits for another one's compiling, before it looks after its own limits

_PACKAGE_NAME = __name__.partition(".")[0]
_PACKAGE = str(Path(__file__).parents[2])


def core_environment() -> Environment:
    """The environment of the primitives and special forms, which no program changes."""
    return _primitives(LANGUAGE, {symbol(name): special_form for name, special_form in SPECIALS.items()})


def _primitives(library: LibraryName, table: dict[Symbol, Denotation]) -> Environment:
    """The environment of the primitives of a library, and of what else is in the table."""
    made = Environment(library)
    values = made.globals
    for name, primitive in PRIMITIVES.items():
        if primitive.library == library:
            key = symbol(name)
            table[key] = Global(made, key, name, True)
            values[name] = primitive.procedure
    made.table.update(table)
    made.exports = table
    made.sealed = True
    return made


class Trace:
    """What compiling a unit looked at beside its text.

    `texts` are the files that are not flowscheme's own, by path, the unit's and those of its libraries among them;
    `libraries` tells where each library was found (None: nowhere).  `defined` are those that the unit defines itself.
    It is not `whole` if a library came from elsewhere, such as another unit.
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


class Libraries:
    """The libraries of one interpreter, and the way from source to running code.

    `files`, if given, are the only files that there are (by path), but for the libraries of `own`, flowscheme's folder.
    `sources` keeps, for each source that was run, its text and those of what it included and imported, without ours;
    of text without a file only such as may define something, or a service that evaluates for ever would fill up.
    One thread at a time compiles; any number run.  Metered code takes an item of `fuel` for each step (see `meter`).

    Compiling and loading change tables, and are shielded from the watchdog; library bodies run as the guest code that they
    are.  What an interrupt or a limit leaves half done is undone by `finally` blocks without a call before it.
    """

    PRIMITIVE = LANGUAGE
    features = FEATURES

    def __init__(
        self,
        core: Environment,
        path: list[Path],
        own: Path,
        files: Mapping[str, str] | None = None,
        cache: Cache | None = None,
        grants_files: bool = True,
        mode: Mode = DEFAULT_MODE,
    ) -> None:
        self.mode = mode
        self.fuel = Fuel() if mode.metered else None
        self.grants_files = grants_files
        self.own = own
        self._own_prefix = f"{own}{sep}"
        self.files = files
        self.cache = cache
        self.sources: dict[str, dict[str, str]] = {}
        self.core = core
        self.path = path
        self.loaded: dict[LibraryName, Environment] = {self.PRIMITIVE: core}
        self.loading: list[LibraryName] = []
        self._lock = RLock()
        self._open: list[Trace] = []
        self._traces: dict[LibraryName, Trace] = {self.PRIMITIVE: Trace()}

    # Finding

    def find(self, name: LibraryName) -> Environment | None:
        """The library of that name, loaded now if it must be; None if there is none."""
        found = self.loaded.get(name)
        if found is not None and not self._open:
            return found
        with shielded(), self._compiling():
            file = self.locate(name) if found is None else None
            if file is not None:
                found = self._load(name, file)
            elif found is None and name in DECLARED:
                found = self._declare(name)
            self._note(name)
            return found

    def _declare(self, name: LibraryName) -> Environment:
        free_of_charge(lambda: import_module(f"{_PACKAGE_NAME}.{DECLARED[name]}"))
        found = self.loaded[name] = _primitives(name, {})
        self._traces[name] = Trace()
        return found

    def _load(self, name: LibraryName, file: Path) -> Environment | None:
        if name in self.loading:
            cycle = " → ".join(f"({each})" for each in [*self.loading, name])
            raise SourceError(Condition(f"libraries import each other: {cycle}", kind="import"))
        count = len(self.loading)
        try:
            self.loading.append(name)
            text = None if self._is_own(str(file)) else self.read(file)
            trace = free_of_charge(lambda: self._load_file(None, file)) if text is None else self._load_file(text, file)
        finally:
            del self.loading[count:]
        trace.libraries[name] = str(file)
        self._traces[name] = trace
        found = self.loaded.get(name)
        if found is not None:
            found.ours = self._is_own(str(file))
        return found

    def _load_file(self, text: str | None, file: Path) -> Trace:
        thunk, trace = self._prepare(text, str(file), self.bare_environment(f"file {file}"), False)
        _run(thunk)
        return trace

    def _note(self, name: LibraryName) -> None:
        """Count a library that was looked for into the trace of the unit that is being compiled."""
        if not self._open or name in self._open[-1].defined:
            return
        trace = self._open[-1]
        if name not in self.loaded:
            trace.libraries[name] = None
        elif name in self._traces:
            trace.add(self._traces[name])
        else:
            trace.whole = False

    def note_text(self, path: str, text: str) -> None:
        """Count an included file into the trace of the unit that is being compiled."""
        if self._open and not self._is_own(path):
            self._open[-1].texts[path] = text

    def read(self, path: Path) -> str:
        """The text of a source file."""
        if self.files is None or self._is_own(str(path)):
            return read_file(path)
        if str(path) not in self.files:
            raise source_error(f"the pinned source has no file {path}", str(path), None, kind="file")
        return self.files[str(path)]

    def may_include(self, source: str, path: Path) -> bool:
        """Whether a source may include a file: any, if files are granted; else what lies beside or beneath it."""
        if self.grants_files or self.files is not None or self._is_own(source):
            return True
        return not source.startswith("<") and path.resolve().is_relative_to(Path(source).resolve().parent)

    def exists(self, path: Path) -> bool:
        """Whether there is such a source file."""
        return path.is_file() if self.files is None or self._is_own(str(path)) else str(path) in self.files

    def _is_own(self, path: str) -> bool:
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

    def bare_environment(self, name: str) -> Environment:
        """An environment that knows `import` and `define-library`, and nothing else."""
        environment = Environment(name, kind="bare")
        for word in ("import", "define-library"):
            environment.table[symbol(word)] = self.core.table[symbol(word)]
        return environment

    # Running

    def run(
        self, text: str, name: str, environment: Environment, *, definitions_only: bool = False
    ) -> Value:
        """Compile and call a source text; the value is that of its last form (perhaps a pending call)."""
        return self.prepare(text, name, environment, definitions_only=definitions_only)()

    def prepare(
        self, text: str, name: str, environment: Environment, *, definitions_only: bool = False
    ) -> Procedure:
        """The thunk that runs a source text."""
        with shielded(), self._compiling():
            return self._prepare(text, name, environment, definitions_only)[0]

    def unit(self, forms: list[tuple[Value, Any]], name: str, environment: Environment) -> Procedure:
        """The thunk that runs top-level forms."""
        with shielded(), self._compiling():
            environment.touched = True
            self._fuel(environment)
            count = len(self._open)
            try:
                self._open.append(Trace())
                thunk: Procedure = _front().compile_data(self, forms, name, environment).thunk
            finally:
                del self._open[count:]
        return thunk

    def _compiling(self) -> RLock:
        """The lock under which one thread compiles; a limit may end the wait for it."""
        if current() is not None:
            while not self._lock.acquire(timeout=_PATIENCE):
                poll()
            self._lock.release()
        return self._lock

    def _fuel(self, environment: Environment) -> None:
        """Give metered code what it counts its steps with."""
        if self.fuel is not None:
            environment.globals[FUEL] = self.fuel.items
            environment.globals[SPENT] = spent

    def _prepare(
        self, text: str | None, name: str, environment: Environment, definitions_only: bool
    ) -> tuple[Procedure, Trace]:
        """The thunk of a text, or of flowscheme's own file `name` if that is None, and what it depends on."""
        if text is not None:
            check_text(text, name)
        key = self._key(text, name, environment, definitions_only)
        environment.touched = True
        self._fuel(environment)
        if text is not None:
            register(name, text)
        trace, data = self._recall(key) if key else (Trace(), None)
        if text is not None:
            trace.texts[name] = text
        if not name.startswith("<") or text is None or _DEFINING.search(text):
            self.sources[name] = trace.texts
        count = len(self._open)
        try:
            self._open.append(trace)
            if data is not None:
                unit = from_data(data)
                self._keep_again(text, name, environment, unit)
                return replay(unit, environment, self._step, self._home), trace
            if text is None:
                text = self.read(Path(name))
                register(name, text)
            compiled = _front().compile_text(self, text, name, environment, definitions_only)
        finally:
            del self._open[count:]
        if key and compiled.artifact is not None:
            self._keep(key, name, trace, compiled.artifact)
        return compiled.thunk, trace

    def _keep_again(self, text: str | None, name: str, environment: Environment, unit: Artifact) -> None:
        """Keep a unit out of the cache, in case that a name which it uses is redefined (see `redefine`)."""
        if environment.kind == "default" and text is not None and not any(step[0] == "library" for step in unit.steps):
            given = list(environment.given)
            environment.kept.append(lambda: _front().kept_again(self, text, name, environment, given, unit))

    # The cache

    def _key(self, text: str | None, name: str, environment: Environment, definitions_only: bool) -> str | None:
        """What the cache knows a unit by; None if it is not to be cached."""
        state = environment.state()
        if self.cache is None or self.cache.folder is None or state is None:
            return None
        flowscheme = fingerprint(_PACKAGE, str(self.own))
        mode = "definitions" if definitions_only else "program"
        primitives = " ".join(self.core.globals)
        mode += f" {self.mode}"
        return digest(flowscheme, primitives, mode, state, name, text or "") if flowscheme else None

    def _keep(self, key: str, name: str, trace: Trace, artifact: Artifact) -> None:
        """Store a unit, if all that it depends on is known."""
        if self.cache is not None and trace.whole:
            digests = [(path, digest(text)) for path, text in trace.texts.items() if path != name]
            self.cache.store(key, (tuple(digests), tuple(trace.libraries.items()), artifact.data()))

    def _recall(self, key: str) -> tuple[Trace, tuple[Any, ...] | None]:
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
                text = self.read(Path(path))
            except SchemeError:
                return False
            if digest(text) != expected:
                return False
            trace.texts[path] = text
        return True

    def _holds(self, trace: Trace, name: LibraryName, file: str | None) -> bool:
        """Whether a library is where it was; if it is loaded, that it was loaded from the trace's texts."""
        if name not in self.loaded:
            found = self.locate(name)
            return (str(found) if found else None) == file
        known = self._traces.get(name)
        return known is not None and file is not None and known.texts.items() <= trace.texts.items()

    # The steps of a unit, done by its expander or by the replay of its artifact

    def _home(self, name: str) -> Environment:
        """The environment that an artifact calls `name`."""
        found = self.find(name)
        assert found is not None
        return found

    def _step(self, environment: Environment, kind: str, name: LibraryName, *rest: Any) -> None:
        """Do a step of an artifact."""
        if kind == "import":
            self.bind(environment, name, rest[0])
        elif kind == "find":
            self._home(name)
        else:
            data, exports = rest
            library = self.new_library(name)
            self.add(name, library, replay(from_data(data), library, self._step, self._home), exports)

    def bind(self, environment: Environment, name: LibraryName, names: Imports) -> None:
        """Import names of a library."""
        environment.bind(imported(self._home(name), names))

    def define(self, environment: Environment, name: str, value: Value) -> None:
        """Define a global from Python; what the environment compiled before takes the new meaning of a standard name."""
        found = environment.find(symbol(name))
        if environment.kept and isinstance(found, Global) and found.environment is not environment:
            with shielded():
                _front().redefine(environment, self.core, found, environment.own(symbol(name)), self.mode)
        environment.define(name, value)

    def bind_sets(self, environment: Environment, sets: list[Value]) -> None:
        """Import what import sets say (R7RS 5.2)."""
        with shielded():
            _front().bind_imports(self, sets, environment)

    def new_library(self, name: LibraryName) -> Environment:
        """The environment of a library that is being defined."""
        environment = Environment(name if name not in self.loaded else fresh_name(name))
        environment.library = True
        self._fuel(environment)
        if self._open:
            self._open[-1].defined.add(name)
        return environment

    def add(
        self, name: LibraryName, environment: Environment, thunk: Procedure, exports: tuple[tuple[str, str], ...]
    ) -> None:
        """Run a library's body and make it known; `exports` are (name inside, name outside)."""
        _run(thunk)
        environment.exports = {symbol(outside): environment.find(symbol(inside)) for inside, outside in exports}
        environment.sealed = True
        self.loaded[name] = environment
        self._traces.pop(name, None)


def _run(thunk: Callable[[], Value]) -> None:
    in_guest(lambda: _called(thunk))


def _called(thunk: Callable[[], Value]) -> None:
    r = thunk()
    if type(r) is tuple:
        force(r)


def _front() -> Any:
    """The front end."""
    return free_of_charge(_import_front)


def _import_front() -> Any:
    from . import frontend  # reader, expander and compiler: not needed for what comes out of the cache

    return frontend
