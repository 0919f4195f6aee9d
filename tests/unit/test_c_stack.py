"""What goes through C takes C stack, of which a thread may have 1 MB: no program and no text overflows it, however deep.

Each case runs in a thread of a process of its own; what is generated of all forms is in `tests/fuzz/nesting.py`."""

from __future__ import annotations

import subprocess
import sys

import pytest

from flowscheme import Interpreter, SchemeError
from flowscheme.lang.machine.callers import call_many
from flowscheme.lang.machine.machine import call
from flowscheme.lang.text.json_depth import DEEPEST, check_json_depth

SMALL_THREAD = """
import threading
from flowscheme import Engine, Interpreter, Limits, SchemeError
from flowscheme.flow.codec import decode
from flowscheme.engine.pinned_sources import load_definitions, parse_pin, pin_of

def run():
    interpreter = Interpreter()
    try:
        {}
    except (SchemeError, ValueError) as error:
        print(type(error).__name__, flush=True)
    else:
        print("value", flush=True)

threading.stack_size(1 << 20)
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""

NEST = "(define (nest n s f) (if (= n 0) s (nest (- n 1) (f s) f)))"


def evaluated(source: str) -> str:
    return f"interpreter.eval({source!r}, limits=Limits(seconds=20))"


def matched(form: str) -> str:
    source = f"(import (srfi 115)) {NEST} (regexp-matches? (nest 60000 '(/ \"bz\") (lambda (s) {form})) \"q\")"
    return evaluated(source)


CASES = {
    "unions": matched("(list 'or s #\\a)"),
    "intersections": matched("(list 'and s 'any)"),
    "differences": matched("(list '- s #\\a)"),
    "complements": matched("(list '~ s)"),
    "sets without case": matched("(list 'w/nocase s)"),
    "alternations": matched("(list 'or s \"ab\")"),
    "submatches": matched("(list '$ s)"),
    "calls of many": evaluated(f"(define (r n . x) (if (= n 0) 0 (+ 1 (r (- n 1) {'1 ' * 40})))) (r 100000)"),
    "apply of many": evaluated("(define (r n . x) (if (= n 0) 0 (+ 1 (apply r (- n 1) (make-list 300 0))))) (r 100000)"),
    "libraries in libraries": evaluated(
        "(define (f n) (if (> n 0) (eval `(define-library (l ,n) (import (scheme base) (scheme eval) (scheme repl))"
        " (begin (eval '(f ,(- n 1)) (interaction-environment)))) (interaction-environment)))) (f 2000)"
    ),
    "procedures in procedures": evaluated(f"(define f {'(lambda (x) ' * 400}1{')' * 400})"),
    "closures that are dropped": evaluated(f"{NEST} (begin (nest 60000 1 (lambda (v) (lambda () v))) 1)"),
    "closures that outlive the evaluation": (
        f"kept = interpreter.eval({NEST + ' (nest 60000 1 (lambda (v) (lambda () v)))'!r}); del kept"
    ),
    "a recorded value": "decode('[' * 300000)",
    "a recorded string and arrays": """decode('["[",' * 300000)""",
    "a pin": "parse_pin('{\"a\":' * 300000)",
}


@pytest.mark.parametrize("name", CASES)
def test_a_small_thread_survives(name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SMALL_THREAD.format(CASES[name])], capture_output=True, text=True, timeout=100, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.strip() in ("value", "SchemeError", "LimitExceeded", "SourceError", "Undecodable", "ValueError")


MANY = [30, 31, 32, 60, 254, 255, 256, 257, 300, 65_535, 65_536, 70_000]


@pytest.mark.parametrize("count", MANY)
def test_calls_with_many_arguments(count: int) -> None:
    assert call(lambda *arguments: arguments[1:] == tuple(range(1, count)) and arguments[0], *range(count)) == 0
    assert call_many((lambda *arguments: len(arguments), *range(count))) == count
    with pytest.raises(TypeError, match=rf"takes 0 positional arguments but {count} were given"):
        call(lambda: 1, *range(count))


@pytest.mark.parametrize("count", [30, 31, 256])
def test_calls_with_many_arguments_nest_as_deep_as_any(count: int) -> None:
    source = f"""
      (define (spread n . x) (if (= n 0) 0 (+ 1 (spread (- n 1) {"1 " * count}))))
      (define (applied n . x) (if (= n 0) 0 (+ 1 (apply applied (- n 1) x))))
      (define (fixed n {" ".join(f"x{index}" for index in range(count))}) (if (= n 0) 0 (+ 1 (fixed (- n 1) {"1 " * count}))))
      (list (spread 10000 1) (apply applied 10000 (make-list {count} 1)) (apply fixed 10000 (make-list {count} 1)))"""
    assert Interpreter().eval(source) == [10000] * 3


def test_the_error_of_a_call_with_many_arguments_has_its_place() -> None:
    with pytest.raises(SchemeError, match=r"f: expects 1 argument, got 40") as caught:
        Interpreter().eval(f"(define (f x) x)\n(define (g)\n  (+ 1 (f {'1 ' * 40})))\n(g)")
    assert caught.value.backtrace[0].line == 3
    with pytest.raises(SchemeError, match="not a procedure"):
        Interpreter().eval(f"(define f 1) (+ 1 (f {'1 ' * 40}))")


def test_what_json_nests_is_counted_outside_of_strings() -> None:
    check_json_depth("[" * DEEPEST + "]" * DEEPEST)
    check_json_depth('["' + '[{\\"' * 1000 + '"]')
    check_json_depth("[]{}" * 1000)
    for text in ("[" * (DEEPEST + 1), '{"a":' * (DEEPEST + 1), '["\\\\",' * (DEEPEST + 1), b"[]", None):
        with pytest.raises(ValueError, match=r"nests too deeply|no text"):
            check_json_depth(text)
