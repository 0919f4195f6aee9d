"""Laws of the list and vector libraries, for lists that hypothesis makes up.

A law is a Scheme procedure of two lists of small integers and a number that is at most the length of the first; it
returns a true value.  Each compares a procedure with what it should be the same as, written with R7RS alone or with
other procedures of its library.
"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowscheme.interp import Interpreter

LISTS = {
    "taking and dropping part a list": "(equal? a (append (take a k) (drop a k)))",
    "so do their right twins": "(equal? a (append (drop-right a k) (take-right a k)))",
    "split-at gives both parts": "(equal? (list (take a k) (drop a k)) (call-with-values (lambda () (split-at a k)) list))",
    "the changing twins give the same": """
        (and (equal? (take! (list-copy a) k) (take a k)) (equal? (drop-right! (list-copy a) k) (drop-right a k))
             (equal? (reverse! (list-copy a)) (reverse a)) (equal? (append! (list-copy a) b) (append a b))
             (equal? (map! square (list-copy a)) (map square a)))""",
    "fold builds the reverse, fold-right a copy": "(and (equal? (fold cons b a) (append-reverse a b)) (equal? (fold-right cons b a) (append a b)))",
    "unfold undoes fold-right": "(equal? a (unfold null? car cdr a))",
    "unfold-right undoes fold": "(equal? (reverse a) (unfold-right null? car cdr a))",
    "reduce is fold from the first element": "(= (reduce + 0 a) (apply + a))",
    "filter and remove part a list": """
        (and (= (length a) (+ (count even? a) (length (remove even? a)))) (every even? (filter even? a)) (not (any even? (remove even? a)))
             (equal? (list (filter even? a) (remove even? a)) (call-with-values (lambda () (partition even? a)) list)))""",
    "span and break are take-while and drop-while": """
        (and (equal? a (append (take-while even? a) (drop-while even? a)))
             (equal? (list (take-while even? a) (drop-while even? a)) (call-with-values (lambda () (span even? a)) list))
             (equal? (list (take-while odd? a) (drop-while odd? a)) (call-with-values (lambda () (break even? a)) list)))""",
    "find and list-index agree": "(let ((i (list-index even? a))) (eqv? (find even? a) (and i (list-ref a i))))",
    "any and every are dual": "(and (eq? (any even? a) (not (every odd? a))) (eq? (any < a b) (not (every >= a b))))",
    "no duplicate is left, and every element": """
        (let ((d (delete-duplicates a)))
          (and (lset= = d a) (every (lambda (x) (= 1 (count (lambda (y) (= x y)) d))) d) (equal? d (delete-duplicates d))))""",
    "delete leaves what is not equal": "(equal? (delete k a) (remove (lambda (x) (= x k)) a))",
    "a union holds both": "(let ((u (lset-union = a b))) (and (lset<= = a u) (lset<= = b u) (every (lambda (x) (or (memv x a) (memv x b))) u)))",
    "an intersection is what both hold": "(every (lambda (x) (eq? (and (memv x a) (memv x b) #t) (and (memv x (lset-intersection = a b)) #t))) (append a b))",
    "a difference and an intersection part a set": """
        (and (lset= = a (append (lset-difference = a b) (lset-intersection = a b)))
             (equal? (list (lset-difference = a b) (lset-intersection = a b))
                     (call-with-values (lambda () (lset-diff+intersection = a b)) list)))""",
    "xor is the union without the intersection": "(lset= = (lset-xor = a b) (lset-difference = (lset-union = a b) (lset-intersection = a b)))",
    "zip and unzip": "(let ((n (min (length a) (length b)))) (equal? (list (take a n) (take b n)) (call-with-values (lambda () (unzip2 (zip a b))) list)))",
    "append-map is append of map": "(equal? (append-map list a b) (apply append (map list a b)))",
    "filter-map is filter of map": "(equal? (filter-map (lambda (x) (and (even? x) (- x))) a) (map - (filter even? a)))",
    "iota counts": "(equal? (iota k 3 2) (list-tabulate k (lambda (i) (+ 3 (* 2 i)))))",
    "pair-fold sees the tails": "(equal? (pair-fold-right cons '() a) (list-tabulate (length a) (lambda (i) (drop a i))))",
    "list= is equal?": "(and (list= = a (list-copy a)) (eq? (list= = a b) (equal? a b)))",
}

LAWS = [("(srfi 1)", name, law) for name, law in LISTS.items()]

_numbers = st.lists(st.integers(-4, 9), max_size=12)


@cache
def interpreter(library: str) -> Interpreter:
    """An interpreter that has imported a library."""
    made = Interpreter()
    made.eval(f"(import (scheme base) {library})")
    return made


@pytest.mark.parametrize(("library", "law"), [(library, law) for library, _, law in LAWS], ids=[name for _, name, _ in LAWS])
def test_law(library: str, law: str) -> None:
    scheme = interpreter(library)
    holds = scheme.eval(f"(lambda (a b k) (if {law} #t #f))")

    @settings(max_examples=60, deadline=None)
    @given(_numbers, _numbers, st.data())
    def check(a: list[int], b: list[int], data: st.DataObject) -> None:
        assert holds(a, b, data.draw(st.integers(0, len(a)))) is True

    check()
