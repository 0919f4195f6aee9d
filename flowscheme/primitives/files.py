"""Files (R7RS 6.13.1 and 6.14, `(scheme file)`); `load` is where the expander is.

Text is UTF-8, and what is read is what was written: only `read-line` knows the conventions for line ends.  Whatever the
system refuses is a condition of the kind "file".  Only opening, testing and deleting are effects: a guest procedure never runs
inside one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import IO, Any

from ..lang.faults.handlers import parameterize
from ..lang.machine.machine import Procedure
from ..lang.machine.primitive import PRIMITIVES, primitive
from ..lang.values.datum import UNSPECIFIED, String, Value, boolean
from .port_types import BinaryFileInput, BinaryFileOutput, Port, TextFileInput, TextFileOutput, file_error
from .ports import call_and_close, current_input_port, current_output_port


def _attempt(name: str, operate: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Call one of the system's functions; a refusal becomes a condition."""
    try:
        return operate(*arguments, **options)
    except (OSError, ValueError) as exc:
        raise file_error(name, exc) from exc


def _open_text(name: str, filename: String, mode: str) -> IO[str]:
    file: IO[str] = _attempt(name, open, filename.text, mode, encoding="utf-8", newline="")
    return file


@primitive("(open-input-file filename)", effect="files")
def open_input_file(filename: String) -> Port:
    """A port that reads the text of a file."""
    return TextFileInput(_open_text("open-input-file", filename, "r"))


@primitive("(open-output-file filename)", effect="files")
def open_output_file(filename: String) -> Port:
    """A port that writes a text file, which is created or emptied."""
    return TextFileOutput(_open_text("open-output-file", filename, "w"))


@primitive("(open-binary-input-file filename)", effect="files")
def open_binary_input_file(filename: String) -> Port:
    """A port that reads the bytes of a file."""
    return BinaryFileInput(_attempt("open-binary-input-file", open, filename.text, "rb"))


@primitive("(open-binary-output-file filename)", effect="files")
def open_binary_output_file(filename: String) -> Port:
    """A port that writes a file of bytes, which is created or emptied."""
    return BinaryFileOutput(_attempt("open-binary-output-file", open, filename.text, "wb"))


@primitive("(file-exists? filename)", effect="files")
def file_exists(filename: String) -> Value:
    """Whether there is a file of that name."""
    return boolean(_attempt("file-exists?", os.path.exists, filename.text))


@primitive("(delete-file filename)", effect="files")
def delete_file(filename: String) -> Value:
    """Delete a file."""
    _attempt("delete-file", os.remove, filename.text)
    return UNSPECIFIED


def _open(name: str, filename: String) -> Any:
    """Open a file by the primitive of that name, with its grant."""
    return PRIMITIVES[name].procedure(filename)


@primitive("(call-with-input-file filename proc)")
def call_with_input_file(filename: String, proc: Procedure) -> Value:
    """Call proc with a port that reads the file, close it, and return what proc did."""
    return call_and_close(_open("open-input-file", filename), proc)


@primitive("(call-with-output-file filename proc)")
def call_with_output_file(filename: String, proc: Procedure) -> Value:
    """Call proc with a port that writes the file, close it, and return what proc did."""
    return call_and_close(_open("open-output-file", filename), proc)


@primitive("(with-input-from-file filename thunk)")
def with_input_from_file(filename: String, thunk: Procedure) -> Value:
    """Call thunk while the current input port reads the file."""
    port = _open("open-input-file", filename)
    return call_and_close(port, lambda _: parameterize([current_input_port], [port], thunk))


@primitive("(with-output-to-file filename thunk)")
def with_output_to_file(filename: String, thunk: Procedure) -> Value:
    """Call thunk while the current output port writes the file."""
    port = _open("open-output-file", filename)
    return call_and_close(port, lambda _: parameterize([current_output_port], [port], thunk))
