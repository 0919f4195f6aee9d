"""Input and output (R7RS 6.13); `read` is where the reader is.

R7RS calls every port argument `port`; here the signatures tell which kind, since that is what they check.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ..lang.machine.machine import STATE, Procedure, force
from ..lang.machine.primitive import ABSENT, PRIMITIVES, Primitive, fail, primitive
from ..lang.machine.sizes import SMALL, affordable, join
from ..lang.text import printer
from ..lang.values.datum import CHARS, EOF, UNSPECIFIED, Bytevector, Char, String, Value, boolean
from .port_types import (
    BinaryInput,
    BinaryOutput,
    ConsoleInput,
    ConsoleOutput,
    InputPort,
    OutputPort,
    Port,
    TextInput,
    TextOutput,
)
from .support import span


def _declare_current(name: str, doc: str, console: Callable[[Console], Port]) -> Procedure:
    """Declare a parameter whose default is a port of the console, one for each interpreter.

    It is not declared by `primitive`, since the three share their code.
    """

    def parameter() -> Value:
        state = STATE.get()
        bound: Any = state.parameters.get(parameter)
        return console(console_of(state.interpreter)) if bound is None else bound[0]

    parameter.converter = None  # type: ignore[attr-defined]
    parameter.__name__ = parameter.__qualname__ = name
    PRIMITIVES[name] = Primitive(name, f"({name})", doc, parameter, None, False)
    return parameter


class Console(NamedTuple):
    """The ports of the console as one interpreter's programs have them: whether they are open, and what was read ahead."""

    input: ConsoleInput
    output: ConsoleOutput
    error: ConsoleOutput


def console_of(interpreter: Any) -> Console:
    """The console of an interpreter, made when it is first asked for."""
    known: Console | None = interpreter.services.get("console")
    if known is not None:
        return known
    fresh = Console(ConsoleInput(), ConsoleOutput("stdout"), ConsoleOutput("stderr"))
    made: Console = interpreter.services.setdefault("console", fresh)  # another thread may have been faster
    return made


current_input_port = _declare_current("current-input-port", "The default port of reading.", lambda console: console.input)
current_output_port = _declare_current("current-output-port", "The default port of writing.", lambda console: console.output)
current_error_port = _declare_current("current-error-port", "The port for messages.", lambda console: console.error)


def _port(name: str, port: Any, current: Procedure, cls: type[Port]) -> Any:
    """The open port for the primitive `name` to use: the current one if none was given.

    Raises TypeError for a wrong argument, SchemeError when the current port is of the wrong kind or the port is closed.
    """
    chosen = current() if port is ABSENT else port
    if not isinstance(chosen, cls):
        if port is not ABSENT:
            raise TypeError
        fail(name, f"the value of {current.__name__} is of the wrong kind:", chosen, kind="type")
    if not chosen.open:
        fail(name, "the port is closed:", chosen, kind="file")
    return chosen


def _checked(port: Any, cls: type[Port]) -> Any:
    if not isinstance(port, cls):
        raise TypeError
    return port


def source_of(name: str, port: Any, cls: type[Port] = TextInput) -> Any:
    """The open input port for the primitive `name` to read from; see `_port`."""
    return _port(name, port, current_input_port, cls)


def _sink(name: str, port: Any, cls: type[Port] = TextOutput) -> Any:
    return _port(name, port, current_output_port, cls)


# Ports


@primitive("(call-with-port port proc)")
def call_with_port(port: Port, proc: Procedure) -> Value:
    """Call proc with port, close the port, and return what proc did."""
    return call_and_close(_checked(port, Port), proc)


def call_and_close(port: Port, proc: Procedure) -> Value:
    """What proc returns of the port, which is closed then; an escape leaves it open (R7RS 6.13.1)."""
    r = proc(port)
    if type(r) is tuple:
        r = force(r)
    port.close()
    return r


@primitive("(input-port? obj)")
def is_input_port(obj: Value) -> Value:
    """Whether obj is an input port."""
    return boolean(isinstance(obj, InputPort))


@primitive("(output-port? obj)")
def is_output_port(obj: Value) -> Value:
    """Whether obj is an output port."""
    return boolean(isinstance(obj, OutputPort))


@primitive("(textual-port? obj)")
def is_textual_port(obj: Value) -> Value:
    """Whether obj is a textual port."""
    return boolean(isinstance(obj, (TextInput, TextOutput)))


@primitive("(binary-port? obj)")
def is_binary_port(obj: Value) -> Value:
    """Whether obj is a binary port."""
    return boolean(isinstance(obj, (BinaryInput, BinaryOutput)))


@primitive("(port? obj)")
def is_port(obj: Value) -> Value:
    """Whether obj is a port."""
    return boolean(isinstance(obj, Port))


@primitive("(input-port-open? port)")
def is_input_port_open(port: Port) -> Value:
    """Whether the port can still be read from: false of an output port."""
    return boolean(isinstance(_checked(port, Port), InputPort) and port.open)


@primitive("(output-port-open? port)")
def is_output_port_open(port: Port) -> Value:
    """Whether the port can still be written to: false of an input port."""
    return boolean(isinstance(_checked(port, Port), OutputPort) and port.open)


@primitive("(close-port port)")
def close_port(port: Port) -> Value:
    """Close the port."""
    _checked(port, Port).close()
    return UNSPECIFIED


@primitive("(close-input-port input-port)")
def close_input_port(port: InputPort) -> Value:
    """Close the port."""
    _checked(port, InputPort).close()
    return UNSPECIFIED


@primitive("(close-output-port output-port)")
def close_output_port(port: OutputPort) -> Value:
    """Close the port."""
    _checked(port, OutputPort).close()
    return UNSPECIFIED


@primitive("(open-input-string string)")
def open_input_string(string: String) -> Port:
    """A port that reads the characters of string."""
    return TextInput(string.text)


@primitive("(open-output-string)")
def open_output_string() -> Port:
    """A port that collects what is written for get-output-string."""
    return TextOutput()


@primitive("(get-output-string string-port)")
def get_output_string(port: TextOutput) -> String:
    """All that was written to a port made by open-output-string."""
    if type(port) is not TextOutput:
        raise TypeError
    return String(join("get-output-string", port.parts))


@primitive("(open-input-bytevector bytevector)")
def open_input_bytevector(bytevector: Bytevector) -> Port:
    """A port that reads the bytes of bytevector."""
    return BinaryInput(bytes(bytevector.data))


@primitive("(open-output-bytevector)")
def open_output_bytevector() -> Port:
    """A port that collects what is written for get-output-bytevector."""
    return BinaryOutput()


@primitive("(get-output-bytevector bytevector-port)")
def get_output_bytevector(port: BinaryOutput) -> Bytevector:
    """All that was written to a port made by open-output-bytevector."""
    if type(port) is not BinaryOutput:
        raise TypeError
    affordable("get-output-bytevector", len(port.written), 1)
    return Bytevector(bytearray(port.written))


# Input


@primitive("(eof-object)")
def eof_object() -> Value:
    """The end-of-file object."""
    return EOF


@primitive("(eof-object? obj)")
def is_eof_object(obj: Value) -> Value:
    """Whether obj is the end-of-file object."""
    return boolean(obj is EOF)


def _guest(text: Any, convert: Callable[[Any], Value]) -> Value:
    return EOF if text is EOF else convert(text)


@primitive("(read-char [textual-input-port])")
def read_char(port: TextInput = ABSENT) -> Value:
    """The next character, or an end-of-file object."""
    return _guest(source_of("read-char", port).read(1), CHARS.__getitem__)


@primitive("(peek-char [textual-input-port])")
def peek_char(port: TextInput = ABSENT) -> Value:
    """The next character, which stays unread, or an end-of-file object."""
    return _guest(source_of("peek-char", port).peek(), CHARS.__getitem__)


@primitive("(read-line [textual-input-port])")
def read_line(port: TextInput = ABSENT) -> Value:
    """The text up to the end of the line, or an end-of-file object."""
    return _guest(source_of("read-line", port).read_line(), String)


@primitive("(read-string k [textual-input-port])")
def read_string(k: int, port: TextInput = ABSENT) -> Value:
    """The next k characters, fewer before the end, or an end-of-file object."""
    return _guest(source_of("read-string", port).read(_size(k)), String)


@primitive("(char-ready? [textual-input-port])")
def is_char_ready(port: TextInput = ABSENT) -> Value:
    """Whether read-char would not have to wait."""
    return boolean(source_of("char-ready?", port).ready())


@primitive("(read-u8 [binary-input-port])")
def read_byte(port: BinaryInput = ABSENT) -> Value:
    """The next byte, or an end-of-file object."""
    return _guest(source_of("read-u8", port, BinaryInput).read(1), lambda data: data[0])


@primitive("(peek-u8 [binary-input-port])")
def peek_byte(port: BinaryInput = ABSENT) -> Value:
    """The next byte, which stays unread, or an end-of-file object."""
    return source_of("peek-u8", port, BinaryInput).peek()


@primitive("(u8-ready? [binary-input-port])")
def is_byte_ready(port: BinaryInput = ABSENT) -> Value:
    """Whether read-u8 would not have to wait."""
    source_of("u8-ready?", port, BinaryInput)
    return ...


@primitive("(read-bytevector k [binary-input-port])")
def read_bytevector(k: int, port: BinaryInput = ABSENT) -> Value:
    """The next k bytes, fewer before the end, or an end-of-file object."""
    data = source_of("read-bytevector", port, BinaryInput).read(_size(k))
    return _guest(data, lambda data: Bytevector(bytearray(data)))


def _size(k: int) -> int:
    if type(k) is not int or k < 0:
        raise TypeError
    return k


@primitive("(read-bytevector! bytevector [binary-input-port [start [end]]])")
def read_bytevector_into(
    bytevector: Bytevector, port: BinaryInput = ABSENT, start: int = ABSENT, end: int = ABSENT
) -> Value:
    """Read bytes into bytevector from start to before end; how many there were, or an end-of-file object."""
    first, last = span(len(bytevector.data), start, end)
    data = source_of("read-bytevector!", port, BinaryInput).read(last - first)
    if data is EOF:
        return EOF
    bytevector.data[first : first + len(data)] = data
    return len(data)


# Output


@primitive("(write obj [textual-output-port])")
def write(obj: Value, port: TextOutput = ABSENT) -> Value:
    """Write obj as it could be read, with labels for cycles."""
    _sink("write", port).put_long(printer.write(obj))
    return UNSPECIFIED


@primitive("(write-shared obj [textual-output-port])")
def write_shared(obj: Value, port: TextOutput = ABSENT) -> Value:
    """Write obj as it could be read, with labels for all that is shared."""
    _sink("write-shared", port).put_long(printer.write_shared(obj))
    return UNSPECIFIED


@primitive("(write-simple obj [textual-output-port])")
def write_simple(obj: Value, port: TextOutput = ABSENT) -> Value:
    """Write obj, which must not be circular, as it could be read, without labels."""
    _sink("write-simple", port).put_long(printer.write_simple(obj))
    return UNSPECIFIED


@primitive("(display obj [textual-output-port])")
def display(obj: Value, port: TextOutput = ABSENT) -> Value:
    """Write obj for a human reader: strings and characters as they are."""
    _sink("display", port).put_long(printer.display(obj))
    return UNSPECIFIED


@primitive("(newline [textual-output-port])")
def newline(port: TextOutput = ABSENT) -> Value:
    """Write an end of line."""
    _sink("newline", port).put("\n")
    return UNSPECIFIED


@primitive("(write-char char [textual-output-port])")
def write_char(char: Char, port: TextOutput = ABSENT) -> Value:
    """Write a character."""
    _sink("write-char", port).put(char.char)
    return UNSPECIFIED


@primitive("(write-string string [textual-output-port [start [end]]])")
def write_string(string: String, port: TextOutput = ABSENT, start: int = ABSENT, end: int = ABSENT) -> Value:
    """Write the characters of string from start to before end."""
    text = string.text
    if start is not ABSENT or len(text) > SMALL:
        first, last = span(len(text), start, end)
        text = text[first:last]
    _sink("write-string", port).put_long(text)
    return UNSPECIFIED


@primitive("(write-u8 byte [binary-output-port])")
def write_byte(byte: int, port: BinaryOutput = ABSENT) -> Value:
    """Write a byte."""
    _sink("write-u8", port, BinaryOutput).put(bytes((byte,)))
    return UNSPECIFIED


@primitive("(write-bytevector bytevector [binary-output-port [start [end]]])")
def write_bytevector(
    bytevector: Bytevector, port: BinaryOutput = ABSENT, start: int = ABSENT, end: int = ABSENT
) -> Value:
    """Write the bytes of bytevector from start to before end."""
    first, last = span(len(bytevector.data), start, end)
    _sink("write-bytevector", port, BinaryOutput).put_long(bytevector.data[first:last])
    return UNSPECIFIED


@primitive("(flush-output-port [output-port])")
def flush_output_port(port: OutputPort = ABSENT) -> Value:
    """Make what was written go on to its destination."""
    _sink("flush-output-port", port, OutputPort).flush()
    return UNSPECIFIED
