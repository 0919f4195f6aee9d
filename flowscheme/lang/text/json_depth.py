"""JSON that somebody else may have written nests only so deep.

Python's `json` reads by recursion in C.  CPython 3.11 bounds that with the counter of calls, which an evaluation raises (see
`machine.stack`), and 3.13 at a depth that overflows the stack of a small thread.  So a text is looked at before it is read.
(A program's own `json-read` needs no bound: it is written without recursion.)
"""

from __future__ import annotations

from ..values.patterns import pattern

DEEPEST = 500
"""How deep the arrays and objects of a text may nest."""

_TOKEN = pattern(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[][{}]')
"""A string, also one that does not end, or a bracket."""


def check_json_depth(text: object) -> None:
    """Refuse what is no text, or nests deeper than `DEEPEST`.  Raises ValueError, as `json` does for what is no JSON."""
    if not isinstance(text, str):
        raise ValueError("this is no text")
    if len(text) <= DEEPEST or text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += _STEPS.get(token[0], 0)
        if depth > DEEPEST:
            raise ValueError("it nests too deeply")


_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
