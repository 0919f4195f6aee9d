"""What names denote: a local variable, a global, a macro or a special form.

Special forms have their keywords here, and an entry that `expand.special` fills when the expander is imported.  So an
environment knows all its names while there is nothing to expand, and start-up does not import the expander.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .datum import Symbol, Value


class Variable:
    """A local variable.  The expander counts its references in `refs`, and notes in `assigned` whether a `set!` is among them."""

    __slots__ = ("assigned", "name", "refs")

    def __init__(self, name: str, refs: int = 0) -> None:
        self.name = name
        self.refs = refs
        self.assigned = False


class Global:
    """A binding of a top-level environment: `name` is its key in the environment's Python dict.

    `defined` tells that a definition of it was expanded, `assigned` a `set!`.
    """

    __slots__ = ("assigned", "defined", "environment", "name", "symbol")

    def __init__(self, environment: Any, symbol: Symbol, name: str, defined: bool = False) -> None:
        self.environment = environment
        self.symbol = symbol
        self.name = name
        self.defined = defined
        self.assigned = False


class Special:
    """A special form, or a word that only others give a meaning to (`else`, `=>`).  All but its name comes later.

    * `shape`, `section` and `doc`: how a use of it looks, the section of R7RS, and what it does in a line.
    * `expand` makes a node of a use as an expression; a word has none.
    * `splice` gives the forms that a use stands for in a body or program, if it stands for definitions.
    * `top` does so for a form that only a top level has.
    """

    __slots__ = ("doc", "expand", "name", "section", "shape", "splice", "top")

    def __init__(self, name: str) -> None:
        self.name = self.shape = name
        self.section = self.doc = ""
        self.expand: Callable[..., Any] | None = None
        self.splice: Callable[..., Any] | None = None
        self.top: Callable[..., Any] | None = None


class Macro:
    """A `syntax-rules` macro: `rules` is the compiled transformer, `datum` its source, `scope` where it was defined."""

    __slots__ = ("datum", "rules", "scope")

    def __init__(self, rules: Any, datum: Value, scope: Any) -> None:
        self.rules = rules
        self.datum = datum
        self.scope = scope


Denotation = Variable | Global | Special | Macro

_SPECIAL_FORMS = """
    quote lambda if set! begin define define-syntax let-syntax letrec-syntax syntax-rules syntax-error
    let let* letrec letrec* let-values let*-values and or when unless cond case case-lambda do
    delay delay-force parameterize guard quasiquote define-values define-record-type
    import define-library include include-ci cond-expand
"""
_AUXILIARY_WORDS = "else => ... _ unquote unquote-splicing"

SPECIALS: dict[str, Special] = {name: Special(name) for name in f"{_SPECIAL_FORMS} {_AUXILIARY_WORDS}".split()}
"""The special forms and auxiliary words by name."""
