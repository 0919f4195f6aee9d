"""The engine as Python programs use it: `Engine`, whose methods take and give Python's values.

    engine = Engine("sqlite:///flows.db")
    engine.load("checkout.scm")
    run = engine.start("checkout", {"cents": 4200}, id="A-1")     # run.status: "suspended"
    run = engine.resume("A-1", "with the morning post")           # run.status: "done"

A method is one call of the policy, its arguments and its answer converted, as an evaluation of the interpreter.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from ..asynchronous import Loop
from ..conversion import journaled, procedure, to_python, to_scheme
from ..host import scheme_name
from ..interp import EMBEDDED_GRANTS, Interpreter, check_text
from ..lang.values.datum import symbol
from ..store import open_store
from ..store.protocol import Store
from .drive import Ended
from .policy import Policy
from .scheme import serve
from .views import RunRecord, View, record_of, view_of

T = TypeVar("T")

DEFAULT_STORE = "sqlite:///flowscheme.db"


class Engine:
    """Durable flows over a store.

    `store` is a URL (`sqlite:///file.db`, `memory:`) or an open store.  `interpreter` runs the flows; without one the
    engine makes its own, with the grants console, clock and flows.  `clock` gives the time in seconds since the epoch.

    The methods are the host's and need no grant.  What the interpreter's programs may do with the runs by `flow/start` and
    its kin, its grants say: without `flows` and `store` they can define flows, and nothing more.
    """

    def __init__(
        self,
        store: str | Store = DEFAULT_STORE,
        interpreter: Interpreter | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.store = open_store(store) if isinstance(store, str) else store
        self.interpreter = interpreter or Interpreter(EMBEDDED_GRANTS | {"flows"})
        self.policy = Policy(self.store, self.interpreter, clock)
        self._loop = Loop()
        serve(self.policy)

    # Code

    def load(self, path: str | Path) -> None:
        """Load a source file and the flows that it defines."""
        self.interpreter.load(path)

    def effect(self, function: Callable[..., Any], name: str | None = None) -> Callable[..., Any]:
        """Make a Python function a procedure of the flows; in a flow its results are journaled.  A decorator;
        Python's `send_mail` is Scheme's `send-mail`.  One that is `async def` runs on an event loop of the engine's own,
        which it shares with the others, or on that which awaits the evaluation."""
        self.add_host(name or scheme_name(function.__name__), function, pure=False)
        return function

    def pure(self, function: Callable[..., Any], name: str | None = None) -> Callable[..., Any]:
        """Make a Python function without effects a procedure of the flows; it is called anew on replay.  A decorator."""
        self.add_host(name or scheme_name(function.__name__), function, pure=True)
        return function

    def add_host(self, name: str, function: Callable[..., Any], pure: bool) -> None:
        """Make a Python function a procedure of the flows, by its Scheme name."""
        host = self.interpreter.evaluate(lambda: procedure(function, name, self._loop.wait), guest=False)
        self.policy.codebase.define_host(name, host if pure else journaled(name, host))

    # Verbs

    def start(self, flow: str, input: Any, id: str | None = None) -> RunRecord:
        """Run a flow to its end or its first park; with an `id` that exists, attach to that run.

        Raises `SchemeError` of kind flow-unknown-flow or flow-id-conflict.  A flow that raises is a record `failed`.
        """
        check_text("the name of a flow", flow)
        if id is not None:
            check_text("a run's id", id)
        return self._record(lambda: self.policy.start_flow(symbol(flow), to_scheme(input), id))

    def resume(self, id: str, value: Any, tag: Any = None) -> RunRecord:
        """Answer a wait (that of `tag`, else the first) and drive on.  A `str` is a symbol's or a string's tag."""
        check_text("a run's id", id)
        tags = () if tag is None else (to_scheme(tag), *([symbol(tag)] if isinstance(tag, str) else []))
        return self._record(lambda: self.policy.resume_run(id, to_scheme(value), *tags))

    def retry(self, id: str) -> RunRecord:
        """Let a failed, stuck or orphaned run go on from its journal."""
        check_text("a run's id", id)
        return self._record(lambda: self.policy.retry_run(id))

    def cancel(self, id: str) -> RunRecord:
        """Cancel a run that has not ended."""
        check_text("a run's id", id)
        return self._record(lambda: Ended(self.policy.cancel_run(id)))

    # Questions

    def status(self, id: str) -> str:
        """The run's status word; "unknown" if there is no such run."""
        check_text("a run's id", id)
        return self.policy.status(id)

    def result(self, id: str) -> Any:
        """The value of a run that is done; raises what the flow raised if it failed, an error if it is not done."""
        check_text("a run's id", id)
        return self._ask(lambda: to_python(self.policy.result_of(self.policy.known(id))))

    def runs(self, status: str | None = None) -> list[RunRecord]:
        """The runs, or those with a status, in the order in which they were started."""
        return self._ask(lambda: [record_of(self.policy, run) for run in self.policy.runs(status)])

    def run(self, id: str) -> RunRecord:
        """One run.  Raises `flow-unknown-id`."""
        check_text("a run's id", id)
        return self._ask(lambda: record_of(self.policy, self.policy.known(id)))

    def view(self, id: str) -> View:
        """A run as a person sees it, with its flow's tree.  Raises `flow-unknown-id`."""
        check_text("a run's id", id)
        return self._ask(lambda: view_of(self.policy, self.policy.known(id)))

    def close(self) -> None:
        """Close the store; runs that this process drives become orphans."""
        self._loop.close()
        self.store.close()

    def _record(self, verb: Callable[[], Ended]) -> RunRecord:
        return self._ask(lambda: record_of(self.policy, verb().run))

    def _ask(self, question: Callable[[], T]) -> T:
        return self.interpreter.evaluate(question, guest=False)
