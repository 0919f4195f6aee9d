"""The API of flows as Scheme programs call it: a table of operations in Scheme values, over the policy.

`prelude/flow/api.scm` defines `flow/start` and its kin; each asks for its operation by name, through the interpreter's
service "engine", which is `guest` with a policy.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..errors import SchemeError
from ..lang.machine.shield import shielded
from ..lang.values.datum import Condition, String, Symbol, Value, list_from, symbol
from .policy import Policy
from .transfer import export_store, import_store


def serve(policy: Policy) -> None:
    """Let the programs of the policy's interpreter use the API of flows."""
    policy.codebase.interpreter.services["engine"] = partial(guest, policy)


def guest(policy: Policy, operation: str, *arguments: Value) -> Value:
    """Do an operation of the API, called from Scheme."""
    with shielded():
        return OPERATIONS[operation](policy, *arguments)


def id_text(id: Value) -> str:
    """A run's id from Scheme: a string or a symbol."""
    if isinstance(id, String):
        return id.text
    if isinstance(id, Symbol):
        return id.name
    raise SchemeError(Condition("a run's id must be a string, got", [id], kind="type"))


def _start(policy: Policy, flow: Value, value: Value, id: Value) -> Value:
    return policy.answer(policy.start_flow(flow, value, None if id is None else id_text(id)))


def _resume(policy: Policy, id: Value, value: Value, *tag: Value) -> Value:
    return policy.answer(policy.resume_run(id_text(id), value, *tag))


def _retry(policy: Policy, id: Value) -> Value:
    return policy.answer(policy.retry_run(id_text(id)))


def _cancel(policy: Policy, id: Value) -> Value:
    return symbol(policy.cancel_run(id_text(id)).status)


def _status(policy: Policy, id: Value) -> Value:
    return symbol(policy.status(id_text(id)))


def _result(policy: Policy, id: Value) -> Value:
    return policy.result_of(policy.known(id_text(id)))


def _list(policy: Policy) -> Value:
    return list_from(list_from([String(run.id), symbol(run.status)]) for run in policy.runs())


def _pending(policy: Policy) -> Value:
    return list_from(list_from([String(run.id), policy.shown(run, wait.tag)]) for run, wait in policy.pending())


def _log(policy: Policy, id: Value) -> Value:
    return list_from(list_from(pair) for pair in policy.log_of(id_text(id)))


def _gc(policy: Policy) -> Value:
    return policy.collect()


def _forget(policy: Policy, id: Value) -> Value:
    policy.forget_run(id_text(id))
    return ...


def _resumable(policy: Policy) -> Value:
    return list_from(String(run.id) for run in policy.resumable())


def _export(policy: Policy) -> Value:
    return export_store(policy.store)


def _import(policy: Policy, data: Value) -> Value:
    return import_store(policy.store, data)


OPERATIONS: dict[str, Callable[..., Value]] = {
    "flow/start": _start,
    "flow/resume": _resume,
    "flow/retry": _retry,
    "flow/cancel": _cancel,
    "flow/status": _status,
    "flow/result": _result,
    "flow/list": _list,
    "flow/pending": _pending,
    "flow/log": _log,
    "flow/gc": _gc,
    "flow/forget": _forget,
    "flow-resumable-ids": _resumable,
    "flow-store-export": _export,
    "flow-store-import!": _import,
}
