"""Libraries, and the way from source to running code.

A library is an `Environment` of its own with exports.  `Libraries` finds one by its name: those already here, then
`a/b/c.sld` for `(a b c)` in each folder of the search path (`files`).  A library is loaded once, when it is first imported.

How source becomes a running unit is in one place, `Libraries.prepare`: an artifact from the cache (`kept`) that is
replayed, or the front end (reader, expander, compiler), which is imported only then; both leave the environment alike and
give the unit's thunk.  With `definitions_only`, top-level expressions are left out: so is a program loaded whose flows are
wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import RLock
from typing import Any

from ...errors import SourceError
from ..analyse.mode import DEFAULT_MODE, Mode
from ..expand.environment import Environment
from ..machine.machine import Procedure, force
from ..machine.meter import Fuel, current, spent
from ..machine.primitive import LANGUAGE
from ..machine.runtime import FUEL, SPENT
from ..machine.shield import free_of_charge, in_guest, poll, shielded
from ..text.source import check_text, fresh_name, register
from ..values.datum import Condition, Value, symbol
from ..values.denotation import Global
from .artifact import Artifact, Imports, from_data, imported, replay
from .cache import Cache
from .files import SourceFiles
from .kept import KeptUnits, Trace
from .remembered import Changes, Sources
from .standard import DECLARED, FEATURES, PRIVATE, LibraryName, primitives_environment

_PATIENCE = 0.1  # seconds for which a thread waits for another one's compiling, before it looks after its own limits

_PACKAGE_NAME = __name__.partition(".")[0]


class Libraries:
    """The libraries of one interpreter, and the way from source to running code.

    * `core` is the environment of the primitives.
    * `files` are the source files that there are.
    * `mode` is how units are compiled; metered code takes an item of `fuel` for each step (see `meter`).
    * `kept` are the units out of earlier processes.
    * `loaded` are the libraries that are here, `loading` those whose loading has begun, the outermost first.
    * `sources` keeps of the sources that were run those that a pin can need (see `remembered`).

    One thread at a time compiles; any number run.

    Compiling and loading change tables, and are shielded from the watchdog; library bodies run as the guest code that they
    are.  What an interrupt or a limit leaves half done is undone by `finally` blocks without a call before it.
    """

    PRIMITIVE = LANGUAGE
    features = FEATURES

    def __init__(self, core: Environment, files: SourceFiles, cache: Cache | None = None, mode: Mode = DEFAULT_MODE) -> None:
        self.mode = mode
        self.fuel = Fuel() if mode.metered else None
        self.files = files
        self.sources = Sources()
        self.core = core
        self.loaded: dict[LibraryName, Environment] = {self.PRIMITIVE: core}
        self.loading: list[LibraryName] = []
        self._lock = RLock()
        self._open: list[Trace] = []
        self.kept = KeptUnits(cache, files, mode, core.globals, self.loaded)
        self.kept.traces[self.PRIMITIVE] = Trace()

    # Finding

    def find(self, name: LibraryName) -> Environment | None:
        """The library of that name, loaded now if it must be; None if there is none."""
        library = self.loaded.get(name)
        if library is not None and not self._open:
            return library
        with shielded(), self._compiling():
            file = self.files.locate(name) if library is None else None
            if file is not None:
                library = self._load(name, file)
            elif library is None and name in DECLARED:
                library = self._declare(name)
            self._note(name)
            return library

    def _declare(self, name: LibraryName) -> Environment:
        free_of_charge(lambda: import_module(f"{_PACKAGE_NAME}.{DECLARED[name]}"))
        library = self.loaded[name] = primitives_environment(name, {})
        self.kept.traces[name] = Trace()
        return library

    def _load(self, name: LibraryName, file: Path) -> Environment | None:
        if name in self.loading:
            cycle = " → ".join(f"({step})" for step in [*self.loading, name])
            raise SourceError(Condition(f"libraries import each other: {cycle}", kind="import"))
        count = len(self.loading)
        try:
            self.loading.append(name)
            if self.files.reserved(name):
                trace = free_of_charge(lambda: self._load_file(None, file))
            else:
                trace = self._load_file(self.files.read(str(file)), file)
        finally:
            del self.loading[count:]
        trace.libraries[name] = str(file)
        self.kept.traces[name] = trace
        return self.loaded.get(name)

    def _load_file(self, text: str | None, file: Path) -> Trace:
        """Run the file of a library: flowscheme's own if there is no text."""
        environment = self.bare_environment(f"file {file}")
        environment.ours = text is None
        thunk, trace = self._prepare(text, str(file), environment, False)
        _run(thunk)
        return trace

    def _note(self, name: LibraryName) -> None:
        """Count a library that was looked for into the trace of the unit that is being compiled."""
        if not self._open or name in self._open[-1].defined:
            return
        trace = self._open[-1]
        if name not in self.loaded:
            trace.libraries[name] = None
        elif name in self.kept.traces:
            trace.add(self.kept.traces[name])
        else:
            trace.whole = False

    def note_text(self, path: str, text: str) -> None:
        """Count a file that a program included into the trace of the unit that is being compiled."""
        if self._open:
            self._open[-1].texts[path] = text

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
        key = self.kept.key(text, name, environment, definitions_only)
        environment.touched = True
        self._fuel(environment)
        if text is not None:
            register(name, text)
        trace, data = self.kept.recall(key) if key else (Trace(), None)
        for path, included in trace.texts.items():
            register(path, included)
        if text is not None:
            trace.texts[name] = text
        before = environment.table.copy()
        count = len(self._open)
        try:
            self._open.append(trace)
            if data is not None:
                thunk, defined = self._replay(text, name, environment, definitions_only, from_data(data))
            else:
                thunk, defined = self._compile(text, name, environment, definitions_only, key)
        finally:
            del self._open[count:]
        if text is not None:
            self.sources.remember(name, trace.texts, Changes(before, environment, defined))
        return thunk, trace

    def _replay(
        self, text: str | None, name: str, environment: Environment, definitions_only: bool, unit: Artifact
    ) -> tuple[Procedure, frozenset[str]]:
        """The thunk of a unit out of the cache, and the names that it defines."""
        self._keep_again(text, name, environment, definitions_only, unit)
        thunk = replay(unit, environment, self._step, self._home)
        return thunk, frozenset([symbol for symbol, _, defined, _ in unit.globals if defined])

    def _compile(
        self, text: str | None, name: str, environment: Environment, definitions_only: bool, key: str | None
    ) -> tuple[Procedure, frozenset[str]]:
        """The same of a text that is compiled now, and kept under the key."""
        if text is None:
            text = self.files.read_own(name)
            register(name, text)
        compiled = _front().compile_text(self, text, name, environment, definitions_only, bool(key))
        if key and compiled.artifact is not None:
            self.kept.keep(key, name, self._open[-1], compiled.artifact)
        return compiled.thunk, compiled.defined

    def _keep_again(
        self, text: str | None, name: str, environment: Environment, definitions_only: bool, unit: Artifact
    ) -> None:
        """Keep a unit out of the cache, in case that a name which it uses is redefined (see `redefine`)."""
        if environment.kind == "default" and text is not None and not any(step[0] == "library" for step in unit.steps):
            given = list(environment.given)
            environment.kept.append(
                lambda: _front().kept_again(self, text, name, environment, given, unit, definitions_only)
            )

    # The steps of a unit, done by its expander or by the replay of its artifact

    def _home(self, name: str) -> Environment:
        """The environment that an artifact calls `name`."""
        library = self.find(name)
        assert library is not None
        return library

    def _step(self, environment: Environment, kind: str, name: LibraryName, *rest: Any) -> None:
        """Do a step of an artifact."""
        if kind == "import":
            self.bind(environment, name, rest[0])
        elif kind == "find":
            self._home(name)
        else:
            data, exports = rest
            library = self.new_library(name, environment)
            self.add(name, library, replay(from_data(data), library, self._step, self._home), exports)

    def bind(self, environment: Environment, name: LibraryName, names: Imports) -> None:
        """Import names of a library.  Raises `SourceError` for one that is not for this environment."""
        if not self.may_import(name, environment):
            raise SourceError(Condition(f"({name}) is for flowscheme's own libraries alone", kind="import"))
        environment.bind(imported(self._home(name), names))

    def define(self, environment: Environment, name: str, value: Value) -> None:
        """Define a global from Python; what the environment compiled before takes the new meaning of a standard name."""
        with shielded(), self._compiling():
            binding = environment.find(symbol(name))
            if environment.kept and isinstance(binding, Global) and binding.environment is not environment:
                _front().redefine(environment, self.core, binding, environment.own(symbol(name)), self.mode)
            environment.define(name, value)

    def give(self, environment: Environment, name: str, value: Value) -> None:
        """Define a global from Python, while nothing is compiled; what was compiled before keeps its meaning of the name."""
        with shielded(), self._compiling():
            environment.define(name, value)

    def bind_sets(self, environment: Environment, sets: list[Value]) -> None:
        """Import what import sets say (R7RS 5.2)."""
        with shielded():
            _front().bind_imports(self, sets, environment)

    def may_import(self, name: LibraryName, environment: Environment) -> bool:
        """Whether an environment may import a library: the primitives are for ours alone."""
        return name not in PRIVATE or environment.ours

    def may_define(self, name: LibraryName, environment: Environment) -> bool:
        """Whether a program in an environment may define a library of that name: ours are never put in the shade."""
        return environment.ours or not self.files.reserved(name)

    def new_library(self, name: LibraryName, outer: Environment) -> Environment:
        """The environment of a library that is being defined in `outer`.  Raises `SourceError` for a name that is ours."""
        if not self.may_define(name, outer):
            raise SourceError(Condition(f"({name}) is the name of one of flowscheme's own libraries", kind="import"))
        environment = Environment(name if name not in self.loaded else fresh_name(name))
        environment.library = True
        environment.ours = outer.ours
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
        self.kept.traces.pop(name, None)


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
