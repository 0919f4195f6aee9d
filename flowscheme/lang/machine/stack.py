"""Room for deep recursion, for the evaluating thread only.

On CPython a Python function that calls a Python function needs no C stack, so a Scheme program may nest a million
calls; only the recursion counter stands in the way.  `sys.setrecursionlimit` would change it for the whole process, and
on 3.11 it also guards C code (`json`, `repr`, `compile`), which a raised limit would let crash.  So the counters of
*this thread* are changed, in the thread state itself: two adjacent integers, what is left and the limit.  They are
searched once and believed only if they count calls as they should; if not, the ordinary limit stays.

Around everything that runs in C on data of the guest's making, and around host functions, `ordinary_recursion` puts
the ordinary room back.

**The C stack.**  What still recurses in C, CPython 3.12 and 3.13 count for themselves: 3.13 lets 10,000 calls nest, also when it
frees an object that holds an object that holds another, and takes up to 700 bytes for each.  A thread may have 1 MB.  So in a
thread with a small stack that counter, which follows the two, is lowered, for good, since values outlive the evaluation.

CPython maps a new chunk of its frame stack each time the depth crosses the chunk's edge, which makes a call at about
every 125th depth 300 times slower.  `call_on_large_stack` starts from a frame that claims a large chunk at once.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Sequence
from threading import local
from types import FunctionType
from typing import Any, TypeVar

T = TypeVar("T")

DEFAULT_DEPTH = 900_000
"""How many calls may nest in one evaluation, unless limited otherwise."""

_FIRST, _LAST = 24, 96  # where in the thread state the counters can be, in bytes
_ORDINARY = 1000


def _thread_state() -> int:
    function = ctypes.pythonapi.PyThreadState_Get
    function.restype = ctypes.c_void_p
    state: int = function()
    return state


def _read(address: int) -> int:
    return ctypes.c_int.from_address(address).value


def _find_counters() -> int | None:
    """The offset of the counter of what is left, which its limit follows; None if it cannot be made sure."""
    if sys.implementation.name != "cpython":
        return None
    state, limit = _thread_state(), sys.getrecursionlimit()

    def left_below(depth: int, offset: int) -> int:
        return left_below(depth - 1, offset) if depth else _read(state + offset)

    for offset in range(_FIRST, _LAST, 4):
        if _read(state + offset + 4) == limit and 0 < _read(state + offset) <= limit:
            seen = [left_below(0, offset), left_below(1, offset), left_below(20, offset)]
            if (seen[0] - seen[1], seen[0] - seen[2]) == (1, 20):
                return offset
    return None


_OFFSET = _find_counters()


_Counters = ctypes.c_int * 2


def _counters() -> Any:
    """This thread's counters: what is left, and the limit."""
    return _Counters.from_address(_thread_state() + _OFFSET) if _OFFSET is not None else [0, 0]


Room = Sequence[int]
"""The counters of a thread: how many calls may still nest, and how many may at all."""


def room_here() -> Room | None:
    """This thread's room, which its calls change; None where it cannot be found."""
    room: Room | None = _counters() if _OFFSET is not None else None
    return room


A_LEVEL = 768
"""How many bytes of C stack are allowed for a call that CPython counts."""

_C_OFFSET = _OFFSET + 8 if _OFFSET is not None and (3, 12) <= sys.version_info < (3, 14) else None
"""Where the counter is of what may still recurse in C; None where there is none."""


class _Thread(local):
    """What is known of a thread: `levels` is how deep C may recurse in it, 0 if nobody has asked yet."""

    levels = 0


_here = _Thread()


def _stack_size() -> int:
    """The size of this thread's C stack in bytes; a large number where the system does not tell it."""
    library: Any = ctypes.CDLL(None) if os.name == "posix" else None
    size = ctypes.c_size_t(sys.maxsize)
    if hasattr(library, "pthread_getattr_np"):  # Linux
        library.pthread_self.restype = ctypes.c_void_p
        attributes = (ctypes.c_char * 256)()
        if library.pthread_getattr_np(ctypes.c_void_p(library.pthread_self()), attributes) == 0:
            library.pthread_attr_getstacksize(attributes, ctypes.byref(size))
            library.pthread_attr_destroy(attributes)
    elif hasattr(library, "pthread_get_stacksize_np"):  # macOS
        library.pthread_self.restype = ctypes.c_void_p
        library.pthread_get_stacksize_np.restype = ctypes.c_size_t
        size.value = library.pthread_get_stacksize_np(ctypes.c_void_p(library.pthread_self()))
    return size.value


def spare_c_stack() -> None:
    """Let no more recurse in C than this thread's stack has room for."""
    if _C_OFFSET is None:
        return
    if not _here.levels:
        _here.levels = max(1, _stack_size() // A_LEVEL)
    left = ctypes.c_int.from_address(_thread_state() + _C_OFFSET)
    left.value = min(left.value, _here.levels)


def in_room(depth: int, thunk: Callable[[], T]) -> T:
    """Call a thunk, in which calls may nest `depth` deep.

    The counters are put back where no signal and no other asynchronous exception can come between.
    """
    counters = _counters()
    before = counters[:]
    try:
        counters[:] = [depth, depth]
        return thunk()
    finally:
        counters[:] = before


class _Room:
    __slots__ = ("_before", "_counters", "_depth")

    def __init__(self, depth: int) -> None:
        self._depth = depth

    def __enter__(self) -> None:
        self._counters = _counters()
        self._before = self._counters[:]
        self._counters[:] = [self._depth, self._depth]

    def __exit__(self, *_: object) -> None:
        self._counters[:] = self._before


def ordinary_recursion() -> Any:
    """A context with the room that Python gives any code: for C code and host functions."""
    return _Room(_ORDINARY)


def _start(thunk: Callable[[], Any]) -> Any:
    return thunk()


call_on_large_stack: Callable[[Callable[[], Any]], Any] = FunctionType(
    _start.__code__.replace(co_stacksize=2**17 + 1), globals(), "call_on_large_stack"
)
"""Call a thunk beneath a frame that claims 1 MiB of frame stack at once."""
