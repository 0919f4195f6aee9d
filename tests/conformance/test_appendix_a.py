"""Appendix A of R7RS: every library exports exactly what the report says, and every name has an assertion.

Law: a name that the report knows is exported by its libraries, means the same in all of them, and stands in at least
one asserted form of this folder.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowscheme.interp import ALL_GRANTS, Interpreter
from flowscheme.lang.text.reader import read_source
from flowscheme.lang.text.source import read_file
from flowscheme.lang.values.datum import Pair, Symbol, Value, Vector

HERE = Path(__file__).parent

LEAST = 1300
"""How many assertions the suite must have."""

# The report's lists, written out from it and not read off our libraries

_BASE = """
    * + - ... / < <= = => > >= _ abs and append apply assoc assq assv begin binary-port? boolean=? boolean? bytevector
    bytevector-append bytevector-copy bytevector-copy! bytevector-length bytevector-u8-ref bytevector-u8-set! bytevector?
    caar cadr call-with-current-continuation call-with-port call-with-values call/cc car case cdar cddr cdr ceiling
    char->integer char-ready? char<=? char<? char=? char>=? char>? char? close-input-port close-output-port close-port
    complex? cond cond-expand cons current-error-port current-input-port current-output-port define define-record-type
    define-syntax define-values denominator do dynamic-wind else eof-object eof-object? eq? equal? eqv? error
    error-object-irritants error-object-message error-object? even? exact exact-integer-sqrt exact-integer? exact? expt
    features file-error? floor floor-quotient floor-remainder floor/ flush-output-port for-each gcd
    get-output-bytevector get-output-string guard if include include-ci inexact inexact? input-port-open? input-port?
    integer->char integer? lambda lcm length let let* let*-values let-syntax let-values letrec letrec* letrec-syntax list
    list->string list->vector list-copy list-ref list-set! list-tail list? make-bytevector make-list make-parameter
    make-string make-vector map max member memq memv min modulo negative? newline not null? number->string number?
    numerator odd? open-input-bytevector open-input-string open-output-bytevector open-output-string or
    output-port-open? output-port? pair? parameterize peek-char peek-u8 positive? procedure? port? quasiquote quote
    quotient raise raise-continuable rational? rationalize read-bytevector read-bytevector! read-char read-error?
    read-line read-string read-u8 real? remainder reverse round set! set-car! set-cdr! square string string->list
    string->number string->symbol string->utf8 string->vector string-append string-copy string-copy! string-fill!
    string-for-each string-length string-map string-ref string-set! string<=? string<? string=? string>=? string>?
    string? substring symbol->string symbol=? symbol? syntax-error syntax-rules textual-port? truncate
    truncate-quotient truncate-remainder truncate/ u8-ready? unless unquote unquote-splicing utf8->string values vector
    vector->list vector->string vector-append vector-copy vector-copy! vector-fill! vector-for-each vector-length
    vector-map vector-ref vector-set! vector? when with-exception-handler write-bytevector write-char write-string
    write-u8 zero?
"""

_CXR = """
    caaaar caaadr caaar caadar caaddr caadr cadaar cadadr cadar caddar cadddr caddr cdaaar cdaadr cdaar cdadar cdaddr
    cdadr cddaar cddadr cddar cdddar cddddr cdddr
"""

_R5RS = """
    * + - / < <= = > >= abs acos and angle append apply asin assoc assq assv atan begin boolean? caaaar caaadr caaar
    caadar caaddr caadr caar cadaar cadadr cadar caddar cadddr caddr cadr call-with-current-continuation
    call-with-input-file call-with-output-file call-with-values car case cdaaar cdaadr cdaar cdadar cdaddr cdadr cdar
    cddaar cddadr cddar cdddar cddddr cdddr cddr cdr ceiling char->integer char-alphabetic? char-ci<=? char-ci<?
    char-ci=? char-ci>=? char-ci>? char-downcase char-lower-case? char-numeric? char-ready? char-upcase
    char-upper-case? char-whitespace? char<=? char<? char=? char>=? char>? char? close-input-port close-output-port
    complex? cond cons cos current-input-port current-output-port define define-syntax delay denominator display do
    dynamic-wind eof-object? eq? equal? eqv? eval even? exact->inexact exact? exp expt floor for-each force gcd if
    imag-part inexact->exact inexact? input-port? integer->char integer? interaction-environment lambda lcm length let
    let* let-syntax letrec letrec-syntax list list->string list->vector list-ref list-tail list? load log magnitude
    make-polar make-rectangular make-string make-vector map max member memq memv min modulo negative? newline not
    null-environment null? number->string number? numerator odd? open-input-file open-output-file or output-port? pair?
    peek-char positive? procedure? quasiquote quote quotient rational? rationalize read read-char real-part real?
    remainder reverse round scheme-report-environment set! set-car! set-cdr! sin sqrt string string->list
    string->number string->symbol string-append string-ci<=? string-ci<? string-ci=? string-ci>=? string-ci>?
    string-copy string-fill! string-length string-ref string-set! string<=? string<? string=? string>=? string>?
    string? substring symbol->string symbol? tan truncate values vector vector->list vector-fill! vector-length
    vector-ref vector-set! vector? with-input-from-file with-output-to-file write write-char zero?
    ... => _ else syntax-rules unquote unquote-splicing
"""
"""The last line are the words that the others' syntax needs to be known by its binding (R7RS 4.3.2)."""

LIBRARIES: dict[str, frozenset[str]] = {
    name: frozenset(exports.split())
    for name, exports in {
        "base": _BASE,
        "case-lambda": "case-lambda",
        "char": """
            char-alphabetic? char-ci<=? char-ci<? char-ci=? char-ci>=? char-ci>? char-downcase char-foldcase
            char-lower-case? char-numeric? char-upcase char-upper-case? char-whitespace? digit-value string-ci<=?
            string-ci<? string-ci=? string-ci>=? string-ci>? string-downcase string-foldcase string-upcase
        """,
        "complex": "angle imag-part magnitude make-polar make-rectangular real-part",
        "cxr": _CXR,
        "eval": "environment eval",
        "file": """
            call-with-input-file call-with-output-file delete-file file-exists? open-binary-input-file
            open-binary-output-file open-input-file open-output-file with-input-from-file with-output-to-file
        """,
        "inexact": "acos asin atan cos exp finite? infinite? log nan? sin sqrt tan",
        "lazy": "delay delay-force force make-promise promise?",
        "load": "load",
        "process-context": "command-line emergency-exit exit get-environment-variable get-environment-variables",
        "read": "read",
        "repl": "interaction-environment",
        "time": "current-jiffy current-second jiffies-per-second",
        "write": "display write write-shared write-simple",
        "r5rs": _R5RS,
    }.items()
}
"""The second part of a library's name, (scheme NAME), to what it exports."""

PROGRAM_FORMS = frozenset({"import", "define-library", "export", "include-library-declarations"})
"""Syntax that no library exports: that of programs and libraries (R7RS 5.1, 5.6)."""

INDEX = frozenset().union(*LIBRARIES.values()) | PROGRAM_FORMS
"""Every name of R7RS-small."""


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    """One interpreter for all libraries."""
    return Interpreter(grants=ALL_GRANTS)


def exports(interpreter: Interpreter, name: str) -> dict[str, object]:
    """What (scheme NAME) exports."""
    library = interpreter.evaluate(lambda: interpreter.libraries.find(f"scheme {name}"))
    assert library is not None, f"there is no library (scheme {name})"
    return {symbol.name: denotation for symbol, denotation in library.exports.items()}


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_exports_what_the_report_says(interpreter: Interpreter, name: str) -> None:
    assert sorted(exports(interpreter, name)) == sorted(LIBRARIES[name])


def test_a_name_means_the_same_in_every_library(interpreter: Interpreter) -> None:
    meanings: dict[str, object] = {}
    for library in LIBRARIES:
        for name, denotation in exports(interpreter, library).items():
            assert meanings.setdefault(name, denotation) is denotation, name


def test_every_procedure_can_be_called_by_its_name(interpreter: Interpreter) -> None:
    for library in LIBRARIES:
        for name in exports(interpreter, library):
            shown = interpreter.eval_datum(f"(import (only (scheme {library}) {name})) 'imported")
            assert shown.name == "imported"


def names_in(datum: Value) -> set[str]:
    """The symbols in a datum."""
    found: set[str] = set()
    work, seen = [datum], set()
    while work:
        each = work.pop()
        if id(each) in seen and not isinstance(each, Symbol):
            continue
        seen.add(id(each))
        if isinstance(each, Symbol):
            found.add(each.name)
        elif isinstance(each, Pair):
            work += [each.car, each.cdr]
        elif isinstance(each, Vector):
            work += each.items
    return found


@pytest.fixture(scope="module")
def assertions(request: pytest.FixtureRequest) -> tuple[int, set[str]]:
    """How many assertions the suite has, and the names in the forms that they are about."""
    split_cases = request.config.pluginmanager.get_plugin(str(HERE.parent / "conftest.py")).split_cases
    count, names = 0, set()
    for file in sorted(HERE.rglob("*.scm")):
        if "support" in file.parts:
            continue
        for _, forms in split_cases(read_file(file), str(file)):
            for form in forms:
                count += len(form.expected)
                if form.expected:
                    names |= names_in(read_source(form.text, str(file))[0][0])
    return count, names


def test_every_name_of_the_index_has_an_assertion(assertions: tuple[int, set[str]]) -> None:
    _, names = assertions
    assert sorted(INDEX - names) == []


def test_the_suite_is_as_large_as_it_says(assertions: tuple[int, set[str]]) -> None:
    count, _ = assertions
    assert count >= LEAST
