"""Grants: what touches the outside needs one, raises `NotGranted` without it, and never returns a default."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowscheme import Interpreter, NotGranted, SchemeError
from flowscheme.interp import ALL_GRANTS
from flowscheme.lang.machine.primitive import PRIMITIVES

USES = {
    "files": [
        '(open-input-file "{f}")', '(open-output-file "{f}")',
        '(open-binary-input-file "{f}")', '(open-binary-output-file "{f}")',
        '(call-with-input-file "{f}" read-char)', '(call-with-output-file "{f}" newline)', '(file-exists? "{f}")',
        '(with-input-from-file "{f}" read-char)', '(with-output-to-file "{f}" newline)', '(delete-file "{f}")', '(load "{f}")',
        '(load "{f}" (environment (quote (scheme base))))',
    ],
    "environment": [
        '(get-environment-variable "HOME")', '(get-environment-variable "no such variable")', "(get-environment-variables)",
    ],
    "process": ["(command-line)"],
    "clock": ["(current-second)", "(current-jiffy)"],
    "console": [
        "(read-char)", "(peek-char)", "(read-line)", "(read-string 3)", "(read)", "(char-ready?)",
        "(read-string 3 (current-input-port))",
        "(display 1)", "(write 1)", "(write-shared 1)", "(write-simple 1)", "(newline)", "(write-char #\\a)",
        '(write-string "a")',
        "(display 1 (current-error-port))", "(flush-output-port)", "(flush-output-port (current-error-port))",
    ],
}  # fmt: skip

CASES = [(grant, use) for grant, uses in USES.items() for use in uses]


def test_every_primitive_with_an_effect_is_in_the_table() -> None:
    effects = {name for name, entry in PRIMITIVES.items() if entry.effect}
    assert effects == {name for name in effects if any(f"({name}" in use for _, use in CASES)}


@pytest.mark.parametrize(("grant", "use"), CASES)
def test_an_ungranted_use_is_refused(grant: str, use: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "f.scm"
    file.write_text("1")
    program = use.replace("{f}", str(file))
    for grants in (ALL_GRANTS - {grant}, frozenset[str]()):
        with pytest.raises(NotGranted, match=f"the grant '{grant}'"):
            Interpreter(grants).eval(program)
    assert file.read_text() == "1"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("use", ['(include "{f}")', '(include-ci "{f}")', '(define-library (l) (include "{f}")) (import (l))'])
def test_source_outside_is_not_included(use: str, tmp_path: Path) -> None:
    file = tmp_path / "f.scm"
    file.write_text("1")
    with pytest.raises(SchemeError, match="without the grant"):
        Interpreter(frozenset()).eval(use.replace("{f}", str(file)))


@pytest.mark.parametrize("name", ["(.. .. etc passwd)", "(/etc/passwd)", "(|../x|)", "(|a/../../b|)"])
def test_an_import_stays_in_the_search_path(name: str) -> None:
    with pytest.raises(SchemeError, match="no library"):
        Interpreter(frozenset()).eval(f"(import {name})")


def test_a_program_may_do_all_that_touches_nothing() -> None:
    interpreter = Interpreter(frozenset())
    assert interpreter.eval('(let ((p (open-output-string))) (write "a" p) (get-output-string p))') == '"a"'
    assert interpreter.eval('(read (open-input-string "(1 2)"))') == [1, 2]
    assert interpreter.eval("(jiffies-per-second)") > 0
