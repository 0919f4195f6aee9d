"""What the functions of one unit share: names, constants, links to other environments."""

from __future__ import annotations

import ast

from ..analyse.counted_loops import Counting
from ..analyse.facts import Facts
from ..analyse.list_loops import core_name
from ..analyse.mode import DEFAULT_MODE, Mode
from ..analyse.scope import Analysis
from ..expand.core import GlobalRef, Node
from ..expand.environment import Environment
from ..values.datum import NIL, UNSPECIFIED, Char, Symbol, Value, symbol
from ..values.denotation import Global, Variable
from .nodes import LOAD


class Shared:
    """What the functions of one unit share."""

    def __init__(
        self, analysis: Analysis, environment: Environment, core: Environment, tag: str, mode: Mode = DEFAULT_MODE
    ) -> None:
        self.analysis = analysis
        self.environment = environment
        self.core = core
        self.tag = tag
        self.mode = mode
        self.facts = Facts(analysis.nodes, analysis, self.primitive)
        self.counting = Counting(analysis, self.primitive)
        self.constants: list[tuple[str, Value]] = []
        self.links: list[tuple[str, Global]] = []
        self.direct: list[str] = []
        self._linked: dict[Global, str] = {}
        self._assigners: dict[Environment, Global] = {}
        self._symbols: set[str] = set()
        self._counts: dict[str, int] = {}
        self._locals: dict[Variable, str] = {}

    def fresh(self, stem: str) -> str:
        """A Python name that nothing else in this unit has."""
        while True:
            count = self._counts.get(stem, 0)
            self._counts[stem] = count + 1
            name = stem if count == 0 and _plain(stem) else f"{stem}'{count}"
            if name not in self.analysis.names:
                return name

    def local(self, variable: Variable) -> str:
        """The Python name of a local variable."""
        name = self._locals.get(variable)
        if name is None:
            name = self._locals[variable] = self.fresh(variable.name)
        return name

    def boxed(self, variable: Variable) -> bool:
        """Whether a variable lives in a box: bound by a loop, captured, and not fixed before its capture."""
        return variable.looped and variable.captured and (variable.assigned or variable in self.analysis.recursive)

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

    def assigner(self, binding: Global) -> str:
        """The Python name of what assigns globals in the environment of a binding."""
        assign = Global(binding.environment, symbol("'assign"), "'assign")
        return self.global_name(self._assigners.setdefault(binding.environment, assign))

    def primitive(self, operator: Node) -> str:
        """The name of the primitive that an operator surely denotes, or nothing."""
        return core_name(operator, self.core) if self.analysis.optimize else ""

    def is_direct(self, binding: Global) -> bool:
        """Whether a global of this unit is surely a procedure that never returns a pending call."""
        known = self.analysis.known.get(binding)
        return self.analysis.functions[id(known)].direct if known is not None else binding in self.analysis.made

    def has_direct_entry(self, operator: Node) -> bool:
        """Whether an operator is a global of this unit that has a direct entry."""
        return isinstance(operator, GlobalRef) and self.is_direct(operator.binding)


def _plain(stem: str) -> bool:
    """Whether a Scheme name can be a Python local as it is; a quote sets off the numbers of those that cannot."""
    return "'" not in stem and not stem.startswith("__") and stem not in ("", "None", "True", "False")
