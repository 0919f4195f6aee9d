"""The driver: one function, `advance`, that runs a flow from its input along its history and beyond.

It reads the history while it replays and calls `perform(request)` where the history ends: the shell's function, which
does the effect, makes its entry durable and returns the entry.  A live run, a replay, a dry run (whose `perform`
refuses) and a look back (whose `perform` stops) are this one function.  It has no clock, no store and no thread.
What the flow knows while it runs is its `context`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import Stopped
from ..lang.expand.literals import as_written
from ..lang.machine.machine import STATE, EscapeSignal, Procedure, State, call
from ..lang.machine.shield import in_guest, limit_error
from ..lang.text.printer import brief
from ..lang.values.datum import Condition, String, Value
from .codec import NotPlain, RecordTable, encode, encode_as
from .context import Context, Parked, caught, early_end
from .events import Done, Outcome, Raised, Stuck, Waiting
from .failure import flow_error
from .journal import Diverged


@contextmanager
def evaluation(context: Context) -> Iterator[None]:
    """The machine's state for a flow: its own handlers and parameters, and the context as hook."""
    outer = STATE.get()
    state = State(context.interpreter or outer.interpreter, outer.grants, context)
    state.depth = outer.depth
    state.meter, state.limits = outer.meter, outer.limits
    token = STATE.set(state)
    try:
        yield
    finally:
        STATE.reset(token)


def encode_raised(payload: Value, records: RecordTable) -> str:
    """A raised object as a journal keeps it: encoded, or, if it is not plain, a condition with its written form."""
    try:
        return encode(payload, records)
    except NotPlain:
        pass
    if not isinstance(payload, Condition):
        return encode(Condition(f"a raised object that is not plain data: {brief(payload)}", [String(brief(payload))]))
    plain = Condition(payload.message, [_plain(irritant, records) for irritant in payload.irritants], payload.kind)
    plain.cause, plain.place = payload.cause, payload.place
    return encode(plain, records)


def _plain(value: Value, records: RecordTable) -> Value:
    """A value, or its written form if it is not plain."""
    try:
        encode(value, records)
    except NotPlain:
        return String(brief(value))
    return value


def advance(procedure: Procedure, value: Value, context: Context) -> Outcome:
    """Run a flow from its input until it is done, raises, waits, or does not fit its journal."""
    context.within = advance.__code__
    with evaluation(context), as_written(STATE.get().interpreter.literals()):
        try:
            return in_guest(lambda: _to_outcome(procedure, value, context))
        except Parked:
            return Waiting(tuple(context.waits))
        except Diverged as signal:
            return Stuck(signal.condition)
        except Stopped as stop:
            raise limit_error(stop) from None


def _to_outcome(procedure: Procedure, value: Value, context: Context) -> Outcome:
    try:
        result = context.unwound(lambda: context.inside("", lambda: call(procedure, value)))
    except EscapeSignal:
        error = flow_error("continuation", "a continuation was called outside of its flow")
    except Exception as fault:
        error = caught(fault)
    else:
        try:
            text = encode_as(result, context.records, "the result of the flow")
        except NotPlain as fault:
            error = fault
        else:
            context.close("", "the end of the flow")
            return Done(text)
    context.close("", early_end("the flow", error.payload))
    return Raised(encode_raised(error.payload, context.records), error.payload)
