"""What the compiler promises beyond values: places, redefinition, threads, depth; and the same values as a tiny evaluator."""

from __future__ import annotations

import subprocess
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowscheme.errors import LimitExceeded, SchemeError, SourceError
from flowscheme.interp import Interpreter
from flowscheme.lang.machine.limits import Limits
from flowscheme.lang.values.datum import Condition
from flowscheme.lang.values.denotation import SPECIALS


@pytest.fixture
def scheme() -> Interpreter:
    return Interpreter()


def fault(scheme: Interpreter, source: str, name: str = "test.scm") -> SchemeError:
    """The error that a source raises."""
    with pytest.raises(SchemeError) as caught:
        scheme.eval_datum(source, name)
    return caught.value


# Places

FAULTS = {
    '(+ "a" "b")': "type",
    "(+ #t 1)": "type",
    '(* 2 "ab")': "type",
    '(< "a" "b")': "type",
    "(+ #(1) #(2))": "type",
    "(= car 0)": "type",
    "(car '())": "type",
    "(vector-ref v -1)": "range",
    "(vector-ref v 3)": "range",
    "(string->symbol 5)": "type",
    "((lambda (x) x))": "arity",
    "(car)": "arity",
    "(cons 1)": "arity",
    "(identity)": "arity",
    "(5)": "type",
    "(unbound 1)": "unbound",
    "(set! unbound 1)": "unbound",
    "(letrec ((a b) (b 1)) a)": "unbound",
    "(quotient 1 0)": "divide",
    "(/ 1 (- 1 1))": "divide",
    '(error "oops" 1)': "error",
    "(point-x 5)": "type",
}
PRELUDE = "(define v (vector 1 2 3)) (define (identity x) x) (define-record-type point (make-point x) point? (x point-x))"


@pytest.mark.parametrize("source", FAULTS)
@pytest.mark.parametrize(
    "context", ["{}", "(list {})", "(define (f)\n  1\n  {})\n(f)", "(let loop ((i 0)) (if (< i 3) (loop (+ i 1)) {}))"]
)
def test_a_fault_has_a_kind_and_a_place(scheme: Interpreter, source: str, context: str) -> None:
    scheme.eval(PRELUDE)
    text = "\n\n" + context.format(source)
    condition = fault(scheme, text).payload
    assert isinstance(condition, Condition)
    assert condition.kind == FAULTS[source]
    # The frame of a tail call is gone: a fault in calling has the place of the call before it.
    where = "(f)" if context.startswith("(define") and source in ("(identity)", "(point-x 5)") else source
    line = text[: text.rindex(where)].count("\n") + 1
    assert condition.place is not None
    assert condition.place[:2] == ("test.scm", line)


@pytest.mark.parametrize("call", ["(f 'g)", "(list (f 'g))"])
def test_a_tail_call_of_no_procedure(scheme: Interpreter, call: str) -> None:
    error = fault(scheme, f"(define (f g)\n (g 1))\n{call}")
    assert str(error) == "not a procedure: g"


def test_str_of_an_error(scheme: Interpreter) -> None:
    assert str(fault(scheme, '(error "bad thing:" 1 "two" (quote three))')) == 'bad thing: 1 "two" three'
    assert str(fault(scheme, "(raise (list 1 2))")) == "(1 2)"


def test_a_python_traceback_shows_scheme(tmp_path: Path) -> None:
    file = tmp_path / "program.scm"
    file.write_text("(define (inner x)\n  (+ 1 (car x)))\n(define (outer x)\n  (* 2 (inner x)))\n(outer 5)\n")
    scheme = Interpreter(grants=["files"])
    with pytest.raises(SchemeError) as caught:
        scheme.load(file)
    shown = "".join(traceback.format_exception(caught.value))
    assert f'File "{file}", line 2, in inner\n    (+ 1 (car x)))' in shown
    assert f'File "{file}", line 4, in outer\n    (* 2 (inner x)))' in shown
    assert [(frame.name, frame.line) for frame in caught.value.backtrace] == [("inner", 2), ("outer", 4), ("top level", 5)]


def test_names_of_python_are_harmless(scheme: Interpreter) -> None:
    for name in ("__import__", "__builtins__", "open", "print", "exec", "__name__", "self", "type"):
        assert fault(scheme, name).payload.kind == "unbound"
    assert scheme.eval("(define (f class def) (let ((return class) (None def)) (list return None))) (f 1 2)") == [1, 2]
    assert scheme.eval("(define __import__ 1) (define None 2) (define yield 3) (list __import__ None yield)") == [1, 2, 3]
    assert scheme.eval("(let ((__debug__ 1) (True 2)) (set! __debug__ (+ __debug__ True)) __debug__)") == 3


def test_no_warnings_of_pythons_compiler() -> None:
    sources = ["(or 5 6)", "(null? 5)", "(if (+ 1 2) 1 2)", "(eqv? 5 'a)", "(eq? (- 4) 'b)", "(not (+ 1 2))", "(or (* 2 3) 1)"]
    program = "from flowscheme.interp import Interpreter\nscheme = Interpreter()\nfor each in {!r}: scheme.eval(each)"
    done = subprocess.run([sys.executable, "-W", "error", "-c", program.format(sources)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# Redefinition


def test_a_procedure_called_directly_is_redefined(scheme: Interpreter) -> None:
    scheme.eval("(define (f x) (+ x 1)) (define (g x) (list (f x)))")
    assert scheme.eval("(g 1)") == [2]
    scheme.eval("(define (f x) (h x)) (define (h x) (k x)) (define (k x) (apply list x '(tail)))")
    assert str(scheme.eval("(g 1)")) == "[[1, tail]]"
    scheme.eval("(define f (lambda (x) (apply + x '(10))))")
    assert scheme.eval("(g 1)") == [11]
    scheme.eval("(set! f (lambda (x) (call/cc (lambda (k) (k x)))))")
    assert scheme.eval("(g 5)") == [5]
    scheme.define("f", lambda x: x * 100)
    assert scheme.eval("(g 5)") == [500]
    assert str(fault(scheme, "(define f 5) (g 1)")).startswith("not a procedure: ")


def test_a_files_own_names_replace_primitives(scheme: Interpreter) -> None:
    source = "(define (swap p) (cons (cdr p) (car p)))\n(define (car x) 'mine)\n(define + *)\n(define (list . x) x)\n"
    swapped = scheme.eval(source + "(list (swap '(1 . 2)) (+ 3 4))")
    assert str(swapped[0].car) == "2"
    assert (str(swapped[0].cdr), swapped[1]) == ("mine", 12)
    assert scheme.eval("(+ 3 4)") == 12
    assert str(scheme.eval("(car '(1))")) == "mine"
    assert scheme.eval("(map (lambda (x) x) '(1 2))") == [1, 2]
    assert Interpreter().eval("(+ 3 4)") == 7


COUNTER = """
(define-library (counter)
  (export count bump! get bump-by! hook set-hook!)
  (import (scheme base))
  (begin
    (define count 0)
    (define (bump!) (set! count (+ count 1)) count)
    (define (get) count)
    (define-syntax bump-by! (syntax-rules () ((_ n) (set! count (+ count n)))))
    (define hook car)
    (define (set-hook! p) (set! hook p))))
"""


def test_importers_see_assignments_of_a_library(scheme: Interpreter) -> None:
    scheme.eval(COUNTER)
    assert scheme.eval("(import (counter)) (define (mine) count) (list count (bump!) count (mine) (get))") == [0, 1, 1, 1, 1]
    assert scheme.eval("(bump!) (list count (mine) (list count (begin (bump!) (+ 0 0)) count))") == [2, 2, [2, 0, 3]]
    assert scheme.eval("(import (rename (counter) (count total))) (bump!) total") == 4


def test_a_macro_assigns_the_variable_of_its_library(scheme: Interpreter) -> None:
    scheme.eval(COUNTER)
    assert scheme.eval("(import (counter)) (bump-by! 5) (list count (get))") == [5, 5]
    assert scheme.eval("(let ((count 1)) (bump-by! 2) count)") == 1
    assert scheme.eval("(define (f) (bump-by! 10) (get)) (f)") == 17


def test_an_exported_primitive_replaced_by_a_procedure_that_tail_calls(scheme: Interpreter) -> None:
    scheme.eval(COUNTER)
    scheme.eval("(import (counter)) (define (use x) (+ 1 (hook x)))")
    assert scheme.eval("(use '(1))") == 2
    scheme.eval("(set-hook! (lambda (x) (apply + x)))")
    assert scheme.eval("(use '(1 2))") == 4


@pytest.mark.parametrize("name", ["d", "s", "c", "l", "core", "t"])
def test_a_librarys_name_collides_with_nothing(scheme: Interpreter, name: str) -> None:
    body = "(export car x) (import (except (scheme base) car)) (begin (define (car p) 'its) (define x 'x))"
    scheme.eval(f"(define-library ({name}) {body})")
    program = f"(define (x2) (car '(1))) (import (prefix ({name}) my:)) (list (my:car '(1)) (car '(1)) 'x my:x)"
    assert str(scheme.eval(program)) == "[its, 1, x, x]"


def test_a_library_defined_again_is_another_one(scheme: Interpreter) -> None:
    scheme.eval("(define-library (a) (export f) (import (scheme base)) (begin (define (f) 1)))")
    assert scheme.eval("(import (a)) (f)") == 1
    scheme.eval("(define-library (a) (export f) (import (scheme base)) (begin (define (f) 2)))")
    assert scheme.eval("(import (a)) (f)") == 2


# Across the border


def test_parameters_reach_through_host_functions(scheme: Interpreter) -> None:
    scheme.define("call-back", lambda f: f())
    assert scheme.eval("(define p (make-parameter 1)) (parameterize ((p 2)) (call-back p))") == 2


def test_an_error_through_a_host_function_reaches_the_outer_handler(scheme: Interpreter) -> None:
    scheme.define("call-back", lambda f: f())
    handled = "(with-exception-handler (lambda (e) (k (list 'handled e))) (lambda () (call-back (lambda () (raise 'x)))))"
    assert str(scheme.eval(f"(call/cc (lambda (k) {handled}))")) == "[handled, x]"


def test_values_that_python_cannot_hold(scheme: Interpreter) -> None:
    assert fault_of(lambda: scheme.eval("(let ((l (list 1 2))) (set-cdr! (cdr l) l) l)"))
    assert fault_of(lambda: scheme.eval("(let ((l (list 1 2))) (set-car! l l) l)"))
    assert fault_of(lambda: scheme.eval("(let ((v (vector 1))) (vector-set! v 0 v) v)"))
    assert scheme.eval("(+ 1 1)") == 2


def fault_of(run: Callable[[], Any]) -> SchemeError:
    with pytest.raises(SchemeError) as caught:
        run()
    return caught.value


def test_a_deep_list_leaves_the_interpreter(scheme: Interpreter) -> None:
    value = scheme.eval("(let loop ((i 0) (l '())) (if (= i 100000) l (loop (+ i 1) (list l))))")
    depth = 0
    while value:
        value, depth = value[0], depth + 1
    assert depth == 100000


# Threads

CPSTAK = """
(define (cpstak x y z)
  (define (tak x y z k)
    (if (not (< y x)) (k z)
        (tak (- x 1) y z
             (lambda (v1) (tak (- y 1) z x (lambda (v2) (tak (- z 1) x y (lambda (v3) (tak v1 v2 v3 k)))))))))
  (tak x y z (lambda (a) a)))
(define (escapes n)
  (let loop ((i 0) (sum 0))
    (if (= i n) sum
        (loop (+ i 1)
              (+ sum (call/cc (lambda (k)
                                (guard (e (#t (k e)))
                                  (dynamic-wind (lambda () #f) (lambda () (raise i)) (lambda () #f))))))))))
(define (run n) (list (cpstak 12 8 4) (escapes n)))
"""


@pytest.mark.parametrize("shared", [True, False])
def test_threads(shared: bool) -> None:
    one = Interpreter()
    one.eval(CPSTAK)

    def work(n: int) -> Any:
        scheme = one if shared else Interpreter()
        if not shared:
            scheme.eval(CPSTAK)
        return [scheme.eval(f"(run {n + i})") for i in range(3)]

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(work, [100, 200, 300, 400]))
    assert results == [[[5, (n + i) * (n + i - 1) // 2] for i in range(3)] for n in (100, 200, 300, 400)]


def test_threads_keep_their_constants_apart() -> None:
    scheme = Interpreter()

    def work(n: int) -> bool:
        return all(scheme.eval(f"(list '({n} {i}) \"{n} {i}\")") == [[n, i], f"{n} {i}"] for i in range(200))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_threads_import_at_once() -> None:
    scheme = Interpreter()
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda n: scheme.eval(f"(import (scheme cxr) (scheme char)) (caddr '(1 2 {n}))"), range(16)))
    assert results == list(range(16))


# Source that nests deeply

NESTS: dict[str, tuple[str, str, str, int]] = {
    "quotes": ("'", "", "a", 30_000),
    "vectors": ("#(", ")", "", 30_000),
    "quoted lists": ("`(", ")", "a", 20_000),
    "calls": ("(f ", ")", "1", 30_000),
    "unknown calls": ("((vector-ref w 0) ", ")", "1", 5_000),
    "additions": ("(+ 1 ", ")", "1", 30_000),
    "vector-refs": ("(vector-ref v (f ", "))", "0", 5_000),
    "nots": ("(not ", ")", "1", 20_000),
    "lets": ("(let ((x 1)) ", ")", "x", 5_000),
    "inits of lets": ("(let ((x ", ")) x)", "1", 5_000),
    "inits of let*": ("(let* ((y 1) (x ", ")) x)", "1", 5_000),
    "inits of letrec": ("(letrec ((x ", ")) x)", "1", 5_000),
    "inits of loops": ("(let loop ((x ", ")) x)", "1", 5_000),
    "inits of do": ("(do ((x ", " 1)) (#t x))", "1", 5_000),
    "values of definitions": ("(let () (define x ", ") x)", "1", 5_000),
    "consequents": ("(if (f #t) ", " 2)", "1", 5_000),
    "alternatives": ("(if (f #f) 2 ", ")", "1", 5_000),
    "tests": ("(if ", " 1 2)", "#t", 5_000),
    "cond clauses": ("(cond ((f #f) 1) (else ", "))", "1", 5_000),
    "ands": ("(and 1 ", ")", "1", 5_000),
    "ors": ("(or #f ", ")", "1", 5_000),
    "sequences": ("(begin 1 ", ")", "1", 5_000),
    "lambdas": ("(lambda (x) ", ")", "1", 2_000),
    "called lambdas": ("((lambda (x) ", ") 1)", "x", 5_000),
    "loops": ("(let loop ((i 0)) (if (< i 1) (loop (+ i 1)) ", "))", "1", 1_000),
    "long conds": (f"(+ 1 (cond {'((f #f) 1)' * 62} (else ", ")))", "1", 50),
    "tests that are long conds": (f"(if (cond {'((f #f) 1)' * 62} (else ", ")) 1 2)", "1", 50),
    "many tests": ("(if ", " 1 2)", "#t", 30_000),
    "many ands": ("(and 1 ", ")", "1", 30_000),
    "lambdas in branches": ("(lambda (x) (if (f #f) 2 (list (if (f #t) ", " 2))))", "1", 400),
    "guards": ("(guard (e (#t 1)) ", ")", "1", 2_000),
    "delays": ("(delay ", ")", "1", 5_000),
    "quasiquotes": ("`(1 ,", ")", "2", 5_000),
    "macros": ("(id ", ")", "1", 5_000),
}
DEEP = """
import sys
from flowscheme.errors import SchemeError, SourceError
from flowscheme.interp import Interpreter
scheme = Interpreter()
scheme.eval("(define (f x) x) (define v (vector 0)) (define w (vector f)) (define-syntax id (syntax-rules () ((_ x) x)))")
open_, close, middle, count = eval(sys.stdin.read())
text = open_ * count + middle + close * count
for source in ("(define x {})", "(list {})", "(define (g) {})", "{}")[-1 if count > 25_000 else 0 :]:
    try:
        scheme.eval_datum(source.format(text))
    except SourceError as error:
        assert "nests too deeply" in str(error) and error.payload.place, error
assert scheme.eval("(+ 1 2)") == 3
print("well")
"""


@pytest.mark.parametrize("name", NESTS)
def test_deep_source_works_or_is_refused(name: str) -> None:
    # In a process of its own: what must not happen is a crash.
    nest = repr(NESTS[name])
    done = subprocess.run([sys.executable, "-c", DEEP], input=nest, capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == "well", done.stderr[-2000:]


FLAT = {
    "additions": ("(+", " 1", ")", 20_000),
    "list": ("(length (list", " (f 1)", "))", 5_000),
    "cond": ("(+ 1 (cond", " ((f #f) 1)", " (else 2)))", 5_000),
    "case": ("(case 7 (", "(1 2 3 4) ", " a))", 1),
    "case data": ("(case 'x ((", " 1 b", ") 1) (else 2))", 2_000),
    "or": ("(or", " (f #f)", ")", 2_000),
    "body": ("(begin", " (f 1)", ")", 20_000),
    "top level": ("", "(define (g x) (f x)) ", "(g 1)", 5_000),
    "quasiquote": ("(length `(", " ,(f 1)", "))", 5_000),
    "string-append": ("(string-append", ' "a"', ")", 5_000),
}


@pytest.mark.parametrize("name", FLAT)
def test_long_source_works(scheme: Interpreter, name: str) -> None:
    begin, middle, end, count = FLAT[name]
    scheme.eval("(define (f x) x)")
    scheme.eval(begin + middle * count + end)


def test_a_refusal_names_the_place(scheme: Interpreter) -> None:
    error = fault(scheme, "\n" + "(lambda (x) " * 1_000 + "1" + ")" * 1_000)
    assert isinstance(error, SourceError)
    assert error.payload.place is not None
    assert error.payload.place[1] == 2


@pytest.mark.parametrize(
    "source",
    [
        "(define-syntax f (syntax-rules () ((_ x) (f (x))))) (f 1)",
        "(define-syntax f (syntax-rules () ((_ x) (list (f x))))) (f 1)",
        "(define-syntax f (syntax-rules () ((_ x) (begin 1 (f x))))) (f 1)",
        "(define-syntax f (syntax-rules () ((_ x) (let () (f x))))) (f 1)",
    ],
)
def test_an_expansion_without_end(scheme: Interpreter, source: str) -> None:
    assert isinstance(fault(scheme, source), SourceError | LimitExceeded)
    assert scheme.eval("(+ 1 2)") == 3


# The same values as a tiny evaluator

Expr = Any  # an int, a name, or a tuple of an operator and operands


def evaluate(expr: Expr, env: dict[str, int]) -> int:
    """The value of a random expression."""
    if isinstance(expr, int):
        return expr
    if isinstance(expr, str):
        return env[expr]
    operator, *rest = expr
    return _OPERATORS[operator](env, *rest)


def _let(env: dict[str, int], name: str, value: Expr, body: Expr) -> int:
    return evaluate(body, {**env, name: evaluate(value, env)})


def _loop(env: dict[str, int], index: str, total: str, count: int, start: Expr, step: Expr) -> int:
    value = evaluate(start, env)
    for each in range(count):
        value = evaluate(step, {**env, index: each, total: value})
    return value




_OPERATORS: dict[str, Callable[..., int]] = {
    "+": lambda env, a, b: evaluate(a, env) + evaluate(b, env),
    "-": lambda env, a, b: evaluate(a, env) - evaluate(b, env),
    "*": lambda env, a, b: evaluate(a, env) * evaluate(b, env) % 1009,
    "<": lambda env, a, b, then, other: evaluate(then if evaluate(a, env) < evaluate(b, env) else other, env),
    "=": lambda env, a, b, then, other: evaluate(then if evaluate(a, env) == evaluate(b, env) else other, env),
    "and": lambda env, a, b, then, other: evaluate(then if evaluate(a, env) > 0 and evaluate(b, env) > 0 else other, env),
    "or": lambda env, a, b, then, other: evaluate(then if evaluate(a, env) > 0 or evaluate(b, env) > 0 else other, env),
    "let": _let,
    "loop": _loop,
    "call": _let,
    "closure": _let,
}


def text(expr: Expr) -> str:
    """A random expression as Scheme."""
    if isinstance(expr, int | str):
        return str(expr)
    operator, *rest = expr
    if operator in ("+", "-"):
        return f"({operator} {text(rest[0])} {text(rest[1])})"
    if operator == "*":
        return f"(modulo (* {text(rest[0])} {text(rest[1])}) 1009)"
    if operator in ("<", "="):
        return f"(if ({operator} {text(rest[0])} {text(rest[1])}) {text(rest[2])} {text(rest[3])})"
    if operator in ("and", "or"):
        return f"(if ({operator} (> {text(rest[0])} 0) (> {text(rest[1])} 0)) {text(rest[2])} {text(rest[3])})"
    if operator == "loop":
        index, total, count, start, step = rest
        return f"(let go (({index} 0) ({total} {text(start)})) (if (= {index} {count}) {total} (go (+ {index} 1) {text(step)})))"
    name, value, body = rest
    if operator == "let":
        return f"(let (({name} {text(value)})) {text(body)})"
    if operator == "call":
        return f"((lambda (f) (+ 0 (f {text(value)}))) (lambda ({name}) {text(body)}))"
    return f"(let* (({name} {text(value)}) (get (lambda () {name}))) (let (({name} (get))) {text(body)}))"


NAMES = ["a", "b", "c", "d"]


def expressions(names: tuple[str, ...], depth: int) -> st.SearchStrategy[Expr]:
    """Random expressions in which these names are bound."""
    leaf: st.SearchStrategy[Expr] = st.integers(-20, 20)
    if names:
        leaf = leaf | st.sampled_from(names)
    if depth == 0:
        return leaf
    inner = expressions(names, depth - 1)

    def binding(name: str) -> st.SearchStrategy[Expr]:
        body = expressions((*names, name), depth - 1)
        return st.tuples(st.sampled_from(["let", "call", "closure"]), st.just(name), inner, body)

    def loop(pair: tuple[str, str]) -> st.SearchStrategy[Expr]:
        body = expressions((*names, *pair), depth - 1)
        return st.tuples(st.just("loop"), st.just(pair[0]), st.just(pair[1]), st.integers(0, 3), inner, body)

    pairs = st.permutations(NAMES).map(lambda each: (each[0], each[1]))
    return st.one_of(
        leaf,
        st.tuples(st.sampled_from(["+", "-", "*"]), inner, inner),
        st.tuples(st.sampled_from(["<", "=", "and", "or"]), inner, inner, inner, inner),
        st.sampled_from(NAMES).flatmap(binding),
        pairs.flatmap(loop),
    )


ONE = Interpreter()


@settings(max_examples=300, deadline=None)
@given(expressions((), 4))
def test_compiled_programs_compute_what_an_evaluator_does(expr: Expr) -> None:
    expected = evaluate(expr, {})
    source = text(expr)
    assert ONE.eval(source) == expected
    assert ONE.eval(f"(define (f) {source}) (f)") == expected
    assert ONE.eval(f"(define (g) (+ 1 {source})) (g)") == expected + 1


@pytest.mark.parametrize("keyword", sorted(SPECIALS))
def test_no_form_without_end_is_expanded(keyword: str) -> None:
    scheme = Interpreter(limits=Limits(seconds=20))
    scheme.eval("(define ring (list 1)) (set-cdr! ring ring)")
    for form in (f"(cons '{keyword} ring)", f"(list 'begin (cons '{keyword} ring))", f"(cons '{keyword} (cons '(x 1) ring))"):
        with pytest.raises(SchemeError, match="contains itself"):
            scheme.eval(f"(eval {form} (interaction-environment))")
