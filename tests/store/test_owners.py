"""Owners: who lives, who is dead, and that nobody waits to learn it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flowscheme.store import StoreError
from flowscheme.store.owners import Owners

OWNER = """
import sys
from flowscheme.store.owners import Owners
owners = Owners(sys.argv[1])
print(owners.me(), flush=True)
sys.stdin.readline()
owners.close()
print("closed", flush=True)
sys.stdin.readline()
"""

ASK = """
import sys
from flowscheme.store.owners import Owners
print(Owners(sys.argv[1]).alive(sys.argv[2]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "store.db-owners")


def test_an_owner_knows_that_it_lives(folder: str) -> None:
    owners, others = Owners(folder), Owners(folder)
    me = owners.me()
    assert me == owners.me()
    assert me.startswith(f"{os.getpid()}-")
    assert owners.alive(me) and others.alive(me)
    assert others.me() != me


def test_asking_for_oneself_does_not_drop_the_lock(folder: str, start_python: Callable) -> None:
    owners = Owners(folder)
    me = owners.me()
    for asker in (owners, Owners(folder), Owners(None)):
        assert asker.alive(me)
    assert start_python(ASK, folder, me).communicate(timeout=20)[0] == "True\n"


def test_a_killed_process_is_dead_at_once(folder: str, start_python: Callable) -> None:
    process = start_python(OWNER, folder)
    owner = process.stdout.readline().strip()
    mine = Owners(folder)
    assert mine.alive(owner) and mine.alive(owner)
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    assert os.path.exists(f"{folder}/{owner}")
    assert not mine.alive(owner)
    assert not os.path.exists(f"{folder}/{owner}")
    assert not mine.alive(owner)


def test_a_closed_owner_is_dead_though_its_process_lives(folder: str, start_python: Callable) -> None:
    process = start_python(OWNER, folder)
    owner = process.stdout.readline().strip()
    process.stdin.write("close\n")
    process.stdin.flush()
    assert process.stdout.readline() == "closed\n"
    assert process.poll() is None
    assert not Owners(folder).alive(owner)


def test_whoever_becomes_an_owner_sweeps_out_the_dead_and_leaves_the_living(folder: str, start_python: Callable) -> None:
    living = start_python(OWNER, folder).stdout.readline().strip()
    for _ in range(3):
        dead = start_python(OWNER, folder)
        dead.stdout.readline()
        dead.kill()
        dead.wait()
    beginning, abandoned = Path(folder, f"new-{living}"), Path(folder, "new-1-0123456789abcdef")
    for name in (beginning, abandoned, Path(folder, "notes.txt")):
        name.touch()
    os.utime(abandoned, (0, 0))
    me = Owners(folder).me()
    assert {file.name for file in Path(folder).iterdir()} == {me, living, beginning.name, "notes.txt"}


def test_a_process_that_ends_without_closing_leaves_no_file(folder: str, start_python: Callable) -> None:
    program = "import sys; from flowscheme.store.owners import Owners; print(Owners(sys.argv[1]).me()); sys.exit(1)"
    assert start_python(program, folder).communicate(timeout=20)[0]
    assert not list(Path(folder).iterdir())


def test_an_owner_that_closed_comes_back_as_another(folder: str) -> None:
    owners = Owners(folder)
    first = owners.me()
    owners.close()
    owners.close()
    assert not owners.alive(first)
    assert owners.me() != first
    assert os.listdir(folder) == [owners.me()]


def test_many_askers_do_not_take_each_other_for_the_owner(folder: str, start_python: Callable) -> None:
    process = start_python(OWNER, folder)
    owner = process.stdout.readline().strip()
    process.kill()
    process.wait(20)
    with ThreadPoolExecutor(8) as pool:
        assert not any(pool.map(lambda _: Owners(folder).alive(owner), range(64)))


def test_a_fork_neither_keeps_its_parent_alive_nor_is_its_parent(folder: str) -> None:
    owners = Owners(folder)
    me = owners.me()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, f"{owners.alive(me)} {owners.me() != me}".encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        assert pipe.read() == "True True"
    assert owners.alive(me)


FORK = """
import os, sys
from flowscheme.store.owners import Owners
owners = Owners(sys.argv[1])
print(owners.me(), flush=True)
if os.fork() == 0:
    sys.stdin.readline()
    os._exit(0)
os.kill(os.getpid(), 9)
"""


def test_a_surviving_child_does_not_keep_a_dead_parent_alive(folder: str, start_python: Callable) -> None:
    process = start_python(FORK, folder)
    owner = process.stdout.readline().strip()
    process.wait(20)
    assert not Owners(folder).alive(owner)


@pytest.mark.parametrize("owner", ["", "nobody", "../victim", "1-0123456789abcdef", "/etc/passwd"])
def test_what_is_no_owner_is_dead_and_nothing_is_removed(folder: str, owner: str) -> None:
    os.mkdir(folder)
    victim = Path(folder).parent / "victim"
    victim.touch()
    assert not Owners(folder).alive(owner)
    assert victim.exists()


def test_owners_of_a_store_inside_the_process() -> None:
    owners = Owners(None)
    me = owners.me()
    assert owners.alive(me) and Owners(None).alive(me)
    assert not owners.alive("1-0123456789abcdef")
    owners.close()
    assert not owners.alive(me)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot own runs"):
        Owners(str(tmp_path / "file" / "owners")).me()
