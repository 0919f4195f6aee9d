"""What one call of a primitive walks, copies, compares or hashes is charged in steps: so steps alone bound a program's time."""

from __future__ import annotations

import pytest

from flowscheme import Interpreter, LimitExceeded, Limits

DATA = """
(import (scheme base) (scheme char) (srfi 1) (srfi 69))
(define (shared n) (if (= n 0) '() (let ((d (shared (- n 1)))) (cons d d))))
(define (vectors n) (if (= n 0) '#() (let ((d (vectors (- n 1)))) (vector d d))))
(define l (make-list 100000 1)) (define m (make-list 100000 1)) (define chars (make-list 100000 #\\a))
(define v (make-vector 1000000 1)) (define w (make-vector 1000000 1)) (define b (make-bytevector 1000000 1))
(define s (make-string 1000000 #\\a)) (define z (string-append (make-string 999999 #\\a) "b"))
(define t (make-hash-table)) (for-each (lambda (i) (hash-table-set! t i i)) (iota 20000))
"""
CALLS = (
    "(vector-fill! v 2)", "(vector-copy v)", "(vector-copy! v 0 w)", "(vector-append v w)", "(vector->list v 0 100000)",
    "(make-vector 1000000)", "(list->vector l)", "(vector-map car (vector-map list v))", "(bytevector-copy b)",
    "(bytevector-append b b)", "(utf8->string b)", "(string->utf8 s)", "(string-copy s)", "(string-fill! s #\\a)",
    "(string-append s s)", "(substring s 1 1000000)", "(string->list s)", "(list->string chars)", "(string=? s z)",
    "(string<? s z s z)", "(string-ci=? s z)", "(equal? s z)", "(length l)", "(append l l)", "(reverse l)", "(list? l)",
    "(list-copy l)", "(list-tail l 99999)", "(memq 2 l)", "(memv 2 l)", "(member 2 l)", "(apply + l)", "(map abs l)",
    "(for-each abs l)", "(map + l m)", "(equal? l m)", "(equal? v w)", "(equal? (shared 60) (shared 60))",
    "(equal? (vectors 60) (vectors 60))", "(hash l)", "(hash (shared 60))", "(hash s)", "(hash-table-set! t l 1)",
    "(hash-table-keys t)", "(hash-table->alist t)", "(hash-table-copy t)", "(apply max l)", "(apply string chars)",
)  # fmt: skip


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    made = Interpreter(grants=(), metered=True)
    made.eval(DATA)
    return made


@pytest.mark.parametrize("call", CALLS)
def test_a_large_call_is_many_steps(interpreter: Interpreter, call: str) -> None:
    with pytest.raises(LimitExceeded) as caught:
        interpreter.eval(f"(let loop ((i 0)) (if (< i 5000) (begin {call} (loop (+ i 1)))))", limits=Limits(steps=100_000))
    assert caught.value.limit == "steps"


def test_small_calls_are_not_charged(interpreter: Interpreter) -> None:
    calls = "(vector-copy (vector 1 2)) (append (list 1 2) (list 3)) (equal? (list 1 2) (list 1 2)) (string-append \"a\" \"b\")"
    source = f"(let loop ((i 0)) (if (< i 1000) (begin {calls} (loop (+ i 1)))))"
    interpreter.eval(source, limits=Limits(steps=3_000))
