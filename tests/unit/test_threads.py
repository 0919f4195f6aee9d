"""Interpreters of many threads share nothing but code: what each computes is what it computes alone."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from flowscheme.errors import LimitExceeded, SchemeError
from flowscheme.interp import ALL_GRANTS, Interpreter
from flowscheme.lang.machine.limits import Limits
from flowscheme.lang.text.printer import write

THREADS = 8

PROGRAMS = {
    "macros": """
        (define-syntax while
          (syntax-rules () ((_ test form ...) (let loop () (if test (begin form ... (loop)) #f)))))
        (define-syntax my-or (syntax-rules () ((_) #f) ((_ a) a) ((_ a b ...) (let ((t a)) (if t t (my-or b ...))))))
        (define t {n})
        (define i 0)
        (while (< i 50) (set! i (+ i 1)) (set! t (+ t (my-or #f i))))
        (list t (let-syntax ((m (syntax-rules () ((_ x) (* x {n}))))) (m 3)))""",
    "records": """
        (define-record-type point{n} (make x y) point? (x px set-px!) (y py))
        (define points (map (lambda (i) (make i {n})) '(1 2 3)))
        (for-each (lambda (p) (set-px! p (* (px p) (py p)))) points)
        (list (map px points) points (point? (car points)) (point? {n}))""",
    "errors": """
        (define (told thunk)
          (call/cc (lambda (k) (with-exception-handler
            (lambda (e) (k (if (error-object? e) (cons (error-object-message e) (error-object-irritants e)) e))) thunk))))
        (list (told (lambda () (error "no" {n} '(a {n})))) (told (lambda () (vector-ref (vector 1 2) {n})))
              (told (lambda () (raise '{n}))) (told (lambda () (car {n}))) (told (lambda () (undefined-{n}))))""",
    "an error that leaves": "(define (f x) (+ 1 (car x)))\n\n(f {n})",
    "a limit of steps": "(define (f x) (f (+ x {n}))) (f 0)",
    "a limit of depth": "(define (f x) (+ 1 (f x))) (f {n})",
    "regexps": """
        (import (scheme base) (srfi 115))
        (define rx (regexp '(: ($ (+ digit)) "-" ($ (+ (or "a" "{n}"))))))
        (let ((m (regexp-search rx "x {n}{n}-a{n}a y")))
          (list (regexp-match-submatch m 1) (regexp-match-submatch m 2) (regexp-replace-all rx "1-a 2-{n}" "z{n}")))""",
    "parameters": """
        (define p (make-parameter {n} (lambda (x) (* x 2))))
        (define (deep k) (if (= k 0) (list (p)) (cons (p) (parameterize ((p (+ (p) k))) (deep (- k 1))))))
        (list (deep 5) (p))""",
    "ports": """
        (define out (open-output-string))
        (define (say x) (parameterize ((current-output-port out)) (write x) (newline)))
        (for-each say (list {n} "s{n}" #\\a '(1 . {n})))
        (define in (open-input-string (get-output-string out)))
        (let loop ((read-so-far '()))
          (let ((x (read in)))
            (if (eof-object? x) (list (reverse read-so-far) (get-output-string out)) (loop (cons x read-so-far)))))""",
    "winding": """
        (define trace '())
        (define (note x) (set! trace (cons x trace)))
        (define result
          (call/cc (lambda (k)
            (dynamic-wind
              (lambda () (note 'in))
              (lambda () (guard (e ((symbol? e) (k e))) (raise 's{n})))
              (lambda () (note {n}))))))
        (list result trace)""",
    "a flow outside of a run": """
        (defflow f (sequence (lambda (x) (+ x {n})) (parallel (lambda (x) (* 2 x)) (lambda (x) (- x)))))
        (list (f 1) ((attempt (lambda (x) (fail x))) {n}) ((retry 2 f) {n}))""",
    "libraries": """
        (define-library (mine) (import (scheme base)) (export n next)
          (begin (define n {n}) (define (next) (set! n (+ n 1)) n)))
        (import (scheme base) (mine) (srfi 1) (srfi 69))
        (define table (make-hash-table))
        (for-each (lambda (i) (hash-table-set! table i (next))) (iota 20))
        (hash-table-fold table (lambda (k v sum) (+ sum (* k v))) 0)""",
    "a redefinition": "(define (f x) (car x)) (define before (f '({n} 2))) (define (car x) (list 'mine x)) (list before (f {n}))",
    "numbers": "(list (exact->inexact (/ {n} 3)) (expt {n} 40) (number->string (* {n} 1234567) 16) (sqrt (- {n})))",
}  # fmt: skip


def outcome(name: str, n: int) -> str:
    """What a program gives in an interpreter of its own: its value, or its error with the backtrace."""
    limited = {"a limit of steps": Limits(steps=20_000), "a limit of depth": Limits(depth=500)}.get(name)
    interpreter = Interpreter(ALL_GRANTS, limits=limited)
    try:
        return write(interpreter.eval_datum(PROGRAMS[name].replace("{n}", str(n)), f"<{name} {n}>"))
    except LimitExceeded as error:
        return f"limit: {error} {error.limit}"
    except SchemeError as error:
        return f"error: {error} {error.backtrace} {getattr(error, '__notes__', [])}"


def story(n: int) -> dict[str, str]:
    """The outcomes of all programs, each thread beginning with another one."""
    names = [*PROGRAMS]
    return {name: outcome(name, n) for name in names[n:] + names[:n]}


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that switch often."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(interval)


def at_once(work: Any) -> list[Any]:
    """What `work` returns for 0, 1, ... in threads that begin at once."""
    barrier = threading.Barrier(THREADS)

    def run(index: int) -> Any:
        barrier.wait()
        return work(index)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_interpreters_of_many_threads(restless: None, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOWSCHEME_CACHE", "")
    alone = [story(n) for n in range(THREADS)]
    assert {name for told in alone for name, each in told.items() if each.startswith("error")} == {"an error that leaves"}
    assert at_once(story) == alone
    monkeypatch.setenv("FLOWSCHEME_CACHE", str(tmp_path / "cache"))
    for _ in range(2):  # the cache fills, then it is used
        assert at_once(story) == alone


def test_an_interrupt_hits_the_main_thread_only(restless: None) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    stop = threading.Event()

    def work(n: int) -> list[Any]:
        interpreter = Interpreter()
        interpreter.define("done?", stop.is_set)
        count = "(let loop ((i 0)) (if (done?) (list 'ended {n}) (loop (guard (e (#t (+ i e))) (raise 1)))))"
        return [str(each) for each in interpreter.eval(count.replace("{n}", str(n)))]

    with ThreadPoolExecutor(THREADS) as pool:
        running = [pool.submit(work, n) for n in range(THREADS)]
        try:
            mine = Interpreter()
            timer = threading.Timer(0.3, _thread.interrupt_main)
            timer.start()
            with pytest.raises(KeyboardInterrupt):
                mine.eval("(let loop () (loop))")
            assert mine.eval("(+ 1 2)") == 3
            assert not any(each.done() for each in running)
        finally:
            stop.set()
            signal.signal(signal.SIGINT, before)
        assert [each.result() for each in running] == [["ended", str(n)] for n in range(THREADS)]
