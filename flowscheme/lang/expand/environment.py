"""Scopes, and the top-level environments that programs and libraries are compiled in.

A `Scope` maps names to denotations and has a parent; the root of every chain is an `Environment`.  An environment
owns one Python dict, `globals`, which is the `__globals__` of every function compiled in it: a Scheme global is a
Python global, as fast as one.  `values.global_names` says what its keys look like, `machine.runtime` what compiled code
finds there beside the program's globals.

A binding of another environment is *linked*: its value is copied into this dict under a name that no program can
write (`link_to`), and copied again whenever the library assigns it.  Defining an imported name here makes a
binding of this environment; what was compiled before keeps the link.

A global that some unit calls *directly* (without testing for a pending tail call, because its procedure is known never
to return one) has a second entry, `'d:name`.  Redefining the global puts a forcing wrapper there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any
from weakref import ref

from ..machine.machine import forcing
from ..machine.runtime import ASSIGN, RUNTIME
from ..machine.shield import shielded
from ..values.datum import Symbol, Value, symbol
from ..values.denotation import Denotation, Global
from ..values.foreign import guest_class
from ..values.global_names import GUEST_MARK, direct_name, link_name, made_up_name, mangle
from ..values.names import Alias, Identifier, base_name
from .leases import Leases
from .literals import Literals


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
        inner: Scope | None = scope
        while inner is not None:
            denotation = inner.table.get(identifier)
            if denotation is not None:
                return denotation
            root, inner = inner, inner.parent
        if isinstance(identifier, Alias):
            identifier, scope = identifier.name, identifier.scope
            continue
        assert isinstance(root, Environment)
        return root.find(identifier)


@guest_class
class Environment(Scope):
    """A top-level environment.

    * `name` is unique.
    * `globals` is the Python dict that code compiled here has as its `__globals__`.
    * `fallback` finds names that were never imported: the default environment sees everything.
    * `exports` is what a library gives, each name with its denotation.
    * `sealed` refuses definitions.
    * `library` tells that others link to it; `ours` that it is flowscheme's own.
    * `owner` is the interpreter that gave it to a program, which alone evaluates there.
    * `direct` are the keys of the globals that have a direct entry.
    * `leases` tells which literal data there are for which code, `literals` what they are like in the source.
    * `units` numbers the units compiled here, `hidden` counts the globals that macros made up.
    * `kept` are the units that are compiled again when a standard name is redefined (`emit.redefine`).

    For the cache:

    * `kind`: environments of one kind are alike when they are made.
    * `touched` tells that code was compiled here.
    * `given` are the names that Python defined, in order.
    * `copied` are the bindings that globals got their first value from, by the globals' keys.
    """

    __slots__ = (
        "__weakref__", "_watchers", "copied", "direct", "exports", "fallback", "given", "globals", "hidden", "kept", "kind",
        "leases", "library", "literals", "name", "ours", "owner", "sealed", "touched", "units",
    )  # fmt: skip

    def __init__(
        self, name: str, fallback: Callable[[Symbol], Denotation | None] | None = None, kind: str = ""
    ) -> None:
        super().__init__(None)
        self.name = name
        self.fallback = fallback
        self.exports: dict[Symbol, Denotation] = {}
        self.globals: dict[str, Any] = dict(RUNTIME)
        self.globals[GUEST_MARK] = ref(self)
        self.globals[ASSIGN] = self.assign
        self.direct: set[str] = set()
        self.sealed = False
        self.library = False
        self.ours = False
        self.owner: Any = None
        self._watchers: dict[str, list[tuple[Any, str]]] = {}
        self.leases = Leases(self.globals)
        self.literals = Literals(self.globals, self.leases)
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
        denotation = self.table.get(name)
        if denotation is None and self.fallback is not None:
            denotation = self.fallback(name)
        if denotation is None:
            denotation = self.table[name] = Global(self, name, mangle(name.name))
        return denotation

    def own(self, identifier: Identifier) -> Global:
        """The binding of this environment for a name that is defined or assigned here.

        An import of that name is left; its value is what the new binding starts with.  A name that a macro made up gets
        a binding that only this expansion can name (R7RS 4.3).
        """
        base = base_name(identifier)
        before = self.table.get(identifier) if identifier is not base else self.find(base)
        if isinstance(before, Global) and before.environment is self:
            binding = before
        else:
            binding = Global(self, base, self._hidden_name(base) if identifier is not base else mangle(base.name))
            if isinstance(before, Global):
                self.copied[binding.name] = before
                self.copy(binding.name, before.environment, before.name)
        self.table[identifier] = binding
        return binding

    def _hidden_name(self, base: Symbol) -> str:
        self.hidden += 1
        return made_up_name(base.name, self.hidden)

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
        key = link_name(home.name, name)
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
        for identifier, denotation in list(self.table.items()):
            if isinstance(identifier, Symbol) and (
                not isinstance(denotation, Global) or denotation.name in denotation.environment.globals
            ):
                yield identifier.name
