"""The interpreter: one Scheme world inside a Python process.

An `Interpreter` has its own libraries and its own interaction environment; nothing is shared between two of them but
code.  Every way in (`eval`, `load`, `call`) is an *evaluation*: it sets the machine's state for this thread or task,
makes room for deep recursion, and turns whatever comes out into a value or a `SchemeError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, overload

from .asynchronous import on_thread
from .conversion import is_alone, origin_of, procedure, procedure_of, to_python, to_scheme
from .errors import ControlSignal, InternalError, Interrupted, LimitExceeded, SchemeError, Stopped, StoreError
from .host import scheme_name
from .lang.analyse.mode import Mode
from .lang.expand.environment import Environment
from .lang.expand.literals import Literals
from .lang.faults.faults import scheme_error
from .lang.faults.frames import backtrace
from .lang.machine.limits import NO_LIMITS, Limits
from .lang.machine.machine import STATE, EscapeSignal, Hook, Procedure, State, call, force
from .lang.machine.meter import Meter, metered
from .lang.machine.origin import Origin, in_one_world
from .lang.machine.shield import limit_error, run, shielded, watched
from .lang.machine.stack import DEFAULT_DEPTH, call_on_large_stack, in_room, spare_c_stack
from .lang.text.source import PRELUDE, fresh_name, read_file
from .lang.units.cache import Cache, default_folder
from .lang.units.files import SourceFiles
from .lang.units.library import Libraries
from .lang.units.standard import core_environment
from .lang.values.datum import Condition, Symbol, Value, scalars, symbol
from .lang.values.denotation import Denotation
from .lang.values.foreign import Foreign
from .primitives import support as _primitives  # noqa: F401 - importing the package fills the table of primitives
from .raised import leaving

FLOW_GRANTS = frozenset({"flows", "store"})
"""What a program can be granted of the runs in its engine's store: those whose ids it has, and all of them."""

ALL_GRANTS = frozenset({"console", "clock", "files", "environment", "process"}) | FLOW_GRANTS
"""What a program can be granted of the outside."""

EMBEDDED_GRANTS = frozenset({"console", "clock"})
"""What an embedded interpreter grants unless it is told otherwise."""

OWN_FRAMES = 50
"""About how many calls of our own nest beneath a program's, beside those that a depth limit allows it."""

NESTED = 60
"""How often host functions may call back into the interpreter, one inside the other: each takes C stack."""

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

FLOW_LIBRARY = "flowscheme flow"


class Interpreter:
    """A Scheme interpreter.

    | argument | meaning |
    | --- | --- |
    | `grants` | what of the outside its programs may touch |
    | `path` | folders in which libraries are sought |
    | `files` | if given, the only source files that there are (by path), beside flowscheme's own libraries |
    | `limits` | what each evaluation may spend; limits given with a call take their place for that call |
    | `metered` | whether steps are counted though `limits` sets none, for calls that do |
    | `optimize` | false for code that does the same, slower: for tests |

    Raises `SchemeError` (or one of its kin) for everything that a program can do wrong; `LimitExceeded` for a limit that
    ran out, after which the interpreter can be used again.  Raises ValueError for a grant that there is not.
    """

    def __init__(
        self,
        grants: Iterable[str] = EMBEDDED_GRANTS,
        path: Iterable[str | Path] = (),
        files: Mapping[str, str] | None = None,
        *,
        limits: Limits | None = None,
        metered: bool = False,
        optimize: bool = True,
    ) -> None:
        self.grants = frozenset(grants)
        if not self.grants <= ALL_GRANTS:
            raise ValueError(f"there is no grant {min(self.grants - ALL_GRANTS)!r}; there are {', '.join(sorted(ALL_GRANTS))}")
        self.limits = limits or NO_LIMITS
        self.core = core_environment()
        folders = [Path(folder) for folder in (path if files is None else _folders(files))]
        self.libraries = Libraries(
            self.core, SourceFiles(folders, PRELUDE, files, "files" in self.grants), Cache(default_folder()),
            Mode(optimize, metered or self.limits.steps is not None, metered or self.limits != NO_LIMITS),
        )  # fmt: skip
        self.environment = self.new_environment("user")
        self.services: dict[str, Any] = {}
        self.command_line: list[str] | None = None

    # The public face

    def eval(self, source: str, *, limits: Limits | None = None) -> Any:
        """Evaluate the forms of a source text in the interaction environment; the last one's value, as Python's."""
        name = fresh_name("eval")
        _check_source(source)
        return self._value(lambda: self.libraries.run(source, name, self.environment), limits)

    def load(self, path: str | Path, *, limits: Limits | None = None) -> None:
        """Evaluate the forms of a file in the interaction environment."""
        file = Path(path)
        self._value(lambda: self.run_file(file, self.environment), limits)

    def define(self, name: str, value: Any) -> None:
        """Define a global of the interaction environment; a callable becomes a procedure, a class and an object that can be
        called, too, since it is named here."""
        check_text("a name", name)
        define = partial(_defined, name, value)  # a vector's tuple would be a pending call
        converted = define() if is_alone(value) else self.evaluate(lambda: [define()], guest=False)[0]
        self.libraries.define(self.environment, name, converted)

    @overload
    def procedure(self, function: F, /) -> F: ...
    @overload
    def procedure(self, name: str | None = None, /) -> Callable[[F], F]: ...
    def procedure(self, function: F | str | None = None, /) -> F | Callable[[F], F]:
        """Define a Python function as a procedure: a decorator, plain or with the Scheme name.

        Without one Python's `send_mail` is Scheme's `send-mail`.  `(describe send-mail)` shows the parameters and the
        docstring.  The function may be `async def`: then programs that run by `eval_async` or `call_async` can call it.
        """
        if function is None or isinstance(function, str):
            return lambda given: self._procedure(given, function)
        return self._procedure(function, None)

    def _procedure(self, function: F, name: str | None) -> F:
        if not callable(function):
            raise TypeError(f"a procedure is made of a function, not of {type(function).__name__}: {function!r:.60}")
        if name is None and not hasattr(function, "__name__"):
            raise TypeError(f"a procedure needs a name, which {type(function).__name__} has none of: give one")
        self.define(name if name is not None else scheme_name(function.__name__), function)
        return function

    def call(self, name: str | Callable[..., Any], *arguments: Any, limits: Limits | None = None) -> Any:
        """Call the global procedure of that name, or a procedure that an evaluation gave: as an evaluation of its own, with the
        grants of the interpreter and the limits of the evaluation that it is from."""
        scheme = procedure_of(name)
        if scheme is not None:
            home = origin_of(name)
            given = home.limits if limits is None else limits.over(home.limits)
            return home.interpreter._value(lambda: call(scheme, *map(to_scheme, arguments)), given)
        check_text("a procedure's name", name)
        return self._value(lambda: call(self.lookup(str(name)), *map(to_scheme, arguments)), limits)

    async def eval_async(self, source: str, *, limits: Limits | None = None) -> Any:
        """As `eval`, on a thread of its own while the event loop goes on; `async def` host functions run in that loop.

        Raises `asyncio.CancelledError` if the task that waits is cancelled, which ends the program (see `asynchronous`).
        """
        _check_source(source)
        return await on_thread(lambda: self.eval(source, limits=limits))

    async def call_async(self, name: str | Callable[..., Any], *arguments: Any, limits: Limits | None = None) -> Any:
        """As `call`, in the way of `eval_async`."""
        return await on_thread(lambda: self.call(name, *arguments, limits=limits))

    def __getitem__(self, name: str) -> Any:
        """The value of a global, as Python's."""
        check_text("a name", name)
        return self._value(lambda: self.lookup(name))

    def callable(self, procedure: Procedure, *, limits: Limits | None = None) -> Callable[..., Any]:
        """A Python function that calls a Scheme procedure."""

        def python(*arguments: Any) -> Any:
            return self._value(lambda: call(procedure, *[to_scheme(argument) for argument in arguments]), limits)

        python.scheme = procedure  # type: ignore[attr-defined]
        python.origin = Origin(self, self._bounds(limits))  # type: ignore[attr-defined]
        python.__name__ = getattr(procedure, "__name__", "procedure")
        return python

    def _value(self, thunk: Callable[[], Value], limits: Limits | None = None) -> Any:
        """Run a thunk as an evaluation; its value, as Python's."""
        # a vector's tuple would be a pending call
        try:
            boxed = self.evaluate(lambda: [to_python(_to_value(thunk))], limits=limits)
        except SchemeError as error:
            error.payload = leaving(error.payload, Origin(self, self._bounds(limits)))
            raise
        return boxed[0]

    # Evaluation, in Scheme values

    def eval_datum(self, source: str, name: str | None = None, *, limits: Limits | None = None) -> Value:
        """As `eval`, giving the Scheme value; `name` is the source's in errors."""
        name = name or fresh_name("eval")
        _check_source(source)
        return self.evaluate(lambda: self.libraries.run(source, name, self.environment), limits=limits)

    def evaluate(
        self, thunk: Callable[[], T], hook: Hook | None = None, *, limits: Limits | None = None, guest: bool = True
    ) -> T:
        """Run a thunk as an evaluation: its value, with pending calls forced.

        A limit may end it anywhere.  If it is not `guest` code, but works on a store, say, only the guest code is ended
        that it calls by way of `shield.in_guest`.
        """
        outer = STATE.get(None)
        if outer is not None and outer.over:
            outer = None
        with shielded():
            bounds = self._bounds(limits)
            state = self._state(hook, outer)
            meter = state.meter = metered(bounds, self.libraries.fuel)
            state.limits = self._inside(bounds, outer)
            depth = bounds.depth + OWN_FRAMES if bounds.depth is not None else DEFAULT_DEPTH
            start = _start(thunk, meter if guest else None)
            try:
                if meter is None:
                    return _evaluate(start, state, outer, depth)
                return watched(meter, lambda: _evaluate(start, state, outer, depth))
            finally:
                state.over, state.meter = True, None

    def _bounds(self, limits: Limits | None) -> Limits:
        """The limits of an evaluation that was given some."""
        if limits is None:
            return self.limits
        if limits.steps is not None and not self.libraries.mode.metered:
            raise ValueError("this interpreter counts no steps: make it with a step limit, or with metered=True")
        return limits.over(self.limits)

    def _inside(self, bounds: Limits, outer: State | None) -> Limits:
        """The limits that hold for an evaluation inside of another, so far as this interpreter can keep them."""
        if outer is None or outer.limits is NO_LIMITS:
            return bounds
        limits = bounds.within(outer.limits)
        return limits if self.libraries.mode.metered else limits._replace(steps=None)

    def _state(self, hook: Hook | None, outer: State | None) -> State:
        """The dynamic state of a new evaluation."""
        state = State(self, self.grants, hook)
        if outer is not None:
            state.depth = outer.depth + 1
            if in_one_world(outer.interpreter, self):
                state.parameters = outer.parameters
        if state.depth > NESTED:
            raise SchemeError(Condition("host functions and Scheme call each other too deeply", kind="limit"))
        return state

    def run_file(self, path: Path, environment: Environment) -> None:
        """Evaluate the forms of a file in an environment."""
        thunk = self.libraries.prepare(read_file(path), str(path), environment)
        _to_value(thunk)

    def compile_datum(self, datum: Value, environment: Environment) -> Procedure:
        """The thunk that evaluates one datum as a top-level form."""
        return self.libraries.unit([(datum, None)], fresh_name("eval"), environment)

    def lookup(self, name: str) -> Value:
        """The value of a global of the interaction environment."""
        denotation = self.environment.find(symbol(name))
        home = getattr(denotation, "environment", None)
        if home is None or denotation.name not in home.globals:  # type: ignore[union-attr]
            raise SchemeError(Condition(f"unbound variable: {name}", kind="unbound"))
        return home.globals[denotation.name]  # type: ignore[union-attr]

    # Environments

    def literals(self) -> list[Literals]:
        """The literals of the program's code and of its libraries; ours alter none."""
        homes = [self.environment, *list(self.libraries.loaded.values())]
        return [home.literals for home in homes if not home.ours]

    def new_environment(self, name: str) -> Environment:
        """An environment that sees all of R7RS-small and the flow prelude."""
        return Environment(name, self._standard, kind="default")

    def _standard(self, name: Symbol) -> Denotation | None:
        """What a name means that no import gave: a primitive or special form, then the flow language."""
        if name.name.startswith("%"):
            return None
        denotation = self.core.table.get(name)
        if denotation is None and FLOW_LIBRARY not in self.libraries.loading:
            flow = self.libraries.find(FLOW_LIBRARY)
            denotation = flow.exports.get(name) if flow is not None else None
        return denotation

    def sibling(self, files: Mapping[str, str]) -> Interpreter:
        """An interpreter of other sources that may do and spend what this one may; their steps are counted together."""
        mode = self.libraries.mode
        made = Interpreter(self.grants, files=files, limits=self.limits, metered=mode.metered, optimize=mode.optimize)
        made.libraries.fuel = self.libraries.fuel
        return made

    def import_environment(self, sets: list[Value]) -> Environment:
        """A sealed environment of the bindings of import sets."""
        environment = Environment(fresh_name("environment"))
        self.libraries.bind_sets(environment, sets)
        environment.sealed = True
        return environment


def _defined(name: str, value: Any) -> Value:
    """What a name that Python defines means: a value; whatever can be called is a procedure of that name."""
    converted = to_scheme(value)
    if isinstance(converted, Foreign) and callable(value):
        converted = procedure(value, name)
    if value is not None and getattr(converted, "python", None) is value:
        converted.__name__ = converted.__qualname__ = name
    return converted


def _start(thunk: Callable[[], T], meter: Meter | None) -> Callable[[], T]:
    """What an evaluation begins with, on a stack of its own."""
    if meter is None:
        return lambda: call_on_large_stack(lambda: _to_value(thunk))
    return lambda: call_on_large_stack(lambda: run(meter, lambda: _to_value(thunk)))


def _evaluate(start: Callable[[], T], state: State, outer: State | None, depth: int) -> T:
    """Run an evaluation in its state; its value, or its error with the backtrace."""
    token = STATE.set(state)
    try:
        spare_c_stack()
        return in_room(depth, start)
    except EscapeSignal:
        if outer is not None:  # it goes on, through the host function that called us
            raise
        raise SchemeError(Condition("a continuation was called outside of its evaluation", kind="continuation")) from None
    except (ControlSignal, InternalError, StoreError):
        raise
    except Stopped as stop:
        ended = limit_error(stop)
        if isinstance(ended, Interrupted):
            raise ended from None
        error = _left(ended)
    except Exception as fault:
        error = _left(fault)
    finally:
        STATE.reset(token)
    raise error


def _left(fault: Exception) -> SchemeError:
    """The error that leaves an evaluation for a fault.  One of a limit holds on to no frames, and so to no memory."""
    error = scheme_error(fault)
    error.delivered = False
    if not error.backtrace:
        error.backtrace = backtrace(fault)
        _annotate(error, fault)
    if isinstance(error, LimitExceeded):
        error.__traceback__ = error.__context__ = error.__cause__ = None
    return error


def _to_value(thunk: Callable[[], T]) -> T:
    r: Any = thunk()
    value: T = force(r) if type(r) is tuple else r
    return value


def check_text(what: str, value: object) -> None:
    """Refuse what is no `str` where Python gives a name.  Raises `TypeError`, and `SchemeError` for a lone surrogate."""
    if not isinstance(value, str):
        raise TypeError(f"{what} must be a str, got {type(value).__name__}: {value!r:.60}")
    scalars(value)


def _check_source(value: object) -> None:
    """Refuse what is no `str` where Python gives a source text, which the reader looks at.  Raises `TypeError`."""
    if not isinstance(value, str):
        raise TypeError(f"a source text must be a str, got {type(value).__name__}: {value!r:.60}")


def _annotate(error: SchemeError, fault: Exception) -> None:
    """Note what the failed form worked on."""
    from .lang.faults.fault_notes import fault_notes  # reads source, which is wanted only after a fault

    for note in fault_notes(fault, error.payload):
        error.add_note(note)


def _folders(files: Mapping[str, str]) -> list[str]:
    """The folders in which a library among given files can be found: all above each of them."""
    return sorted({str(folder) for file in files for folder in Path(file).parents})
