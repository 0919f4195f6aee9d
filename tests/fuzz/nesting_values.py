"""Values that nest, and recursion: every procedure of every library makes deep values, takes them, and is recursed through.

* `made`: `(p ... v ...)` again and again, each value inside of the next one, as long as the procedure takes it.
* `taken`: values that nest in each way there is, as each argument.
* `through`: a procedure that calls itself by way of `p`, as each argument.
* `forms`: a procedure that calls itself from inside of a form: an operand of `guard`, `parameterize`, `dynamic-wind`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

SETTING = """
(import (scheme base) (scheme write) (scheme lazy) (scheme eval) (scheme repl) (scheme case-lambda) (scheme char)
  (only (srfi 158) generator list-accumulator) (only (srfi 41) stream stream-cons stream-car stream-null) (srfi 26)
  (only (srfi 128) make-default-comparator) (only (srfi 125) hash-table) (only (srfi 115) regexp)
  (only (srfi 27) make-random-source))
(define comparator (make-default-comparator))
(define-record-type cell (make-cell value next) cell? (value cell-value) (next cell-next set-cell-next!))
(define (repeat n f v) (if (= n 0) v (repeat (- n 1) f (f v))))
(define depth 0)
(define most 0)
(define count 0)
(define (deeper . args)
  (set! count (+ count 1))
  (if (< count most) (call-again) 1))
(define call-again #f)
(define p (make-parameter 1))
(define out #f)
"""

READERS = """
(import (scheme base) (scheme read) (scheme write) (scheme eval) (scheme repl) (srfi 180))
(define (try thunk) (guard (e (#t (let ((o (open-output-string))) (write e o) (get-output-string o)))) (thunk)))
(define (all text)
  (try (lambda () (read (open-input-string text))))
  (try (lambda () (json-read (open-input-string text))))
  (try (lambda () (string->number text)))
  (try (lambda () (string->symbol text)))
  (try (lambda () (eval (list 'quote (read (open-input-string text))) (interaction-environment)))))
"""

FILLERS = {
    "number": "1", "list": "(list 1 2)", "string": '(string #\\a #\\b)', "char": "#\\a", "vector": "(vector 1 2)",
    "procedure": "list",
    "generator": "(generator 1 2)", "stream": "(stream 1 2)", "table": "(hash-table comparator 1 2)", "comparator": "comparator",
    "alist": "(list (cons 1 2))", "bytevector": "(bytevector 1 2)", "port": '(open-input-string "(1) 2")',
    "regexp": "(regexp 'any)",
    "symbol": "'a", "promise": "(delay 1)", "parameter": "(make-parameter 1)", "environment": "(interaction-environment)",
    "output": "(open-output-string)", "accumulator": "(list-accumulator)", "lists": "(list (list 1 2) (list 3))",
    "thunk": "(lambda args 1)", "true": "#t", "source": "(make-random-source)", "eof": "(eof-object)",
}  # fmt: skip
"""Expressions for the other arguments; all of them are of one kind, or what the parameter's name says."""

_BY_PARAMETER = {
    "string": "string", "list": "list", "lis": "list", "lists": "list", "rest": "list", "vec": "vector", "vector": "vector",
    "gen": "generator", "generator": "generator", "gens": "generator", "strm": "stream", "stream": "stream",
    "source": "generator",
    "table": "table", "key": "number", "comparator": "comparator", "proc": "procedure", "procedure": "procedure",
    "f": "procedure",
    "pred": "thunk", "thunk": "thunk", "kons": "procedure", "char": "char", "port": "port", "re": "regexp", "alist": "alist",
    "converter": "procedure", "handler": "thunk", "before": "thunk", "after": "thunk", "compare": "thunk", "same?": "thunk",
    "seed": "number", "knil": "number", "stop?": "thunk", "mapper": "procedure", "successor": "procedure", "failure": "thunk",
    "success": "procedure", "updater": "procedure", "bytevector": "bytevector", "symbol": "symbol", "parameter": "parameter",
    "sre": "regexp", "tail-gen": "procedure", "producer": "thunk", "consumer": "procedure", "lst": "list", "second": "list",
}  # fmt: skip

SHAPES = {
    "car lists": "(repeat n (lambda (v) (list v)) 1)", "long lists": "(repeat n (lambda (v) (cons 1 v)) '())",
    "both": "(repeat n (lambda (v) (cons (list v) (list 1))) 1)", "vectors": "(repeat n (lambda (v) (vector v)) 1)",
    "vectors and lists": "(repeat n (lambda (v) (vector 1 (list v \"a\" (bytevector 1)))) 1)",
    "quotes": "(repeat n (lambda (v) (list 'quote v)) 1)", "records": "(repeat n (lambda (v) (make-cell v 1)) 1)",
    "promises": "(repeat n (lambda (v) (delay-force v)) (make-promise 1))",
    "made promises": "(repeat n (lambda (v) (list (make-promise (list v)))) 1)",
    "closures": "(repeat n (lambda (v) (lambda args (if (procedure? v) (+ 1 (apply v args)) 1))) 1)",
    "composed in tail position": "(repeat n (lambda (v) (lambda args (apply v args))) list)",
    "tables": "(repeat n (lambda (v) (hash-table comparator 1 v)) 1)",
    "streams": "(repeat n (lambda (v) (stream-cons 1 v)) stream-null)",
    "parameters": "(repeat n (lambda (v) (make-parameter v)) 1)",
    "conditions": "(repeat n (lambda (v) (guard (e (#t e)) (error \"x\" v))) 1)",
    "raised": "(repeat n (lambda (v) (guard (e (#t (list e))) (raise v))) 1)",
    "many values": "(repeat n (lambda (v) (values v 2)) 1)",
    "cyclic": "(let* ((end (list 1)) (v (repeat n (lambda (v) (list v)) end))) (set-car! end v) v)",
    "generators": "(repeat n (lambda (v) (lambda () (let ((x (v))) (if (eof-object? x) x (list x))))) (generator 1 2))",
}  # fmt: skip
"""Values that nest n deep, by what nests."""

USES = [
    "(write v (open-output-string))", "(write-simple v (open-output-string))", "(write-shared v (open-output-string))",
    "(display v (open-output-string))", "(equal? v v2)", "(eval (list 'quote v) (interaction-environment))", "(error \"x\" v)",
    "(eval v (interaction-environment))", "(eval (list 'quasiquote v) (interaction-environment))", "(raise v)", "(v)", "(v 1)",
    "(raise-continuable v)", "(car v v)", "(vector-ref v 1)", "(define kept v)", "v", "(force v)", "(apply list v)", "(+ v 1)",
    "(with-exception-handler (lambda (e) 1) (lambda () (raise v)))", "(guard (e ((string? e) 1)) (raise v))",
    "(eval (list 'define-syntax 'm (list 'syntax-rules '() (list (list '_ v) v))) (interaction-environment))",
    "(eval (list 'let-syntax (list (list 'm '(syntax-rules () ((_ a) 'a)))) (list 'm v)) (interaction-environment))",
    "(eval (list 'case v (list (list v) 1) '(else 2)) (interaction-environment))", "(list (lambda () v))",
    "(let ((o (open-output-string))) (write v o) (read (open-input-string (get-output-string o))))",
    "(let ((o (open-output-string))) (write v o) (equal? v (read (open-input-string (get-output-string o)))))",
]  # fmt: skip
"""What is done with a deep value `v`, of which `v2` is a second one, beside what every procedure of the libraries does."""

FORMS = {
    "operand": "(+ 1 (r (- n 1)))", "second operand": "(list (r (- n 1)) 1)", "let": "(let ((x (r (- n 1)))) (+ x 1))",
    "apply": "(+ 1 (apply r (list (- n 1))))", "apply of many": "(+ 1 (apply r (- n 1) (make-list 300 0)))",
    "apply of more": "(+ 1 (apply r (- n 1) (make-list 3000 0)))", "rest": "(+ 1 (r (- n 1) 1 2 3))",
    "guard": "(guard (e (#f 1)) (+ 1 (r (- n 1))))",
    "guard that fails": "(guard (e ((symbol? e) (+ 1 (r (- n 1))))) (raise 'x))",
    "guard passes": "(guard (e (#f 1)) (if (= n 1) (raise 'x) (+ 1 (r (- n 1)))))",
    "delay": "(+ 1 (force (delay (r (- n 1)))))",
    "handler": "(with-exception-handler (lambda (e) (+ 1 (r (- n 1)))) (lambda () (+ 1 (raise-continuable 1))))",
    "handled": "(with-exception-handler (lambda (e) 1) (lambda () (+ 1 (r (- n 1)))))",
    "handler that fails": "(with-exception-handler (lambda (e) (r (- n 1))) (lambda () (raise 'x)))",
    "handler of a fault": "(with-exception-handler (lambda (e) (r (- n 1)) 1) (lambda () (car 1)))",
    "wind before": "(dynamic-wind (lambda () (r (- n 1))) (lambda () 1) (lambda () 1))",
    "wind": "(dynamic-wind (lambda () 1) (lambda () (+ 1 (r (- n 1)))) (lambda () 1))",
    "wind after": "(dynamic-wind (lambda () 1) (lambda () 1) (lambda () (r (- n 1))))",
    "wind that is left": "(dynamic-wind (lambda () 1) (lambda () (if (= n 1) (raise 'x) (+ 1 (r (- n 1))))) (lambda () 1))",
    "after a failure": "(guard (e (#t 1)) (dynamic-wind (lambda () 1) (lambda () (raise 'x)) (lambda () (r (- n 1)))))",
    "parameterize": "(parameterize ((p n)) (+ 1 (r (- n 1))))",
    "converter": "((lambda (x) 1) (make-parameter 1 (lambda (x) (r (- n 1)))))",
    "call/cc": "(+ 1 (call/cc (lambda (k) (r (- n 1)))))", "escape": "(+ 1 (call/cc (lambda (k) (k (r (- n 1))))))",
    "escape through all": "(call/cc (lambda (k) (set! out (or out k)) (if (= n 1) (out 1) (+ 1 (r (- n 1))))))",
    "values": "(call-with-values (lambda () (values (r (- n 1)) 1)) +)",
    "consumer": "(+ 1 (call-with-values (lambda () (- n 1)) r))",
    "eval": "(+ 1 (eval (list r (- n 1)) (interaction-environment)))",
    "many values": "(call-with-values (lambda () (apply values (r (- n 1)) (make-list 99 0))) (lambda (x . y) (+ x 1)))",
    "define in body": "(let () (define x (r (- n 1))) (define-values (a b) (values x 1)) (+ a b))",
    "record": "(let () (define-record-type q (mq a) q? (a qa)) (+ 1 (r (- n 1))))",
    "case-lambda": "((case-lambda ((a) (+ 1 (r a))) ((a b) 1)) (- n 1))",
    "do": "(do ((i 0 (+ i 1)) (s 0 (+ s (r (- n 1))))) ((= i 1) s))", "map": "(car (map (lambda (x) (+ 1 (r (- n 1)))) '(1)))",
    "map of two": "(car (map (lambda (x y) (+ 1 (r (- n 1)))) '(1) '(1)))",
    "for-each": "(begin (for-each (lambda (x) (r (- n 1))) '(1)) 1)", "error text": "(error \"x\" (r (- n 1)))",
    "named let": "(let loop ((i 0)) (if (= i 0) (+ 1 (loop 1)) (r (- n 1))))",
    "set!": "(let ((x 1)) (set! x (r (- n 1))) (lambda () x) (+ x 1))",
    "string port": "(let ((o (open-output-string))) (write (r (- n 1)) o) 1)",
    "many operands": "(+ 1 (r (- n 1) 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 ))",
    "vector": "(vector-ref (vector (r (- n 1))) 0)", "and": "(and (r (- n 1)) 1)", "or": "(or (not (r (- n 1))) 1)",
    "mutual": "(+ 1 (q (- n 1)))", "tail of many": "(if (= n 1) (apply + (make-list 400 1)) (+ 1 (r (- n 1))))",
    "promise chain": "(force (delay-force (delay (+ 1 (r (- n 1))))))",
    "stream": "(+ 1 (stream-car (stream-cons (r (- n 1)) stream-null)))", "cons": "(cons 1 (r (- n 1)))",
    "cut": "((cut r <>) (- n 1))", "eval of source": "(+ 1 (eval `(r ,(- n 1)) (interaction-environment)))",
}  # fmt: skip
"""Bodies of a procedure `r` of n that calls itself."""


def parameters(procedure: Any) -> tuple[list[str], int]:
    """The names of a procedure's parameters, and how many arguments it needs; of a rest parameter, two are made."""
    code, defaults = procedure.__code__, procedure.__defaults__ or ()
    names = list(code.co_varnames[: code.co_argcount])
    least = code.co_argcount - len(defaults)
    return names + (["rest", "rest"] if code.co_flags & 4 else []), least


def calls(procedure: Any) -> Iterator[tuple[int, list[str]]]:
    """For each argument of a procedure, calls with that one open: its place, and expressions for the others."""
    names, least = parameters(procedure)
    for count in {max(least, 1), min(len(names), 4)} - {0}:
        for place in range(min(count, 4)):
            named = [FILLERS[_BY_PARAMETER.get(name.split("'")[0].rstrip("0123456789"), "number")] for name in names[:count]]
            yield place, named
            if count > 1:
                yield from ((place, [filler] * count) for filler in FILLERS.values())
