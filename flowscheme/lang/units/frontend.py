"""Source to compiled unit: reader, expander and compiler behind one door.

`Libraries` imports this module when there is first something to compile; a unit that comes out of the cache needs none
of it.
"""

from __future__ import annotations

from typing import Any

from ..emit.compiler import compile_unit
from ..emit.procedures import in_copy
from ..emit.redefine import Kept, renamed
from ..emit.redefine import redefine as redefine
from ..expand import basic, definitions, derived, quasiquote  # noqa: F401  # they declare the special forms
from ..expand.core import Define, GlobalRef
from ..expand.environment import Environment
from ..expand.expander import Expander
from ..expand.special import Located
from ..machine.meter import charge, charged_turns
from ..values.cycles import contains_itself
from ..values.datum import Value, symbol
from ..values.denotation import Global
from ..values.patterns import pattern
from .artifact import Artifact
from .toplevel import Compiled, compile_forms, expand_forms, import_set, read_forms

AN_IMPORT = 100
"""How many steps an import set is charged: a library has some two hundred names."""

_LABEL = pattern(r"#\d+=")


def compile_text(
    libraries: Any, text: str, name: str, environment: Environment, definitions_only: bool, kept: bool
) -> Compiled:
    """Compile a source text in an environment; its definitions take effect there at once.  If `kept`, with an artifact."""
    forms: list[Located] = read_forms(text, name)
    expander = Expander(environment, name, libraries.core, libraries)
    if _LABEL.search(text):
        _refuse_cycles(expander, forms)
    before = dict(environment.table) if kept else None
    return compile_forms(expander, forms, before, definitions_only=definitions_only)


def compile_data(libraries: Any, forms: list[Located], name: str, environment: Environment) -> Compiled:
    """Compile top-level forms that a program evaluates; the last one is in tail position (R7RS 3.5)."""
    expander = Expander(environment, name, libraries.core, libraries)
    _refuse_cycles(expander, forms)
    return compile_forms(expander, forms, None, tail=True)


def _refuse_cycles(expander: Expander, forms: list[Located]) -> None:
    for form, at in forms:
        if contains_itself(form, turns=charged_turns()):
            raise expander.error("this form contains itself", at)


def kept_again(
    libraries: Any, text: str, name: str, environment: Environment, given: list[str], unit: Artifact, definitions_only: bool
) -> Kept:
    """The first unit of an environment, which came out of the cache, as one that can be compiled again.

    It is expanded and compiled in an environment like the one that there was; the bindings are then those of this one.
    """
    alike = Environment(environment.name, environment.fallback, environment.kind)
    for defined in given:
        alike.own(symbol(defined)).defined = True
    expander = Expander(alike, name, libraries.core, libraries)
    nodes = expand_forms(expander, read_forms(text, name), definitions_only)
    bindings = [binding for binding in list(environment.table.values()) if isinstance(binding, Global)]
    own = {binding.name: binding for binding in bindings if binding.environment is environment}

    def home(node: GlobalRef | Define) -> Global | None:
        before = node.binding
        if before.environment is not alike:
            return None
        return own.setdefault(before.name, Global(environment, before.symbol, before.name, before.defined))

    first = compile_unit(nodes, alike, libraries.core, expander.files, str(next(alike.units)), False, libraries.mode)
    procedures = in_copy(first.procedures, first.code, unit.code)
    return Kept(renamed(nodes, home), expander.files, procedures, list(unit.direct))


def bind_imports(libraries: Any, sets: list[Value], environment: Environment) -> None:
    """Bind what import sets name."""
    expander = Expander(environment, environment.name, libraries.core, libraries)
    _refuse_cycles(expander, [(datum, None) for datum in sets])
    for datum in sets:
        charge(AN_IMPORT)
        libraries.bind(environment, *import_set(expander, datum, None))
