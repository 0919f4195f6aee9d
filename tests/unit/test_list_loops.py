"""Calls of `map` and `for-each` that become loops do what the primitives do."""

from __future__ import annotations

import pytest

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError
from flowscheme.lang.text.printer import write

PROGRAMS = [
    "(map (lambda (x) (* x x)) '(1 2 3))",
    "(map (lambda (x) x) '())",
    "(map (lambda (x y) (list x y)) '(1 2 3) '(a b))",
    "(map + '(1 2 3) '(10 20 30) '(100 200))",
    "(map car '((a b) (c)))",
    "(map (lambda (f) (f)) (map (lambda (x) (lambda () x)) '(1 2 3)))",
    "(map (lambda (f) (f)) (map (lambda (x) (lambda () (set! x (+ x 1)) x)) '(1 2 3)))",
    "(map (lambda (x) (map (lambda (y) (map (lambda (z) (list x y z)) '(5 6))) '(3 4))) '(1 2))",
    "(define (deep n) (if (= n 0) '() (map (lambda (x) (deep (- n 1))) '(1 2)))) (deep 4)",
    "(define (local l) (define (up x) (+ x 1)) (map up l)) (local '(1 2))",
    "(define (local l) (define up (lambda (x) (+ x 1))) (set! up (lambda (x) (* x 10))) (map up l)) (local '(1 2))",
    "(define (far n) (if (= n 0) 'end (far (- n 1)))) (map far '(1 100000))",
    "(define (even n) (if (= n 0) #t (odd (- n 1)))) (define (odd n) (if (= n 0) #f (even (- n 1)))) (map even '(100001 2))",
    "(call/cc (lambda (k) (for-each (lambda (x) (if (negative? x) (k x))) '(1 -2 3)) 'none))",
    "(let loop ((i 0) (all '())) (if (= i 3) all (loop (+ i 1) (map (lambda (x) (+ x i)) (cons i all)))))",
    "(let ((n 0)) (for-each (lambda (x y) (set! n (+ n (* x y)))) '(1 2 3) '(4 5 6)) n)",
    "(let ((n 0)) (map (lambda (x) (set! n (+ n x)) n) '(1 2 3)))",
    "(let ((l (list 1 2 3))) (map (lambda (x) (set-cdr! (cdr l) '()) x) l))",
    "(let ((c (list 1 2))) (set-cdr! (cdr c) c) (map (lambda (x y) (cons x y)) c '(a b c)))",
    "(length (map (lambda (x) x) (make-list 100000 1)))",
    "(let ((n 0)) (for-each (lambda (x) (set! n (+ n x))) (make-list 100000 1)) n)",
    "(apply + (map (lambda (x) (let loop ((i x)) (if (> i 10) i (loop (+ i i))))) '(1 2 3)))",
    "(if (for-each car '()) 'true 'false)",
    "(map (lambda (x) (guard (e (#t (list 'caught x))) (if (odd? x) (raise 'odd) x))) '(1 2 3))",
    "(define (map f l) 'mine) (map (lambda (x) x) '(1))",
    "(let ((map (lambda (f l) (list 'inner (f l))))) (map (lambda (x) x) '(1)))",
    "(map (lambda x x) '(1 2))",
    "(map (lambda (a . b) (cons a b)) '(1 2) '(3 4))",
]
REFUSED = [
    "(map (lambda (x) x) 5)", "(map (lambda (x) x) '(1 2 . 3))", "(for-each (lambda (x) x) '(1 . 2))",
    "(map (lambda (x y) x) '(1))", "(map (lambda (x) (car x)) '(1))", "(map car '(1))", "(map car '((1)) '((2)))",
    "(let ((c (list 1 2))) (set-cdr! (cdr c) c) (map (lambda (x) x) c))",
    "(let ((c (list 1 2))) (set-cdr! (cdr c) c) (for-each (lambda (x) x) c))",
    "(map undefined '(1))",
]  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_value_is_that_of_the_primitives(program: str) -> None:
    plain = write(Interpreter(optimize=False).eval_datum(program))
    assert write(Interpreter().eval_datum(program)) == plain
    assert write(Interpreter().eval_datum(f"(let () {program})")) == plain
    assert write(Interpreter(limits=Limits(steps=1_000_000)).eval_datum(program)) == plain


@pytest.mark.parametrize("program", REFUSED)
def test_what_the_primitives_refuse_is_refused(program: str) -> None:
    kinds = []
    for optimize in (True, False):
        with pytest.raises(SchemeError) as caught:
            Interpreter(optimize=optimize).eval(program)
        kinds.append(caught.value.payload.kind)
    assert kinds[0] == kinds[1]


def test_the_primitive_is_blamed() -> None:
    for program in ("(map (lambda (x) x) 5)", "(define (f l) (for-each display l)) (f '(1 . 2))"):
        name = "map" if "map" in program else "for-each"
        with pytest.raises(SchemeError, match=f"{name}: expected a list, got"):
            Interpreter(grants={"console"}).eval(program)


def test_map_that_is_redefined_later() -> None:
    scheme = Interpreter()
    scheme.eval("(define (double l) (map (lambda (x) (* 2 x)) l))")
    assert scheme.eval("(double '(1 2))") == [2, 4]
    scheme.eval("(define (map f l) (list 'mine (f 21)))")
    assert write(scheme.eval_datum("(double '(1 2))")) == "(mine 42)"


def test_loops_may_nest_as_deep_as_ever() -> None:
    body = "(list " + " ".join(f"x{i}" for i in range(14)) + ")"
    for i in reversed(range(14)):
        body = f"(car (map (lambda (x{i}) {body}) '({i})))"
    assert Interpreter().eval(body) == list(range(14))


def test_calls_of_known_procedures_are_compiled_to_loops() -> None:
    names = Interpreter().eval_datum("(define (f l) (map (lambda (x) (* x x)) l)) f").__code__.co_names
    assert "'soon" in names and not any(name.endswith("map") for name in names)


def test_a_walk_takes_steps() -> None:
    scheme = Interpreter(metered=True)
    scheme.eval("(define (f l) (map (lambda (x) (+ x 1)) l))")
    assert len(scheme.eval("(f (make-list 900 1))", limits=Limits(steps=1000))) == 900
    with pytest.raises(LimitExceeded):
        scheme.eval("(f (make-list 1100 1))", limits=Limits(steps=1000))
