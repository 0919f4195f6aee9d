"""The grants of the flow API: what of the runs in a store a program may touch, name by name and set by set.

`USES` has a use of each name that `(flowscheme flow)` exports, with the grants that it needs.  Each is performed under each
set of grants, in a program and in a flow, and is refused exactly where one is missing.
"""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from flowscheme import Engine, Interpreter, NotGranted
from flowscheme.engine.scheme import OPERATIONS
from flowscheme.flow import primitives
from flowscheme.interp import FLOW_GRANTS
from flowscheme.store import MemoryStore, Store

NONE, FLOWS, STORE = frozenset[str](), frozenset({"flows"}), frozenset({"store"})
SETS = [frozenset(some) for some in chain.from_iterable(combinations(sorted(FLOW_GRANTS), size) for size in range(3))]
"""Every set of the grants of the flow API."""

USES = {
    "flow/start": (FLOWS, "(flow/start 'double 1)"),
    "flow/resume": (FLOWS, "(flow/resume \"open\" 'yes)"),
    "flow/retry": (FLOWS, '(flow/retry "orphan")'),
    "flow/cancel": (FLOWS, '(flow/cancel "open")'),
    "flow/status": (FLOWS, '(flow/status "done")'),
    "flow/result": (FLOWS, '(flow/result "done")'),
    "flow/log": (FLOWS, '(flow/log "open")'),
    "flow/list": (STORE, "(flow/list)"),
    "flow/pending": (STORE, "(flow/pending)"),
    "flow/gc": (STORE, "(flow/gc)"),
    "flow/forget": (STORE, '(flow/forget "done")'),
    "flow-resumable-ids": (STORE, "(flow-resumable-ids)"),
    "flow-store-export": (STORE, "(flow-store-export)"),
    "flow-store-import!": (STORE, "(flow-store-import! '(flowscheme-store (version 1) (sources) (runs)))"),
    "flow-replicate-to": (STORE, '(flow-replicate-to "peer")'),
    "flow-restore-from": (STORE, '(flow-restore-from "full")'),
    "flow-host-requests": (STORE, "(flow-host-requests)"),
    "flow-drive-host": (FLOWS | STORE, "(flow-drive-host list)"),
    "flow-run-host": (FLOWS | STORE, "(flow-run-host list 3)"),
    "flow-node": (NONE, "((flow-node (lambda (x) x)) 1)"),
    "flow-id": (NONE, "(flow-id 1)"),
    "flow-const": (NONE, "((flow-const 1) 2)"),
    "sequence": (NONE, "((sequence flow-id flow-id) 1)"),
    "parallel": (NONE, "((parallel flow-id flow-id) 1)"),
    "map-flow": (NONE, "((map-flow flow-id) '(1 2))"),
    "branch": (NONE, "((branch number? flow-id flow-id) 1)"),
    "tap": (NONE, "((tap flow-id) 1)"),
    "defflow": (NONE, "(let () (defflow another flow-id) 1)"),
    "retry": (NONE, "((retry 2 flow-id) 1)"),
    "timeout": (NONE, "((timeout 9 flow-id) 1)"),
    "try-catch": (NONE, "((try-catch flow-id flow-id) 1)"),
    "recover": (NONE, "((recover flow-id flow-id) 1)"),
    "attempt": (NONE, "((attempt flow-id) 1)"),
    "flow-while": (NONE, "((flow-while null? flow-id 2) 1)"),
    "flow-until": (NONE, "((flow-until number? flow-id 2) 1)"),
    "step": (NONE, "((step 'name flow-id) 1)"),
    "once": (NONE, "(once 'name 1)"),
    "await": (NONE, "(await 'tag)"),
    "request": (NONE, "request"),
    "await-human": (NONE, "await-human"),
    "suspend": (NONE, "suspend"),
    "step-key": (NONE, "step-key"),
    "flow-record-writer!": (NONE, "(let () (define-record-type r (m a) r? (a r-a)) (flow-record-writer! r 'r r-a m))"),
    "fail": (NONE, "(fail 1)"),
    "failed?": (NONE, "(failed? 1)"),
    "fail-reason": (NONE, "(fail-reason (fail 1))"),
    "tick": (NONE, "(tick)"),
    "flow-error?": (NONE, "(flow-error? 1)"),
    "flow-error-kind": (NONE, "flow-error-kind"),
    "remote-node": (NONE, '((remote-node "peer" \'work) 1)'),
    "remote-failover": (NONE, "((remote-failover '() 'work flow-id) 1)"),
    "flow-peer-register!": (NONE, "(flow-peer-register! \"new\" '())"),
}  # fmt: skip

FLOWS_TEXT = """
(defflow double (lambda (x) (* 2 x)))
(defflow ask (lambda (x) (request 'number x)))
"""

HOST = Interpreter(FLOW_GRANTS)
HOST.eval(FLOWS_TEXT)
HOST.eval("""(for-each (lambda (name) (flow-peer-register! name (list (cons 'work list)))) '("peer" "full"))""")


def engine_with(grants: frozenset[str], store: Store | None = None) -> Engine:
    """An engine over runs that its host has started: one done, one that waits, one whose process died."""
    host, guest = Engine(store or MemoryStore(), HOST), Interpreter(grants)
    for flow, id in (("double", "done"), ("ask", "open"), ("double", "orphan")):
        host.start(flow, 1, id=id)
    with host.store.transaction():
        host.store.update(host.policy.known("orphan")._replace(status="running", owner=None, outcome=None))
    HOST.eval('(flow-replicate-to "full")')
    guest.services["peers"] = HOST.services["peers"]
    guest.eval(FLOWS_TEXT)
    return Engine(host.store, guest)


def state_of(engine: Engine) -> str:
    """All that the store has of the host's three runs."""
    return repr([(engine.store.get(id), engine.store.journal(id), engine.store.answers(id)) for id in ("done", "open", "orphan")])


def test_every_name_and_every_operation_is_in_the_table() -> None:
    library = Interpreter().libraries.find("flowscheme flow")
    assert library is not None
    assert {symbol.name for symbol in library.exports} == USES.keys()
    assert OPERATIONS.keys() == primitives.GRANTS.keys() == USES.keys() & OPERATIONS.keys()
    assert set(primitives.GRANTS.values()) == FLOW_GRANTS


def outcome(engine: Engine, use: str, inside: bool) -> str:
    """What comes of a use: "allowed", or "refused", and then nothing has changed."""
    before = state_of(engine)
    if inside:
        engine.interpreter.eval(f"(defflow uses (lambda (x) {use} \"used\"))")
        run = engine.start("uses", 1)
        refused = run.status == "failed" and run.error.kind == "grant"
        assert refused or run.result == "used", run
    else:
        refused = False
        try:
            engine.interpreter.eval(use)
        except NotGranted:
            refused = True
    assert not refused or state_of(engine) == before
    return "refused" if refused else "allowed"


CASES = [(name, grants) for name, (needed, _) in USES.items() for grants in (SETS if needed else [NONE])]


@pytest.mark.parametrize(("name", "grants"), CASES)
def test_a_use_is_refused_exactly_where_a_grant_is_missing(name: str, grants: frozenset[str]) -> None:
    needed, use = USES[name]
    expected = "allowed" if needed <= grants else "refused"
    assert outcome(engine_with(grants), use, inside=False) == expected
    if needed:
        assert outcome(engine_with(grants), use, inside=True) == expected


def test_the_table_finds_an_operation_that_has_lost_its_grant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(primitives.GRANTS, "flow/list", "flows")
    assert outcome(engine_with(FLOWS), USES["flow/list"][1], inside=False) == "allowed"


def test_the_hosts_own_verbs_need_no_grant() -> None:
    engine = engine_with(NONE)
    assert (engine.result("done"), engine.status("open"), len(engine.runs())) == (2, "suspended", 3)
    assert engine.resume("open", 7).result == 7
    assert engine.cancel(engine.start("ask", 1).id).status == "cancelled"


WHERE = ["(lambda (x) {})", "(step 1 (lambda (x) {}))", "(sequence flow-id (lambda (x) (once 1 {})))"]


@pytest.mark.parametrize("where", WHERE)
def test_a_replay_gives_recorded_results_without_the_grant(where: str) -> None:
    store = MemoryStore()
    flow = f"(defflow parent (sequence {where.format('(flow/start (quote double) 21)')} (lambda (x) (list x (suspend 'w)))))"
    first = engine_with(FLOWS, store)
    first.interpreter.eval(flow)
    assert first.start("parent", 1, id="p").status == "suspended"
    second = Engine(store, Interpreter(NONE))
    assert second.resume("p", "answer").result == [42, "answer"]


def test_who_has_which_grant_unless_told_otherwise() -> None:
    assert Interpreter().grants.isdisjoint(FLOW_GRANTS)
    assert Engine("memory:").interpreter.grants & FLOW_GRANTS == FLOWS
    assert Engine("memory:", Interpreter(())).interpreter.grants == NONE
