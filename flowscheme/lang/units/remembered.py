"""The sources that a pin can need, of all those that an interpreter has run.

A flow that was defined at a prompt is pinned as the definitions that it reaches, each as it stands in the text that defined it
last (see `engine.pinned_sources`).  So a text without a file is kept

* while it has the last definition of some name;
* for good if it changed more than definitions of its own: it imported what was not yet known, defined a library, or said how
  records are journaled.  Of one such text that is run again and again, the first and the last are kept.

A service that evaluates for ever keeps what it has defined, and nothing of all else.  Files stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ..expand.environment import Environment
from ..values.datum import Symbol
from ..values.denotation import Denotation, Macro
from ..values.names import Identifier

RECORD_WRITER = "flow-record-writer!"
"""The procedure that says how records are journaled: a call of it is pinned as definitions are."""


class Changes:
    """What a unit has changed in an environment, whose table was `before`: the names that it defined, and whether more."""

    def __init__(self, before: Mapping[Identifier, Denotation], environment: Environment, defined: frozenset[str]) -> None:
        after = [] if before == environment.table else list(environment.table.items())
        changed = [
            (name, denotation) for name, denotation in after if isinstance(name, Symbol) and before.get(name) is not denotation
        ]
        self.names = defined | {name.name for name, made in changed if isinstance(made, Macro) and made.scope is environment}
        self.more = any(not _is_own(denotation, environment) for _, denotation in changed)


def _is_own(denotation: Denotation, environment: Environment) -> bool:
    home: Any = getattr(denotation, "environment", None) or getattr(denotation, "scope", None)
    return home is environment


class Sources(dict[str, dict[str, str]]):
    """For each remembered source, by its name, its text and those of what it included and imported, without ours."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, str] = {}
        self._needed: Counter[str] = Counter()
        self._lasting: dict[str, list[str]] = {}

    def remember(self, name: str, texts: dict[str, str], changes: Changes) -> None:
        """Keep a source that was run now, if a pin can need it, and drop those that none can need any more."""
        text = texts[name]
        lasting = not name.startswith("<") or changes.more or RECORD_WRITER in text
        if not lasting and not changes.names:
            return
        self[name] = texts
        if lasting and name.startswith("<"):
            self._repeat(text, name)
        for defined in changes.names:
            self._define(defined, name)
        if lasting:
            self._needed[name] += 1

    def _repeat(self, text: str, name: str) -> None:
        """Of the sources with one text keep the first and this."""
        same = self._lasting.setdefault(text, [])
        same.append(name)
        if len(same) > 2:
            self._release(same.pop(1))

    def _define(self, defined: str, name: str) -> None:
        before = self._last.get(defined)
        self._last[defined] = name
        if before != name:
            self._needed[name] += 1
            if before is not None:
                self._release(before)

    def _release(self, name: str) -> None:
        """A source is needed for one thing less."""
        self._needed[name] -= 1
        if self._needed[name] <= 0:
            del self._needed[name]
            self.pop(name, None)
