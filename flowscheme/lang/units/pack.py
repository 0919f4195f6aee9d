"""A compiled unit to an `Artifact`: what compiling did to the environment, read off the environment afterwards.

What imports account for is left to the steps that do them again; the rest of the table must be the unit's own bindings
and macros.  What cannot be told in plain data (a local macro that escaped to the top level, a link to an environment
that is no library's) makes the unit one that is compiled each time: `pack` gives None.
"""

from __future__ import annotations

from typing import Any

from ..emit.compiler import Unit
from ..expand.environment import Environment
from ..expand.expander import Expander
from ..text.constants import Unstorable, flatten
from ..values.contents import contents, parts_of
from ..values.datum import Symbol, Value, cons
from ..values.denotation import SPECIALS, Denotation, Global, Macro, Special
from ..values.names import Alias, Identifier
from .artifact import Artifact, imported

Table = dict[Identifier, Denotation]


def pack(expander: Expander, unit: Unit, before: Table) -> Artifact | None:
    """The artifact of a unit that the expander expanded into an environment whose table was `before`; None if it has none."""
    try:
        return _Packer(expander).pack(unit, before)
    except Unstorable:
        return None


class _Packer:
    def __init__(self, expander: Expander) -> None:
        self.expander = expander
        self.environment = expander.environment
        self.globals: dict[Global, int] = {}
        self.macros: dict[Macro, int] = {}
        self.table: list[tuple[str, int]] = []
        self.specials: list[tuple[str, str]] = []
        self.macro_names: list[tuple[str, int]] = []
        self.alias_keys: list[tuple[Alias, bool, int]] = []

    def pack(self, unit: Unit, before: Table) -> Artifact:
        made = Artifact()
        made.steps = tuple(self.expander.steps)
        known = self.imports(before)
        for identifier, denotation in list(self.environment.table.items()):
            if known.get(identifier) is not denotation or self.is_own(denotation):
                self.entry(identifier, denotation)
        made.globals = tuple([(binding.symbol.name, binding.name, binding.defined, binding.assigned) for binding in self.globals])
        made.table = tuple(self.table)
        made.specials = tuple(self.specials)
        self.pack_macros(made)
        copied = self.environment.copied.items()
        made.copies = tuple([(name, self.home(binding.environment), binding.name) for name, binding in copied])
        made.links = tuple([(name, self.home(binding.environment), binding.name) for name, binding in unit.links])
        names = tuple([name for name, _ in unit.constants])
        made.constants = (names, flatten([value for _, value in unit.constants]))
        made.direct = tuple(unit.direct)
        made.hidden = self.environment.hidden
        made.code = unit.code
        return made

    def imports(self, before: Table) -> Table:
        """The table that the steps alone would leave."""
        known = dict(before)
        for kind, name, *rest in self.expander.steps:
            if kind == "import":
                known.update(imported(self.expander.libraries.loaded[name], rest[0]))
            elif kind == "library" and rest[0] is None:
                raise Unstorable
        return known

    def is_own(self, denotation: Denotation) -> bool:
        return isinstance(denotation, Global) and denotation.environment is self.environment

    def home(self, environment: Any) -> str:
        """The name of an environment in an artifact."""
        if environment is self.environment:
            return ""
        for name in (environment.name, self.expander.libraries.PRIMITIVE) if isinstance(environment, Environment) else ():
            if self.expander.libraries.loaded.get(name) is environment:
                key: str = name
                return key
        raise Unstorable

    def entry(self, identifier: Identifier, denotation: Denotation) -> None:
        """Note what a name denotes that no import gave."""
        if isinstance(denotation, Global) and self.is_own(denotation):
            index = self.globals.setdefault(denotation, len(self.globals))
            self.note(identifier, False, index, self.table)
        elif isinstance(denotation, Macro) and denotation.scope is self.environment:
            index = self.macros.setdefault(denotation, len(self.macros))
            self.note(identifier, True, index, self.macro_names)
        elif isinstance(denotation, Special) and isinstance(identifier, Symbol):
            assert SPECIALS[denotation.name] is denotation
            self.specials.append((identifier.name, denotation.name))
        else:
            raise Unstorable

    def note(self, identifier: Identifier, is_macro: bool, index: int, names: list[tuple[str, int]]) -> None:
        if isinstance(identifier, Symbol):
            names.append((identifier.name, index))
        else:
            self.alias_keys.append((identifier, is_macro, index))

    def pack_macros(self, made: Artifact) -> None:
        """The macros, and those of the made-up names in the table that a later use of a macro could still insert."""
        data: list[Value] = [cons(macro.datum, macro.rules.ellipsis) for macro in self.macros]
        living = _aliases(data)
        kept = [key for key in self.alias_keys if key[0] in living]
        made.aliases = tuple([(len(data) + place, *key[1:]) for place, key in enumerate(kept)])
        made.macros = (tuple(self.macro_names), flatten([*data, *[key[0] for key in kept]], self.home))


def _aliases(data: list[Value]) -> set[Alias]:
    """The aliases in data, those that are names of aliases among them."""
    return {datum for datum in contents(data, _parts_and_names) if isinstance(datum, Alias)}


def _parts_and_names(datum: Value) -> list[Value]:
    return [datum.name] if isinstance(datum, Alias) else parts_of(datum)
