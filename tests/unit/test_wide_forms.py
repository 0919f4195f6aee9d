"""Wide forms: no form of thousands of parts takes a program's time or steps unnoticed, or as the square of its parts.

Each of `FORMS` makes a form from a list of `ns`, so many names.  Quadratic work hides well: in Python's own compiler, too.
"""

from __future__ import annotations

from time import thread_time

import pytest

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError

FORMS = {
    "let": "`(let ,(map (lambda (n) (list n 1)) ns) 1)",
    "let*": "`(let ,(map (lambda (n) (list n '(car x))) ns) 1)",
    "letrec of procedures": "`(letrec ,(map (lambda (n m) `(,n (lambda () (,m)))) ns next) 1)",
    "lambda": "`(lambda ,ns 1)",
    "a name twice": "`(lambda (,@ns ,(car ns)) 1)",
    "define-values": "`(define-values ,ns (apply values ',ns))",
    "inner define-values": "`(let () (define-values ,ns (apply values ',ns)) 1)",
    "procedures that call each other": "`(begin ,@(map (lambda (n m) `(define (,n) (,m))) ns next))",
    "inner procedures": "`(let () ,@(map (lambda (n m) `(define (,n) (,m))) ns next) 1)",
    "a record": "`(define-record-type t (make ,@ns) t? ,@(map (lambda (n) (list n n)) ns))",
    "case": "`(case 1 ,@(map (lambda (n) `((,n) 1)) ns))",
    "case-lambda": "`(case-lambda ,@(map (lambda (n) `(,(list n) ,n)) ns))",
    "guard": "`(guard (e ,@(map (lambda (n) '(#f 1)) ns)) 1)",
    "operands": "`(list ,@(map (lambda (n) '(car x)) ns))",
    "operands that are lambdas": "`(list ,@(map (lambda (n) '(lambda (x) x)) ns))",
    "closures": "`(lambda ,ns (list ,@(map (lambda (n) `(lambda () ,n)) ns)))",
    "promises": "`(list ,@(map (lambda (n) '(delay 1)) ns))",
    "quote": "`(quote ,ns)",
    "a vector": "`(quote ,(list->vector ns))",
    "quasiquote": "(list 'quasiquote (map (lambda (n) (list 'unquote 1)) ns))",
    "a pattern": "`(let-syntax ((m (syntax-rules () ((_ ,@ns) '(,@ns))))) (m ,@ns))",
    "literals": "`(define-syntax m (syntax-rules ,ns ((_ x) x)))",
    "an ellipsis": "`(let-syntax ((m (syntax-rules () ((_ a ...) '(a ...))))) (m ,@ns))",
    "imports": "`(import ,@(map (lambda (n) '(scheme base)) ns))",
    "exports": "`(define-library (wide) (export ,@ns) (import (scheme base)) (begin ,@(map (lambda (n) `(define ,n 1)) ns)))",
}
MAKE = """
(import (scheme base) (scheme case-lambda) (scheme eval) (scheme lazy) (scheme repl))
(define x '(1))
(define (names k) (let loop ((i k) (l '())) (if (= i 0) l (loop (- i 1) (cons (string->symbol (number->string i)) l)))))
(define (make k) (let* ((ns (names k)) (next (append (cdr ns) (list (car ns))))) FORM))
"""
EVAL = "(begin (eval form (interaction-environment)) 1)"


def prepared(name: str, count: int, limits: Limits | None = None) -> Interpreter:
    interpreter = Interpreter(grants=(), limits=limits)
    interpreter.eval(MAKE.replace("FORM", FORMS[name]) + f"(define form (make {count}))", limits=Limits(seconds=600))
    return interpreter


def spent(name: str, count: int) -> float:
    """The processor time that a form of so many parts takes without limits."""
    interpreter = prepared(name, count)
    began = thread_time()
    try:
        interpreter.eval(EVAL)
    except SchemeError:
        assert name in ("a name twice", "imports")
    return thread_time() - began


@pytest.mark.parametrize("name", FORMS)
def test_what_a_wide_form_takes_grows_as_its_parts(name: str) -> None:
    """Six times the parts would take 36 times the time, if every part were compared with every other."""
    few, many = spent(name, 300), spent(name, 1800)
    assert many < 18 * few + 1.5, (few, many)


@pytest.mark.parametrize("name", FORMS)
def test_time_ends_a_wide_form(name: str) -> None:
    interpreter = prepared(name, 20_000, Limits(seconds=0.2))
    began = thread_time()
    with pytest.raises(SchemeError):
        interpreter.eval(EVAL)
        interpreter.eval("(raise 'it-was-fast-enough)")
    assert thread_time() - began < 5
    assert interpreter.eval("(+ 20 22)", limits=Limits(seconds=60)) == 42


@pytest.mark.parametrize("name", sorted({*FORMS} - {"a name twice"}))
def test_steps_end_wide_forms(name: str) -> None:
    interpreter = prepared(name, 3000, Limits(steps=10**9))
    again = f"(let loop ((i 0)) (if (< i 100000) (begin {EVAL} (loop (+ i 1)))))"
    with pytest.raises(LimitExceeded) as caught:
        interpreter.eval(again, limits=Limits(steps=10_000))
    assert caught.value.limit == "steps"
