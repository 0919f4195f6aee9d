"""Limits: what one evaluation may spend, and how it ends when that is spent.

`Limits` says what is allowed.  Every evaluation that is limited, or that runs inside of a limited one by way of a host
function, has a `Meter` in its `State`, which knows what is left (`meter`); without limits there is none, and nothing is
counted.

* *seconds* and *memory* are watched from outside (`watchdog`), which may strike only while guest code runs (`shield`).
* *steps* are counted by compiled code of a metered interpreter, which takes an item of `Fuel` at every procedure entry and
  loop turn.  Reading and expanding are charged with `charge`, and so is what one call walks, copies, compares, prints, hashes or
  computes with long integers (`sizes`): steps alone bound how long a program takes.
* *what one primitive builds* is bounded beforehand (`sizes`): one operation in C cannot be interrupted.
* *depth* is Python's own counter of nested calls (`stack`).

What ran out leaves the evaluation as `LimitExceeded`.  The guest cannot catch it: `Stopped` is no `Exception`, and handlers
let a `LimitExceeded` pass.  An evaluation inside of another is bounded by both: it gets the sooner deadline and the
smaller rest of steps, and what it uses is charged to both.
"""

from __future__ import annotations

from typing import NamedTuple


class _Limits(NamedTuple):
    steps: int | None
    seconds: float | None
    depth: int | None
    memory: int | None


class Limits(_Limits):
    """What an evaluation may spend; None is as much as it likes.

    * `steps`: procedure entries and loop turns, and macro uses and data read while compiling; besides one for about so many
      elements, characters or bytes as a turn takes time, of what one call walks, copies, compares, prints or hashes, and for
      arithmetic on long integers as it takes time.  They need code that is compiled to count them: an interpreter made with
      a step limit, or with `metered=True`.
    * `seconds`: of time on the clock, not counting what a host function overruns; what waits for the console is ended, too.
    * `depth`: how many calls may nest that are not tail calls; without one it is some 900,000.
    * `memory`: by how many bytes the resident memory of the process may grow during the evaluation.  It is sampled, and
      other threads' growth counts too; what one primitive builds is bounded beforehand.

    Under any of them but `depth`, exact integers of more than a million bits and strings, vectors and bytevectors of more
    than 33 million elements are refused as well (as `memory`): they would take too long at a stretch.

    Raises ValueError for a limit that is no positive number.
    """

    __slots__ = ()

    def __new__(
        cls, steps: int | None = None, seconds: float | None = None, depth: int | None = None, memory: int | None = None
    ) -> Limits:
        made = super().__new__(cls, steps, seconds, depth, memory)
        for name, value in made._asdict().items():
            kinds = (int, float) if name == "seconds" else (int,)
            if value is not None and (isinstance(value, bool) or not isinstance(value, kinds) or not value > 0):
                raise ValueError(f"the limit {name} must be a positive number, not {value!r}")
        return made

    def over(self, other: Limits) -> Limits:
        """These limits; where one is None, the other's."""
        if self is other or other is NO_LIMITS:
            return self
        return Limits._make([other[index] if value is None else value for index, value in enumerate(self)])

    def within(self, outer: Limits) -> Limits:
        """What holds inside of an evaluation with other limits: of each the smaller one."""
        pairs = [[limit for limit in pair if limit is not None] for pair in zip(self, outer, strict=True)]
        return Limits._make([min(pair, default=None) for pair in pairs])


NO_LIMITS = Limits()
