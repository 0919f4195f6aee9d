"""A compiled unit as plain data: what `marshal` can write, and what `replay` needs to have the same effect again.

Compiling a unit changes its environment: `import` binds, `define-library` makes libraries and runs them, definitions
and macros get names.  An `Artifact` holds these changes beside the code, so that replaying it leaves the environment
as compiling would have left it, without reader, expander or compiler.  `pack` makes artifacts, this module uses them.

Macros stay flat until one of them is used, which takes an expander anyway.  Other environments are named: "core", ""
for the unit's own, or a library's name.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any

from ..expand.environment import Environment
from ..machine.machine import Procedure
from ..text.constants import Flat, restore
from ..values.datum import Symbol, Value, symbol
from ..values.denotation import SPECIALS, Denotation, Global, Macro
from ..values.global_names import MAKER

Find = Callable[[str], Environment]
Imports = tuple[tuple[str, str], ...] | None
"""The (local, exported) names of an import; None for all exports under their own names."""


class Artifact:
    """A compiled unit.

    | field | content |
    | --- | --- |
    | `steps` | in order: ("import", library, Imports), ("find", library), ("library", name, data, exports) |
    | `globals` | (symbol, Python name, is it defined?, is it assigned?) of the unit's own bindings |
    | `table` | (symbol, index in `globals`) |
    | `specials` | (symbol, name of the special form) |
    | `macros` | (names, flat data): (symbol, index) pairs, and a (datum, ellipsis) pair for each index |
    | `aliases` | (index in the flat data, is it a macro?, its index) of names that macros made up and may still use |
    | `copies` | (Python name, home, name there) of values that bindings started with |
    | `links` | the same, of values that code reads from elsewhere |
    | `constants` | their names and flat data |
    | `direct` | the globals that have a direct entry |
    | `hidden` | how many hidden names the environment has given out |
    | `code` | the unit function's |
    """

    __slots__ = (
        "aliases", "code", "constants", "copies", "direct", "globals", "hidden", "links", "macros", "specials", "steps",
        "table",
    )  # fmt: skip

    steps: tuple[tuple[Any, ...], ...]
    globals: tuple[tuple[str, str, bool, bool], ...]
    table: tuple[tuple[str, int], ...]
    specials: tuple[tuple[str, str], ...]
    macros: tuple[tuple[tuple[str, int], ...], Flat]
    aliases: tuple[tuple[int, bool, int], ...]
    copies: tuple[tuple[str, str, str], ...]
    links: tuple[tuple[str, str, str], ...]
    constants: tuple[tuple[str, ...], Flat]
    direct: tuple[str, ...]
    hidden: int
    code: CodeType

    def data(self) -> tuple[Any, ...]:
        """The fields, as `marshal` takes them."""
        return tuple([getattr(self, name) for name in self.__slots__])


def from_data(data: tuple[Any, ...]) -> Artifact:
    """The artifact that `Artifact.data` was called on."""
    artifact = Artifact()
    for name, value in zip(Artifact.__slots__, data, strict=True):
        setattr(artifact, name, value)
    return artifact


def replay(artifact: Artifact, environment: Environment, step: Callable[..., None], find: Find) -> Procedure:
    """Change an environment as compiling the unit in it did; the thunk that runs the unit.

    `step(environment, *step)` does one of the artifact's steps; `find` gives the environment of a name.
    """
    next(environment.units)
    for change in artifact.steps:
        step(environment, *change)
    bind(artifact, environment, find)
    for name, home, key in artifact.copies:
        environment.copy(name, find(home), key)
    for _, home, key in artifact.links:
        environment.link_to(find(home), key)
    names, flat = artifact.constants
    constants = list(zip(names, restore(flat), strict=True))
    return install(environment, artifact.code, constants, artifact.direct)


def install(
    environment: Environment, code: CodeType, constants: list[tuple[str, Value]], direct: tuple[str, ...] | list[str]
) -> Procedure:
    """Put a compiled unit's constants into its environment; the unit function."""
    environment.globals.update(constants)
    environment.leases.add(code, [name for name, _ in constants] + [name for name in code.co_names if name.startswith(MAKER)])
    for name in direct:
        environment.add_direct(name)
    return FunctionType(code, environment.globals)


def bind(artifact: Artifact, environment: Environment, find: Find) -> None:
    """Make the bindings and macros of a unit in its environment."""
    table = environment.table
    made = [_binding(environment, *described) for described in artifact.globals]
    for name, index in artifact.table:
        table[symbol(name)] = made[index]
    for name, special in artifact.specials:
        table[symbol(name)] = SPECIALS[special]
    environment.hidden = artifact.hidden
    names, flat = artifact.macros
    if names or artifact.aliases:
        stored = Stored(flat, environment, find)
        macros = [StoredMacro(stored, index, environment) for index in range(len(flat[1]) - len(artifact.aliases))]
        for name, index in names:
            table[symbol(name)] = macros[index]
        for number, is_macro, index in artifact.aliases:
            table[stored.value(number)] = macros[index] if is_macro else made[index]


def _binding(environment: Environment, name: str, python_name: str, defined: bool, assigned: bool) -> Global:
    key = symbol(name)
    known = environment.table.get(key)
    if isinstance(known, Global) and known.environment is environment and known.name == python_name:
        known.defined = known.defined or defined
        known.assigned = known.assigned or assigned
        return known
    made = Global(environment, key, python_name, defined)
    made.assigned = assigned
    return made


class Stored:
    """The flat data of a unit's macros, restored all at once when one of them is first used."""

    __slots__ = ("_environment", "_find", "_flat", "_values")

    def __init__(self, flat: Flat, environment: Environment, find: Find) -> None:
        self._flat = flat
        self._environment = environment
        self._find = find
        self._values: list[Value] | None = None

    def value(self, number: int) -> Value:
        """One of the data."""
        if self._values is None:
            self._values = restore(self._flat, self._scope)
        return self._values[number]

    def _scope(self, name: str) -> Environment:
        return self._find(name) if name else self._environment


class StoredMacro(Macro):
    """A macro out of an artifact: `datum` and `rules` are made when they are first asked for."""

    __slots__ = ("_index", "_stored")

    def __init__(self, stored: Stored, index: int, scope: Environment) -> None:
        self._stored = stored
        self._index = index
        self.scope = scope

    def __getattr__(self, name: str) -> Any:  # called only while the slot is empty
        if name not in ("datum", "rules"):
            raise AttributeError(name)
        from ..expand.syntax_rules import parse_rules  # with the expander: not needed to run what is compiled already

        pair = self._stored.value(self._index)
        self.datum = pair.car
        self.rules = parse_rules(pair.car, self.scope, pair.cdr)
        return getattr(self, name)


def imported(library: Environment, names: Imports) -> dict[Symbol, Denotation]:
    """What an import binds."""
    if names is None:
        return library.exports
    return {symbol(local): library.exports[symbol(exported)] for local, exported in names}
