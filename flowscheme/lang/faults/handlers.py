"""Raising, handling and unwinding (R7RS 4.2.6, 4.2.7, 6.10, 6.11).

`raise` calls the current handler in place.  A `guard` is a handler that unwinds: where it is the innermost one, the
raised object travels as a `SchemeError` to the guard's frame, which then tests its clauses.  Only `raise-continuable`
has them tested in place, since it goes on there if none holds; and only where no `dynamic-wind` has to be left first.

    (with-exception-handler (lambda (x) 10)
      (lambda () (+ 1 (guard (x ((string? x) 20)) (raise-continuable 'a)))))

is 11: no clause holds for `a`, so the outer handler's value is that of `raise-continuable`, where nothing was unwound.

A fault that Python raised (`TypeError` from `a + b`, or a `SchemeError` that a primitive threw) was not offered to a
handler yet.  It reaches one at the innermost frame that holds dynamic state, before that frame unwinds; an error that
was offered is marked `delivered` and only passes through.  Handlers and clauses run outside Python's `except`, so that
they see no exception context of ours.
"""

from __future__ import annotations

from typing import Any

from ...errors import ControlSignal, EmergencyExit, Interrupted, LimitExceeded, SchemeError, SchemeExit
from ..machine.machine import OFFER, STATE, Handlers, Procedure, State, call, force
from ..machine.primitive import ABSENT
from ..values.datum import UNSPECIFIED, Condition, Value
from .faults import scheme_error

NO_GUARD = (None, None, None, None, -1)
"""A guard without clauses: what is raised inside of it unwinds to whoever put it there."""


class Chosen(ControlSignal):
    """A clause was chosen in place: unwinds to its guard.  `args` are the handlers there and the thunk of the clause's body."""


_NO_PARAMETER = object()

UNCATCHABLE = (LimitExceeded, SchemeExit)


def raise_object(payload: Value) -> Value:
    """`(raise obj)`: call the current handler in the dynamic extent of the raise; it may not return."""
    return raise_error(SchemeError(payload))


def raise_continuable(payload: Value) -> Value:
    """`(raise-continuable obj)`: the handler's value is the value of the call."""
    return raise_error(SchemeError(payload, continuable=True))


def raise_error(error: SchemeError) -> Value:
    """Offer an error to the current handler; unwind when that is a guard, or when there is none."""
    state = STATE.get()
    handlers = state.handlers
    handler, outer, clauses, parameters, winds = handlers or NO_GUARD
    if handler is None or isinstance(error, UNCATCHABLE):
        if error.continuable and clauses is not None and winds == state.winds:
            return _test_in_place(clauses, outer, parameters, error, state)
        error.delivered = True
        raise error
    state.handlers = outer
    try:
        value = _handle(handler, error.payload)
        if error.continuable:
            return value
        message = "the handler returned from a raise that is not continuable:"
        return raise_error(SchemeError(Condition(message, [error.payload], kind="handler")))
    finally:
        state.handlers = handlers


def _handle(handler: Procedure, payload: Value) -> Value:
    """Call a handler; its own faults go to the outer handlers, in place."""
    try:
        return call(handler, payload)
    except Exception as fault:
        error = scheme_error(fault)
    return _pass_on(error)


def _pass_on(error: SchemeError) -> Value:
    """Let a delivered error pass, offer another to the current handler."""
    if error.delivered:
        raise error
    return raise_error(error)


def with_exception_handler(handler: Procedure, thunk: Procedure) -> Value:
    """Call `thunk` with `handler` as the current exception handler."""
    state = STATE.get()
    outer = state.handlers
    state.handlers = (handler, outer, None, None, -1)
    try:
        return _run(thunk)
    finally:
        state.handlers = outer


def _run(thunk: Procedure) -> Value:
    """Run a thunk to a value; a fault of Python's is offered to the handlers before the caller's frame unwinds."""
    try:
        r = thunk()
        return force(r) if type(r) is tuple else r
    except Exception as fault:
        raised = fault
    return _offer(raised)


def _offer(fault: Exception) -> Value:
    """Offer a fault to the handlers, unless one was told of it already."""
    return _pass_on(scheme_error(fault))


OFFER.append(_offer)


def _test_in_place(
    clauses: Procedure, outer: Handlers, parameters: Any, error: SchemeError, state: State
) -> Value:
    """Test a guard's clauses where `raise-continuable` stands: leave with the one that holds, else go on to its handlers.

    What goes wrong meanwhile is no fault of the guard's body, so it leaves the guard as a clause would.
    """
    guard, inner = state.handlers, state.parameters
    chosen: list[Procedure] = []
    state.handlers, state.parameters = outer, parameters
    try:
        call(clauses, error.payload, chosen.append, _none_holds)
        if not chosen:
            state.parameters = inner
            return raise_error(error)
    except UNCATCHABLE:
        raise
    except Exception as fault:
        failed = scheme_error(fault)
        chosen.append(lambda: _pass_on(failed))
    finally:
        state.handlers, state.parameters = guard, inner
    raise Chosen(guard, chosen[0])


def _none_holds() -> Value:
    """What the clauses of a guard that are tested in place call if none holds."""
    return None


def _at_once(thunk: Procedure) -> Value:
    """What the clauses of a guard that was left call with the body of the one that holds."""
    return (thunk,)


def guard(body: Procedure, clauses: Procedure) -> Value:
    """Run `body`; if it raises, unwind, and tail-call `clauses` with the object, `_at_once` and a thunk that raises it again."""
    state = STATE.get()
    outer = state.handlers
    here = state.handlers = (None, outer, clauses, state.parameters, state.winds)
    try:
        r = body()
        return force(r) if type(r) is tuple else r
    except Chosen as signal:
        if signal.args[0] is not here:
            raise
        return (signal.args[1],)
    except Exception as fault:
        error = scheme_error(fault)
    finally:
        state.handlers = outer
    if isinstance(error, UNCATCHABLE):
        raise error

    def again() -> Value:
        error.delivered = False
        return raise_error(error)

    return (clauses, error.payload, _at_once, again)


def dynamic_wind(before: Procedure, thunk: Procedure, after: Procedure) -> Value:
    """Call `before`, `thunk` and `after`; `after` also when the thunk is left by an escape or an error.

    It does not run when a limit ran out, somebody interrupts or an emergency exits: no guest code may run then.
    """
    call(before)
    state = STATE.get()
    state.winds += 1
    try:
        value = _run(thunk)
    except (LimitExceeded, Interrupted, EmergencyExit, RecursionError, MemoryError):
        raise
    except (Exception, ControlSignal):
        state.winds -= 1
        call(after)
        raise
    state.winds -= 1
    call(after)
    return value


def parameterize(parameters: list[Procedure], values: list[Value], thunk: Procedure) -> Value:
    """Call `thunk` while each parameter has its (converted) value."""
    state = STATE.get()
    outer = state.parameters
    inner = dict(outer)
    for parameter, value in zip(parameters, values, strict=True):
        converter: Any = getattr(parameter, "converter", _NO_PARAMETER)
        if converter is _NO_PARAMETER:
            raise SchemeError(Condition("parameterize: not a parameter", [parameter], kind="type"))
        inner[parameter] = [value if converter is None else call(converter, value)]
    state.parameters = inner
    try:
        return _run(thunk)
    finally:
        state.parameters = outer


def make_settable_parameter(default: Value, converter: Procedure | None = None) -> Procedure:
    """A new parameter that, called with an argument, takes that, converted, as its value where it is bound now (SRFI 39).

    A binding is a list of one value, so that what is set stays so in all that runs inside the same `parameterize`.
    """
    outermost = [default if converter is None else call(converter, default)]

    def parameter(obj: Value = ABSENT) -> Value:
        if obj is ABSENT:
            return STATE.get().parameters.get(parameter, outermost)[0]
        value = obj if converter is None else call(converter, obj)
        STATE.get().parameters.get(parameter, outermost)[0] = value
        return UNSPECIFIED

    parameter.converter = converter  # type: ignore[attr-defined]
    return parameter
