"""Laws of the SRFIs' data structures, against models in Python.

A hash table is a list of pairs searched with its equivalence; JSON is what Python's `json` takes it for; a regexp matches
what a matcher that tries everything finds; a chain of generators gives what the same chain of lists does.
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Iterator
from functools import cache, reduce
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowscheme import LimitExceeded, Limits
from flowscheme.errors import SchemeError
from flowscheme.interp import Interpreter
from flowscheme.lang.machine.machine import call
from flowscheme.lang.machine.primitive import PRIMITIVES
from flowscheme.lang.text.printer import write
from flowscheme.lang.values.datum import CHARS, NIL, Condition, Pair, String, Value, Vector, iterate, list_from, symbol
from flowscheme.lang.values.ratio import ratio
from flowscheme.primitives.equivalence import equal, eqv

FEW = settings(max_examples=150, deadline=None)


@cache
def interpreter() -> Interpreter:
    made = Interpreter()
    made.eval_datum("(import (srfi 69) (srfi 128) (srfi 115) (srfi 158) (srfi 180) (prefix (srfi 125) t:))")
    return made


@cache
def value(source: str) -> Any:
    """The value of an expression; evaluated once."""
    return interpreter().eval_datum(source)


def apply(source: str, *arguments: Value) -> Value:
    """Call the procedure that an expression gives."""
    procedure = value(source)
    boxed = interpreter().evaluate(lambda: [call(procedure, *arguments)])
    return boxed[0]


# Hash tables

ATOMS = st.one_of(
    st.integers(-3, 3), st.sampled_from([0.0, -0.0, 1.0, 2.5, float("nan"), float("inf"), ratio(1, 2), 1 << 70]),
    st.sampled_from([None, ..., NIL, symbol("a"), symbol("b"), CHARS["a"], CHARS["1"]]),
    st.sampled_from(["", "a", "1", "ab"]).map(String),
)  # fmt: skip
DATA = st.recursive(
    ATOMS,
    lambda inner: st.one_of(st.lists(inner, max_size=3).map(list_from), st.lists(inner, max_size=3).map(Vector)),
    max_leaves=4,
)
OPERATIONS = st.lists(st.tuples(st.sampled_from(["set", "delete", "update", "intern"]), DATA, st.integers(0, 9)), max_size=25)


class Model:
    """A hash table as a list of pairs."""

    def __init__(self, same: Callable[[Value, Value], bool]) -> None:
        self.same = same
        self.pairs: list[list[Value]] = []

    def find(self, key: Value) -> list[Value] | None:
        return next((pair for pair in self.pairs if self.same(pair[0], key)), None)

    def do(self, operation: str, key: Value, number: int) -> None:
        found = self.find(key)
        if operation == "delete":
            self.pairs = [pair for pair in self.pairs if pair is not found]
        elif found is None:
            self.pairs.append([key, number + 1 if operation == "update" else number])
        elif operation != "intern":
            found[1] = number if operation == "set" else found[1] + 1


def run_table(table: Value, operation: str, key: Value, number: int) -> None:
    arguments = {"update": (value("(lambda (n) (+ n 1))"), number), "intern": (lambda: number,), "set": (number,), "delete": ()}
    name = "update!/default" if operation == "update" else f"{operation}!"
    PRIMITIVES[f"hash-table-{name}"].procedure(table, key, *arguments[operation])


def agrees(table: Value, model: Model) -> None:
    shown = write(PRIMITIVES["hash-table->alist"].procedure(table))
    assert shown == write(list_from([pair_of(key, number) for key, number in model.pairs]))


def pair_of(car: Value, cdr: Value) -> Value:
    return PRIMITIVES["cons"].procedure(car, cdr)


def check_table(make: str, same: Callable[[Value, Value], bool], operations: list[tuple[str, Value, int]]) -> None:
    table, model = interpreter().eval_datum(make), Model(same)

    def play() -> None:
        for operation, key, number in operations:
            run_table(table, operation, key, number)
            model.do(operation, key, number)
            agrees(table, model)
            for _, other, _ in operations:
                found = model.find(other)
                assert PRIMITIVES["hash-table-ref/default"].procedure(table, other, "none") == (found[1] if found else "none")

    interpreter().evaluate(play)


@FEW
@given(OPERATIONS)
def test_a_table_of_equal_keys_is_a_list_searched_with_equal(operations: list[tuple[str, Value, int]]) -> None:
    check_table("(make-hash-table equal?)", equal, operations)


@FEW
@given(OPERATIONS)
def test_a_table_of_eqv_keys_is_a_list_searched_with_eqv(operations: list[tuple[str, Value, int]]) -> None:
    check_table("(make-hash-table eqv?)", eqv, operations)


@settings(max_examples=60, deadline=None)
@given(OPERATIONS)
def test_a_table_of_the_guests_own_equivalence_is_no_different(operations: list[tuple[str, Value, int]]) -> None:
    check_table("(make-hash-table (lambda (a b) (equal? a b)) hash)", equal, operations)
    check_table("(make-hash-table (lambda (a b) (equal? a b)))", equal, operations)


@FEW
@given(DATA, DATA)
def test_equal_data_have_equal_hashes(a: Value, b: Value) -> None:
    if equal(a, b):
        assert apply("hash", a) == apply("hash", b)


@FEW
@given(DATA, DATA)
def test_tables_of_the_default_comparator_agree_with_it(a: Value, b: Value) -> None:
    same = apply("(lambda (a b) (=? (make-default-comparator) a b))", a, b)
    table = apply("(lambda (key) (t:hash-table (make-default-comparator) key 1))", a)
    assert (apply("t:hash-table-contains?", table, b) is None) == (same is None)
    if same is not None:
        assert apply("default-hash", a) == apply("default-hash", b)
        assert apply("(lambda (x) (comparator-hash (make-default-comparator) x))", a) == apply(
            "(lambda (x) (comparator-hash (make-default-comparator) x))", b
        )
    orders = [apply("(lambda (a b) (<? (make-default-comparator) a b))", *pair) is not None for pair in ((a, b), (b, a))]
    assert [same is not None, *orders].count(True) == 1


# JSON

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=4), inner, max_size=4)),
    max_leaves=12,
)
TEXTS = st.text("[]{},:\"\\/0123456789.eE+-ntruflasbx \n", max_size=12)


def to_json(obj: Value) -> Any:
    """A value of json-read as Python's `json` has it."""
    if type(obj) is Vector:
        return [to_json(each) for each in obj.items]
    if isinstance(obj, Pair) or obj is NIL:
        return {each.car.name: to_json(each.cdr) for each in iterate(obj)}
    words: list[tuple[Value, Any]] = [(None, False), (..., True), (symbol("null"), None)]
    return next((python for guest, python in words if obj is guest), obj.text if type(obj) is String else obj)


READ_JSON = """
    (lambda (text)
      (let* ((p (open-input-string text)) (v (json-read p)) (rest (json-read p)))
        (if (or (eof-object? v) (not (eof-object? rest))) (error "one value") v)))
"""


def read_json(text: str) -> Value:
    return apply(READ_JSON, String(text))


@FEW
@given(JSON, st.booleans())
def test_json_reads_what_python_writes_and_back(datum: Any, ascii_only: bool) -> None:
    read = read_json(json.dumps(datum, ensure_ascii=ascii_only))
    assert to_json(read) == datum
    written = apply("(lambda (v) (let ((p (open-output-string))) (json-write v p) (get-output-string p)))", read)
    assert json.loads(written.text) == datum


def refuse(word: str) -> Any:
    raise ValueError(word)


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_json_accepts_what_python_accepts(text: str) -> None:
    try:
        expected = json.loads(text, parse_constant=refuse)
    except ValueError:
        expected = ValueError
    try:
        got = to_json(read_json(text))
    except SchemeError as error:
        assert type(error.payload) is Condition
        got = ValueError
    if not (expected in (float("inf"), float("-inf")) if isinstance(expected, float) else "inf" in str(expected)):
        assert got == expected and type(got) is type(expected)


# Regexps

Sre = Any
LETTERS = "ab"
SRES: st.SearchStrategy[Sre] = st.recursive(
    st.sampled_from(["a", "b", "", "ab", ("~", "a"), "any", "bos", "eos"]),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from([":", "or"]), inner, inner),
        st.tuples(st.sampled_from(["*", "+", "?", "$"]), inner),
        st.tuples(st.just("**"), st.integers(0, 1), st.integers(1, 2), inner),
    ),
    max_leaves=6,
)
SYMBOLS = {"any", "bos", "eos", ":", "or", "*", "+", "?", "$", "**", "~"}


def to_sre(sre: Sre) -> Value:
    if isinstance(sre, tuple):
        return list_from([symbol(sre[0]), *map(to_sre, sre[1:])])
    return sre if isinstance(sre, int) else symbol(sre) if sre in SYMBOLS else String(sre)


def ends(sre: Sre, text: str, at: int) -> set[int]:
    """Every place where a match of an SRE that begins at a place can end."""
    if not isinstance(sre, tuple):
        return atom_ends(sre, text, at)
    head, *rest = sre
    if head == "~":
        return {at + 1} if at < len(text) and text[at] != rest[0] else set()
    if head in (":", "$"):
        return {end for mid in ends(rest[0], text, at) for end in (ends(rest[1], text, mid) if head == ":" else {mid})}
    if head == "or":
        return ends(rest[0], text, at) | ends(rest[1], text, at)
    low, high, body = (*{"*": (0, None), "+": (1, None), "?": (0, 1)}.get(head, (0, 0)), rest[0]) if head != "**" else rest
    return repeated(body, low, len(text) + 1 if high is None else high, text, at)


def atom_ends(sre: str, text: str, at: int) -> set[int]:
    holds = {"bos": at == 0, "eos": at == len(text)}
    if sre in holds:
        return {at} if holds[sre] else set()
    if sre == "any":
        return {at + 1} if at < len(text) else set()
    return {at + len(sre)} if text.startswith(sre, at) else set()


def repeated(body: Sre, low: int, high: int, text: str, at: int) -> set[int]:
    found, here = ({at} if low == 0 else set()), {at}
    for count in range(1, max(high, low) + 1):
        here = {end for each in here for end in ends(body, text, each)}
        if count >= low:
            found |= here
    return found


def texts() -> Iterator[str]:
    for length in range(5):
        for number in range(2**length):
            yield "".join(LETTERS[number >> bit & 1] for bit in range(length))


SEARCH = """
    (lambda (re)
      (lambda (s)
        (let ((m (regexp-search re s)))
          (and m (list (regexp-match-submatch-start m 0) (regexp-match-submatch-end m 0))))))
"""


@settings(max_examples=150, deadline=None)
@given(SRES)
def test_a_regexp_finds_the_leftmost_longest_match(sre: Sre) -> None:
    regexp = apply("regexp", to_sre(sre))
    search = apply(SEARCH, regexp)
    whole = apply("(lambda (re) (lambda (s) (regexp-matches? re s)))", regexp)

    def compare() -> None:
        for text in texts():
            assert (whole(String(text)) is not None) == (len(text) in ends(sre, text, 0)), text
            start = next((at for at in range(len(text) + 1) if ends(sre, text, at)), None)
            expected = "#f" if start is None else f"({start} {max(ends(sre, text, start))})"
            assert write(call(search, String(text))) == expected, text

    interpreter().evaluate(compare)


# Patterns whose repeated parts take a character each time: where that is not so, Python's `re` goes its own way.
STEPS = st.recursive(
    st.sampled_from(["a", "b", "any"]),
    lambda inner: st.one_of(st.tuples(st.just("or"), inner, inner), st.tuples(st.just("$"), inner)),
    max_leaves=3,
)
GROUPED = st.recursive(
    st.one_of(STEPS, st.tuples(st.sampled_from(["*", "+"]), STEPS)),
    lambda inner: st.one_of(st.tuples(st.sampled_from([":", "or"]), inner, inner), st.tuples(st.sampled_from(["?", "$"]), inner)),
    max_leaves=5,
)


def to_pattern(sre: Sre) -> str:
    """An SRE as a pattern of Python's `re`."""
    if not isinstance(sre, tuple):
        return "." if sre == "any" else sre
    head, *parts = [sre[0], *map(to_pattern, sre[1:])]
    if head in (":", "or"):
        return f"(?:{('' if head == ':' else '|').join(parts)})"
    return f"({parts[0]})" if head == "$" else f"(?:{parts[0]}){head}"


@settings(max_examples=150, deadline=None)
@given(GROUPED)
def test_submatches_are_those_of_the_preferred_alternatives(sre: Sre) -> None:
    pattern = re.compile(to_pattern(sre))
    matcher = "(lambda (re) (lambda (s) (let ((m (regexp-matches re s))) (and m (regexp-match->list m)))))"
    match = apply(matcher, apply("regexp", to_sre(sre)))

    def compare() -> None:
        for text in texts():
            model = pattern.fullmatch(text)
            groups = (model[0], *model.groups()) if model is not None else ()
            expected = list_from([None if each is None else String(each) for each in groups]) if groups else None
            assert write(call(match, String(text))) == write(expected), text

    interpreter().evaluate(compare)


# Generators

STAGES: dict[str, tuple[str, Callable[[list[int], int], list[Any]]]] = {
    "take": ("(lambda (g n) (gtake g n))", lambda items, n: items[:n]),
    "pad": ("(lambda (g n) (gtake g n 0))", lambda items, n: (items + [0] * n)[:n]),
    "drop": ("(lambda (g n) (gdrop g n))", lambda items, n: items[n:]),
    "map": ("(lambda (g n) (gmap (lambda (x) (+ x n)) g))", lambda items, n: [each + n for each in items]),
    "filter": ("(lambda (g n) (gfilter (lambda (x) (> x n)) g))", lambda items, n: [each for each in items if each > n]),
    "remove": ("(lambda (g n) (gremove (lambda (x) (> x n)) g))", lambda items, n: [each for each in items if each <= n]),
    "delete": ("(lambda (g n) (gdelete n g))", lambda items, n: [each for each in items if each != n]),
    "append": ("(lambda (g n) (gappend g (generator n n)))", lambda items, n: [*items, n, n]),
    "cons": ("(lambda (g n) (gcons* n g))", lambda items, n: [n, *items]),
    "twice": ("(lambda (g n) (gflatten (gmap (lambda (x) (list x x)) g)))",
              lambda items, n: [x for x in items for _ in (0, 1)]),
    "dups": ("(lambda (g n) (gdelete-neighbor-dups g))",
             lambda items, n: [x for i, x in enumerate(items) if i == 0 or items[i - 1] != x]),
    "sums": ("(lambda (g n) (gmap (lambda (l) (apply + l)) (ggroup g (+ n 1))))",
             lambda items, n: [sum(items[i : i + n + 1]) for i in range(0, len(items), n + 1)]),
}  # fmt: skip


@FEW
@given(
    st.lists(st.integers(0, 5), max_size=8),
    st.lists(st.tuples(st.sampled_from(sorted(STAGES)), st.integers(0, 4)), max_size=5),
)
def test_a_chain_of_generators_is_a_chain_of_lists(items: list[int], stages: list[tuple[str, int]]) -> None:
    generator = apply("list->generator", list_from(items))
    for name, number in stages:
        source, model = STAGES[name]
        generator = apply(source, generator, number)
        items = model(items, number)
    assert list(iterate(apply("generator->list", generator))) == items


@FEW
@given(st.lists(st.lists(st.integers(0, 9), max_size=5).map(sorted), min_size=1, max_size=4))
def test_merged_generators_give_the_sorted_elements(lists: list[list[int]]) -> None:
    generators = [apply("list->generator", list_from(each)) for each in lists]
    merged = apply("(lambda gs (generator->list (apply gmerge < gs)))", *generators)
    assert list(iterate(merged)) == sorted(reduce(operator.iadd, lists, []))


# Limits


@pytest.mark.parametrize(
    "source",
    [
        "(regexp-matches? '(: (* (* (or \"a\" (: \"a\" \"a\")))) \"b\") (make-string 100000 #\\a))",
        "(regexp-search '(: (** 0 200 (? any)) \"b\") (make-string 100000 #\\a))",
        "(regexp (let loop ((i 0) (sre \"ab\")) (if (= i 15) sre (loop (+ i 1) `(= 2 ,sre)))))",
    ],
)
def test_matching_is_charged(source: str) -> None:
    metered = Interpreter(limits=Limits(steps=20_000))
    metered.eval("(import (srfi 115))")
    with pytest.raises(LimitExceeded) as caught:
        metered.eval(source)
    assert caught.value.limit == "steps"


def test_shared_structure_cannot_make_json_endless() -> None:
    bomb = "(let loop ((i 0) (v #(1))) (if (= i 60) (json-write v (open-output-string)) (loop (+ i 1) (vector v v))))"
    with pytest.raises(LimitExceeded):
        interpreter().eval(bomb, limits=Limits(seconds=0.5))
