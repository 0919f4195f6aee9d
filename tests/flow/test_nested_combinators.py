"""However deeply combinators nest, a run of them ends soon: with its value, or with an error that says they nest too deeply."""

from __future__ import annotations

import pytest

from flowscheme import Engine, Interpreter, Limits

NODES = {
    "sequence": "(sequence f)",
    "sequence of two": "(sequence flow-id f)",
    "parallel": "(parallel f)",
    "branch": "(branch (lambda (x) #t) f f)",
    "step": "(step 's f)",
    "recover": "(recover f (lambda (e x) (raise e)))",
    "retry": "(retry 1 f)",
    "map-flow": "(sequence list (map-flow f) car)",
    "timeout": "(timeout 100000000 f)",
    "calls itself": "(lambda (x) ((sequence f) x))",
}
"""A node around the node `f`."""

FLOWS = """\
(define (nest n leaf) (let loop ((n n) (f leaf)) (if (= n 0) f (loop (- n 1) {}))))
(defflow deep (nest {} (await 'go)))
"""


@pytest.mark.parametrize("node", NODES)
@pytest.mark.parametrize("depth", [200, 30_000])
def test_nested_combinators(node: str, depth: int) -> None:
    engine = Engine("memory:", Interpreter(limits=Limits(memory=2_000_000_000)))
    engine.interpreter.eval(FLOWS.format(NODES[node], depth))
    run = engine.start("deep", 1, id="r")
    if depth == 200:
        assert run.status == "suspended", run.error
        assert engine.view("r").states
        assert engine.resume("r", 2).status == "done"
    else:
        assert run.status == "failed" and "nest too deeply" in run.error.message
        assert engine.view("r").record.status == "failed"


def test_a_flow_that_starts_itself_without_end() -> None:
    engine = Engine("memory:")
    engine.interpreter.eval("(defflow endless (lambda (x) ((sequence endless) x)))")
    run = engine.start("endless", 1, id="r")
    assert run.status == "failed" and "nest too deeply" in run.error.message
