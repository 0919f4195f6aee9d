"""Formulas of strangers under limits: each is compiled once and evaluated over many rows.

    python formulas.py

A formula is an expression over the columns of a table.  It is compiled as the body of a procedure in an interpreter that
grants nothing; what it spends is limited, and one that is faulty or hostile costs its own result, no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flowscheme import Interpreter, Limits, SchemeError, symbol

COMPILE = """
    (define allowed (environment '(scheme base) '(scheme inexact)))
    (define (compile-formula columns text)
      (let* ((port (open-input-string text)) (formula (read port)))
        (if (not (eof-object? (read port))) (error "a formula is one expression:" text))
        (eval (list 'lambda columns formula) allowed)))
"""

LIMITS = Limits(steps=100_000, seconds=1.0, depth=1_000, memory=100_000_000)


class Formulas:
    """Formulas over rows that have these columns."""

    def __init__(self, columns: Sequence[str], limits: Limits = LIMITS) -> None:
        self.columns = [symbol(name) for name in columns]
        self.interpreter = Interpreter(grants=(), limits=limits)
        self.interpreter.eval(COMPILE)

    def compile(self, text: str) -> Any:
        """A Python function of the columns' values.  Raises `SchemeError` if the formula cannot be compiled."""
        return self.interpreter.call("compile-formula", self.columns, text)

    def column(self, text: str, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        """The formula's value for each row; in the place of a value that there is not, the error."""
        formula = self.compile(text)
        return [self._value(formula, row) for row in rows]

    def _value(self, formula: Any, row: Mapping[str, Any]) -> Any:
        try:
            return formula(*[row[name.name] for name in self.columns])
        except SchemeError as error:
            return error


if __name__ == "__main__":
    table = [{"price": price, "count": count} for price in (2, 3.5) for count in (0, 10)]
    formulas = Formulas(["price", "count"])
    for text in ("(* price count)", "(/ price count)", "(if (> count 5) (* 0.9 price) price)", "(let loop () (loop))"):
        print(text, *formulas.column(text, table), sep="\n    ")
