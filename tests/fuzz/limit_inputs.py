"""Inputs that aim at limits: calls of a library's procedures with arguments that fit and are huge, shared, deep or joined.

A template is Scheme text with words in braces: `{n}` is a size, `{string}` something of that kind (`VALUES`), `{call}` a call
of some procedure whose operands fit the names in its signature (`KIND_OF`), mostly.  `Maker` fills one in at random.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import ClassVar, NamedTuple

SIZES = (0, 1, 7, 300, 10_000, 200_000, 1_000_000, 4_000_000, 30_000_000)

VALUES: dict[str, list[str]] = {
    "integer": ["{n}", "-{n}", "(expt 3 {few})", "(- (expt 2 {few}))", "(expt 10 6{digits})", "(+ 1 (expt 7 300000))"],
    "rational": ["(/ (expt 3 {few}) (+ 1 (expt 2 {few})))", "1/3", "{integer}"],
    "number": ["{integer}", "{rational}", "1.5", "1e308", "-1e-308", "+inf.0", "+nan.0", "(make-rectangular {rational} 1)"],
    "index": ["0", "1", "{n}", "{n}", "(expt 10 12)"],
    "char": ["#\\a", "#\\x10ffff", "#\\x130", "(integer->char {small})"],
    "string": [
        "(make-string {n} #\\a)",
        "(make-string {n} #\\x130)",
        "(make-string {n} #\\x1f600)",
        '"abc"',
        "(number->string {integer})",
        "(apply string-append (make-list {small} (make-string {small} #\\b)))",
        '(string-append (make-string {n} #\\a) "b")',
    ],
    "symbol": ["'a", "(string->symbol {string})"],
    "list": [
        "(make-list {n} {leaf})",
        "(make-list {small} {large})",
        "(dag {levels})",
        "(deep {n})",
        "(numbers {n})",
        "(list {large} {large})",
        "'()",
        "(list {any} {any})",
        "(string->list {string})",
        "(nested {n})",
    ],
    "alist": ["(map (lambda (k) (cons k {leaf})) (numbers {few}))", "(make-list {small} (cons {large} {leaf}))", "'((a . 1))"],
    "vector": ["(make-vector {n} {leaf})", "(make-vector {small} {large})", "(vector {any} {any})", "(list->vector {list})"],
    "bytevector": ["(make-bytevector {n} 7)", "(bytevector)", "(string->utf8 {string})"],
    "pair": ["(cons {any} {any})", "(cons {leaf} {list})", "(ring {small})", "(dag {levels})"],
    "procedure": [
        "(lambda args {leaf})",
        "list",
        "(lambda args (apply list args))",
        "car",
        "(lambda (x . rest) x)",
        "equal?",
        "<",
        "string-append",
        "(lambda args (make-vector {n} 0))",
        "(lambda (a . rest) #t)",
        "(lambda args #f)",
        "append",
        "+",
        "*",
        "cons",
        "(let ((i 0)) (lambda args (set! i (+ i 1)) (if (< i {n}) i (eof-object))))",
        "(lambda args (lambda args {leaf}))",
    ],
    "port": [
        "(open-input-string {string})",
        "(open-output-string)",
        "(open-input-bytevector {bytevector})",
        "(open-output-bytevector)",
        "(kept {string} {small})",
        "(current-output-port)",
    ],
    "boolean": ["#t", "#f"],
    "promise": ["(make-promise {any})", "(promises {n})", "(delay {any})"],
    "record": ["(make-box {any})", "(boxes {levels})", "(boxed {n})"],
    "condition": ["(guard (e (#t e)) (error {string} {any} {any}))", "(guard (e (#t e)) (vector-ref (vector 1) {any}))"],
    "table": ["(let ((t (make-table))) (do ((i 0 (+ i 1))) ((= i {few}) t) (hash-table-set! t i {leaf})))", "(make-table)"],
    "leaf": ["0", "#t", "'a", '"s"', "#\\a", "1.5", "'()"],
    "large": ["{string}", "{bytevector}", "{list}", "{vector}", "{integer}", "{record}", "{table}", "{condition}"],
    "any": ["{large}", "{large}", "{leaf}", "{number}", "{char}", "{symbol}", "{pair}", "{procedure}", "{promise}", "{port}"],
}

_KINDS = {
    "integer": "n i n1 n2 m",
    "rational": "q x y x1 x2",
    "number": "z z1 z2",
    "index": "k start end at radix byte count limit size len length depth width bound code seed from to i j",
    "char": "char letter c char1 char2 delimiter",
    "string": "string s str s1 s2 filename name message text pattern token sep",
    "symbol": "symbol field tag",
    "list": "list lst lis l args lists rest items ls chars generators rules rows clist lis1 lis2 strings",
    "alist": "alist",
    "vector": "vector vec v vecs vector1 vector2 to from-vector",
    "bytevector": "bytevector bv bytes",
    "pair": "pair p",
    "procedure": "procedure proc f pred thunk kons finish compare equivalence updater success failure hash-function "
    "gen g acc generator less less? elt< lt = predicate stop? mapper successor "
    "consumer producer converter handler before after key kons2 seek",
    "port": "port textual-input-port textual-output-port binary-input-port binary-output-port input-port output-port string-port "
    "bytevector-port json-source source sink",
    "boolean": "boolean",
    "promise": "promise stream strm",
    "condition": "condition error",
    "table": "hash-table table ht ht1 ht2",
    "record": "record",
}
KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names.split()}

DEFINITIONS = """
(define-record-type box (make-box v) box? (v unbox))
(define make-table (lambda () (make-hash-table)))
(define (dag n) (if (= n 0) '() (let ((d (dag (- n 1)))) (cons d d))))
(define (deep n) (do ((i 0 (+ i 1)) (d '() (list d))) ((= i n) d)))
(define (nested n) (do ((i 0 (+ i 1)) (d '() (vector d 'x))) ((= i n) d)))
(define (numbers n) (do ((i 0 (+ i 1)) (l '() (cons i l))) ((= i n) l)))
(define (ring n) (let* ((l (make-list (+ n 1) 'r)) (last (list-tail l n))) (set-cdr! last l) l))
(define (boxes n) (do ((i 0 (+ i 1)) (b 0 (let ((c (make-box b))) (make-box (list c c))))) ((= i n) b)))
(define (boxed n) (do ((i 0 (+ i 1)) (b 0 (make-box b))) ((= i n) b)))
(define (promises n) (do ((i 0 (+ i 1)) (p (make-promise 0) (let ((q p)) (delay-force q)))) ((= i n) p)))
(define (kept s n) (let ((p (open-output-string))) (do ((i 0 (+ i 1))) ((= i n) p) (write-string s p))))
(define (nest n form) (do ((i 0 (+ i 1)) (d 1 (form d))) ((= i n) d)))
(define (text-of x) (let ((p (open-output-string))) (write x p) (get-output-string p)))
"""

USES = [
    "{call}",
    "{call}",
    "{call}",
    "(begin (write {call} (open-output-string)) 1)",
    "(begin (write-shared {call} (open-output-string)) 1)",
    "(display {call} (open-output-string))",
    "(raise {call})",
    "(error {call} {call})",
    '(error "it failed:" {call} {any})',
    "(vector-ref (vector 1 2) {call})",
    "(car (make-box {call}))",
    "({call} {any})",
    "(let ((x {call})) (equal? x {call}))",
    "(let ((x {call})) (list x x x))",
    "(string->symbol (text-of {call}))",
    "(string->number (text-of {call}))",
    "(read (open-input-string (text-of {call})))",
    "(eval (list 'quote {call}) (interaction-environment))",
    "(eval {call} (interaction-environment))",
    "(do ((i 0 (+ i 1))) ((= i {n})) {call})",
    "(let loop ((i 0) (l '())) (if (< i {small}) (loop (+ i 1) (cons {call} l)) l))",
    '(let loop ((i 0) (s "")) (if (< i {n}) (loop (+ i 1) (string-append s s "ab")) s))',
    "(let loop ((i 0) (x {any})) (if (< i {n}) (loop (+ i 1) (list x x)) x))",
    "(let loop ((i 0) (x {integer})) (if (< i {n}) (loop (+ i 1) (* x x)) x))",
    "(with-exception-handler (lambda (e) {call}) (lambda () (+ 1 (raise-continuable {call}))))",
    "(guard (e ((equal? e {any}) {call}) (#f 1)) (raise {call}))",
    "(guard (e (#t (raise e))) (raise {call}))",
    "(dynamic-wind (lambda () 1) (lambda () {call}) (lambda () {call}))",
    "(call/cc (lambda (k) (k {call} {call})))",
    "(let ((p (kept {string} {small}))) (write {call} p) (string-length (get-output-string p)))",
    "(let ((p (open-output-bytevector))) (do ((i 0 (+ i 1))) ((= i {small}) (get-output-bytevector p)) "
    "(write-bytevector {bytevector} p)))",
    "(parameterize ((current-output-port (open-output-string))) (write {call}) (newline))",
    "(map (lambda (x) {call}) (numbers {small}))",
    "(let f ((n {n})) (if (= n 0) {call} (+ 1 (f (- n 1)))))",
    "(let f ((n {n})) (if (= n 0) {call} (apply f (list (- n 1)))))",
    "(apply {procedure} {list})",
    "(apply {name} (make-list {small} {any}))",
    "(apply {name} (make-list {n} {leaf}))",
    "(eval (nest {n} (lambda (d) {form})) (interaction-environment))",
    "(eval (cons 'begin (make-list {few} {form_here})) (interaction-environment))",
    "(make-promise (list {call} (promises {n})))",
    "(force (promises {n}))",
    "(string-map (lambda (c) (char-upcase c)) {string})",
    "(let-syntax ((m (syntax-rules () ((_ x ...) (list x ... x ... x ...))))) (m (m (m (m {any} {any}) {any})) {call}))",
    "(letrec-syntax ((m (syntax-rules () ((_ (a . b) . c) (begin (m b a . c) (m b a . c))) ((_ x . c) 1)))) "
    "(m (1 2 3 4 5 6 7 8 9 10 11 12)))",
]

FORMS = [
    "(list 'if d d)",
    "(list 'let (list (list 'x d)) 'x)",
    "(list 'lambda '() d)",
    "(list 'begin d)",
    "(list 'quote d)",
    "(list 'cond (list d d))",
    "(list 'quasiquote (list 'a (list 'unquote d)))",
    "(list 'define 'x d)",
    "(list 'guard '(e (#t 1)) d)",
    "(list 'case d '((1) 2))",
    "(list 'and d d)",
    "(list 'do '((i 0)) (list d) d)",
    "(list 'delay d)",
    "(list '+ d 1)",
    "(list 'car (list 'list d))",
    "(list 'define-values '(a b) d)",
    "(list 'let* (list (list 'x d) '(y x)) 'y)",
    "(list 'letrec (list (list 'f (list 'lambda '() d))) '(f))",
    "(list 'parameterize (list (list 'p d)) d)",
    "(list (list 'lambda '(x) 'x) d)",
    "(list 'let-syntax '() d)",
    "(list 'case-lambda (list '() d))",
    "(list 'define-record-type 'r '(m) 'r? (list d))",
    "(list 'set! 'x d)",
    "(list 'when d d)",
    "(list 'vector-ref (list 'vector d) 0)",
    "(list 'let-values (list (list '(a . b) d)) 'a)",
    "(list 'apply 'list (list 'list d))",
    "(vector d)",
    "(cons d d)",
]


class Names(NamedTuple):
    """What one library exports: the procedures, by name, and how each is called."""

    library: str
    signatures: dict[str, list[str]]


class Maker:
    """Makes inputs out of one library's procedures; `{call}` and the kinds of `VALUES` are its words."""

    def __init__(self, rng: random.Random, names: Names) -> None:
        self.rng = rng
        self.names = names
        self.left = 60

    def fill(self, template: str) -> str:
        """The template with each word replaced by something of that kind."""
        parts = template.split("{")
        return parts[0] + "".join(self.word(word) + rest for word, _, rest in (part.partition("}") for part in parts[1:]))

    def word(self, word: str) -> str:
        """Something of that kind; what is nested too much is a leaf."""
        self.left -= 1
        fixed = self._FIXED.get(word)
        if fixed is not None:
            return fixed(self)
        return "1" if self.left < 0 else self.fill(self.rng.choice(VALUES[word]))

    def call(self) -> str:
        """A call of a procedure of the library."""
        name = self.name()
        signature = self.rng.choice(self.names.signatures[name]).strip("()").split()[1:]
        return f"({' '.join([name, *self.operands(signature)])})"

    def name(self) -> str:
        """The name of a procedure of the library."""
        return self.rng.choice(sorted(self.names.signatures))

    def operands(self, signature: list[str]) -> Iterator[str]:
        """Operands that fit a signature, mostly."""
        last = "obj"
        for word in signature:
            if word == ".":
                continue
            if word == "...":
                yield from (self.of(last) for _ in range(self.rng.choice((0, 1, 3, 12))))
            elif not word.startswith("[") or self.rng.random() < 0.6:
                last = word.strip("[]")
                yield self.of(last)

    def of(self, parameter: str) -> str:
        """An operand for a parameter of that name."""
        kind = KIND_OF.get(parameter) or KIND_OF.get(parameter.rstrip("0123456789"), "any")
        return self.word("any" if self.rng.random() < 0.05 else kind)

    _FIXED: ClassVar[dict[str, Callable[[Maker], str]]] = {
        "n": lambda self: str(self.rng.choice(SIZES)),
        "few": lambda self: str(self.rng.choice((0, 2, 100, 5000, 60_000, 600_000))),
        "small": lambda self: str(self.rng.choice((0, 1, 2, 20, 500, 3000))),
        "levels": lambda self: str(self.rng.choice((3, 18, 40, 60))),
        "digits": lambda self: "0" * self.rng.randrange(6),
        "call": lambda self: self.call(),
        "name": lambda self: self.name(),
        "form": lambda self: self.rng.choice(FORMS),
        "form_here": lambda self: self.rng.choice(FORMS).replace(" d", " 1"),
    }

    def text(self) -> str:
        """One input."""
        basics = " ".join(f"(scheme {name})" for name in ("base", "eval", "repl", "read", "write", "char", "lazy"))
        imports = f"(import {basics} ({self.names.library}))"
        tables = "" if "make-hash-table" in self.names.signatures else "(import (only (srfi 69) make-hash-table hash-table-set!))"
        return f"{imports}{tables}{DEFINITIONS}{self.fill(self.rng.choice(USES))}"
