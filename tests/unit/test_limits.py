"""Limits: whatever a program does, it ends in `LimitExceeded` about when its limit says, no guest code can prevent it or
runs after it, and the interpreter goes on to answer.

`SLACK` is what a busy machine may add; the tests measure no speed.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from time import monotonic, sleep
from typing import Any

import pytest

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError

SLACK = 15.0
MB = 1_000_000

HANDLERS = (
    "{}",
    "(guard (e (#t 'caught)) {})",
    "(guard (e ((error-object? e) 'caught) (else 'caught)) {})",
    "(with-exception-handler (lambda (e) 'caught) (lambda () {}))",
    "(call/cc (lambda (k) (with-exception-handler (lambda (e) (k 'caught)) (lambda () {}))))",
    "(dynamic-wind (lambda () #f) (lambda () {}) (lambda () (set! after #t)))",
    "(guard (e (#t 'caught)) (dynamic-wind (lambda () #f) (lambda () (car {})) (lambda () (set! after #t) (raise 1))))",
    "(parameterize ((p 1)) (guard (e (#f 'no)) (guard (e2 (#t 'caught)) {})))",
)


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    made = Interpreter()
    made.eval("(define after #f) (define p (make-parameter 0))")
    return made


def exceeded(interpreter: Interpreter, source: str, limits: Limits) -> LimitExceeded:
    """The limit that a source runs into, about in time; the interpreter answers afterwards."""
    began = monotonic()
    with pytest.raises(LimitExceeded) as caught:
        interpreter.eval(source, limits=limits)
    assert monotonic() - began < (limits.seconds or 0) + SLACK
    assert interpreter.eval("(+ 1 2)") == 3
    return caught.value


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize(
    ("body", "limits"),
    [
        ("(let loop () (loop))", Limits(seconds=0.05)),
        ("(let loop ((l '())) (loop (cons 1 l)))", Limits(memory=20 * MB)),
        ("(let f () (+ 1 (f)))", Limits(depth=500)),
    ],
    ids=["seconds", "memory", "depth"],
)
def test_the_guest_cannot_catch_a_limit(interpreter: Interpreter, handler: str, body: str, limits: Limits) -> None:
    error = exceeded(interpreter, handler.format(body), limits)
    assert getattr(limits, error.limit) is not None
    assert interpreter.eval("after") is False
    assert interpreter.eval("(p)") == 0


LOOPS = {
    "a loop": "(let loop () (loop))",
    "mutual recursion": "(define (e? n) (o? (+ n 1))) (define (o? n) (e? (+ n 1))) (e? 0)",
    "a tail call by apply": "(define (f . l) (apply f l)) (f 1 2 3)",
    "map over circular lists": "(define l (list 1 2)) (set-cdr! (cdr l) l) (map + l l)",
    "for-each over a circular list": "(define l (list 1 2)) (set-cdr! (cdr l) l) (for-each car (list l)) (for-each + l l)",
    "a macro that doubles": "(define-syntax m (syntax-rules () ((_) (begin (m) (m))))) (m)",
    "a macro that doubles its form": "(define-syntax m (syntax-rules () ((_ a ...) (m a ... a ...)))) (m 1 2)",
    "eval in a loop": "(let loop () (eval '(+ 1 2) (interaction-environment)) (loop))",
    "squares": "(let loop ((x 3)) (loop (* x x)))",
    "a library that loops": "(define-library (endless) (import (scheme base)) (begin (let loop () (loop)))) (import (endless))",
    "call/cc in a loop": "(let loop () (call/cc (lambda (k) k)) (loop))",
    "handlers in a loop": "(let loop () (guard (e (#t 1)) (raise 1)) (loop))",
    "delay-force": "(define (s) (delay-force (s))) (force (s))",
}


@pytest.mark.parametrize("name", LOOPS)
def test_seconds_end_what_does_not_end(name: str) -> None:
    assert exceeded(Interpreter(), LOOPS[name], Limits(seconds=0.2)).limit == "seconds"


def test_reading_ends_too(interpreter: Interpreter) -> None:
    deep = "(" * 10_000_000
    assert exceeded(interpreter, deep, Limits(seconds=0.2)).limit == "seconds"
    assert exceeded(interpreter, deep, Limits(memory=100 * MB)).limit == "memory"


def test_an_error_of_a_limit_tells_where(interpreter: Interpreter) -> None:
    error = exceeded(interpreter, "(define (spin)\n  (spin))\n(spin)", Limits(seconds=0.05))
    assert str(error) == "the time limit of 0.05 s is spent"
    assert error.payload.place[1] in (1, 2)
    assert error.backtrace[0].name == "spin"


def test_an_error_of_a_limit_holds_no_memory(interpreter: Interpreter) -> None:
    error = exceeded(interpreter, "(let loop ((l '())) (loop (cons 1 l)))", Limits(memory=50 * MB))
    assert error.__context__ is None and error.__cause__ is None
    frames = error.__traceback__
    while frames is not None:
        assert "'scheme" not in frames.tb_frame.f_globals
        frames = frames.tb_next


def test_loading_our_own_libraries_takes_none_of_the_time(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a cold cache that takes longer than this, and yet the program's own time is its own."""
    monkeypatch.setenv("FLOWSCHEME_CACHE", "")
    interpreter = Interpreter(limits=Limits(seconds=0.3))
    assert interpreter.eval("(import (srfi 1)) (iota 3)") == [0, 1, 2]
    assert exceeded(Interpreter(), "(import (srfi 1)) (let loop () (loop))", Limits(seconds=0.3)).limit == "seconds"


def test_limits_of_the_interpreter_hold_for_each_evaluation() -> None:
    interpreter = Interpreter(limits=Limits(seconds=0.5))
    for _ in range(3):
        with pytest.raises(LimitExceeded):
            interpreter.eval("(let loop () (loop))")
        assert interpreter.eval("(let loop ((i 0)) (if (< i 1000) (loop (+ i 1)) i))") == 1000


def test_every_way_in_takes_limits(tmp_path: Any) -> None:
    interpreter = Interpreter()
    short = Limits(seconds=0.05)
    interpreter.eval("(define (spin) (spin))")
    (tmp_path / "spin.scm").write_text("(spin)")
    for enter in (
        lambda: interpreter.call("spin", limits=short),
        lambda: interpreter.load(tmp_path / "spin.scm", limits=short),
        lambda: interpreter.callable(interpreter.lookup("spin"), limits=short)(),
        lambda: interpreter.eval_datum("(spin)", limits=short),
    ):
        with pytest.raises(LimitExceeded):
            enter()


def test_a_limit_of_a_call_takes_the_place_of_the_interpreters() -> None:
    interpreter = Interpreter(limits=Limits(depth=100))
    source = "(let f ((n 5000)) (if (= n 0) 0 (+ 1 (f (- n 1)))))"
    assert exceeded(interpreter, source, Limits()).limit == "depth"
    assert interpreter.eval(source, limits=Limits(depth=10_000)) == 5000


@pytest.mark.parametrize("wrong", [{"seconds": 0}, {"steps": -1}, {"memory": 1.5}, {"depth": True}, {"seconds": "1"}])
def test_a_limit_is_a_positive_number(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Limits(**wrong)


# What the watchdog may not do


def test_a_host_function_is_not_interrupted() -> None:
    interpreter = Interpreter()
    starts, ends = [], []

    def slow() -> int:
        starts.append("whole")
        until = monotonic() + 0.8
        while monotonic() < until:
            pass
        ends.append("whole")
        return 1

    interpreter.define("slow", slow)
    assert exceeded(interpreter, "(let loop () (slow) (loop))", Limits(seconds=0.5)).limit == "seconds"
    assert starts == ends


def test_nothing_strikes_after_the_end() -> None:
    """Deadlines that fall about where the evaluation ends: whatever comes, it comes out of `eval`."""
    interpreter = Interpreter()
    interpreter.eval("(define (work n) (if (= n 0) 'done (work (- n 1))))")
    outcomes = set()
    for index in range(150):
        try:
            outcomes.add(interpreter.eval("(work 20000)", limits=Limits(seconds=0.0002 + 0.0001 * (index % 25))))
        except LimitExceeded as error:
            outcomes.add(error.limit)
        for _ in range(2000):
            pass
    assert outcomes <= {interpreter.eval("'done"), "seconds"}
    sleep(0.01)


def test_a_callback_is_bounded_by_the_evaluation_outside() -> None:
    interpreter = Interpreter()
    seen = []

    def back() -> int:
        try:
            interpreter.eval("(let loop () (loop))")
        except SchemeError as error:
            seen.append(error)
        return 1

    interpreter.define("back", back)
    assert exceeded(interpreter, "(let loop () (back) (loop))", Limits(seconds=0.1)).limit == "seconds"
    assert [type(each) for each in seen] == [LimitExceeded]


def test_a_callback_may_have_a_limit_of_its_own() -> None:
    interpreter = Interpreter()

    def back() -> str:
        with pytest.raises(LimitExceeded):
            interpreter.eval("(let loop () (loop))", limits=Limits(seconds=0.05))
        return "went on"

    interpreter.define("back", back)
    assert interpreter.eval("(back)", limits=Limits(seconds=60)) == "went on"


def test_many_threads_at_once() -> None:
    """Each has its own limit, in one interpreter or in several; those without one run on."""
    shared = Interpreter()
    results: dict[int, Any] = {}

    def work(index: int) -> None:
        interpreter = shared if index % 2 else Interpreter()
        for _ in range(3):
            try:
                if index % 3:
                    results[index] = interpreter.eval("(let loop () (loop))", limits=Limits(seconds=0.05))
                else:
                    results[index] = interpreter.eval("(let loop ((i 0)) (if (< i 50000) (loop (+ i 1)) i))")
            except LimitExceeded as error:
                results[index] = error.limit

    threads = [threading.Thread(target=work, args=(index,)) for index in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {index: "seconds" if index % 3 else 50000 for index in range(12)}


def test_compiling_is_left_consistent() -> None:
    """Cut off while it compiles and loads, an interpreter compiles and loads all the same afterwards."""
    interpreter = Interpreter()
    text = "(define-syntax swap! (syntax-rules () ((_ a b) (let ((t a)) (set! a b) (set! b t)))))" + "".join(
        f"(define (f{index} a b) (swap! a b) (list a b))" for index in range(60)
    )
    for index in range(20):
        try:
            interpreter.eval(text, limits=Limits(seconds=0.002 * (index + 1)))
        except LimitExceeded as error:
            assert error.limit == "seconds"
    assert interpreter.libraries.loading == []
    assert interpreter.eval(f"{text} (f59 1 2)") == [2, 1]
    assert interpreter.eval("(import (scheme char) (srfi 9)) (char-upcase #\\a)").char == "A"


def test_a_thread_does_not_wait_for_ever_for_another_ones_compiling() -> None:
    interpreter = Interpreter()
    started, done = threading.Event(), threading.Event()

    def hold() -> None:
        with interpreter.libraries._lock:
            started.set()
            done.wait(SLACK)

    holder = threading.Thread(target=hold)
    holder.start()
    started.wait(SLACK)
    try:
        with pytest.raises(LimitExceeded):
            interpreter.eval("(+ 1 2)", limits=Limits(seconds=0.1))
    finally:
        done.set()
        holder.join()
    assert interpreter.eval("(+ 1 2)") == 3


TRACED = """
import sys
from flowscheme import Interpreter, LimitExceeded, Limits
try:
    Interpreter(limits=Limits(seconds=0.05)).eval("(let loop () (loop))")
except LimitExceeded as fault:
    print(fault.limit)
sys.settrace(lambda *arguments: None)
print((lambda: "traced")())
"""


def test_a_debugger_may_trace_the_process_after_a_limit() -> None:
    """CPython 3.11 hangs there if an asynchronous exception was called off, and looks for it at every turn of a loop."""
    done = subprocess.run([sys.executable, "-c", TRACED], capture_output=True, text=True, timeout=60)
    assert done.stdout == "seconds\ntraced\n", done.stderr


def test_the_garbage_collector_rests_until_a_deep_recursion_is_left() -> None:
    """It would search a million tracebacks for cycles again and again; afterwards it is as the host had it."""
    interpreter = Interpreter()
    collections: list[int] = []

    def count(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            collections.append(1)

    gc.callbacks.append(count)
    try:
        for was in (True, False):
            (gc.enable if was else gc.disable)()
            error = exceeded(interpreter, "(define (f x) (+ 1 (f x))) (f 1)", Limits(seconds=0.02))
            assert error.limit == "seconds"
            assert gc.isenabled() is was
    finally:
        gc.enable()
        gc.callbacks.remove(count)
    assert len(collections) < 3


def test_it_rests_while_a_deep_recursion_that_no_limit_ends_is_left() -> None:
    """There the watchdog has no turn, so it has looked before; what is deep but goes on has a collector afterwards."""
    interpreter = Interpreter()
    interpreter.eval("(define (f x) (+ 1 (f x)))")
    collections: list[int] = []
    gc.callbacks.append(count := lambda phase, info: collections.append(1))
    try:
        with pytest.raises(SchemeError, match="recursion too deep"):
            interpreter.eval("(f 1)", limits=Limits(seconds=60))
    finally:
        gc.callbacks.remove(count)
    assert gc.isenabled()
    assert len(collections) < 1500  # two thousand and more, if it does not rest


def test_it_works_again_when_the_depth_is_left() -> None:
    interpreter = Interpreter()
    seen: list[bool] = []
    interpreter.define("look", lambda: seen.append(gc.isenabled()))
    program = """
    (define (wait n) (if (> n 0) (wait (- n 1))))
    (define (g n) (if (= n 0) (begin (wait 3000000) (look) 0) (+ 1 (g (- n 1)))))
    (g 100000) (wait 3000000) (look)"""
    interpreter.eval(program, limits=Limits(seconds=60))
    assert seen == [sys.version_info >= (3, 12), True]  # newer Pythons give the collector no turn while frames are left
