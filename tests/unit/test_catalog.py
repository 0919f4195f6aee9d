"""Every name has a description: what `describe`, the prompt and the reference page say."""

from __future__ import annotations

import pytest

from flowscheme.catalog import describe_name, describe_value, exported_names, find_definition, library_files
from flowscheme.interp import Interpreter
from flowscheme.lang.units import frontend  # noqa: F401  # it fills the entries of special forms
from flowscheme.lang.values.denotation import SPECIALS
from flowscheme.primitives.strings import String
from flowscheme.reference import PAGE, page

MINE = """
;; The area of a rectangle.
(define (area width height) (* width height))
(define (many a . rest) rest)
(define both (case-lambda ((a) a) ((a b) b)))
(define-record-type point (make-point y x) point? (x point-x set-point-x!) (y point-y))
;; Twice the same.
(define-syntax twice (syntax-rules () ((_ form) (begin form form)) ((twice) #f)))
(define limit 10)
"""


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    made = Interpreter()
    made.eval(MINE)
    return made


def text(interpreter: Interpreter, name: str) -> str:
    found = describe_name(interpreter, name)
    assert found is not None, name
    return found.text()


def test_every_special_form_has_a_line_and_a_section() -> None:
    for name, form in SPECIALS.items():
        assert form.section[0] in "45" and form.doc.endswith("."), name


def test_every_keyword_is_declared_and_all_but_words_are_expanded() -> None:
    words = {name for name, form in SPECIALS.items() if form.expand is None}
    assert words == {"else", "=>", "...", "_", "unquote", "unquote-splicing"}
    for name, form in SPECIALS.items():
        assert form.shape == name if name in words else form.shape.startswith(f"({name} "), name


def test_every_exported_name_has_a_doc(interpreter: Interpreter) -> None:
    for library, file in library_files(interpreter.libraries).items():
        for name in exported_names(file.read_text()):
            found = describe_name(interpreter, name)
            assert found is not None and found.signatures, (library, name)
            assert found.doc, f"({library}) {name} has no doc: put a ;; line above its definition"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("car", ["(car pair)", "(scheme base)", "R7RS 6.4"]),
        ("call/cc", ["(call/cc procedure)"]),
        ("if", ["(if test consequent [alternate])", "special form", "R7RS 4.1.5"]),
        ("else", ["else", "R7RS 4.2.1"]),
        ("flow/resume", ["(flow/resume id value)\n(flow/resume id tag value)", "(flowscheme flow)"]),
        ("defflow", ["(defflow name node)", "macro"]),
        ("area", ["(area width height)", "The area of a rectangle.", "defined at <eval ", ":3"]),
        ("many", ["(many a . rest)"]),
        ("both", ["(both a)\n(both a b)"]),
        ("make-point", ["(make-point y x)", "A new record of type point."]),
        ("point?", ["Whether obj is a record of type point."]),
        ("point-y", ["(point-y record)", "The field y of a record of type point."]),
        ("set-point-x!", ["(set-point-x! record value)", "Stores value in the field x of a record of type point."]),
        ("twice", ["(twice form)\n(twice)", "Twice the same.", "macro"]),
        ("limit", ["limit = 10", "variable"]),
    ],
)
def test_describe_by_name(interpreter: Interpreter, name: str, lines: list[str]) -> None:
    found = text(interpreter, name)
    for each in lines:
        assert each in found, found


def test_a_name_that_is_not_imported_is_described_from_its_library() -> None:
    interpreter = Interpreter()
    interpreter.environment = interpreter.libraries.bare_environment("program")
    assert "(scheme char)" in text(interpreter, "char-upcase")
    assert describe_name(interpreter, "no-such-name") is None


def test_asking_binds_nothing() -> None:
    interpreter = Interpreter()
    before = set(interpreter.environment.table)
    assert describe_name(interpreter, "no-such-name") is None
    assert set(interpreter.environment.table) == before


def test_describe_by_value(interpreter: Interpreter) -> None:
    assert describe_value(interpreter, interpreter.lookup("car")).startswith("(car pair)\n")
    assert describe_value(interpreter, String("abc")) == '"abc"\n  a string'
    assert describe_value(interpreter, interpreter.lookup("area")).startswith("(area width height)\n  The area")


def test_host_functions_show_their_parameters() -> None:
    interpreter = Interpreter()

    def send_mail(to: str, subject: str = "") -> None:
        """Send a mail."""

    interpreter.define("send-mail", send_mail)
    assert text(interpreter, "send-mail") == "(send-mail to [subject])\n  Send a mail.\n  host procedure"


def test_definitions_are_found_by_their_text() -> None:
    source = "(begin\n  ;; API: one\n  (define (f x) (define (g) 1) (g)))\n;; two\n;; lines\n(define g (lambda (a . b) a))\n"
    found = find_definition("f", {"s": source})
    assert found is not None and (found.line, found.doc, found.signatures) == (3, "one", ("(f x)",))
    found = find_definition("g", {"s": source})
    assert found is not None and (found.line, found.doc, found.signatures) == (6, "two lines", ("(g a . b)",))
    assert find_definition("h", {"s": source}) is None


def test_the_names_that_a_library_exports() -> None:
    text = "(define-library (a) (export b (rename c d) ; e\n f) (export) (begin (define x 1)))"
    assert exported_names(text) == ["b", "d", "f"]


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(Interpreter()), "run: flowscheme reference > flowscheme/docs/reference.md"


def test_describe_in_scheme(capsys: pytest.CaptureFixture[str]) -> None:
    Interpreter().eval("(import (flowscheme repl)) (describe car) (describe 'if)")
    out = capsys.readouterr().out
    assert out.startswith("(car pair)\n  The first field of pair.\n") and "(if test" in out
