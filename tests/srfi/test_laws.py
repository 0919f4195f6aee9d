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
    "fold builds the reverse, fold-right a copy": """
        (and (equal? (fold cons b a) (append-reverse a b)) (equal? (fold-right cons b a) (append a b)))""",
    "unfold undoes fold-right": "(equal? a (unfold null? car cdr a))",
    "unfold-right undoes fold": "(equal? (reverse a) (unfold-right null? car cdr a))",
    "reduce is fold from the first element": "(= (reduce + 0 a) (apply + a))",
    "filter and remove part a list": """
        (and (= (length a) (+ (count even? a) (length (remove even? a))))
             (every even? (filter even? a))
             (not (any even? (remove even? a)))
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
    "a union holds both": """
        (let ((u (lset-union = a b)))
          (and (lset<= = a u) (lset<= = b u) (every (lambda (x) (or (memv x a) (memv x b))) u)))""",
    "an intersection is what both hold": """
        (every (lambda (x) (eq? (and (memv x a) (memv x b) #t) (and (memv x (lset-intersection = a b)) #t))) (append a b))""",
    "a difference and an intersection part a set": """
        (and (lset= = a (append (lset-difference = a b) (lset-intersection = a b)))
             (equal? (list (lset-difference = a b) (lset-intersection = a b))
                     (call-with-values (lambda () (lset-diff+intersection = a b)) list)))""",
    "xor is the union without the intersection": """
        (lset= = (lset-xor = a b) (lset-difference = (lset-union = a b) (lset-intersection = a b)))""",
    "zip and unzip": """
        (let ((n (min (length a) (length b))))
          (equal? (list (take a n) (take b n)) (call-with-values (lambda () (unzip2 (zip a b))) list)))""",
    "append-map is append of map": "(equal? (append-map list a b) (apply append (map list a b)))",
    "filter-map is filter of map": "(equal? (filter-map (lambda (x) (and (even? x) (- x))) a) (map - (filter even? a)))",
    "iota counts": "(equal? (iota k 3 2) (list-tabulate k (lambda (i) (+ 3 (* 2 i)))))",
    "pair-fold sees the tails": "(equal? (pair-fold-right cons '() a) (list-tabulate (length a) (lambda (i) (drop a i))))",
    "list= is equal?": "(and (list= = a (list-copy a)) (eq? (list= = a b) (equal? a b)))",
}

VECTORS = {
    "unfold copies": "(equal? v (vector-unfold (lambda (i) (vector-ref v i)) (vector-length v)))",
    "unfolding from the right reverses": """
        (equal? (vector-reverse-copy v) (vector-unfold-right (lambda (i l) (values (car l) (cdr l))) (vector-length v) a))""",
    "a reverse copy is the reversed list": """
        (and (equal? (vector->list (vector-reverse-copy v k)) (reverse (list-tail a k)))
             (equal? (reverse-list->vector a) (vector-reverse-copy v))
             (equal? (reverse-vector->list v 0 k) (reverse (vector->list v 0 k))))""",
    "reversing twice changes nothing": "(let ((w (vector-copy v))) (vector-reverse! w k) (vector-reverse! w k) (equal? v w))",
    "parts append to the whole": """
        (and (equal? v (vector-append-subvectors v 0 k v k (vector-length v)))
             (equal? v (vector-concatenate (list (vector-copy v 0 k) (vector-copy v k)))))""",
    "folds see the elements in order": """
        (and (equal? (reverse a) (vector-fold (lambda (l x) (cons x l)) '() v))
             (equal? a (vector-fold-right (lambda (l x) (cons x l)) '() v))
             (equal? (map list a b) (vector-fold-right (lambda (l x y) (cons (list x y) l)) '() v w)))""",
    "searches agree with naive ones": """
        (let ((found (lambda (holds? indexes)
                       (let loop ((l indexes)) (and (pair? l) (if (holds? (vector-ref v (car l))) (car l) (loop (cdr l)))))))
              (up (vector->list (vector-unfold values (vector-length v)))))
          (and (eqv? (vector-index even? v) (found even? up)) (eqv? (vector-index-right even? v) (found even? (reverse up)))
               (eqv? (vector-skip even? v) (found odd? up)) (eqv? (vector-skip-right even? v) (found odd? (reverse up)))))""",
    "any, every and count agree with index and skip": """
        (and (eq? (vector-any even? v) (and (vector-index even? v) #t)) (eq? (vector-every even? v) (not (vector-skip even? v)))
             (= (vector-count even? v) (length (vector-fold (lambda (l x) (if (even? x) (cons x l) l)) '() v)))
             (eq? (vector-any < v w) (and (vector-index < v w) #t)) (eq? (vector-every < v w) (not (vector-skip < v w))))""",
    "a binary search finds what is there": """
        (let ((sorted (vector-cumulate + 0 (vector-map (lambda (x) (+ 1 (abs x))) v))))
          (and (vector-every (lambda (x) (let ((i (vector-binary-search sorted x -))) (and i (= x (vector-ref sorted i)))))
                             sorted)
               (eq? (and (vector-binary-search sorted (+ 3 k) -) #t) (and (memv (+ 3 k) (vector->list sorted)) #t))))""",
    "a partition keeps the order of both parts": """
        (let-values (((p n) (vector-partition even? v)))
          (let ((part (lambda (holds?) (vector-fold-right (lambda (l x) (if (holds? x) (cons x l) l)) '() v))))
            (and (equal? (vector->list p 0 n) (part even?)) (equal? (vector->list p n) (part odd?)))))""",
    "vector= is equal?": "(eq? (vector= = v w) (equal? v w))",
    "map! is map": "(let ((x (vector-copy v))) (vector-map! square x) (equal? x (vector-map square v)))",
}

STRINGS = {
    "taking and dropping part a string": """
        (and (string=? s (string-append (string-take s k) (string-drop s k)))
             (string=? s (string-append (string-drop-right s k) (string-take-right s k))))""",
    "splitting undoes joining": """
        (let ((words (map number->string b)))
          (and (equal? words (string-split (string-join words ",") ","))
               (equal? words (string-split (string-join words "," 'suffix) "," 'suffix))
               (equal? words (string-split (string-join words "," 'prefix) "," 'prefix))))""",
    "joining undoes splitting": "(string=? s (string-join (string-split s \"b\") \"b\"))",
    "folds see the characters in order": """
        (and (equal? (string->list s) (string-fold-right cons '() s))
             (equal? (string->list (string-reverse s)) (string-fold cons '() s)))""",
    "unfold undoes fold": "(string=? s (string-unfold null? car cdr (string-fold-right cons '() s)))",
    "a search finds what it finds naively": """
        (let* ((end (string-length s)) (b? (lambda (c) (char=? c #\\b))) (i (string-index s b?)) (j (string-index-right s b?)))
          (and (if (= i end) (not (string-any b? s)) (b? (string-ref s i))) (string-every (lambda (c) (not (b? c))) s 0 i)
               (if (= j 0) #t (b? (string-ref s (- j 1)))) (string-every (lambda (c) (not (b? c))) s j)))""",
    "filter and remove part the characters": """
        (and (= (string-length (string-filter #\\a s)) (string-count s #\\a))
             (= (string-length s) (+ (string-length (string-filter #\\a s)) (string-length (string-remove #\\a s)))))""",
    "a part is contained where it stands": """
        (let ((part (substring s 0 k)) (tail (string-drop s k)))
          (and (eqv? 0 (string-contains s part)) (string-prefix? part s) (string-suffix? tail s)
               (= (string-contains-right s tail) k) (= (string-prefix-length part s) k)))""",
    "padding gives the length": """
        (and (= 20 (string-length (string-pad s 20))) (string=? s (string-trim (string-pad s 20) #\\space)))""",
    "replicating once copies": "(string=? s (string-replicate s 0 (string-length s)))",
    "replacing nothing with a part inserts it": """
        (string=? (string-replace s t k k) (string-append (string-take s k) t (string-drop s k)))""",
}

LAWS = [
    *[("(srfi 1)", name, law) for name, law in LISTS.items()],
    *[("(srfi 133)", name, f"(let ((v (list->vector a)) (w (list->vector b))) {law})") for name, law in VECTORS.items()],
    *[("(srfi 130)", name, f"(let ((s (text a)) (t (text b))) {law})") for name, law in STRINGS.items()],
]

_numbers = st.lists(st.integers(-4, 9), max_size=12)


@cache
def interpreter(library: str) -> Interpreter:
    """An interpreter that has imported a library."""
    made = Interpreter()
    made.eval(f"(import (scheme base) {library})")
    made.eval("(define (text l) (list->string (map (lambda (n) (string-ref \"abc\" (modulo n 3))) l)))")
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
