"""Scopes, and the top-level environments that programs and libraries are compiled in.

A `Scope` maps names to denotations and has a parent; the root of every chain is an `Environment`.  An environment
owns one Python dict, `globals`, which is the `__globals__` of every function compiled in it: a Scheme global is a
Python global, as fast as one.  `mangle` keeps Scheme names from reaching anything of Python's or of ours: names of the
runtime begin with a quote, which the mangling escapes, and `__builtins__` is empty.

A binding of another environment is *linked*: its value is copied into this dict under a name that no program can
write (`link_to`), and copied again if the library ever assigns it.  Defining an imported name here makes a
binding of this environment; what was compiled before keeps the link.

A global that some unit calls *directly* (without testing for a pending tail call, because its procedure is known never
to return one) has a second entry, `'d:name`.  Redefining the global puts a forcing wrapper there.

The literal data of a text without a file are globals while there is code that reads them (`lease`), so a service can
evaluate new texts for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from types import CodeType
from typing import Any
from weakref import ref

from ..machine.limits import HUGE, grown, shielded
from ..machine.machine import CALLERS, force
from ..machine.primitive import wrong_type
from ..machine.ranges import after, until_equal, until_passed, until_reached
from ..values.datum import (
    CHARS,
    NIL,
    SOON,
    UNSPECIFIED,
    Char,
    Pair,
    String,
    Symbol,
    Value,
    Vector,
    is_circular,
    list_from,
    symbol,
)
from ..values.denotation import Denotation, Global
from ..values.names import Alias, Identifier, base_name


class Scope:
    """Names and what they denote, inside a parent scope."""

    __slots__ = ("depth", "parent", "table")

    def __init__(self, parent: Scope | None) -> None:
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent is not None else 0
        self.table: dict[Identifier, Denotation] = {}

    def environment(self) -> Environment:
        """The environment at the root."""
        scope: Scope = self
        while scope.parent is not None:
            scope = scope.parent
        assert isinstance(scope, Environment)
        return scope


def lookup(identifier: Identifier, scope: Scope) -> Denotation:
    """What a name denotes where it stands.  An unbound one denotes a global that is not defined (yet)."""
    while True:
        each: Scope | None = scope
        while each is not None:
            found = each.table.get(identifier)
            if found is not None:
                return found
            root, each = each, each.parent
        if isinstance(identifier, Alias):
            identifier, scope = identifier.name, identifier.scope
            continue
        assert isinstance(root, Environment)
        return root.find(identifier)


_PYTHON_WORDS = {"None", "True", "False"}


def mangle(name: str) -> str:
    """The Python name for a Scheme name: itself, unless Python or the runtime could take it for theirs."""
    if "\0" in name:  # Python's compiler takes names for C strings
        return "'|" + name.replace("\0", "\\x0;")
    return f"'|{name}" if name.startswith(("'", "__")) or name in _PYTHON_WORDS else name


def direct_name(name: str) -> str:
    """The name under which a global that is called directly is found."""
    return f"'d:{name}"


def forcing(value: Value) -> Value:
    """A procedure that never returns a pending call, doing what `value` does; other values as they are."""
    if not callable(value):
        return value

    def direct(*arguments: Value) -> Value:
        r = CALLERS[len(arguments) + 1]((value, *arguments))
        return force(r) if type(r) is tuple else r

    direct.__name__ = direct.__qualname__ = getattr(value, "__name__", "procedure")
    return direct


def too_deep() -> Value:
    """Refuse a recursion that became a loop and goes on for ever: as Python refuses any other."""
    raise RecursionError


def still_longer(walked: range, name: str, *rests: Value) -> range:
    """How many more pairs may be walked by code that stands for a primitive, `map` for instance.

    Raises SchemeError for a single list that is circular; of several, another one may end.
    """
    if len(rests) == 1 and is_circular(rests[0]):
        raise wrong_type(name, 2, "a list that ends", rests[0])
    return range(8 * len(walked))


MANY = 200
"""How many units' literal data are kept before those are swept out that nobody can read."""


def _nested(code: CodeType) -> Iterator[CodeType]:
    """A code object and those of the functions in it."""
    work = [code]  # no recursion: loops may nest a thousand deep
    while work:
        each = work.pop()
        yield each
        work += [const for const in each.co_consts if isinstance(const, CodeType)]


MAKER = "'make:"
"""How the names begin of globals that make closures for compiled code."""


def bad_index(index: Value) -> Value:
    """Refuse a negative index, which Python would take from the end; `faults` explains it."""
    raise IndexError("index out of range")


MOST_TURNS = 4_000_000
"""How many turns a loop may take that stands for a recursion."""

RUNTIME: dict[str, Any] = {
    "__builtins__": {},
    "'type": type,
    "'tuple": tuple,
    "'int": int,
    "'float": float,
    "'force": force,
    "'len": len,
    "'ord": ord,
    "'list": list_from,
    "'Pair": Pair,
    "'Symbol": Symbol,
    "'String": String,
    "'Vector": Vector,
    "'Char": Char,
    "'chars": CHARS,
    "'bad_index": bad_index,
    "'turns": bytes(MOST_TURNS),
    "'too_deep": too_deep,
    "'range": range,
    "'zip": zip,
    "'until": until_equal,
    "'reached": until_reached,
    "'passed": until_passed,
    "'after": after,
    "'soon": SOON,
    "'longer": still_longer,
    "'grown": grown,
    "'huge": HUGE,
    "'-huge": -HUGE,
    "'nil": NIL,
    "'unspecified": UNSPECIFIED,
}
"""What compiled code finds in every environment, beside its own globals."""


class Environment(Scope):
    """A top-level environment.  `name` is unique; `exports` is what a library gives; `fallback` finds names that were
    never imported (the default environment sees everything); a `sealed` one refuses definitions; a `library` is one
    that others link to, `ours` tells that it is flowscheme's own; `units` numbers the units compiled in it.

    For the cache: environments of one `kind` are alike when they are made, `touched` tells that code was compiled in
    this one, `given` are the names that Python defined, `copied` the bindings that globals got their first value from.
    """

    __slots__ = (
        "__weakref__", "_leases", "_permanent", "_sweep_at", "_watchers", "copied", "direct", "exports", "fallback", "given",
        "globals", "hidden", "kept", "kind", "library", "name", "ours", "sealed", "touched", "units",
    )  # fmt: skip

    def __init__(
        self, name: str, fallback: Callable[[Symbol], Denotation | None] | None = None, kind: str = ""
    ) -> None:
        super().__init__(None)
        self.name = name
        self.fallback = fallback
        self.exports: dict[Symbol, Denotation] = {}
        self.globals: dict[str, Any] = dict(RUNTIME)
        self.globals["'scheme"] = ref(self)
        self.globals["'assign"] = self.assign
        self.direct: set[str] = set()
        self.sealed = False
        self.library = False
        self.ours = False
        self._watchers: dict[str, list[tuple[Any, str]]] = {}
        self._leases: list[tuple[list[ref[CodeType]], set[str]]] = []
        self._permanent: set[str] = set()
        self._sweep_at = MANY
        self.kind = kind
        self.touched = False
        self.units = count()
        self.given: dict[str, None] = {}
        self.copied: dict[str, Global] = {}
        self.hidden = 0
        self.kept: list[Any] = []

    def state(self) -> str | None:
        """What the first unit compiled here depends on, as a text; None if there was a unit before."""
        return " ".join((self.kind, *self.given)) if self.kind and not self.touched else None

    def find(self, name: Symbol) -> Denotation:
        """What a symbol denotes at the top."""
        found = self.table.get(name)
        if found is None and self.fallback is not None:
            found = self.fallback(name)
        if found is None:
            found = self.table[name] = Global(self, name, mangle(name.name))
        return found

    def own(self, identifier: Identifier) -> Global:
        """The binding of this environment for a name that is defined or assigned here.

        An import of that name is left; its value is what the new binding starts with.  A name that a macro made up gets
        a binding that only this expansion can name (R7RS 4.3).
        """
        base = base_name(identifier)
        found = self.table.get(identifier) if identifier is not base else self.find(base)
        if isinstance(found, Global) and found.environment is self:
            binding = found
        else:
            binding = Global(self, base, self._hidden_name(base) if identifier is not base else mangle(base.name))
            if isinstance(found, Global):
                self.copied[binding.name] = found
                self.copy(binding.name, found.environment, found.name)
        self.table[identifier] = binding
        return binding

    def _hidden_name(self, base: Symbol) -> str:
        self.hidden += 1
        return f"'t:{base.name}:{self.hidden}"

    def copy(self, name: str, home: Environment, key: str) -> None:
        """Let a global start with the value of another environment's, if it has none yet."""
        if key in home.globals:
            self.globals.setdefault(name, home.globals[key])

    def bind(self, imports: dict[Symbol, Denotation]) -> None:
        """Import bindings; one that code compiled here before took for unbound gets its value too."""
        for name, denotation in imports.items():
            before = self.table.get(name)
            if isinstance(before, Global) and before.environment is self and isinstance(denotation, Global):
                self._take_over(before, denotation)
            self.table[name] = denotation

    def _take_over(self, before: Global, imported: Global) -> None:
        """Give a binding that was never defined the value of the import that takes its name."""
        if not before.defined:
            self.copied[before.name] = imported
            self.copy(before.name, imported.environment, imported.name)

    def link(self, binding: Global) -> str:
        """The Python name by which code of this environment reaches a binding, its own or another's."""
        home: Environment = binding.environment
        if home is self:
            return binding.name
        return self.link_to(home, binding.name)

    def link_to(self, home: Environment, name: str) -> str:
        """As `link`, for the binding of that Python name in another environment."""
        key = f"'l:{home.name}\n{name}"
        if key not in self.globals and name in home.globals:
            self.globals[key] = home.globals[name]
            home._watchers.setdefault(name, []).append((ref(self), key))
        return key

    def assign(self, name: str, value: Value) -> None:
        """Set a global by its Python name: also its direct entry, and the copies that others have of it."""
        if name in self.direct:
            key, direct = direct_name(name), forcing(value)
            self.globals[name] = value  # and no call between the two: a limit may strike at one
            self.globals[key] = direct
            value = direct  # importers may call it directly, too
        else:
            self.globals[name] = value
        if name in self._watchers:
            with shielded():
                self._tell(name, value)

    def _tell(self, name: str, value: Value) -> None:
        """Set the copies that other environments have of a global."""
        for holder, key in self._watchers[name]:
            environment = holder()
            if environment is not None:
                environment.globals[key] = value

    def lease(self, code: CodeType, names: list[str]) -> None:
        """Keep the constants of a unit for as long as some of its code reads them; those of a file for ever.

        They are swept out when the units have doubled, not by callbacks of the weak references: those would be Python
        code that runs in the middle of everything, where a shot of the watchdog gets lost.
        """
        if not code.co_filename.startswith("<"):
            self._permanent.update(names)
        elif names:
            wanted = set(names)
            self._leases.append(([ref(each) for each in _nested(code) if wanted.intersection(each.co_names)], wanted))
            if len(self._leases) > self._sweep_at:
                self._sweep()

    def _sweep(self) -> None:
        kept = [lease for lease in self._leases if any(reader() is not None for reader in lease[0])]
        known = self._permanent.union(*[names for _, names in kept])
        dropped = set[str]().union(*[names for _, names in self._leases]) - known
        self._leases = kept
        self._sweep_at = 2 * len(kept) + MANY
        for name in dropped:
            self.globals.pop(name, None)

    def add_direct(self, name: str) -> None:
        """Give a global a direct entry; one that has a value already is called through it from now on."""
        self.direct.add(name)
        if name in self.globals:
            self.globals.setdefault(direct_name(name), forcing(self.globals[name]))

    def define(self, name: str, value: Value) -> None:
        """Define a global from Python."""
        binding = self.own(symbol(name))
        binding.defined = True
        self.given[name] = None
        self.assign(binding.name, value)

    def known_names(self) -> Iterable[str]:
        """The names that are bound here, for suggestions and completion."""
        for identifier, denotation in self.table.items():
            if isinstance(identifier, Symbol) and (
                not isinstance(denotation, Global) or denotation.name in denotation.environment.globals
            ):
                yield identifier.name
