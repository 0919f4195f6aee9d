"""The classes of ports (R7RS 6.13.1), behind the primitives of `ports` and `files`.

An input port holds what it has got so far and a position in it; `refill` gets more, and is all that a new source has
to define.  An output port defines `put`.  Textual and binary ports are separate classes, with separate methods.

The console is a port like any other; each interpreter has its own (`ports.console_of`), which its programs and threads
share.  What it reads goes through `effect`, so that a grant is needed and a flow records it; what it writes is dropped
while a flow replays.
"""

from __future__ import annotations

import re
import select
import sys
from typing import IO, Any
from weakref import WeakKeyDictionary

from ..errors import SchemeError
from ..lang.machine.machine import effect, granted
from ..lang.machine.meter import current
from ..lang.machine.sizes import A_REFERENCE, SMALL, affordable, join
from ..lang.text.argument_types import instance_of, register_argument_type
from ..lang.text.printer import Writer, register_writer
from ..lang.values.datum import EOF, Condition, String, Value, mended
from ..lang.values.foreign import guest_class
from ..lang.values.patterns import pattern


def file_error(what: str, exc: Exception) -> SchemeError:
    """The error for an operation that the system refused: `file-error?` holds for it."""
    reason = getattr(exc, "strerror", None) or str(exc)
    if isinstance(exc, UnicodeDecodeError):
        reason = f"not UTF-8: byte {exc.object[exc.start]:#04x}"
    name = getattr(exc, "filename", None)
    irritants = [String(name)] if isinstance(name, str) else []
    return SchemeError(Condition(f"{what}: {reason}", irritants, kind="file", cause=exc))


class Port:
    """A port; `open` is false once it was closed."""

    __slots__ = ("open",)

    def __init__(self) -> None:
        self.open = True

    def close(self) -> None:
        """Close the port; again is no error."""
        self.open = False


class InputPort(Port):
    """A port to read from."""

    __slots__ = ()


class OutputPort(Port):
    """A port to write to."""

    __slots__ = ()

    def flush(self) -> None:
        """Make what was written go on to its destination."""


@guest_class
class TextInput(InputPort):
    """A textual input port: `ahead` from `position` on is not read yet.  As it stands, a string port.

    `folds` tells that `#!fold-case` rules for the data that `read` will find next (R7RS 2.1).
    """

    __slots__ = ("ahead", "folds", "position")

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.folds = False
        self.ahead = text
        self.position = 0

    def refill(self) -> str:
        """More text, or nothing at the end."""
        return ""

    def more(self) -> bool:
        """Get more text behind what is there; false at the end.  What was read is forgotten."""
        got = self.refill()
        self.ahead = self.ahead[self.position :] + got
        self.position = 0
        return bool(got)

    def fill(self, size: int) -> bool:
        """Try to have so many unread characters; false if the text ends before."""
        while len(self.ahead) - self.position < size:
            if not self.more():
                return False
        return True

    def ready(self) -> bool:
        """Whether a character, or the end, can be read without waiting."""
        return True

    def peek(self) -> Value:
        """The next character as a `str`, or EOF."""
        return self.ahead[self.position] if self.fill(1) else EOF

    def read(self, size: int) -> Value:
        """The next `size` characters as a `str`, fewer before the end, EOF at it."""
        self.fill(size)
        start = self.position
        self.position = min(len(self.ahead), start + size)
        return self.ahead[start : self.position] or ("" if size == 0 else EOF)

    def read_line(self) -> Value:
        """The text up to the end of the line, which is read too, or EOF.

        A line ends with a linefeed, a carriage return or both (R7RS 6.13.2).
        """
        if not self.fill(1):
            return EOF
        while (end := _LINE_END.search(self.ahead, self.position)) is None or _may_go_on(end):
            if not self.more():
                end = _LINE_END.search(self.ahead)
                break
        start = self.position
        stop, self.position = end.span() if end else (len(self.ahead), len(self.ahead))
        return self.ahead[start:stop]


_LINE_END = pattern("\r\n?|\n")


def _may_go_on(end: re.Match[str]) -> bool:
    """Whether a linefeed that belongs to this end of a line may still come."""
    return end.group() == "\r" and end.end() == len(end.string)


@guest_class
class BinaryInput(InputPort):
    """A binary input port: `ahead` from `position` on is not read yet.  As it stands, a bytevector port."""

    __slots__ = ("ahead", "position")

    def __init__(self, data: bytes = b"") -> None:
        super().__init__()
        self.ahead = data
        self.position = 0

    def refill(self) -> bytes:
        """More bytes, or nothing at the end."""
        return b""

    def fill(self, size: int) -> bool:
        """Try to have so many unread bytes; false if the data ends before."""
        while len(self.ahead) - self.position < size:
            got = self.refill()
            if not got:
                return False
            self.ahead = self.ahead[self.position :] + got
            self.position = 0
        return True

    def peek(self) -> Value:
        """The next byte as an `int`, or EOF."""
        return self.ahead[self.position] if self.fill(1) else EOF

    def read(self, size: int) -> Value:
        """The next `size` bytes, fewer before the end, EOF at it."""
        self.fill(size)
        start = self.position
        self.position = min(len(self.ahead), start + size)
        return self.ahead[start : self.position] or (b"" if size == 0 else EOF)


@guest_class
class TextOutput(OutputPort):
    """A textual output port.  As it stands, a string port that collects `parts`; `left` more characters need no counting."""

    __slots__ = ("left", "parts")

    def __init__(self) -> None:
        self.open = True  # not by way of `super`: programs make a string port for each text that they write
        self.parts: list[str] = []
        self.left = SMALL

    def put(self, text: str) -> None:
        """Write a text of a few characters."""
        self.parts.append(text)

    def put_long(self, text: str) -> None:
        """Write a text of any length.  Raises LimitExceeded when there is too much then."""
        self.parts.append(text)
        size = len(text)
        if size > A_REFERENCE:
            self.left -= size
            if self.left < 0:
                self.left = max(SMALL, len(join("write", self.parts)))


@guest_class
class BinaryOutput(OutputPort):
    """A binary output port.  As it stands, a bytevector port that collects what was `written`."""

    __slots__ = ("written",)

    def __init__(self) -> None:
        super().__init__()
        self.written = bytearray()

    def put(self, data: bytes | bytearray) -> None:
        """Write the bytes."""
        self.written += data

    def put_long(self, data: bytearray) -> None:
        """Write any number of bytes.  Raises LimitExceeded when there are too many then."""
        affordable("write-bytevector", len(self.written) + len(data), 1)
        self.put(data)


@guest_class
class ConsoleInput(TextInput):
    """Standard input, a line at a time.  What was read ahead is for those only who may read."""

    __slots__ = ()

    def fill(self, size: int) -> bool:
        granted("console", "read-line")
        return super().fill(size)

    def refill(self) -> str:
        got: str = effect("console", "read-line", _read_console_line)
        return got

    def ready(self) -> bool:
        granted("console", "char-ready?")
        return self.position < len(self.ahead) or bool(effect("console", "char-ready?", _console_ready))


def _console_ready() -> Value:
    try:
        return ... if select.select([sys.stdin], [], [], 0)[0] else None
    except (OSError, ValueError, TypeError):
        return ...


BEGUN: WeakKeyDictionary[IO[str], list[str]] = WeakKeyDictionary()
"""By stream the characters of a line whose rest did not come in time (see `silent_console`)."""


def _read_console_line() -> str:
    try:
        return mended(_console_line(sys.stdin)) if sys.stdin else ""
    except (OSError, ValueError) as exc:
        raise file_error("the console", exc) from exc


def _console_line(stream: IO[str]) -> str:
    if current() is None and not (BEGUN and stream in BEGUN):
        return stream.readline()
    from .silent_console import console_line  # where nothing is limited, nothing needs it

    return console_line(stream)


@guest_class
class ConsoleOutput(TextOutput):
    """A standard stream of `sys`, looked up whenever it is used, so that the host can redirect it."""

    __slots__ = ("stream",)

    def __init__(self, stream: str) -> None:
        super().__init__()
        self.stream = stream

    def put(self, text: str) -> None:
        self._use("write", text)

    put_long = put

    def flush(self) -> None:
        self._use("flush")

    def _use(self, method: str, *arguments: str) -> None:
        hook = granted("console", "the console").hook
        if hook is not None and not hook.console():
            return
        stream = getattr(sys, self.stream)
        if stream is None:
            return
        try:
            getattr(stream, method)(*arguments)
        except (OSError, ValueError) as exc:
            raise file_error("the console", exc) from exc


# Files

_BLOCK = 1 << 16


class _File(Port):
    """What ports on files share: the Python file, and what its refusals become."""

    __slots__ = ()

    file: IO[Any]

    def __init__(self, file: IO[Any]) -> None:
        super().__init__()
        self.file = file  # type: ignore[misc]  # a slot of each class of files: beside another's slots it could not be here

    def close(self) -> None:
        super().close()
        self.use("close")

    def use(self, method: str, *arguments: Any) -> Any:
        try:
            return getattr(self.file, method)(*arguments)
        except (OSError, ValueError) as exc:
            raise file_error("file", exc) from exc


class _InputFile(_File):
    __slots__ = ()

    def refill(self) -> Any:
        """The next block of the file, or nothing at its end."""
        return self.use("read", _BLOCK)


class _OutputFile(_File):
    __slots__ = ()

    def put(self, data: Any) -> None:
        """Write to the file, which may keep it back until it is flushed."""
        self.use("write", data)

    put_long = put

    def flush(self) -> None:
        """Make what was written go on to the system."""
        self.use("flush")


@guest_class
class TextFileInput(_InputFile, TextInput):
    """A text file that is read."""

    __slots__ = ("file",)


@guest_class
class BinaryFileInput(_InputFile, BinaryInput):
    """A binary file that is read."""

    __slots__ = ("file",)


@guest_class
class TextFileOutput(_OutputFile, TextOutput):
    """A text file that is written."""

    __slots__ = ("file",)


@guest_class
class BinaryFileOutput(_OutputFile, BinaryOutput):
    """A binary file that is written."""

    __slots__ = ("file",)


_NAMES = (
    (TextInput, "textual-input-port"),
    (BinaryInput, "binary-input-port"),
    (TextOutput, "textual-output-port"),
    (BinaryOutput, "binary-output-port"),
    (InputPort, "input-port"),
    (OutputPort, "output-port"),
    (Port, "port"),
)


def _labelled(text: str) -> Writer:
    return lambda _: [text]


# What `get-output-string` takes is the very class: a file is written elsewhere.
register_argument_type("string-port", lambda obj: type(obj) is TextOutput, "a port made by open-output-string")
register_argument_type("bytevector-port", lambda obj: type(obj) is BinaryOutput, "a port made by open-output-bytevector")

for _class, _name in _NAMES:
    _text = _name.replace("-", " ")
    register_argument_type(_name, instance_of(_class), f"{'an' if _name[0] in 'io' else 'a'} {_text}")
    register_writer(_class, _labelled(f"#<{_text}>"))
