"""`KeyboardInterrupt` ends a running guest program, which cannot catch it, and leaves the interpreter usable."""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Iterator

import pytest

from flowscheme import Interpreter

PROGRAMS = {
    "a loop": "(let loop () (loop))",
    "a guard": "(guard (e (#t 'caught)) (let loop () (loop)))",
    "a handler": "(with-exception-handler (lambda (e) 'caught) (lambda () (let loop () (loop))))",
    "dynamic-wind": "(dynamic-wind (lambda () #f) (lambda () (let loop () (loop))) (lambda () (set! after #t)))",
    "recursion": "(let f ((n 0)) (if (< n 100000) (+ 1 (f (+ n 1))) (let loop () (loop))))",
    "the reader": "(" * 3_000_000,
    "the expander": "(define-syntax m (syntax-rules () ((_) (begin (m) (m))))) (m)",
    "a macro": "(define-syntax m (syntax-rules () ((_ a ...) (m a ... a ...)))) (m 1 2)",
    "a library": "(define-library (endless) (import (scheme base)) (begin (let loop () (loop)))) (import (endless))",
}


@pytest.fixture(autouse=True)
def ordinary_interrupts() -> Iterator[None]:
    """Python's own handler of the signal, which a process that runs in the background starts without."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("delay", [0.05, 0.15, 0.4])
def test_an_interrupt_ends_a_program(name: str, delay: float) -> None:
    interpreter = Interpreter()
    interpreter.eval("(define after #f)")
    timer = threading.Timer(delay, _thread.interrupt_main)
    with pytest.raises(KeyboardInterrupt):
        timer.start()
        interpreter.eval(PROGRAMS[name])
    timer.join()
    assert interpreter.eval("after") is False
    assert interpreter.libraries.loading == [] and interpreter.libraries._open == []
    assert interpreter.eval("(import (scheme char)) (define-syntax two (syntax-rules () ((_) 2))) (+ 1 (two))") == 3


def test_an_interrupt_leaves_the_recursion_limit_as_it_was() -> None:
    def depth() -> int:
        try:
            return 1 + depth()
        except RecursionError:
            return 0

    before = depth()
    timer = threading.Timer(0.1, _thread.interrupt_main)
    with pytest.raises(KeyboardInterrupt):
        timer.start()
        Interpreter().eval("(let loop () (loop))")
    timer.join()
    assert depth() == before
