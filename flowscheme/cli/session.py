"""What a command works with: an interpreter, and the policy over the store, made when it is first needed.

A program that uses no flow makes no store, and loads neither the engine nor SQLite.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

import click

from ..asynchronous import Loop
from ..conversion import journaled, procedure
from ..errors import LimitExceeded
from ..host import host_functions
from ..interp import ALL_GRANTS, Interpreter
from ..lang.machine.limits import NO_LIMITS, Limits
from ..lang.machine.machine import Procedure
from ..lang.values.datum import Value
from ..report import explain
from .options import SEARCHED

if TYPE_CHECKING:
    from ..engine.policy import Policy

T = TypeVar("T")

SANDBOX = frozenset({"console"})
"""What `--sandbox` leaves a program."""

QUESTION = Limits(seconds=10.0, memory=256_000_000)
"""What the answer to a question about a run may spend.  The code that the run is pinned to may be a stranger's; to answer, it
is loaded, its readers of records are called, and its flow is replayed.  Whoever asks should get an answer, or be told why not."""

ONE_OF_MANY = 0.1
"""How much of the time that is left for a listing one run of it may take."""

current: Session | None = None
"""The session of the command that runs, for what is to be said of a fault in it."""


class Session:
    """One command's interpreter, its host functions and its policy.

    | argument | meaning |
    | --- | --- |
    | `store` | the store's URL |
    | `sandbox` | whether its programs may touch the console only |
    | `hosts` | the Python files of host functions; None for a command that takes none |
    | `folder` | that of the program, where libraries are sought, too (see `search_path`) |
    | `asks` | whether the command makes no runs: a store whose file is not there stays so |
    | `limits` | what an evaluation may spend |

    Raises `HostError` for a host module that cannot be loaded.
    """

    def __init__(
        self,
        store: str,
        *,
        sandbox: bool = False,
        hosts: Sequence[Path] | None = None,
        folder: Path = Path(),
        asks: bool = False,
        limits: Limits = NO_LIMITS,
    ) -> None:
        global current
        current = self
        self.store = store
        self.asks = asks
        self.patience = QUESTION.seconds or 0.0
        self.interpreter = Interpreter(SANDBOX if sandbox else ALL_GRANTS, search_path(folder), limits=limits)
        self.interpreter.services["engine"] = self.guest  # until there is a policy
        self.lacks_hosts = hosts is not None and not hosts
        self.hosts = _procedures(hosts or ())
        self.define_hosts()

    @cached_property
    def policy(self) -> Policy:
        """The policy over the store.  Raises `StoreError` if the store cannot be opened."""
        from ..engine.policy import Policy  # loads the store and SQLite, see above
        from ..engine.scheme import serve  # likewise
        from ..store import open_store  # likewise

        url = "memory:" if self.asks and is_absent(self.store) else self.store
        policy = Policy(open_store(url), self.interpreter)
        policy.codebase.hosts.update(self.hosts)
        serve(policy)
        return policy

    def guest(self, operation: str, *arguments: Value) -> Value:
        """An operation of the flow API, called from Scheme: the first one makes the policy, which then takes over."""
        from ..engine.scheme import guest  # likewise

        return guest(self.policy, operation, *arguments)

    def close(self) -> None:
        """Close the store, if there is one: this process drives no run any more."""
        global current
        current = None
        if "policy" in self.__dict__:
            self.policy.store.close()

    def evaluate(self, thunk: Callable[[], T]) -> T:
        """Run a thunk as an evaluation of the interpreter."""
        return self.interpreter.evaluate(thunk, guest=False)

    def ask(self, thunk: Callable[[], T]) -> T:
        """Run a thunk that tells of one run among many.

        What runs over its time takes it from the others, so that many cannot hold up a listing longer than one question may
        last.  Raises `LimitExceeded`.
        """
        seconds, began = self.patience * ONE_OF_MANY, monotonic()
        try:
            return self.interpreter.evaluate(thunk, limits=QUESTION._replace(seconds=seconds), guest=False)
        except LimitExceeded:
            self.patience -= min(seconds, monotonic() - began)
            raise

    def define_hosts(self) -> None:
        """Define the host functions in the interaction environment."""
        for name, function in self.hosts.items():
            self.interpreter.environment.define(name, function)

    def enter(self, text: str) -> None:
        """Get ready for a program: one that begins with an import sees nothing but what it imports (R7RS 5.1)."""
        from .data import imports_first  # loads the reader, which `eval` of a cached expression does without

        if imports_first(text):
            self.interpreter.environment = self.interpreter.libraries.bare_environment("program")
            self.define_hosts()


def explained(fault: BaseException) -> str:
    """A fault for a person, with what is known of the command that runs."""
    if current is None:
        return explain(fault)
    return explain(fault, current.interpreter, hosts=current.lacks_hosts)


def search_path(folder: Path) -> list[Path]:
    """Where libraries are sought after flowscheme's own: the command's -I, the program's folder, $FLOWSCHEME_PATH."""
    context = click.get_current_context(silent=True)
    given = context.meta.get(SEARCHED, ()) if context is not None else ()
    path = os.environ.get("FLOWSCHEME_PATH", "").split(os.pathsep)
    return [*given, folder, *(Path(part) for part in path if part)]


def _procedures(files: Sequence[Path]) -> dict[str, Procedure]:
    """The host functions of Python files, as procedures by their Scheme names."""
    functions = {name: function for file in files for name, function in host_functions(file).items()}
    if not functions:
        return {}
    loop = Loop()
    made = {name: procedure(function, name, loop.wait) for name, (function, _) in functions.items()}
    return {name: host if functions[name][1] else journaled(name, host) for name, host in made.items()}


def is_absent(url: str) -> bool:
    """Whether a store's file could be made but is not there."""
    path = url.removeprefix("sqlite:///")
    return path != url and bool(path) and not os.path.lexists(path) and os.path.isdir(os.path.dirname(path) or ".")
