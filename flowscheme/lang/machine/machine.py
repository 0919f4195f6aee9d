"""The machine: how compiled Scheme calls, escapes and unwinds.

**Calls.** A procedure is a Python function.  A tail call that cannot become a loop or a direct call returns a *pending
call*: the Python tuple `(procedure, argument, ...)`.  Tuples are never guest values, so whoever called in a non-tail
position tests `type(r) is tuple` and, if so, calls `force(r)`, the trampoline.  A fresh tuple belongs to nobody else,
so threads and greenlets cannot mix their calls up.

    (define (f x) (g (+ x 1)))    becomes    def f(x): return (g, x + 1)
    (define (h x) (- (f x)))      becomes    def h(x): r = f(x); return -(force(r) if type(r) is tuple else r)

**Escapes.** `call/cc` is escape-only.  `(call/cc f)` is itself a pending call, marked with `CALL_CC`: the trampoline
that forces it is the frame to which the continuation returns, so a chain of tail calls through `call/cc` shares one
continuation and needs no space.  When the trampoline is left, the continuation is dead and says so when called.

**Dynamic state.** Handlers, parameters and grants live in a `State`, one per evaluation, held in a context variable.
Every frame that changes it (`handlers`) restores it on its way out, however it is left.

**The outside.** A primitive that touches anything outside goes through `effect`: it checks the grant, and a running
flow intercepts it there by setting `state.hook`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, Protocol

from ...errors import ControlSignal, NotGranted, SchemeError
from ..values.datum import Condition, MultipleValues, Value
from .callers import CALLERS as CALLERS
from .limits import NO_LIMITS

Procedure = Callable[..., Value]


class Hook(Protocol):
    """What a running flow (or a pure load) puts between the program and the outside."""

    def effect(self, kind: str, name: str, perform: Callable[[], Value]) -> Value:
        """Answer an impure primitive: perform it, recall its recorded answer, or refuse."""

    def console(self) -> bool:
        """Whether console output is let through now."""

    def region(self) -> dict[str, Any]:
        """What primitives keep, by names of their own, for the stretch of the program that is replayed as a whole."""


Handlers = tuple[Procedure | None, "Handlers", Procedure | None, Mapping[Procedure, Value] | None, int] | None
"""The exception handlers of an evaluation, the innermost first: a chain of plain tuples, taken apart by unpacking.

    handler, outer, clauses, parameters, winds = handlers

* `handler` is the procedure of `with-exception-handler`; None for a `guard`, which unwinds.
* `outer` are the handlers outside of it.
* `clauses` is the procedure that tests the clauses of a `guard`.
* `parameters` and `winds` are those of the `State` where the `guard` was entered; else None and -1.

Plain, since a class with named fields makes each `guard` 15% dearer.
"""


class State:
    """The dynamic state of one evaluation.

    * `interpreter` is the one that evaluates.
    * `grants` are the sorts of effects that the program may have.
    * `hook` is what impure primitives go through, while a flow runs or a source is only loaded.
    * `depth` counts the evaluations that this one is inside of, by way of host functions.
    * `handlers` are the exception handlers, `guard`s among them.
    * `winds` counts the `dynamic-wind`s that are entered.
    * `parameters` maps a parameter procedure to its current value; it is replaced, never changed.
    * `meter` is what it may still spend, if it is limited (see `meter`); `limits` are all that hold for it.
    * `over` tells that it has ended: what it left running in an event loop still sees it.
    """

    __slots__ = ("depth", "grants", "handlers", "hook", "interpreter", "limits", "meter", "over", "parameters", "winds")

    def __init__(self, interpreter: Any, grants: frozenset[str], hook: Hook | None = None) -> None:
        self.interpreter = interpreter
        self.grants = grants
        self.hook = hook
        self.depth = 0
        self.handlers: Handlers = None
        self.winds = 0
        self.parameters: Mapping[Procedure, Value] = {}
        self.meter: Any = None
        self.limits = NO_LIMITS
        self.over = False


STATE: ContextVar[State] = ContextVar("flowscheme_state")


# Pending calls


def CALL_CC(*_: Value) -> Value:
    """Marks a pending `call/cc`; the trampoline knows it by identity and never calls it."""
    raise AssertionError


OFFER: list[Procedure] = []
"""What offers a fault to the handlers, which `handlers` puts here: frames that make a continuation do it, too."""


def force(t: tuple[Any, ...]) -> Value:
    """Run a pending call, and those that it returns, to a value: the trampoline."""
    while True:
        if t[0] is CALL_CC:
            return _force_escaping(t)
        if len(t) == 2:
            r = t[0](t[1])
        elif len(t) == 3:
            r = t[0](t[1], t[2])
        else:
            r = CALLERS[len(t)](t)
        if type(r) is not tuple:
            return r
        t = r


def _force_escaping(t: tuple[Any, ...]) -> Value:
    """As `force`, where a continuation was asked for: this frame is the one to which it returns."""
    escape = Escape()
    continuation = _continuation(escape)
    offered: Exception | None = None
    try:
        while True:
            try:
                while True:
                    if t[0] is CALL_CC:
                        r = t[1](continuation)
                    elif len(t) == 2:
                        if t[0] is continuation:
                            return t[1]
                        r = t[0](t[1])
                    else:
                        r = CALLERS[len(t)](t)
                    if type(r) is not tuple:
                        return r
                    t = r
            except EscapeSignal as signal:
                if signal.args[0] is not escape:
                    raise
                value: Value = signal.args[1]
                return value
            except Exception as fault:
                if getattr(fault, "delivered", fault is offered):
                    raise
                t, offered = (OFFER[0], fault), fault  # a handler may still call this continuation
    finally:
        escape.dead = True


def call(procedure: Procedure, *arguments: Value) -> Value:
    """Call a procedure and run its tail calls: for Python code that holds a guest procedure."""
    r = CALLERS[len(arguments) + 1]((procedure, *arguments))
    return force(r) if type(r) is tuple else r


def forcing(value: Value) -> Value:
    """A procedure that never returns a pending call, doing what `value` does; other values as they are."""
    if not callable(value):
        return value

    def direct(*arguments: Value) -> Value:
        r = CALLERS[len(arguments) + 1]((value, *arguments))
        return force(r) if type(r) is tuple else r

    direct.__name__ = direct.__qualname__ = getattr(value, "__name__", "procedure")
    return direct


class Escape:
    """The extent of an escape-only continuation: `dead` when it has ended."""

    __slots__ = ("dead",)

    def __init__(self) -> None:
        self.dead = False


def _continuation(escape: Escape) -> Procedure:
    """The procedure that the guest gets as the continuation of an extent."""

    def continuation(*values: Value) -> Value:
        if escape.dead:
            message = "this continuation was called after its extent ended (call/cc is escape-only)"
            raise SchemeError(Condition(message, kind="continuation"))
        raise EscapeSignal(escape, values[0] if len(values) == 1 else MultipleValues(values))

    return continuation


class EscapeSignal(ControlSignal):
    """A continuation was called: unwinds to the trampoline that made it.  `args` are its extent and the value."""


# Effects


def effect(kind: str, name: str, perform: Callable[[], Value]) -> Value:
    """Do something impure: only if granted, and through the flow that runs, if one does.

    `kind` is the grant it needs: "console", "clock", "files", "environment", "process", or "host" (always granted).  The flow API
    has two of its own, "flows" and "store", and asks `granted` itself (see `flow.primitives`).
    """
    state = granted(kind, name)
    if state.hook is None:
        return perform()
    return state.hook.effect(kind, name, perform)


def granted(kind: str, name: str) -> State:
    """The state of this evaluation, if its program has the grant `kind`, which `name` needs; raises NotGranted if not."""
    state = STATE.get()
    if kind not in state.grants and kind != "host":
        raise NotGranted(Condition(f"{name} needs the grant {kind!r}, which this program does not have", kind="grant"))
    return state
