"""The watchdog: ends guest code whose time or memory is spent, at no cost to the code itself.

One daemon thread serves the process; it is started with the first evaluation that is watched, and sleeps until the
earliest deadline, or for `SAMPLE` seconds while somebody's memory is limited.  What it watches is a `Watched`: where its
deadline has passed or resident memory is above its ceiling, it notes in `fired` which limit ran out.  If guest code runs
at that moment, it also posts `Stopped` to the thread: an asynchronous exception, which CPython raises between two
bytecodes.

An asynchronous exception must hit guest code only: never a host function, a store, an import, or the embedder after we
have returned.  This is held by two rules.

* A shot is fired under the lock, and only at what is `armed`.  `armed` is true only while guest code runs, and is cleared
  by one plain store, at the beginning of a `finally` block: no bytecode at which CPython raises asynchronously stands
  between guest code and that store.
* Whoever has cleared `armed` then *settles*: waits for a shot that is just being fired, and takes one that was not
  delivered.  Behind that nothing is on its way.  A shot cannot be called off: CPython 3.11 then goes on looking for it, at
  every turn of every loop, and hangs as soon as a debugger traces a call.

Guest code under a `Switch` is ended the same way when somebody throws that switch.

A shot can get lost: Python drops exceptions in weak reference callbacks and finalizers.  So guest code that runs on is
shot at again.

From a shot to the end of the evaluation Python's cyclic garbage collector rests.  Python makes a traceback of each frame that
is left, and there may be a million; CPython 3.11 would search them all for cycles again and again, five times as long as
leaving them takes.  There it has no turn between two frames either, so it looks beforehand: the collector also rests while more
calls nest than `DEEP`.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from _thread import allocate_lock, get_ident
from threading import RLock, Thread, local
from time import monotonic

from ...errors import Stopped
from .stack import Room, room_here

SAMPLE = 0.02
"""How often memory and depth are looked at, in seconds."""

DEEP = 50_000
"""While more calls than these nest in what is watched, the collector rests."""

_SEARCHED = sys.version_info < (3, 12)
"""Whether leaving frames lets the collector search those that were left."""

AGAIN = 0.25
"""After how many seconds a shot that had no effect is repeated."""

LONGEST = 3600.0
"""After how many seconds it looks anyway."""

CANCELLED = "cancelled"
"""What `fired` says when it was no limit that ran out, but a switch that was thrown."""

_NEVER = float("inf")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Switch:
    """Ends all guest code that runs under it, from any thread.  Once thrown, it stays so."""

    def __init__(self) -> None:
        self.thrown = False

    def throw(self) -> None:
        """End it."""
        self.thrown = True
        _ring(_dog)


class _Here(local):
    """What holds in this thread: the switch that its evaluations run under, if there is one."""

    switch: Switch | None = None


HERE = _Here()


class Watched:
    """Guest code that is watched.

    * `deadline` is a time of `time.monotonic`; it may be infinite.
    * `ceiling` is how many bytes of resident memory the process may have; it may be infinite.
    * `armed` tells that guest code runs now, in the thread `thread`.
    * `resting` tells that the garbage collector rests on its behalf.
    * `fired` names the limit that ran out, or is `CANCELLED`; None if nothing happened.
    * `nested` are the counters of calls of its thread, where depth is looked at.
    * `shot` is when the thread was last shot at.
    * `switch` is what it runs under, if somebody may end it.
    """

    __slots__ = ("armed", "ceiling", "deadline", "fired", "nested", "resting", "shot", "switch", "thread")

    def __init__(self, deadline: float = _NEVER, ceiling: float = _NEVER) -> None:
        self.deadline = deadline
        self.ceiling = ceiling
        self.armed = False
        self.nested: Room | None = None
        self.resting = False
        self.fired: str | None = None
        self.shot = -_NEVER
        self.switch = HERE.switch
        self.thread = get_ident()


class _Watchdog:
    """The thread's state; a forked child has one of its own."""

    def __init__(self) -> None:
        self.lock = RLock()  # a finalizer that runs while it is held may begin an evaluation
        self.bell = allocate_lock()
        self.bell.acquire()
        self.watched: dict[int, Watched] = {}
        self.thread: Thread | None = None
        self.planned = _NEVER


_dog = _Watchdog()


def _forked() -> None:
    global _dog
    _dog = _Watchdog()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def watch(watched: Watched) -> None:
    """Begin to watch; nothing happens to what has neither a deadline nor a ceiling nor a switch."""
    due = _next_look(watched, monotonic())
    if due == _NEVER and watched.switch is None:
        return
    if _SEARCHED:
        watched.nested = room_here()
        due = _next_look(watched, monotonic())
    dog = _dog
    with dog.lock:
        dog.watched[id(watched)] = watched
        late = dog.planned > due or (watched.switch is not None and watched.switch.thrown)
        if dog.thread is None:
            dog.thread = Thread(target=_run, args=(dog,), name="flowscheme-watchdog", daemon=True)
            dog.thread.start()
    if late:
        _ring(dog)


def unwatch(watched: Watched) -> None:
    """Watch no longer; what was watched is not armed."""
    dog = _dog
    with dog.lock:
        dog.watched.pop(id(watched), None)
        _rest(watched, False)


def settle(watched: Watched) -> None:
    """Make sure that no shot is on its way to this thread, after `armed` was cleared."""
    with _dog.lock:
        pass
    if watched.fired:
        _take_shot()


def _take_shot() -> None:
    """Let the shot hit this thread here, where it does nothing; one is fired, since it may have hit already."""
    try:
        while True:  # a finalizer may take it
            _post(get_ident(), Stopped)
            for _ in range(100):
                pass
    except Stopped:
        pass


def resident() -> int:
    """The resident memory of the process, in bytes; where the system does not tell it, the most that it ever was."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return _peak()


def _peak() -> int:
    import resource  # only where there is no /proc, and not on every system

    peak: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if os.uname().sysname == "Darwin" else 1024)


def _ring(dog: _Watchdog) -> None:
    with dog.lock:
        if dog.bell.locked():
            dog.bell.release()


def _run(dog: _Watchdog) -> None:
    while True:
        now = monotonic()
        memory = resident() if any(guest.ceiling != _NEVER for guest in list(dog.watched.values())) else 0
        with dog.lock:
            for guest in list(dog.watched.values()):
                _look(guest, now, memory)
            dog.planned = min([_next_look(guest, now) for guest in list(dog.watched.values())], default=_NEVER)
        dog.bell.acquire(timeout=min(LONGEST, max(0.0, dog.planned - monotonic())))


def _look(watched: Watched, now: float, memory: int) -> None:
    """Note a limit that ran out or a switch that was thrown, and fire."""
    if watched.fired is None and watched.switch is not None and watched.switch.thrown:
        watched.fired = CANCELLED
    if watched.fired is None and now >= watched.deadline:
        watched.fired = "seconds"
    if watched.fired is None and memory > watched.ceiling:
        watched.fired = "memory"
    if watched.fired and watched.armed and now >= watched.shot + AGAIN:
        watched.shot = now
        _rest(watched, True)
        _post(watched.thread, Stopped)
    elif watched.fired is None and watched.nested is not None:
        _rest(watched, watched.nested[1] - watched.nested[0] > DEEP)


def _rest(watched: Watched, wanted: bool) -> None:
    """Let the collector rest for somebody, or no longer; if it rests already, or never works, that is not ours to end."""
    if wanted and not watched.resting and gc.isenabled():
        watched.resting = True
        gc.disable()
    elif watched.resting and not wanted:
        watched.resting = False
        gc.enable()


def _next_look(watched: Watched, now: float) -> float:
    """When to look next."""
    if watched.fired:
        return now + AGAIN
    sampled = watched.ceiling != _NEVER or watched.nested is not None
    return min(watched.deadline, now + SAMPLE if sampled else _NEVER)


def _post(thread: int, kind: type[BaseException]) -> None:
    """Set the exception that is pending for a thread; there is one at the most."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(kind))
