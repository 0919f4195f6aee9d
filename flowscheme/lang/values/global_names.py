"""The names of globals: a Scheme global is a Python global, and its key must not be one that Python or we have taken.

Every environment has a Python dict, which is the `__globals__` of the functions compiled there.  In it stand the
program's globals and what compiled code needs beside them.  What is not the program's begins with a quote, and `mangle`
escapes the few names of programs that begin so, too:

| key | what is found there |
| --- | --- |
| `fact` | the global `fact` of this environment |
| `'|'odd` | the global `'odd`, whose name could be taken for one of the following, or for one of Python's |
| `'d:fact` | its direct entry: a procedure that never returns a pending call |
| `'l:NAME⏎fact` | a link: what the environment NAME has as `fact`, copied here |
| `'t:tmp:7` | a global `tmp` that a macro made up, which only its expansion can name |
| `'make:...` | a function that makes closures for compiled code |
| `'s:...` `'c:...` | a symbol or a character that stands in compiled code |
| `'UNIT.7` | a literal datum of a unit for which Python has no constant |
| `'files:FILE` | the files that a unit whose main file is FILE includes, a vector of their names |
| `'force`, ... | what the runtime gives to all (`machine.runtime`) |
"""

from __future__ import annotations

GUEST_MARK = "'scheme"
"""The key by which the globals of compiled Scheme are known; its value is a weak reference to the environment."""

RECORD_MARK = "'record-type"
"""The key by which the globals of a generated record procedure are known; its value is the `RecordType`."""

MAKER = "'make:"
"""How the names begin of globals that make closures for compiled code."""

_MANGLED, _DIRECT, _LINK, _MADE_UP, _FILES = "'|", "'d:", "'l:", "'t:", "'files:"
_PYTHON_WORDS = {"None", "True", "False"}


def mangle(name: str) -> str:
    """The key for a Scheme name: itself, unless Python or the runtime could take it for theirs."""
    if "\0" in name:  # Python's compiler takes names for C strings
        return _MANGLED + name.replace("\0", "\\x0;")
    return f"{_MANGLED}{name}" if name.startswith(("'", "__")) or name in _PYTHON_WORDS else name


def demangle(key: str) -> str:
    """The Scheme name behind the key of a global."""
    if is_link(key):
        key = key.partition("\n")[2]
    key = key.removeprefix(_DIRECT)
    if key.startswith(_MADE_UP):
        return key[len(_MADE_UP) :].rpartition(":")[0]
    return key.removeprefix(_MANGLED)


def direct_name(key: str) -> str:
    """The key of the direct entry of a global."""
    return _DIRECT + key


def link_name(environment: str, key: str) -> str:
    """The key under which the global of another environment is found, which is given by its name."""
    return f"{_LINK}{environment}\n{key}"


def is_link(key: str) -> bool:
    """Whether a key is that of a link."""
    return key.startswith(_LINK)


def made_up_name(name: str, number: int) -> str:
    """The key of a global that a macro made up, the `number`-th of its environment."""
    return f"{_MADE_UP}{name}:{number}"


def files_name(file: str) -> str:
    """The key of the names of the files that a unit includes, by its main file."""
    return _FILES + file
