"""The failure value: what a node returns to say "no" without raising (spec.md's `(fail reason)`).

A failure is a plain value that flows through combinators and the journal like any other; only the combinators that look
for it (`retry`, `fallback` and their kin) give it a meaning.  It is not a `Condition`: nothing was raised.
"""

from __future__ import annotations

from ..lang.values.datum import Value


class Failure:
    """The value of `(fail reason)`; `reason` is any Scheme value, and must be plain where the failure is journaled."""

    __slots__ = ("reason",)

    def __init__(self, reason: Value) -> None:
        self.reason = reason

    def __repr__(self) -> str:
        return f"#<failure {self.reason!r}>"
