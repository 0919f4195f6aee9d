"""Options that commands share, and arguments that are data.

A negative number is a datum, not an option: `flowscheme resume ID -3`.  What else begins with a dash is an option, and
is refused if there is none of that name; behind `--` everything is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import wraps
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import click

from ..lang.machine.limits import Limits
from ..lang.values.patterns import pattern

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_STORE = "sqlite:///flowscheme.db"

SEARCHED = f"{__name__}.path"
"""The key of the folders that -I names, in the meta data of a command's context."""

_NEGATIVE = pattern(r"-\.?[0-9]|-(?:inf|nan)\.0", re.IGNORECASE)
_MASK = " "  # before a negative number on its way through click; blanks before a datum mean nothing


class DataCommand(click.Command):
    """A command whose arguments may be negative numbers."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line, with negative numbers masked so that they are not taken for options."""
        return super().parse_args(ctx, list(self._masked(args)))

    def _masked(self, args: Sequence[str]) -> list[str]:
        wanting = {name for parameter in self.params if _takes_a_value(parameter) for name in parameter.opts}
        masked: list[str] = []
        for index, word in enumerate(args):
            if word == "--":
                return [*masked, *args[index:]]
            value = index > 0 and args[index - 1] in wanting
            masked.append(_MASK + word if not value and _NEGATIVE.match(word) else word)
        return masked


def _takes_a_value(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option) and not parameter.is_flag and not parameter.count


class Id(click.ParamType[str]):
    """A run's id."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id as it was given; an empty one is refused."""
        text = str(value)
        if not text:
            self.fail("a run's id is not empty", param, ctx)
        return text.removeprefix(_MASK) if _NEGATIVE.match(text.removeprefix(_MASK)) else text


ID = Id()

SOURCE = click.Path(path_type=Path)
"""A source file.  That it can be read is seen when it is read, which says why not."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")

store_option = click.option(
    "--store",
    envvar="FLOWSCHEME_STORE",
    default=DEFAULT_STORE,
    metavar="URL",
    help="The store: sqlite:///FILE, or memory: for none.  Default: $FLOWSCHEME_STORE, else sqlite:///flowscheme.db.",
)

sandbox_option = click.option(
    "--sandbox", is_flag=True, help="Grant the program only the console: no files, clock, environment, process or runs."
)

host_option = click.option(
    "--host",
    "hosts",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE.py",
    help="Python functions for the flows, marked @flowscheme.effect or @flowscheme.pure.  May be repeated.",
)

json_input_option = click.option("--json-input", metavar="JSON", help="The value as JSON instead of a datum.")


MEGABYTE = 1_000_000

_LIMITS = (
    click.option("--steps", type=click.IntRange(min=1), metavar="N", help="At most N procedure entries and loop turns."),
    click.option(
        "--seconds", type=click.FloatRange(min=0, min_open=True), metavar="S", help="At most S seconds on the clock."
    ),
    click.option(
        "--memory", type=click.IntRange(min=1), metavar="MB", help="Resident memory may grow by at most MB megabytes."
    ),
    click.option("--depth", type=click.IntRange(min=1), metavar="N", help="At most N nested calls."),
)


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that runs Scheme under limits, given to it as `limits`."""

    @wraps(command)
    def limited(
        *, steps: int | None, seconds: float | None, memory: int | None, depth: int | None, **rest: Any
    ) -> Any:
        bytes_ = memory * MEGABYTE if memory is not None else None
        if seconds is not None and not isfinite(seconds):
            raise click.UsageError("--seconds wants a finite number")
        return command(limits=Limits(steps, seconds, depth, bytes_), **rest)

    for option in reversed(_LIMITS):
        limited = option(limited)
    return limited


def _note_path(ctx: click.Context, _param: click.Parameter, value: tuple[Path, ...]) -> None:
    ctx.meta[SEARCHED] = value


include_option = click.option(
    "-I",
    "--include",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="DIR",
    expose_value=False,
    callback=_note_path,
    help="Look for libraries (.sld) in DIR, then beside FILE, then in $FLOWSCHEME_PATH.  May be repeated.",
)


def world_options(command: F) -> F:
    """The options of a command that runs Scheme: where its store is, what it may use, where its libraries are."""
    return store_option(host_option(sandbox_option(include_option(command))))
