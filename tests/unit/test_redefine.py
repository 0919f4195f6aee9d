"""A standard name that is redefined at top level changes what was compiled before, too."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import NamedTuple

import pytest

from flowscheme import Interpreter, SchemeError, symbol
from flowscheme.lang.text.printer import write

BEFORE = """
(define (first l) (car l))
(define (both l) (list (length l) (first l)))
(define up (lambda (n) (+ n 1)))
(define (down n) (if (= n 0) 'zero (down (- n 1))))
(define-syntax head (syntax-rules () ((_ l) (car l))))
(define (by-macro l) (head l))
(define (quasi l) `(a ,@l b))
(define made (let ((n 1)) (lambda () (set! n (* n 2)) n)))
(define (deep n) (if (= n 0) '() (cons n (deep (- n 1)))))
(define (handled) (with-exception-handler (lambda (e) 0) (lambda () (do ((i 0 (+ i 1))) ((= i 1) (car '(1))) (lambda () i)))))
(define held (cadr (let ((both (lambda (l) (list (map (lambda (x) (car x)) l) (lambda (y) (car y)))))) (both '()))))
(define over
  (let* ((x 1) (made (map (lambda (x) (lambda () (car (list x)))) '(2 3))))
    (lambda (y) (set! x (+ x y)) (list x ((cadr made))))))
"""


class Redefinition(NamedTuple):
    """What redefines standard names after `BEFORE`, an expression, and its value as `write` shows it."""

    redefinition: str
    use: str
    value: str


REDEFINITIONS = {
    "an accessor": Redefinition(
        "(define (car l) (list 'mine l))",
        "(list (first '(1)) (both '(1 2)) (by-macro '(7)))",
        "((mine (1)) (2 (mine (1 2))) (mine (7)))",
    ),
    "a sum that uses the old one": Redefinition(
        "(define plus +) (define (+ a b) (plus 100 a b))", "(list (up 5) (+ 1 2))", "(106 103)"
    ),
    "a primitive that is no operator": Redefinition("(define (length l) 'some)", "(both '(1 2))", "(some 1)"),
    "an assignment": Redefinition("(set! = (lambda (a b) #t))", "(down 5)", "zero"),
    "what a special form inserts stays": Redefinition(
        "(define (append . l) 'other) (define (list . l) l)", "(quasi '(1))", "(a 1 b)"
    ),
    "a closure that was made": Redefinition(
        "(define times *) (define (* a b) (times a b 10))", "(begin (made) (made))", "400"
    ),
    "a loop that builds": Redefinition("(define (cons a b) (vector a b))", "(deep 2)", "#(2 #(1 ()))"),
    "a procedure that tail-calls": Redefinition("(define (car l) (apply + l))", "(first '(1 2 3))", "6"),
    "closures in a loop and in a let": Redefinition("(define (car l) 'mine)", "(list (handled) (held '(1)))", "(mine mine)"),
    "a closure that a closure holds": Redefinition("(define (car l) 'mine)", "(over 5)", "(6 mine)"),
    "map, and a name that nothing used": Redefinition(
        "(define (cdr l) 'mine) (define (map f l) 'mapped)", "(list (handled) (held '(1)))", "(1 1)"
    ),
}


@pytest.mark.parametrize(("redefinition", "use", "value"), REDEFINITIONS.values(), ids=REDEFINITIONS)
@pytest.mark.parametrize("cached", [False, True])
def test_what_was_compiled_before_takes_the_new_meaning(redefinition: str, use: str, value: str, cached: bool) -> None:
    if cached:
        Interpreter().eval_datum(BEFORE)
    scheme = Interpreter()
    if not cached:
        scheme.eval("'first")  # only the first unit of an environment is cached
    scheme.eval_datum(BEFORE)
    scheme.eval_datum("(list (first '(1)) (both '(1)) (up 1) (down 1) (by-macro '(1)) (quasi '(1)) (deep 1))")
    scheme.eval_datum(redefinition)
    assert write(scheme.eval_datum(use)) == value


def test_closures_that_loops_make() -> None:
    scheme = Interpreter()
    scheme.eval("(define (f l) (let ((n 0)) (for-each (lambda (x) (set! n (apply (lambda () (+ n x)) '()))) l) n))")
    assert scheme.eval("(f '(1 2 3))") == 6
    scheme.eval("(define (for-each . r) 'nothing)")
    assert scheme.eval("(f '(1 2 3))") == 0
    scheme.eval("(define (g l) (map (lambda (x) (lambda () (list x))) l)) (define made (g '(1 2)))")
    scheme.eval("(define (list . l) 'listed)")
    assert scheme.eval("((car made))") == symbol("listed")
    assert scheme.eval("((cadr (g '(1 2))))") == symbol("listed")


def test_variables_in_boxes_stay_in_them() -> None:
    """What loops by consing is a loop no more; but the closures that it made hold the boxes of its variables."""
    scheme = Interpreter()
    scheme.eval("(define made '())")
    scheme.eval("(define (f n) (set! made (lambda () (set! n (+ n 1)) n)) (if (= n 0) '() (cons n (f (- n 1)))))")
    assert scheme.eval("(f 2)") == [2, 1]
    scheme.eval("(define cons vector)")
    assert scheme.eval("(list (made) (made))") == [1, 2]
    assert write(scheme.eval_datum("(f 2)")) == "#(2 #(1 ()))"
    assert scheme.eval("(list (made) (made))") == [1, 2]


def test_variables_of_one_name_keep_their_numbers() -> None:
    """A closure takes only code that finds the same variables in the same cells: here x'9 and x'10, in alphabetical order.

    With `map` as a loop its lists are emitted first, and without it the procedure.
    """
    scheme = Interpreter()
    closure = "(lambda () (list 'a x 'b yours (map - '(1))))"
    scheme.eval(f"(define-syntax closed (syntax-rules () ((_ mine yours) (let ((x mine)) {closure}))))")
    others = "(let ((x 0)) (set! x 1)) " * 8
    procedure = f"(lambda (y) {others} (let ((x y)) (closed (list x) x)))"
    scheme.eval(f"(define made (map {procedure} (let ((x 1)) (set! x 1) (list x 2))))")
    scheme.eval("(define (map f . l) 'mapped)")
    assert write(scheme.eval_datum("((car made))")) == "(a (1) b 1 mapped)"
    assert write(scheme.eval_datum("((cadr made))")) == "(a (2) b 2 mapped)"


def test_a_local_variable_of_the_name_that_is_redefined() -> None:
    scheme = Interpreter()
    scheme.eval("(define (f l) (let ((car (car l))) (set! car (list car)) (lambda () car)))")
    scheme.eval("(define old (f '(1)))")
    scheme.eval("(define (car l) 'mine)")
    assert scheme.eval("(list (old) ((f '(1))))") == [[1], [symbol("mine")]]


def test_procedures_of_one_place() -> None:
    """What a macro makes stands in one place, but is many procedures."""
    scheme = Interpreter()
    scheme.eval("(define-syntax two (syntax-rules () ((_ l) (list (lambda () (car l)) (lambda () (cdr l)) (delay (car l))))))")
    scheme.eval("(define a (let ((l '(1 2))) (two l))) (define b (let ((l '(3 4))) (append (two l) (two '(5)))))")
    scheme.eval("(define (cdr l) 'mine)")
    assert scheme.eval("(list ((list-ref a 0)) ((list-ref a 1)) (force (list-ref a 2)))") == [1, symbol("mine"), 1]
    values = scheme.eval("(list ((list-ref b 0)) ((list-ref b 1)) ((list-ref b 3)) (force (list-ref b 5)))")
    assert values == [3, symbol("mine"), 5, 5]


def test_closures_that_only_python_holds() -> None:
    scheme = Interpreter()
    held = scheme.eval("(let ((n 1)) (lambda (l) (set! n (+ n 1)) (list n (car l))))")
    assert held([5]) == [2, 5]
    scheme.eval("(define (keep l) (lambda () (car l)))")
    kept = scheme.eval("(keep '(7))")
    scheme.eval("(define (car l) 'mine)")
    assert kept() == symbol("mine")
    assert held([5]) == [3, 5]  # its unit defined nothing


def test_a_call_in_progress_ends_and_the_next_one_is_new() -> None:
    scheme = Interpreter()
    scheme.eval("(define (f l) (eval '(define (cdr l) 'new) (interaction-environment)) (cons 'old (cdr l)))")
    scheme.eval("(f '(1 2))")
    assert write(scheme.eval_datum("(f '(1 2))")) == "(old . new)"


def test_a_call_in_progress_that_calls_a_local_procedure_directly() -> None:
    """It takes what it gets for a value, so what it calls must go on to give values."""
    scheme = Interpreter()
    scheme.eval("""(define (f l)
                     (define (get) (car l))
                     (define before (get))
                     (eval '(define (car l) (apply (lambda (x . rest) (* 10 x)) l)) (interaction-environment))
                     (list before (+ 1 (get))))""")
    assert scheme.eval("(f '(4))") == [4, 41]
    assert scheme.eval("(f '(4))") == [40, 41]


def test_what_nests_too_deeply_without_the_operator_keeps_its_code() -> None:
    scheme = Interpreter()
    scheme.eval("(define (f l) (map - l))")
    scheme.eval(f"(define (deep l) {'(map (lambda (x) ' * 120} x {') l)' * 120})")
    scheme.eval("(define (map f l) 'mine)")
    assert scheme.eval("(list (f '(1)) (null? (deep '())))") == [symbol("mine"), True]


def test_a_unit_with_procedures_that_python_leaves_out() -> None:
    scheme = Interpreter()
    scheme.eval("(define (f l) (guard (e (#f (lambda () (car l)))) (car l)))")
    scheme.eval("(define (car l) 'mine)")
    assert scheme.eval("(f '(1))") == symbol("mine")


def test_procedures_that_the_host_has_frozen() -> None:
    scheme = Interpreter()
    scheme.eval("(define (f l) (car l)) (define made (map (lambda (x) (lambda () (car (list x)))) '(1 2)))")
    gc.freeze()
    scheme.eval("(define (car l) 'mine)")
    assert scheme.eval("(list (f '(1)) ((cadr made)))") == [symbol("mine"), symbol("mine")]


def test_libraries_and_the_flow_language_keep_their_meaning(tmp_path: Path) -> None:
    library = "(define-library (mine) (export second) (import (scheme base)) (begin (define (second l) (car (cdr l)))))"
    (tmp_path / "mine.sld").write_text(library)
    scheme = Interpreter(path=[tmp_path])
    scheme.eval("(import (mine))")
    scheme.eval("(define (f l) (second l))")
    scheme.eval("(define (car l) 'mine) (define (cdr l) 'mine)")
    assert scheme.eval("(f '(1 2))") == 2
    assert scheme.eval("(assq 'b '((a 1) (b 2)))") is not None


def test_a_procedure_that_becomes_indirect_is_forced_by_those_that_call_it_directly() -> None:
    scheme = Interpreter()
    scheme.eval("(define (f l) (car l)) (define (g l) (+ 1 (f l)))")
    scheme.eval("(define (h l) (* 2 (f l)))")
    scheme.eval("(define (car l) (if (null? (cdr l)) 10 (car (cdr l))))")
    assert scheme.eval("(list (g '(1 2)) (h '(1 2 3)))") == [11, 20]


def test_procedures_of_records_that_are_redefined() -> None:
    scheme = Interpreter()
    scheme.eval("""
        (define-record-type point (make-point x) point? (x px set-px!))
        (define (get p) (px p))
        (define (twice p) (* 2 (get p)))
    """)
    scheme.eval("(define p (make-point 20))")
    assert scheme.eval("(list (get p) (twice p))") == [20, 40]
    scheme.eval("(define (px p) (let loop ((n 100000)) (if (= n 0) 'far (other (- n 1) loop)))) (define (other n loop) (loop n))")
    assert scheme.eval("(list (get p) (px p))") == [symbol("far"), symbol("far")]
    scheme.define("px", lambda p: 21)
    assert scheme.eval("(list (get p) (twice p))") == [21, 42]


@pytest.mark.parametrize("cached", [False, True])
def test_a_standard_name_that_python_defines(cached: bool) -> None:
    if cached:
        Interpreter().eval("(define (first l) (car l)) (define (all l) (map car l))")
    scheme = Interpreter()
    scheme.eval("(define (first l) (car l)) (define (all l) (map car l))")
    assert scheme.eval("(list (first '(1 2)) (all '((1) (2))))") == [1, [1, 2]]
    scheme.define("car", lambda pair: "mine")
    assert scheme.eval("(list (first '(1 2)) (all '((1) (2))))") == ["mine", ["mine", "mine"]]
    scheme.define("car", 5)
    with pytest.raises(SchemeError, match="not a procedure"):
        scheme.eval("(first '(1 2))")
