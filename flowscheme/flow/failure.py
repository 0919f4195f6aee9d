"""How a flow says that something went wrong: a failure, which is a value, or a flow error, which is raised.

A failure, `(fail reason)`, is what a node returns to say "no".  It is a plain value that flows through combinators and
the journal like any other; only the combinators that look for it (`attempt`, `recover`) give it a meaning.  It is not a
`Condition`: nothing was raised (docs/semantics.md, "Failure and retry").
"""

from __future__ import annotations

from ..errors import SchemeError
from ..lang.text.printer import brief
from ..lang.values.datum import Condition, Value
from ..lang.values.foreign import guest_class
from ..lang.values.written import REPR


@guest_class
class Failure:
    """The value of `(fail reason)`; `reason` is any Scheme value, and must be plain where the failure is journaled."""

    __slots__ = ("reason",)

    def __init__(self, reason: Value) -> None:
        self.reason = reason

    def __repr__(self) -> str:
        return f"#<failure {brief(self.reason, REPR)}>"


def flow_error(kind: str, message: str, *irritants: Value) -> SchemeError:
    """The error of a flow form; `kind` is a word such as flow-unknown-id, which programs can test."""
    return SchemeError(Condition(message, irritants, kind=kind))
