"""The code that runs are driven with: loaded here, or pinned in the store.

A run keeps the hash of the source that it was started with.  While the engine's own interpreter has that very source
loaded, the run is driven with it; otherwise the source is read from the store and loaded into an interpreter of its own:

    (defflow post ...)       engine.start("post", ...)     the run keeps the hash of this source
    (defflow post ...), new  engine.resume(...)            the pinned source is loaded; the run goes on with the old code
                             engine.start("post", ...)     a new run, with the new code

Host functions are not part of a source.  A run keeps the names of those that its source mentions, and cannot be driven
where one of them is missing.
"""

from __future__ import annotations

from ..flow.codec import tags_in
from ..flow.failure import flow_error
from ..flow.primitives import RegisteredFlow, flows
from ..interp import Interpreter
from ..lang.machine.machine import STATE, Procedure
from ..lang.text.clean import clean
from ..lang.values.datum import String, Symbol, Value, symbol
from ..lang.values.global_names import mangle
from ..store.protocol import NotText, Run, Store
from ..store.rows import is_source
from .drive import Code
from .pinned_sources import Pin, load_pin, parse_pin, pin_of


class Codebase:
    """The flows and host functions that an engine can drive runs with."""

    def __init__(self, store: Store, interpreter: Interpreter) -> None:
        self.store = store
        self.interpreter = interpreter
        self.hosts: dict[str, Procedure] = {}
        self.unnamed: dict[str, Code] = {}
        """The code of runs whose flow has no name, by the run's id: only this process can drive them."""
        self._pins: dict[str, Pin] = {}
        self._pinned: dict[str, Interpreter] = {}
        self._hashes: dict[int, tuple[RegisteredFlow, Pin, str]] = {}

    def define_host(self, name: str, procedure: Procedure) -> None:
        """Define a host function for the flows, here and in the pinned sources that do not define the name themselves."""
        before, self.hosts[name] = self.hosts.get(name), procedure
        pinned = [interpreter for interpreter in list(self._pinned.values()) if _has_no_own(interpreter, name, before)]
        for interpreter in (self.interpreter, *pinned):
            interpreter.libraries.give(interpreter.environment, name, procedure)

    def hosts_of(self, pin: Pin, home: Interpreter) -> tuple[str, ...]:
        """The host functions that a source loaded into that interpreter mentions and does not define itself."""
        hosts = dict(self.hosts)
        return tuple(sorted(name for name in pin.mentions() & hosts.keys() if _has_no_own(home, name, hosts[name])))

    def home(self) -> Interpreter:
        """The interpreter of the code that calls: that of a pinned source while such a flow runs, else the engine's."""
        state = STATE.get(None)
        pinned = state is not None and state.interpreter in list(self._pinned.values())
        return state.interpreter if state is not None and pinned else self.interpreter

    def flow_named(self, flow: Value) -> tuple[RegisteredFlow | None, Code]:
        """A flow given by its name or its procedure: its registration, if it has a name, and its code."""
        homes = [self.home(), self.interpreter]
        if isinstance(flow, Symbol | String):
            name = flow.name if isinstance(flow, Symbol) else flow.text
            for home in homes:
                if name in flows(home):
                    return flows(home)[name], Code(flows(home)[name].procedure, home)
            raise flow_error("flow-unknown-flow", f"no flow is called {clean(name)}")
        for home in homes:
            for registered in list(flows(home).values()):
                if registered.procedure is flow:
                    return registered, Code(flow, home)
        if not callable(flow):
            raise flow_error("flow-unknown-flow", "not a flow:", flow)
        return None, Code(flow, homes[0])

    def pin(self, registered: RegisteredFlow, home: Interpreter, input: str = "false") -> tuple[Pin, str]:
        """The pin of a registered flow for a run with that (encoded) input, and its hash.

        A flow of a pinned source has that pin.
        """
        for hash, interpreter in list(self._pinned.items()):
            if interpreter is home:
                return self._pins[hash], hash
        if registered.source.startswith("<") or not registered.texts:
            pin = pin_of(home, registered, tags_in(input))
            return pin, pin.hash()
        hashed = self._hashes.get(id(registered.texts))
        if hashed is None or hashed[0].texts is not registered.texts:
            pin = pin_of(home, registered, set())
            hashed = self._hashes[id(registered.texts)] = (registered, pin, pin.hash())
        return hashed[1:]

    def code_of(self, run: Run) -> Code:
        """The code of a run: the loaded one while its source is the run's, else the pinned one.

        Raises flow-unknown-flow, or flow-missing-host, before anything is changed.
        """
        missing = [name for name in run.hosts if name not in self.hosts]
        if missing:
            message = f"the run {clean(run.id)} needs host functions that are not here:"
            raise flow_error("flow-missing-host", message, *map(symbol, missing))
        if run.source is None:
            if run.id in self.unnamed:
                return self.unnamed[run.id]
            message = f"the flow of {clean(run.id)} has no name; only the process that started it can drive it"
            raise flow_error("flow-unknown-flow", message)
        loaded = flows(self.interpreter).get(run.flow)
        if loaded is not None and self.pin(loaded, self.interpreter, run.input)[1] == run.source:
            return Code(loaded.procedure, self.interpreter)
        pinned = self.pinned(run.source)
        if run.flow not in flows(pinned):
            raise flow_error("flow-unknown-flow", f"the pinned source of {clean(run.id)} defines no flow {clean(run.flow)}")
        return Code(flows(pinned)[run.flow].procedure, pinned)

    def pinned(self, hash: str) -> Interpreter:
        """The interpreter in which a pinned source is loaded.  Raises flow-unknown-flow, or flow-damaged."""
        if hash not in self._pinned:
            pin = self._pins[hash] = self.kept_pin(hash)
            self._pinned.setdefault(hash, load_pin(pin, self.interpreter, dict(self.hosts)))
        return self._pinned[hash]

    def kept_pin(self, hash: str) -> Pin:
        """The pin that the store keeps under a hash, if its text has that hash.  Raises flow-unknown-flow, or flow-damaged."""
        try:
            text = self.store.source(hash)
        except NotText:
            text = ""
        if text is None:
            raise flow_error("flow-unknown-flow", f"the store has no source {hash[:12]}")
        if not is_source(hash, text):
            raise flow_error("flow-damaged", f"the store's source {hash[:12]} has not that hash: somebody has altered it")
        return parse_pin(text)


def _has_no_own(interpreter: Interpreter, name: str, host: Procedure | None) -> bool:
    """Whether a program has no meaning of its own for a name: it means nothing, or that host function."""
    return interpreter.environment.globals.get(mangle(name), host) is host
