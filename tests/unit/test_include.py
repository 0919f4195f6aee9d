"""What a program may include: anything with the grant "files", else what lies beside or beneath it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowscheme import Interpreter, SchemeError
from flowscheme.interp import ALL_GRANTS


def test_text_without_a_file_includes_nothing_without_the_grant(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text('"secret"')
    source = f'(include "{tmp_path}/secret.txt")'
    with pytest.raises(SchemeError, match="grant"):
        Interpreter().eval(source)
    with pytest.raises(SchemeError, match="grant"):
        Interpreter().eval(f"(eval '{source} (interaction-environment))")
    assert Interpreter(ALL_GRANTS).eval(source) == "secret"


def test_a_file_includes_its_neighbours_but_not_what_is_above(tmp_path: Path) -> None:
    (tmp_path / "above.scm").write_text("(define x 'above)")
    folder = tmp_path / "inner"
    folder.mkdir()
    (folder / "beside.scm").write_text("(define x 1)")
    (folder / "good.scm").write_text('(include "beside.scm")')
    (folder / "bad.scm").write_text('(include "../above.scm")')
    scheme = Interpreter()
    scheme.load(folder / "good.scm")
    assert scheme["x"] == 1
    with pytest.raises(SchemeError, match="beside"):
        scheme.load(folder / "bad.scm")


def test_a_file_that_includes_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "self.scm").write_text('(include "self.scm")')
    with pytest.raises(SchemeError, match="include itself"):
        Interpreter().load(tmp_path / "self.scm")
