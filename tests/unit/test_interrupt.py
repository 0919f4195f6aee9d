"""`KeyboardInterrupt` ends a running guest program, which cannot catch it, and leaves the interpreter usable."""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

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


@contextmanager
def interrupted(delay: float) -> Iterator[None]:
    """Expect an interrupt after so many seconds; again every two seconds, should a collector's callback swallow it."""
    ended = threading.Event()

    def interrupt() -> None:
        wait = delay
        while not ended.wait(wait):
            _thread.interrupt_main()
            wait = 2.0

    thread = threading.Thread(target=interrupt)
    with pytest.raises(KeyboardInterrupt):
        thread.start()
        yield
    ended.set()
    thread.join()


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("delay", [0.05, 0.15, 0.4])
def test_an_interrupt_ends_a_program(name: str, delay: float) -> None:
    interpreter = Interpreter()
    interpreter.eval("(define after #f)")
    with interrupted(delay):
        interpreter.eval(PROGRAMS[name])
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
    with interrupted(0.1):
        Interpreter().eval("(let loop () (loop))")
    assert depth() == before
