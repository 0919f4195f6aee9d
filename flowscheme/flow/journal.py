"""The journal: structural paths, and reading a history back along them.

**Paths.** A running node is in a *frame*: a path that ends in `/`; the root's is empty.  Each use of a combinator and
each journaled point takes the next ordinal of its frame: `sequence.0`, `step.1`.  A combinator runs its children in
frames of their own: `sequence.0/1/`, or, for the branches of a `parallel` or `map-flow`, `parallel.0[1]/`.  So the
path of an entry says where in the flow it was made, whatever ran beside it, and two branches cannot exchange entries.

**Branches.** The entries of one branch (those with the same longest prefix ending in `]/`) are read in the order in
which they were written.  At every journaled point the next unread entry of its branch must be the one asked for.  If
it is another, or if the branch asks for something new, parks or ends while entries of it (or of branches inside it) are
unread, the code is not the code that wrote the journal: `Diverged`, before anything new is performed.

**Steps** keep their inner entries only while they are incomplete: one `step` entry then replaces them.  An unread entry
under the path of a step that has no entry itself means: the step was under way, run its node again.

Kinds of entries are strings: "suspend" (an answered wait), "step", "once", "clock", "host", "api", "remote", "settled"
(a parallel that raised while branches waited), "tick" (one that raised for a budget that branches share), "begun" (a
call of the flow API that has given its answer and now drives; the call's own entry replaces it), and "log": an answer
inside a finished step, kept for `flow/log` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import ControlSignal
from ..lang.values.datum import Condition
from .codec import Undecodable, decode
from .events import Entry

BEGUN = "begun"
LOG = "log"
SETTLED = "settled"


def branch_of(path: str) -> str:
    """The frame of the branch that a path lies in: up to its last `]/`, or the root's."""
    return path[: path.rfind("]/") + 2] if "]/" in path else ""


def concurrent(a: str, b: str) -> bool:
    """Whether two branches are different branches of one parallel, or lie in such."""
    end = next((index for index, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), 0)
    return a.rfind("[", 0, end) > a.rfind("]", 0, end)


class Diverged(ControlSignal):
    """The code and the journal do not fit; `condition` says where, what was expected and what came."""

    def __init__(self, condition: Condition) -> None:
        super().__init__()
        self.condition = condition


class Mismatch(Exception):
    """What `History` found; the driver adds the place in the flow's source and raises `Diverged`."""

    def __init__(self, path: str, expected: str, got: str) -> None:
        super().__init__(path, expected, got)
        self.path = path
        self.expected = expected
        self.got = got


def entry_words(kind: str, name: str) -> str:
    """How an entry is called in a message: its kind and name."""
    return f"{kind} {_name_shown(name)}" if name else kind


def _name_shown(name: str) -> str:
    """A recorded name for a message, as it is kept if it holds a record."""
    try:
        return repr(decode(name))
    except Undecodable:
        return name


class History:
    """The entries of a run, read back branch by branch."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._queues: dict[str, list[Entry]] = {}
        self._read: dict[str, int] = {}
        self.unread = 0
        for entry in entries:
            if entry.kind != LOG:
                self._queues.setdefault(branch_of(entry.path), []).append(entry)
                self.unread += 1

    def next(self, branch: str) -> Entry | None:
        """The next unread entry of a branch."""
        if not self.unread:
            return None
        queue, position = self._queues.get(branch, ()), self._read.get(branch, 0)
        return queue[position] if position < len(queue) else None

    def recall(self, path: str, kind: str, name: str) -> Entry | None:
        """The entry for a journaled point, now read; None if the point is new.  Raises `Mismatch`."""
        if not self.unread:
            return None
        branch = branch_of(path)
        entry = self.next(branch)
        if entry is not None and entry.path == path:
            if (entry.kind, entry.name) != (kind, name):
                raise Mismatch(path, entry_words(entry.kind, entry.name), entry_words(kind, name))
            self._read[branch] = self._read.get(branch, 0) + 1
            self.unread -= 1
            return entry
        left = self.left(branch, inside=f"{path}/")
        if left is not None:
            raise Mismatch(left.path, entry_words(left.kind, left.name), f"{entry_words(kind, name)} at {path}")
        return None

    def left(self, branch: str, inside: str | None = None) -> Entry | None:
        """The first unread entry of a branch and the branches in it, but for those under the path `inside`."""
        if not self.unread:
            return None
        for key, queue in self._queues.items():
            if key.startswith(branch):
                for entry in queue[self._read.get(key, 0) :]:
                    if inside is None or not entry.path.startswith(inside):
                        return entry
                    break
        return None

    def pending(self, branch: str) -> bool:
        """Whether entries of a branch, or of those that it lies in, are still to be read."""
        if not self.unread:
            return False
        return self.left(branch) is not None or any(self.next(outer) is not None for outer in _outer(branch))

    def settled(self, path: str) -> Entry | None:
        """The `settled` entry of the parallel at `path`, now read together with all entries inside the parallel."""
        entry = self.next(branch_of(path))
        if entry is None or entry.path != path or entry.kind != SETTLED:
            return None
        self.recall(path, SETTLED, "")
        for key, queue in self._queues.items():
            if key.startswith(f"{path}["):
                self.unread -= len(queue) - self._read.get(key, 0)
                self._read[key] = len(queue)
        return entry


def _outer(branch: str) -> Iterator[str]:
    """The branches that a branch lies in, innermost first."""
    while branch:
        branch = branch_of(branch[: branch.rindex("[")])
        yield branch


def rewind(entries: list[Entry]) -> list[Entry]:
    """The journal from which a failed run goes on.

    In every branch, what follows its last value is dropped, unless a branch around it went on to a value of its own:
    the parallel was over then.
    """
    last: dict[str, int] = {}
    for index, entry in enumerate(entries):
        if not entry.raised and entry.kind != LOG:
            last[branch_of(entry.path)] = index

    def kept(index: int, branch: str) -> bool:
        return any(index <= last.get(around, -1) for around in (branch, *_outer(branch)))

    return [entry for index, entry in enumerate(entries) if entry.kind == LOG or kept(index, branch_of(entry.path))]
