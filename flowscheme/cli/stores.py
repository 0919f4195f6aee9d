"""The store: `forget`, `gc`, `export` and `import`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from math import inf
from pathlib import Path

import click

from ..lang.text.printer import write
from ..lang.text.source import read_file, source_error
from ..lang.values.datum import Pair, Value, iterate
from ..report import clean
from .options import ID, SOURCE, DataCommand, json_option, store_option
from .output import json_text, say, say_json, tell
from .session import Session


@click.command("forget", cls=DataCommand)
@store_option
@json_option
@click.argument("id", type=ID)
def forget_command(id: str, as_json: bool, store: str) -> None:
    """Drop the record of a run that has ended; one that has not is refused.

    \b
    Example:
      flowscheme forget post-7
    """
    session = Session(store, asks=True)
    session.evaluate(lambda: session.policy.forget_run(id))
    if as_json:
        say_json({"id": id, "forgotten": True})
    else:
        tell(f"{clean(id)} is forgotten")


@click.command("gc")
@store_option
@json_option
def gc_command(as_json: bool, store: str) -> None:
    """Drop the records of all runs that have ended, and print how many.

    \b
    Example:
      flowscheme gc
    """
    session = Session(store, asks=True)
    count = session.policy.collect()
    if as_json:
        say_json({"dropped": count})
    else:
        say(str(count))


@click.command("export")
@store_option
@json_option
@click.argument("file", type=SOURCE, required=False)
def export_command(file: Path | None, as_json: bool, store: str) -> None:
    """Write the whole store as one Scheme datum, into FILE or to stdout.

    Import reads the datum.  What --json makes of it is for other programs, and cannot be imported.

    \b
    Examples:
      flowscheme export backup.scm
      flowscheme export | gzip > backup.scm.gz
    """
    from ..engine.transfer import export_store, left_out  # only here and for import

    session = Session(store, asks=True)
    data = session.evaluate(lambda: export_store(session.policy.store))
    for id, fault in left_out(data):
        tell(f"left out: the run {clean(id)}: {clean(fault)}")
    text = json_text(data, inf) if as_json else "\n".join(_pages(data))
    if file is None:
        say(text)
    else:
        _write_whole(file, f"{text}\n")


def _pages(data: Value) -> Iterator[str]:
    """The text of an export, with a line for each field, each source and each run."""
    head, *fields = iterate(data)
    yield f"({write(head)}"
    for field in fields:
        name, *items = iterate(field)
        if not any(isinstance(item, Pair) for item in items):
            yield f" {write(field)}"
            continue
        yield f" ({write(name)}"
        for item in items:
            yield f"  {write(item)}"
        yield " )"
    yield ")"


def _write_whole(file: Path, text: str) -> None:
    """Write a file for its owner alone, whole or not at all; a device or a pipe is written to as it is, a link's target is what
    is written."""
    if file.is_dir() or not file.name:
        raise click.UsageError(f"cannot write {file or 'an empty name'}: it is no file")
    file = file.resolve()
    if file.exists() and not file.is_file():
        file.write_text(text, encoding="utf-8")
        return
    temporary = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as part:
            part.write(text)
            part.flush()
            os.fsync(part.fileno())
        os.replace(temporary, file)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise click.UsageError(f"cannot write {file}: {fault.strerror}") from None


@click.command("import")
@store_option
@json_option
@click.argument("file", type=SOURCE)
def import_command(file: Path, as_json: bool, store: str) -> None:
    """Bring an export into the store, and print how many runs were added or replaced.

    Missing runs are added, identical ones skipped, a run is replaced by a longer log of itself.  If a run is here with
    another history, nothing at all is imported.  FILE may be - for stdin.

    \b
    Examples:
      flowscheme import backup.scm
      zcat backup.scm.gz | flowscheme import -
    """
    from ..engine.transfer import import_store  # only here and for export
    from .data import read_datum  # loads the reader

    text = _standard_input() if str(file) == "-" else read_file(file)
    data = read_datum(text, str(file))
    session = Session(store)
    count = session.evaluate(lambda: import_store(session.policy.store, data))
    if as_json:
        say_json({"imported": count})
    else:
        say(str(count))


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as fault:
        raise source_error(f"not UTF-8: byte {fault.object[fault.start]:#04x}", "<stdin>", None, kind="read") from None
