"""Threads that define, start and look at flows of one engine at once: nobody trips over what another has just added."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from flowscheme import Engine, Interpreter
from flowscheme.flow.primitives import flows
from flowscheme.report import known_names

SECONDS = 1.0


@pytest.fixture
def engine() -> Iterator[Engine]:
    """An engine with a parked run, while threads are switched as often as can be."""
    usual = sys.getswitchinterval()
    made = Engine("memory:", Interpreter({"clock", "flows", "store"}))
    made.interpreter.eval("(define (h x) (list x)) (defflow f (lambda (x) (h x)))")
    made.interpreter.eval("(defflow w (lambda (x) (list rate (suspend 'w))))")
    made.interpreter.define("rate", 1)
    made.start("w", 1, id="w")
    sys.setswitchinterval(1e-5)
    yield made
    sys.setswitchinterval(usual)
    made.close()


def elsewhere(engine: Engine) -> None:
    other = Engine(engine.store, Interpreter({"clock", "flows"}))
    other.effect(lambda: 1, "helping")
    assert other.view("w").record.status == "suspended"


def register(engine: Engine, number: int) -> None:
    known = flows(engine.interpreter)
    known[f"r{number}"] = known["f"]._replace(name=f"r{number}", procedure=lambda x: x)


ACTS: dict[str, Callable[[Engine, int], object]] = {
    "defflow": lambda engine, number: engine.interpreter.eval(f"(defflow g{number} (lambda (x) (h x)))"),
    "define-syntax": lambda engine, number: engine.interpreter.eval(
        f"(define-syntax m{number} (syntax-rules () ((_ a) (define (a x) x)))) (m{number} z{number})"
    ),
    "register": register,
    "define from Python": lambda engine, number: engine.interpreter.define(f"v{number}", number),
    "host function": lambda engine, number: engine.effect(lambda: 1, f"host{number}"),
    "start by name": lambda engine, number: engine.start("f", number),
    "start by procedure": lambda engine, number: engine.interpreter.eval("(flow/start (lambda (x) x) 1)"),
    "names": lambda engine, number: known_names(engine.interpreter),
    "view": lambda engine, number: engine.view("w"),
    "elsewhere": lambda engine, number: elsewhere(engine),
    "a fault": lambda engine, number: engine.interpreter.eval("(guard (e (#t 1)) (car h))"),
}


def test_threads_may_define_while_others_use_what_is_defined(engine: Engine) -> None:
    errors: list[str] = []
    counts = dict.fromkeys(ACTS, 0)
    until = time.monotonic() + SECONDS

    def repeat(name: str) -> None:
        try:
            while not counts[name] or (time.monotonic() < until and not errors and counts[name] < 3000):
                counts[name] += 1
                ACTS[name](engine, counts[name])
        except BaseException as fault:
            errors.append(f"{name}: {fault!r}")

    threads = [threading.Thread(target=repeat, args=(name,)) for name in ACTS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert all(counts.values())
