"""What the functions of one unit share: what the passes found, and its names, constants and links to other environments."""

from __future__ import annotations

import ast
from typing import NamedTuple

from ..analyse.counted_loops import Counter
from ..analyse.facts import Facts
from ..analyse.scope import Scope
from ..expand.core import Lambda, Let
from ..values.datum import NIL, UNSPECIFIED, Char, Symbol, Value, symbol
from ..values.denotation import Global, Variable
from .operand_table import Note
from .python_ast import LOAD


class Analysis(NamedTuple):
    """What the passes found in a unit; `list_loops` has the name of the primitive that each list loop stands for."""

    list_loops: dict[Let, str]
    scope: Scope
    facts: Facts
    counters: dict[Let, Counter]


class Shared:
    """What the functions of one unit share.

    constants: (name, datum) for what Python has no literal for.
    links: (name, binding) of other environments.
    direct: the names of the globals that have a direct entry.
    notes: what can fail in a function, by its Python name.
    locals: the Python names of local variables.
    lambdas: the lambdas of the functions, by their Python names.
    """

    def __init__(self, analysis: Analysis, tag: str) -> None:
        self.analysis = analysis
        self.scope = analysis.scope
        self.facts = analysis.facts
        self.around = analysis.scope.around
        self.environment = self.around.environment
        self.mode = self.around.mode
        self.tag = tag
        self.constants: list[tuple[str, Value]] = []
        self.links: list[tuple[str, Global]] = []
        self.direct: list[str] = []
        self.notes: dict[str, list[Note]] = {}
        self._linked: dict[Global, str] = {}
        self._assigners: dict[object, Global] = {}
        self._symbols: set[str] = set()
        self._counts: dict[str, int] = {}
        self.locals = {variable: name for variable, name in self.around.earlier.names.items() if name not in self.scope.names}
        self.lambdas: dict[str, Lambda] = {}
        self._taken = self.scope.names.union(self.locals.values())

    def fresh(self, stem: str) -> str:
        """A Python name that nothing else in this unit has."""
        while True:
            count = self._counts.get(stem, 0)
            self._counts[stem] = count + 1
            name = stem if count == 0 and _plain(stem) else f"{stem}'{count}"
            if name not in self._taken:
                return name

    def local(self, variable: Variable) -> str:
        """The Python name of a local variable."""
        name = self.locals.get(variable)
        if name is None:
            name = self.locals[variable] = self.fresh(variable.name)
        return name

    def constant(self, value: Value) -> ast.expr:
        """An expression for a literal datum."""
        if value is None or value is ... or type(value) in (int, float):
            return ast.Constant(value)
        if value is NIL:
            return ast.Name("'nil", LOAD)
        if value is UNSPECIFIED:
            return ast.Name("'unspecified", LOAD)
        if isinstance(value, Symbol | Char):
            name = f"'s:{value.name}" if isinstance(value, Symbol) else f"'c:{value.char}"
            if name not in self._symbols:
                self._symbols.add(name)
                self.constants.append((name, value))
        else:
            name = f"'{self.tag}.{len(self.constants)}"
            self.constants.append((name, value))
        return ast.Name(name, LOAD)

    def global_name(self, binding: Global) -> str:
        """The Python name by which code of this unit reads a global."""
        if binding.environment is self.environment:
            return binding.name
        name = self._linked.get(binding)
        if name is None:
            name = self._linked[binding] = self.environment.link(binding)
            self.links.append((name, binding))
        return name

    def primitive_name(self, name: str) -> str:
        """The Python name of the primitive that has a name in Scheme."""
        binding = self.around.core.table[symbol(name)]
        assert isinstance(binding, Global)
        return self.global_name(binding)

    def assigner(self, binding: Global) -> str:
        """The Python name of what assigns globals in the environment of a binding."""
        assign = Global(binding.environment, symbol("'assign"), "'assign")
        return self.global_name(self._assigners.setdefault(binding.environment, assign))


def _plain(stem: str) -> bool:
    """Whether a Scheme name can be a Python local as it is; a quote sets off the numbers of those that cannot."""
    return "'" not in stem and not stem.startswith("__") and stem not in ("", "None", "True", "False")
