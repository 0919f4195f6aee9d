"""Promises and parameters (R7RS 4.2.5 and 4.2.6).

`(delay-force e)` is `(%make-lazy (lambda () e))`, and `(delay e)` is `(delay-force (%make-promise e))`: the value may
be a promise itself, which `make-promise` would pass through.  `force` runs a chain of `delay-force` in a loop: each
promise takes over the content of the next, and the next shares its box, so that both are forced at once.
"""

from __future__ import annotations

from types import FunctionType

from ..lang.faults import handlers
from ..lang.machine.machine import Procedure, force
from ..lang.machine.primitive import ABSENT, primitive
from ..lang.values.datum import Promise, Value, boolean


@primitive("(%make-lazy thunk)")
def make_lazy(thunk: Procedure) -> Promise:
    """A promise of what the promise that thunk returns will give."""
    return Promise(False, thunk)


@primitive("(%make-promise obj)")
def make_done(obj: Value) -> Promise:
    """A promise that gives obj, even if that is a promise."""
    return Promise(True, obj)


@primitive("(make-promise obj)")
def make_promise(obj: Value) -> Promise:
    """A promise that gives obj; a promise is returned as it is."""
    return obj if type(obj) is Promise else Promise(True, obj)


@primitive("(promise? obj)")
def is_promise(obj: Value) -> Value:
    """Whether obj is a promise."""
    return boolean(type(obj) is Promise)


@primitive("(force obj)")
def force_promise(obj: Value) -> Value:
    """The value that a promise gives, computed at most once; any other object as it is."""
    if type(obj) is not Promise:
        return obj
    while True:
        box = obj.box
        if box[0]:
            return box[1]
        r = box[1]()
        if type(r) is tuple:
            r = force(r)
        if type(r) is not Promise:  # (delay-force e) is (delay (force e)): any other object is its own value
            r = Promise(True, r)
        box = obj.box
        # Forcing may have forced this very promise; the first value stays (R7RS 4.2.5).
        if not box[0]:
            box[:] = r.box
            r.box = box


@primitive("(make-parameter init [converter])")
def make_parameter(init: Value, converter: Procedure = ABSENT) -> Procedure:
    """A new parameter: called, it gives init, converted, or what parameterize made it; called with an object, it is set."""
    if converter is not ABSENT and type(converter) is not FunctionType:
        raise TypeError
    return handlers.make_settable_parameter(init, None if converter is ABSENT else converter)
