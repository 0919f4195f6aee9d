"""The host's side of the flow language: the few primitives that `prelude/flow` is built on.

Combinators see the host through *use* (take the next ordinal of the frame), *in* (run in a child's frame), *branch*,
*journal/step/suspend* (recall or record) and *park*.  Outside a running flow a use is `#f`, and a combinator is then
an ordinary higher-order procedure.  What needs an engine (starting, answering, the store) goes through the
interpreter's service "engine": a procedure that does the operation of a name, see `engine.scheme`.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from ..errors import LimitExceeded, SchemeError, SchemeExit
from ..lang.faults.faults import scheme_error
from ..lang.faults.handlers import UNCATCHABLE
from ..lang.machine.machine import STATE, Procedure, call, force, granted
from ..lang.machine.primitive import primitive
from ..lang.text.argument_types import instance_of, register_argument_type
from ..lang.text.printer import SHOWN, brief, cut, register_writer
from ..lang.values.datum import (
    NIL,
    UNSPECIFIED,
    Condition,
    Record,
    RecordType,
    String,
    Symbol,
    Value,
    Vector,
    boolean,
    iterate,
    list_from,
    symbol,
)
from ..lang.values.global_names import GUEST_MARK
from .codec import NotPlain, RecordTable, Undecodable, encode
from .context import Budget, Context, guest_place, isolated
from .failure import Failure, flow_error
from .journal import branch_of
from .pure import call_purely
from .shape import Shape

_primitive = partial(primitive, library="flowscheme flow primitive")

register_argument_type("failure", instance_of(Failure), "a failure value")
register_writer(Failure, lambda failure: ["#<fail ", failure.reason, ">"])


class RegisteredFlow(NamedTuple):
    """A flow that `defflow` defined.

    | field | meaning |
    | --- | --- |
    | `source` | the name of the source that defined it: a file, or a prompt's `<repl 3>` |
    | `texts` | the texts of that source and of what it includes, by name, as they were then |
    """

    name: str
    procedure: Procedure
    source: str
    texts: dict[str, str]


def flows(interpreter: Any) -> dict[str, RegisteredFlow]:
    """The flows that an interpreter's programs have defined, by name."""
    table: dict[str, RegisteredFlow] = interpreter.services.setdefault("flows", {})
    return table


def records(interpreter: Any) -> RecordTable:
    """The record types that an interpreter's programs made plain."""
    table: RecordTable = interpreter.services.setdefault("records", RecordTable())
    return table


def running() -> Context | None:
    """The flow that runs in this evaluation, if one does."""
    hook = STATE.get().hook
    return hook if isinstance(hook, Context) else None


def needed(name: str) -> Context:
    """The running flow; an error that names the form, outside of one."""
    context = running()
    if context is None:
        raise flow_error("flow-not-running", f"{name} has a meaning only inside a running flow")
    return context


# Frames


@_primitive("(%use symbol)")
def use(kind: Symbol) -> Value:
    """The path of the next use of the combinator symbol in the current frame; #f outside a flow."""
    context = running()
    return None if context is None else String(context.use(kind.name))


@_primitive("(%in obj1 obj2 thunk)", tail=True)
def inside(path: Value, segment: Value, thunk: Procedure) -> Value:
    """Run thunk in the frame of the child obj2 (a number or a role) of the use obj1."""
    context = running()
    if context is None or path is None:
        return (thunk,)
    name = segment.name if type(segment) is Symbol else segment
    return context.inside(f"{path.text}/{name}/", thunk)


@_primitive("(%branch obj k thunk)")
def branch(path: Value, k: int, thunk: Procedure) -> Value:
    """Run branch k of the use obj as far as it gets: (value v), (raised obj) or (waiting)."""
    context = running()
    if context is not None and path is not None:
        return context.branch(f"{path.text}[{k}]/", thunk)
    try:
        return list_from([symbol("value"), isolated(lambda: call(thunk))])
    except (LimitExceeded, SchemeExit):
        raise
    except Exception as fault:
        return list_from([symbol("raised"), scheme_error(fault).payload])


@_primitive("(%settled obj)")
def settled(path: Value) -> Value:
    """Raise what the parallel at the use obj raised when it was settled; nothing if it was not."""
    context = running()
    if context is not None and path is not None:
        context.recall_settled(path.text)
    return UNSPECIFIED


@_primitive("(%settle obj1 obj2)")
def settle(path: Value, payload: Value) -> Value:
    """Record that the parallel at the use obj1 raised obj2 while branches waited; the recorded object."""
    context = needed("parallel")
    return context.settle(path.text, payload)


@_primitive("(%park)")
def park() -> Value:
    """Leave the branch: some of it waits."""
    return needed("parallel").park()


# Journaled points


@_primitive("(suspend obj)")
def suspend(tag: Value) -> Value:
    """Park the flow until it is resumed for the tag obj; the value is what it is resumed with."""
    return needed("suspend").suspend(tag)


@_primitive("(%step symbol obj thunk)", tail=True)
def step(kind: Symbol, name: Value, thunk: Procedure) -> Value:
    """Run thunk once as the step (or once form) named obj, and keep its result."""
    context = running()
    return (thunk,) if context is None else context.step(kind.name, encode(name), thunk)


@_primitive("(%journal symbol obj thunk)", tail=True)
def journal(kind: Symbol, name: Value, thunk: Procedure) -> Value:
    """Do something once and keep its result; inside it no flow runs."""
    context = running()
    if context is None:
        return (thunk,)
    return context.journaled(kind.name, encode(name), lambda _: outside(thunk))


def outside(thunk: Procedure) -> Value:
    """Call a thunk as if no flow ran, its errors unwinding to here."""
    state = STATE.get()
    hook, state.hook = state.hook, None
    try:
        return isolated(lambda: call(thunk))
    finally:
        state.hook = hook


@_primitive("(step-key)")
def step_key() -> String:
    """The idempotency key of the running step, for the outside world: the flow's id and the step's path.

    Outside a step every use has a key of its own.
    """
    context = needed("step-key")
    return String(f"{context.run_id}:{context.step_paths[-1] if context.step_paths else context.use('key')}")


@_primitive("(%flow-place)")
def flow_place() -> String:
    """The running flow's id and the path of the next journaled point: a name that replay gives again."""
    context = needed("flow/start")
    return String(f"{context.run_id}:{context.frame.path}{context.frame.count}")


@_primitive("(%in-flow?)")
def in_flow() -> Value:
    """Whether a flow runs in this evaluation."""
    return boolean(running() is not None)


# Ticks


@_primitive("(tick)")
def tick() -> Value:
    """Count one tick against every step budget around; raises flow-timeout when one is spent."""
    context = running()
    if context is not None:
        context.tick()
    else:
        for budget in _budgets():
            budget.spent += 1
        for budget in _budgets():
            if budget.over():
                raise flow_error("flow-timeout", f"a step budget of {budget.limit} ticks is spent")
    return UNSPECIFIED


def _budgets() -> tuple[Budget, ...]:
    budgets: tuple[Budget, ...] = STATE.get().parameters.get(_BUDGETS, ())
    return budgets


def _BUDGETS() -> None:
    """The key under which step budgets are kept among the parameters, outside a flow."""


@_primitive("(%with-budget k thunk)")
def with_budget(k: int, thunk: Procedure) -> Value:
    """Run thunk with a budget of k ticks."""
    if type(k) is not int or k < 0:
        raise TypeError
    state, context = STATE.get(), running()
    if context is None:
        budget = Budget(k)
        outer = state.parameters
        state.parameters = {**outer, _BUDGETS: (*_budgets(), budget)}
        try:
            return call(thunk)
        finally:
            state.parameters = outer
    before, budget = context.budgets, Budget(k, branch_of(context.frame.path))
    context.budgets = (*before, budget)
    try:
        r = thunk()
        return force(r) if type(r) is tuple else r
    finally:
        context.budgets = before


# Failures, errors


@_primitive("(fail obj)")
def fail(reason: Value) -> Failure:
    """The failure value with the reason obj: data that flows downstream, never raised."""
    return Failure(reason)


@_primitive("(failed? obj)")
def is_failed(obj: Value) -> Value:
    """Whether obj is a failure value."""
    return boolean(type(obj) is Failure)


@_primitive("(fail-reason failure)")
def fail_reason(failure: Failure) -> Value:
    """The reason of a failure value."""
    return failure.reason


@_primitive("(flow-error? obj)")
def is_flow_error(obj: Value) -> Value:
    """Whether obj is a condition that the flow language or its API raised."""
    return boolean(type(obj) is Condition and obj.kind.startswith("flow-"))


@_primitive("(flow-error-kind condition)")
def flow_error_kind(condition: Condition) -> Symbol:
    """The kind of a flow error, a symbol such as flow-unknown-id."""
    return symbol(condition.kind)


@_primitive("(%flow-error symbol string obj ...)")
def make_flow_error(kind: Symbol, message: String, *irritants: Value) -> Value:
    """Raise the flow error of a kind."""
    raise flow_error(kind.name, message.text, *irritants)


@_primitive("(flow-record-writer! record-type symbol proc1 proc2)")
def record_writer(record_type: RecordType, tag: Symbol, to_datum: Procedure, from_datum: Procedure) -> Value:
    """Let records of a type be journaled: as tag and the datum that proc1 makes, which proc2 turns back."""

    def write_out(record: Record) -> Value:
        try:
            return call_purely("a record's writer", to_datum, record)
        except UNCATCHABLE:
            raise
        except SchemeError as error:
            raise NotPlain(record, "", f"the writer of a record {tag.name} raised: {error}") from error.__cause__

    def read_in(datum: Value) -> Value:
        try:
            return call_purely("a record's reader", from_datum, datum)
        except UNCATCHABLE:
            raise
        except SchemeError as error:
            raise Undecodable(f"the reader of records {tag.name} raised: {error}") from error.__cause__

    records(STATE.get().interpreter).register(record_type, tag.name, write_out, read_in)
    return UNSPECIFIED


# Shapes

MOST_NODES = 5000
"""How many nodes of a flow are drawn below one, itself included."""


@_primitive("(%shape symbol obj list proc)")
def shape(kind: Symbol, label: Value, children: Value, proc: Procedure) -> Procedure:
    """Attach a shape to the procedure proc; the list has a (segment node) for each child.

    What is shared is drawn wherever it occurs.  A node that would have too many others below it stands for them all.
    """
    if not _is_guest(proc):
        raise flow_error("flow-bad-argument", "a shape is attached to a procedure of the program's own, not to", proc)
    parts, size = [], 1
    for child in iterate(children):
        segment, node = list(iterate(child))
        size += getattr(node, "shape_size", 1)
        parts.append((segment.name if type(segment) is Symbol else segment_text(segment), shape_of(node)))
    place = guest_place()
    made = f"{place[0]}:{place[1]}" if place else ""
    drawn = size <= MOST_NODES
    text = label_text(label) if drawn else f"{label_text(label)} (over {MOST_NODES} nodes)".strip()
    proc.shape = Shape(kind.name, text, "", tuple(parts) if drawn else (), made)  # type: ignore[attr-defined]
    proc.shape_size = size if drawn else 1  # type: ignore[attr-defined]
    return proc


def segment_text(segment: Value) -> str:
    """The text of a child's segment: a number, or `#(k)` for branch k."""
    return f"[{segment.items[0]}]" if type(segment) is Vector else str(segment)


def label_text(label: Value) -> str:
    """A label as a person reads it."""
    return cut(label.text, SHOWN) if type(label) is String else brief(label)


def shape_of(procedure: Any) -> Shape:
    """The shape of a node; a plain procedure's is its name and place in the source."""
    attached = getattr(procedure, "shape", None)
    if isinstance(attached, Shape):
        return attached
    code = getattr(procedure, "__code__", None)
    place = f"{code.co_filename}:{code.co_firstlineno}" if code is not None and _is_guest(procedure) else ""
    return Shape("procedure", getattr(procedure, "__name__", "procedure"), place, ())


def _is_guest(procedure: Any) -> bool:
    return GUEST_MARK in getattr(procedure, "__globals__", {})


# The engine


@_primitive("(%register-flow symbol proc)")
def register_flow(name: Symbol, proc: Procedure) -> Procedure:
    """Let a stored flow find its procedure again by name."""
    interpreter, place = STATE.get().interpreter, guest_place()
    source = place[0] if place else ""
    texts = interpreter.libraries.sources.get(source, {})
    flows(interpreter)[name.name] = RegisteredFlow(name.name, proc, source, texts)
    return proc


@_primitive("(%peer-table)")
def peer_table() -> Vector:
    """A vector whose one element is the alist of the known peers; a flow's pinned source shares it with its parent."""
    table: Vector = STATE.get().interpreter.services.setdefault("peers", Vector([NIL]))
    return table


_OPERATIONS = {
    "flows": ("flow/start", "flow/resume", "flow/retry", "flow/cancel", "flow/status", "flow/result", "flow/log"),
    "store": (
        "flow/list", "flow/pending", "flow/gc", "flow/forget",
        "flow-resumable-ids", "flow-store-export", "flow-store-import!",
    ),
}  # fmt: skip

GRANTS = {operation: grant for grant, operations in _OPERATIONS.items() for operation in operations}
"""The grant that each operation of the flow API needs where it is performed; a replay, which performs none, needs none."""


@_primitive("(%engine symbol obj ...)")
def engine(operation: Symbol, *arguments: Value) -> Value:
    """Ask the engine for an operation of the flow API, if the program has the grant for it."""
    interpreter = STATE.get().interpreter
    service = interpreter.services.get("engine")
    if service is None:
        raise flow_error("flow-no-engine", f"{operation.name} needs an engine, and this interpreter has none")
    hook = granted(GRANTS[operation.name], operation.name).hook
    if hook is not None:
        return hook.effect("api", operation.name, lambda: outside(lambda: service(operation.name, *arguments)))
    return service(operation.name, *arguments)
