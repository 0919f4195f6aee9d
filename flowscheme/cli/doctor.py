"""`doctor`: what is installed, and whether the store is healthy.

SQLite before 3.51.3 (3.50.7 and 3.44.6 in their branches) can corrupt a write-ahead log that two connections write and
checkpoint at once; a command line beside a worker is exactly that case.  Such a version is not healthy.
"""

from __future__ import annotations

import os
import platform
from importlib import metadata
from typing import TYPE_CHECKING

import click

from ..errors import SchemeError, StoreError
from ..lang.units.cache import Cache, default_folder
from ..report import REFUSED, clean
from .options import json_option, store_option
from .output import say, say_json, tell
from .session import is_absent

if TYPE_CHECKING:
    from ..store import Run, Store

Version = tuple[int, ...]

_MENDED: dict[Version, Version] = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}
"""In these branches of SQLite the fault was mended before 3.51.3."""


def sqlite_is_safe(version: Version) -> bool:
    """Whether that SQLite keeps a write-ahead log whole under several connections."""
    return version >= _MENDED.get(version[:2], (3, 51, 3))


def version(package: str) -> str:
    """The installed version of a package."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


@click.command("doctor")
@store_option
@json_option
def doctor_command(as_json: bool, store: str) -> int:
    """Show versions, the cache, and the store's mode and health; exit status 3 if something is wrong.

    \b
    Examples:
      flowscheme doctor
      flowscheme doctor --store sqlite:////var/lib/flows.db --json
    """
    facts, faults = examine(store)
    if as_json:
        say_json({"healthy": not faults, "faults": faults, **facts})
    else:
        width = max(map(len, facts))
        for name, fact in facts.items():
            say(f"{name.ljust(width)}  {clean(fact)}")
        for fault in faults:
            tell(f"error: {clean(fault)}")
        say("healthy" if not faults else "not healthy")
    return REFUSED if faults else 0


def examine(store: str) -> tuple[dict[str, str], list[str]]:
    """What is so, and what is wrong."""
    import apsw  # SQLite, which most commands do without

    sqlite = apsw.sqlite_lib_version()
    facts = {
        "flowscheme": version("flowscheme"),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        **{package: version(package) for package in ("lark", "click", "apsw")},
        "sqlite": sqlite,
        "cache": _cache(),
        "url": store,
    }
    faults = []
    if not sqlite_is_safe(tuple(int(part) for part in sqlite.split("."))):
        faults.append(f"SQLite {sqlite} can damage a store that two processes use: install a newer apsw")
    try:
        of_store, damaged = _store(store)
        facts |= of_store
        faults += damaged
    except StoreError as fault:
        faults.append(str(fault))
    if facts.get("integrity", "ok") != "ok":
        faults.append(f"the store is damaged: {facts['integrity']}")
    return facts, faults


def _store(url: str) -> tuple[dict[str, str], list[str]]:
    """The mode of a store and how many runs it holds, and what is wrong with them; a file that is not there is not made."""
    from ..store import open_store  # SQLite, which most commands do without
    from ..store.rows import listed  # likewise

    if is_absent(url):
        return {"store": "not there yet; the first run makes it"}, []
    store = open_store(url)
    try:
        runs = list(map(listed, store.runs()))
        orphans = [run for run in runs if run.status == "running" and not (run.owner and store.owners.alive(run.owner))]
        damaged = {run.id: run.fault or _fault_inside(store, run) for run in runs}
        faults = [f"the run {id} is damaged: {fault}" for id, fault in damaged.items() if fault]
        return {**store.mode(), "runs": str(len(runs)), "orphans": str(len(orphans))}, faults
    finally:
        store.close()


def _fault_inside(store: Store, run: Run) -> str:
    """What is wrong with what belongs to a run."""
    from ..engine.transfer import sound_whole  # loads the engine

    try:
        sound_whole(store, run)
    except (SchemeError, StoreError) as fault:
        return str(fault)
    return ""


def _cache() -> str:
    folder = default_folder()
    if folder is None:
        return "none"
    if Cache(folder).usable():
        return f"{folder} ({len(os.listdir(folder))} units)"
    return f"{folder} ({'not used: others own it or can write to it' if os.path.exists(folder) else 'not there yet'})"
