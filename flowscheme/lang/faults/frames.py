"""The frames of an exception: which are the guest's, which procedure and which place in its source each is at.

Four sorts of frames matter:

* *guest*: compiled Scheme, known by the key `'scheme` in its globals.
* *primitive*: its code is in `primitive.BY_CODE`, or it is a procedure that `define-record-type` made.
* *helpers*, ours and the standard library's, which work for whichever of these called them.
* *host*: all other code.

Tracebacks may be a million frames long, so they are walked, never formatted or collected.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from types import CodeType, FrameType, TracebackType
from typing import NamedTuple

from ..machine.machine import CALL_CC, force
from ..machine.primitive import BY_CODE
from ..values.datum import FILE_LINES
from ..values.global_names import GUEST_MARK, RECORD_MARK, demangle, files_name


class Frame(NamedTuple):
    """A guest frame of a backtrace: the procedure and the place in its source (line from 1, column from 0).

    Where frames were left out, one with an empty `file` says in `name` how many.  `elided` tells that the procedure was
    entered by a tail call, so that those who called it have left no frames.
    """

    name: str
    file: str
    line: int
    column: int
    elided: bool = False


class Site(NamedTuple):
    """Where an exception happened.

    * `deepest` is the frame that raised it.
    * `relevant` is the deepest one of a guest, a primitive or a record's procedure: the one to blame, or its caller.
    * `guest` is where the traceback goes through the deepest guest frame.
    * `host` tells that code of the host's was called from the relevant frame and raised.
    """

    deepest: FrameType | None
    relevant: FrameType | None
    guest: TracebackType | None
    host: bool


def own_procedure(exc: BaseException) -> str:
    """The procedure of our own libraries that the program called and that has not returned or called it back."""
    name, inside = "", False
    for tb in _tracebacks(exc):
        if GUEST_MARK in tb.tb_frame.f_globals:
            name = name if inside else ""
            inside = is_ours(tb.tb_frame)
            if inside and not name:
                name = _public_name(tb.tb_frame.f_code)
    return name if inside else ""


def is_guest(frame: FrameType) -> bool:
    """Whether a frame runs compiled Scheme."""
    return GUEST_MARK in frame.f_globals


def is_ours(frame: FrameType) -> bool:
    """Whether a frame runs code of one of our own Scheme libraries."""
    reference = frame.f_globals.get(GUEST_MARK)
    environment = reference() if reference is not None else None
    return environment is not None and bool(environment.ours)


def _public_name(code: CodeType) -> str:
    """The name of a procedure's code, unless it is a library's internal one."""
    name = name_of(code)
    return "" if name == "lambda" or name.startswith("%") else name


def backtrace(exc: BaseException, ends: int = 50) -> list[Frame]:
    """The guest frames of an exception, innermost first: at most the first and the last `ends`."""
    guests = _guests(exc)
    outer = list(islice(guests, ends))
    inner: deque[tuple[TracebackType, bool]] = deque(maxlen=ends)
    count = 0
    for guest in guests:
        inner.append(guest)
        count += 1
    frames = [frame_of(*guest) for guest in reversed(inner)]
    if count > len(inner):
        frames.append(Frame(f"... {count - len(inner)} more ...", "", 0, 0))
    return frames + [frame_of(*guest) for guest in reversed(outer)]


def _guests(exc: BaseException) -> Iterator[tuple[TracebackType, bool]]:
    """The guest frames, outermost first, and whether each was entered by a tail call: from the trampoline."""
    forced = False
    for tb in _tracebacks(exc):
        frame = tb.tb_frame
        if GUEST_MARK in frame.f_globals:
            yield tb, forced
            forced = False
        elif frame.f_code is force.__code__:
            forced = frame.f_locals["t"][0] is not CALL_CC
        elif frame.f_code in BY_CODE:
            forced = False


def _tracebacks(exc: BaseException) -> Iterator[TracebackType]:
    tb = exc.__traceback__
    while tb is not None:
        yield tb
        tb = tb.tb_next


_PACKAGE = __name__.split(".", maxsplit=1)[0]
_CALLING_MODULES = ("machine.machine", "machine.callers", "machine.primitive", "machine.runtime", "faults.handlers")
_CALLING = tuple(f"{_PACKAGE}.lang.{name}" for name in _CALLING_MODULES)
_HELPERS = frozenset({_PACKAGE, *sys.stdlib_module_names})


_INNERMOST = 1000


def site_of(exc: BaseException) -> Site:
    """Where an exception happened: behind the deepest guest frame, so among a million only the last are looked at."""
    innermost = _site(deque(_tracebacks(exc), maxlen=_INNERMOST))
    return innermost if innermost.guest is not None else _site(_tracebacks(exc))


def _site(tracebacks: Iterable[TracebackType]) -> Site:
    deepest = relevant = guest = None
    host = False
    for tb in tracebacks:
        deepest = tb.tb_frame
        if GUEST_MARK in deepest.f_globals:
            relevant, guest, host = deepest, tb, False
        elif deepest.f_code in BY_CODE or RECORD_MARK in deepest.f_globals:
            relevant, host = deepest, False
        elif _is_host(deepest):
            host = True
    return Site(deepest, relevant, guest, host)


def failing_frame(exc: BaseException, place: tuple[str, int, int]) -> FrameType | None:
    """The innermost guest frame of an exception, if that is where the place is."""
    tb = site_of(exc).guest
    return tb.tb_frame if tb is not None and place_of(tb) == place else None


def _is_host(frame: FrameType) -> bool:
    # Code that belongs to no module was generated: `callers`.
    module = str(frame.f_globals.get("__name__", _PACKAGE))
    return module.split(".", maxsplit=1)[0] not in _HELPERS


def is_calling(frame: FrameType | None) -> bool:
    """Whether a frame is the guest's, or one of the machine's that call guest procedures for it."""
    if frame is None:
        return False
    module = str(frame.f_globals.get("__name__", ""))
    return GUEST_MARK in frame.f_globals or module in ("", *_CALLING)


def name_of(code: CodeType) -> str:
    """The Scheme name of a procedure's code."""
    return demangle(code.co_name)


def frame_of(tb: TracebackType, elided: bool = False) -> Frame:
    """The guest frame that a traceback goes through."""
    code = tb.tb_frame.f_code
    line, _, column, _ = next(islice(code.co_positions(), tb.tb_lasti // 2, None), (None,) * 4)
    number, line = divmod(line or tb.tb_lineno or 0, FILE_LINES)
    file = tb.tb_frame.f_globals[files_name(code.co_filename)].items[number].text if number else code.co_filename
    return Frame(name_of(code), file, line, column or 0, elided)


def place_of(tb: TracebackType | None) -> tuple[str, int, int] | None:
    """The file, line and column where the traceback of a guest frame stands."""
    return None if tb is None else frame_of(tb)[1:4]
