"""A flow that is put together of shared nodes is drawn in a bounded time, on a bounded page."""

from __future__ import annotations

from time import thread_time

import pytest

from flowscheme import Interpreter
from flowscheme.flow import drawing
from flowscheme.flow.primitives import MOST_NODES, flows, shape_of

SHARED = """
(import (scheme base) (flowscheme flow))
(define (leaf x) x)
(define (double node n) (if (= n 0) node (double ({join} node node) (- n 1))))
(defflow big (double leaf 40))
"""


@pytest.mark.parametrize("join", ["sequence", "parallel"])
@pytest.mark.parametrize("format", ["text", "svg", "mermaid", "dot"])
def test_a_shared_flow_is_drawn(join: str, format: str) -> None:
    scheme = Interpreter(grants=("flows",))
    scheme.eval(SHARED.replace("{join}", join))
    began = thread_time()
    page = getattr(drawing, format)(shape_of(flows(scheme)["big"].procedure))
    assert thread_time() - began < 20
    assert len(page) < 5_000 * MOST_NODES


def test_a_long_label_is_cut() -> None:
    scheme = Interpreter(grants=("flows",))
    scheme.eval('(import (flowscheme flow)) (defflow big (step (make-string 1000000 #\\a) (lambda (x) x)))')
    assert len(drawing.text(shape_of(flows(scheme)["big"].procedure))) < 20_000
