"""Waiting for the console where a limit or a switch may end the evaluation: silence must not outlast it.

Nothing interrupts a system call that waits for input.  So it waits in slices, and only where Python's own buffers are empty: for
its time `readinto` of the file below `sys.stdin` is one that waits first.  What came of a line before the limit struck is for
the next who reads a line.
"""

from __future__ import annotations

import io
import select
from collections.abc import Callable
from threading import Lock
from typing import IO, Any

from ..lang.machine.shield import poll, shielded
from .port_types import BEGUN

_WAIT = 0.05
"""For how many seconds a system call waits at a stretch, where a limit may end the waiting."""

_turns = Lock()


def console_line(stream: IO[str]) -> str:
    """The next line, of which some may have come before.  Raises LimitExceeded or Interrupted; OSError and ValueError."""
    if not _may_be_silent(stream):
        return stream.readline()
    with shielded():
        return _line_in_slices(stream)


def _may_be_silent(stream: Any) -> bool:
    """Whether reading may wait, and can be made to wait in slices: with pipes, terminals and sockets."""
    if not isinstance(stream, io.TextIOWrapper) or not isinstance(getattr(stream.buffer, "raw", None), io.FileIO):
        return False
    try:
        select.select([stream], [], [], 0)
    except (OSError, ValueError):
        return False
    return not stream.seekable()


def _line_in_slices(stream: Any) -> str:
    """The next line of a pipe or terminal."""
    while not _turns.acquire(timeout=_WAIT):
        poll()
    raw = stream.buffer.raw
    try:
        raw.readinto = _waiting(raw, raw.readinto)
        return _characters(stream)
    finally:
        del raw.readinto
        _turns.release()


def _waiting(raw: Any, readinto: Callable[[Any], int | None]) -> Callable[[Any], int | None]:
    """A `readinto` that waits in slices until there is something to read."""

    def when_ready(buffer: Any) -> int | None:
        while not select.select([raw], [], [], _WAIT)[0]:
            poll()
        poll()
        return readinto(buffer)

    return when_ready


def _characters(stream: Any) -> str:
    """The next line, a character at a time: an error loses none that came."""
    line = BEGUN.setdefault(stream, [])
    while not line or line[-1] != "\n":
        character = stream.read(1)
        if not character:
            break
        line.append(character)
    del BEGUN[stream]
    return "".join(line)
