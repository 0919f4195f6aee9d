"""Random numbers (SRFI 27): sources of them, each a Mersenne Twister.

A source of the guest's own begins in the same state in every process, as the SRFI wants, and needs nothing from
outside.  The default source begins in a random state, and `random-source-randomize!` puts any source into one: both ask
the system for a *seed*, which is an effect (the grant is that of the clock: what changes from run to run).

In a running flow the seed is journaled, not the numbers.  The default source is then not one generator but one for each
stretch of the flow that is replayed as a whole, a branch or a step (`Hook.region`): branches may run in another order
when they are replayed, and a finished step does not run again.  So a loop costs one journal entry, however many numbers
it takes, and a replay gives the same numbers.  A source of the guest's own is a mutable object like any other: one that
belongs to a branch should not be drawn from in its steps.
"""

from __future__ import annotations

from _random import Random  # without the module around it, which takes long to import
from collections.abc import Callable
from os import urandom
from typing import Any

from ..lang.machine.machine import STATE, effect
from ..lang.machine.primitive import fail, primitive, wrong_type
from ..lang.text.argument_types import instance_of, register_argument_type
from ..lang.text.printer import register_writer
from ..lang.values.datum import UNSPECIFIED, Pair, Value, boolean, is_list, iterate, list_from, symbol
from ..lang.values.foreign import guest_class

_SEED_BYTES = 16
_STATE_TAG = symbol("mersenne-twister")
_WORDS = 625
_REGION_KEY = "random"


@guest_class
class RandomSource:
    """A source of random numbers.

    `default`: whether it is the interpreter's default source, which has a generator of its own in each region of a flow
    `own`: the generator outside of flows; the default source makes it, with a seed of the system's, when it is first used
    """

    __slots__ = ("default", "own")

    def __init__(self, default: bool) -> None:
        self.default = default
        self.own: Random | None = None if default else Random(0)

    def generator(self) -> Random:
        """The generator to draw from now."""
        hook = STATE.get().hook if self.default else None
        if hook is not None:
            region = hook.region()
            if _REGION_KEY not in region:
                region[_REGION_KEY] = Random(_fresh_seed())
            generator: Random = region[_REGION_KEY]
            return generator
        if self.own is None:
            self.own = Random(_fresh_seed())
        return self.own


register_argument_type("random-source", instance_of(RandomSource), "a random source")
register_writer(RandomSource, lambda source: ["#<random-source>"])


def _fresh_seed() -> int:
    seed: int = effect("clock", "random-seed", lambda: int.from_bytes(urandom(_SEED_BYTES), "big"))
    return seed


def _pair_number(i: int, j: int) -> int:
    """A number that no other pair of natural numbers has (Cantor)."""
    return (i + j) * (i + j + 1) // 2 + j


@primitive("(make-random-source)")
def make_random_source() -> RandomSource:
    """A new random source, in the same state as every new one."""
    return RandomSource(False)


@primitive("(%default-random-source)")
def default_random_source() -> RandomSource:
    """The random source of this interpreter that is in a random state from the start."""
    services = STATE.get().interpreter.services
    source: RandomSource = services.setdefault("random-source", RandomSource(True))
    return source


@primitive("(random-source? obj)")
def is_random_source(obj: Value) -> Value:
    """Whether obj is a random source."""
    return boolean(type(obj) is RandomSource)


@primitive("(random-source-state-ref random-source)")
def state_ref(source: RandomSource) -> Value:
    """The state of a source, as a datum that can be written and read."""
    return list_from([_STATE_TAG, *source.generator().getstate()])


def _words(obj: Value) -> list[int] | None:
    """The numbers of a state; None if it is none."""
    if type(obj) is not Pair or obj.car is not _STATE_TAG or not is_list(obj):
        return None
    words = list(iterate(obj.cdr))
    fits = len(words) == _WORDS and all(type(word) is int and 0 <= word < 1 << 32 for word in words)
    return words if fits and words[-1] < _WORDS else None


@primitive("(random-source-state-set! random-source obj)")
def state_set(source: RandomSource, state: Value) -> Value:
    """Put a source into a state that random-source-state-ref gave."""
    words = _words(state)
    if words is None:
        fail("random-source-state-set!", "not the state of a random source:", state, kind="type")
    source.generator().setstate(tuple(words))
    return UNSPECIFIED


@primitive("(random-source-randomize! random-source)")
def randomize(source: RandomSource) -> Value:
    """Put a source into a random state."""
    source.generator().seed(_fresh_seed())
    return UNSPECIFIED


@primitive("(random-source-pseudo-randomize! random-source k1 k2)")
def pseudo_randomize(source: RandomSource, k1: int, k2: int) -> Value:
    """Put a source into the state that belongs to the numbers k1 and k2."""
    if type(k1) is not int or type(k2) is not int or k1 < 0 or k2 < 0:
        raise TypeError
    source.generator().seed(_pair_number(k1, k2) + 1)  # 0 is the seed of a new source
    return UNSPECIFIED


Draw = Callable[..., Any]


@primitive("(random-source-make-integers random-source)")
def make_integers(source: RandomSource) -> Draw:
    """A procedure that takes n and returns a random exact integer from 0 to before n."""
    generator_of = source.generator

    def draw(n: int) -> int:
        if type(n) is not int or n <= 0:
            raise wrong_type("random-integer", 1, "a positive exact integer", n)
        bits = n.bit_length()
        take = generator_of().getrandbits
        result: int = take(bits)
        while result >= n:
            result = take(bits)
        return result

    draw.__name__ = draw.__qualname__ = "random-integer"
    return draw


@primitive("(%random-source-make-reals random-source)")
def make_reals(source: RandomSource) -> Draw:
    """A procedure that returns a random real number between 0 and 1, neither included."""
    generator_of = source.generator

    def draw() -> float:
        take = generator_of().random
        result: float = take()
        while result == 0.0:
            result = take()
        return result

    draw.__name__ = draw.__qualname__ = "random-real"
    return draw


