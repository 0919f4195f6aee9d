"""Steps: the fuel of a metered interpreter gives each evaluation exactly as many items as it may use.

`burn` stands for compiled code: it takes items of the fuel, as code does at every procedure entry and loop turn.
"""

from __future__ import annotations

import threading
from itertools import islice

import pytest

from flowscheme import Interpreter, LimitExceeded, Limits
from flowscheme.lang.machine.meter import SLICE
from flowscheme.lang.units.library import Libraries

SIZES = [1, 2, 100, SLICE - 1, SLICE, SLICE + 1, 3 * SLICE + 7]


@pytest.fixture
def interpreter() -> Interpreter:
    return Interpreter(metered=True)


def burn(interpreter: Interpreter, count: int) -> int:
    assert interpreter.libraries.fuel is not None
    return sum(1 for _ in islice(interpreter.libraries.fuel.items, count))


@pytest.mark.parametrize("count", SIZES)
def test_an_evaluation_has_exactly_its_steps(interpreter: Interpreter, count: int) -> None:
    for _ in range(3):
        assert interpreter.evaluate(lambda: burn(interpreter, count), limits=Limits(steps=count)) == count
        with pytest.raises(LimitExceeded, match=f"the limit of {count} steps is spent") as caught:
            interpreter.evaluate(lambda: burn(interpreter, count + 1), limits=Limits(steps=count))
        assert caught.value.limit == "steps"
    assert interpreter.evaluate(lambda: burn(interpreter, 5 * SLICE)) == 5 * SLICE


@pytest.mark.parametrize("inner", [0, 10, SLICE, 2 * SLICE + 1])
def test_what_a_callback_uses_is_charged_outside(interpreter: Interpreter, inner: int) -> None:
    def nested() -> int:
        return burn(interpreter, 50) + interpreter.evaluate(lambda: burn(interpreter, inner)) + burn(interpreter, 50)

    assert interpreter.evaluate(nested, limits=Limits(steps=inner + 100)) == inner + 100
    with pytest.raises(LimitExceeded):
        interpreter.evaluate(nested, limits=Limits(steps=inner + 99))


def test_a_callback_has_no_more_than_is_left_outside(interpreter: Interpreter) -> None:
    def nested() -> None:
        burn(interpreter, 60)
        interpreter.evaluate(lambda: burn(interpreter, 41), limits=Limits(steps=1000))

    with pytest.raises(LimitExceeded):
        interpreter.evaluate(nested, limits=Limits(steps=100))


def test_threads_share_the_fuel(interpreter: Interpreter) -> None:
    """One thread's limit is not another's: those with steps left go on, however often others run out."""
    results: list[object] = []

    def limited() -> None:
        for _ in range(200):
            try:
                results.append(interpreter.evaluate(lambda: burn(interpreter, 10**9), limits=Limits(steps=3 * SLICE)))
            except LimitExceeded as error:
                results.append(error.limit)

    def free() -> None:
        results.append(interpreter.evaluate(lambda: burn(interpreter, 1_000_000)))

    threads = [threading.Thread(target=each) for each in (limited, free, limited, free)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results)) == ["1000000"] * 2 + ["steps"] * 400


def test_an_interpreter_that_counts_no_steps_takes_no_step_limit() -> None:
    with pytest.raises(ValueError, match="metered=True"):
        Interpreter().eval("1", limits=Limits(steps=10))
    assert Interpreter(limits=Limits(steps=1000)).eval("1", limits=Limits(steps=100)) == 1


ENDLESS = {
    "a macro that doubles": "(define-syntax m (syntax-rules () ((_) (begin (m) (m))))) (m)",
    "a macro in a circle": "(define-syntax m (syntax-rules () ((_ x) (m (x x))))) (m 1)",
    "parentheses": "(" * 10_000_000,
    "a long list": f"'({'1 ' * 1_000_000})",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_reading_and_expanding_take_steps(name: str) -> None:
    interpreter = Interpreter(limits=Limits(steps=3_000))
    with pytest.raises(LimitExceeded) as caught:
        interpreter.eval(ENDLESS[name])
    assert caught.value.limit == "steps"
    assert interpreter.eval("(+ 1 2)") == 3


def test_metered_code_is_cached_apart() -> None:
    def key(libraries: Libraries) -> str | None:
        return libraries.kept.key("(f)", "<t>", libraries.bare_environment("t"), False)

    assert key(Interpreter().libraries) != key(Interpreter(metered=True).libraries)


def test_code_of_every_environment_finds_the_fuel(interpreter: Interpreter) -> None:
    interpreter.eval("(define-library (a) (export f) (import (scheme base)) (begin (define (f) 1))) (import (a)) (f)")
    interpreter.eval("(eval '(+ 1 2) (environment '(scheme base)))")
    assert interpreter.libraries.fuel is not None
    for environment in (interpreter.environment, interpreter.libraries.loaded["a"]):
        assert environment.globals["'fuel"] is interpreter.libraries.fuel.items
        assert callable(environment.globals["'spent"])


def test_a_shot_that_hits_while_steps_are_handed_out_ends_one_evaluation_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flowscheme.lang.machine.meter.SLICE", 1)
    interpreter = Interpreter(metered=True)
    for _ in range(100):
        with pytest.raises(LimitExceeded) as error:
            interpreter.eval("(let loop () (loop))", limits=Limits(seconds=0.005))
        assert error.value.limit == "seconds"
    assert interpreter.eval("(let loop ((i 0)) (if (< i 1000) (loop (+ i 1)) i))") == 1000
