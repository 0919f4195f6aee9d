"""Source to compiled unit: reader, expander and compiler behind one door.

`Libraries` imports this module when there is first something to compile; a unit that comes out of the cache needs none
of it.
"""

from __future__ import annotations

from typing import Any

from . import derived  # noqa: F401  # fills the table of special forms
from .datum import Value
from .environment import Environment
from .expander import Expander, Located
from .toplevel import Compiled, compile_forms, import_set, read_forms


def compile_text(libraries: Any, text: str, name: str, environment: Environment, definitions_only: bool) -> Compiled:
    """Compile a source text in an environment; its definitions take effect there at once."""
    forms: list[Located] = read_forms(text, name)
    x = Expander(environment, name, libraries.core, libraries)
    return compile_forms(x, forms, dict(environment.table), definitions_only=definitions_only)


def compile_data(libraries: Any, forms: list[Located], name: str, environment: Environment) -> Compiled:
    """Compile top-level forms that a program evaluates; the last one is in tail position (R7RS 3.5)."""
    x = Expander(environment, name, libraries.core, libraries)
    return compile_forms(x, forms, dict(environment.table), tail=True)


def bind_imports(libraries: Any, sets: list[Value], environment: Environment) -> None:
    """Bind what import sets name."""
    x = Expander(environment, environment.name, libraries.core, libraries)
    for each in sets:
        libraries.bind(environment, *import_set(x, each, None))
