"""The contract of `store.protocol`, sentence by sentence, for every store."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from flowscheme.store import Answer, Entry, MemoryStore, Run, SqliteStore, Store, StoreError, Wait, open_store

MakeRun = Callable[..., Run]
MakeEntry = Callable[..., Entry]

ODD = "x' \"%_\\ ä 𝄞 \n"


class Stop(BaseException):
    """Raised inside a transaction; not an `Exception`, as an interrupt is not."""


def in_thread(action: Callable[[], object]) -> object:
    """What `action` returns in a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(action).result(20)


# ---- runs


def test_a_run_comes_back_as_it_was_inserted(store: Store, make_run: MakeRun) -> None:
    run = make_run(ODD, flow=ODD, input=ODD, source=None, owner=None, hosts=(), created=0.1 + 0.2)
    ended = make_run("ended", outcome=ODD, status="done", hosts=(ODD, "b"), fence=2**40)
    assert store.insert(run) and store.insert(ended)
    assert store.get(ODD) == run
    assert store.get("ended") == ended
    assert type(store.get("ended").hosts) is tuple
    assert store.get("other") is None


def test_inserting_an_existing_id_changes_nothing(store: Store, make_run: MakeRun) -> None:
    assert store.insert(make_run())
    assert not store.insert(make_run(flow="another"))
    assert store.get("run-1") == make_run()


def test_runs_are_listed_in_the_order_of_insertion(store: Store, make_run: MakeRun) -> None:
    rows = [make_run("b", created=9.0), make_run("c", status="done", created=5.0), make_run("a", created=1.0)]
    for run in rows:
        store.insert(run)
    store.update(rows[0])
    assert store.runs() == rows
    assert store.runs("running") == [rows[0], rows[2]]
    assert store.runs("done") == [rows[1]]
    assert store.runs("stuck") == []


def test_update_replaces_the_whole_row(store: Store, make_run: MakeRun) -> None:
    store.insert(make_run())
    store.insert(make_run("other"))
    changed = Run("run-1", "f", "1", "done", None, "s", None, 8, "2", (), 3.0, 4.0)
    store.update(changed)
    assert store.get("run-1") == changed
    assert store.get("other") == make_run("other")


def test_delete_takes_everything_of_the_run(store: Store, make_run: MakeRun, make_entry: MakeEntry) -> None:
    for id in ("run-1", "other"):
        store.insert(make_run(id))
        store.append(id, 1, [make_entry()])
        store.set_waits(id, [Wait("p", "suspend", "t")])
        store.add_answer(id, Answer("p", "1", 1.0))
    store.delete("run-1")
    store.insert(make_run())
    assert (store.journal("run-1"), store.waits("run-1"), store.answers("run-1")) == ([], [], [])
    assert (len(store.journal("other")), len(store.waits("other")), len(store.answers("other"))) == (1, 1, 1)
    assert [run.id for run in store.runs()] == ["other", "run-1"]
    store.delete("never was")


def test_nothing_is_written_for_an_unknown_run(store: Store, make_run: MakeRun, make_entry: MakeEntry) -> None:
    for write in (
        lambda: store.update(make_run()),
        lambda: store.replace_journal("run-1", [make_entry()]),
        lambda: store.set_waits("run-1", [Wait("p", "suspend", "t")]),
        lambda: store.add_answer("run-1", Answer("p", "1", 1.0)),
    ):
        with pytest.raises(StoreError, match="run-1"):
            write()
    assert not store.append("run-1", 1, [make_entry()])
    assert not store.append("run-1", 1, [make_entry(), make_entry("b")])
    store.clear_answers("run-1")
    assert (store.journal("run-1"), store.waits("run-1"), store.answers("run-1")) == ([], [], [])
    store.insert(make_run())
    assert (store.journal("run-1"), store.waits("run-1"), store.answers("run-1")) == ([], [], [])


# ---- the journal


def test_entries_come_back_oldest_first(store: Store, make_run: MakeRun, make_entry: MakeEntry) -> None:
    store.insert(make_run())
    entries = [make_entry(path, value=ODD, raised=path == "z", name=ODD) for path in "zaymb"]
    assert store.append("run-1", 1, entries[:1])
    assert store.append("run-1", 1, entries[1:3])
    assert store.append("run-1", 1, entries[3:4])
    assert store.append("run-1", 1, entries[4:])
    assert store.append("run-1", 1, [])
    assert store.journal("run-1") == entries
    assert [type(entry.raised) for entry in store.journal("run-1")] == [bool] * 5


def test_append_forgets_a_prefix_in_the_same_write(store: Store, make_run: MakeRun, make_entry: MakeEntry) -> None:
    store.insert(make_run())
    paths = ["a/1", "a/10/b", "ä%_/1", "ä%_/2", "ä%x", "A/1"]
    store.append("run-1", 1, [make_entry(path) for path in paths])
    assert store.append("run-1", 1, [make_entry("ä%_")], forget="ä%_/")
    assert [entry.path for entry in store.journal("run-1")] == ["a/1", "a/10/b", "ä%x", "A/1", "ä%_"]
    assert store.append("run-1", 1, [], forget="a/")
    assert [entry.path for entry in store.journal("run-1")] == ["ä%x", "A/1", "ä%_"]
    assert store.append("run-1", 1, [make_entry("last")], forget="")
    assert [entry.path for entry in store.journal("run-1")] == ["last"]


@pytest.mark.parametrize("change", [{"fence": 2}, {"status": "cancelled"}, {"status": "suspended"}])
def test_a_stale_append_writes_nothing(
    store: Store, make_run: MakeRun, make_entry: MakeEntry, change: dict[str, object]
) -> None:
    store.insert(make_run())
    assert store.held("run-1", 1) and not store.held("run-2", 1)
    store.append("run-1", 1, [make_entry("kept")])
    store.update(make_run(**change))
    assert not store.held("run-1", 1)
    assert not store.append("run-1", 1, [make_entry("new")])
    assert not store.append("run-1", 1, [make_entry("new")], forget="kept")
    assert not store.append("run-1", 1, [make_entry("new"), make_entry("newer")])
    assert [entry.path for entry in store.journal("run-1")] == ["kept"]


def test_replace_journal(store: Store, make_run: MakeRun, make_entry: MakeEntry) -> None:
    store.insert(make_run(status="suspended"))
    store.replace_journal("run-1", [make_entry("a"), make_entry("b")])
    store.replace_journal("run-1", [make_entry("c"), make_entry("a")])
    assert [entry.path for entry in store.journal("run-1")] == ["c", "a"]
    store.replace_journal("run-1", [])
    assert store.journal("run-1") == []


# ---- waits, answers, sources


def test_waits_keep_their_order(store: Store, make_run: MakeRun) -> None:
    store.insert(make_run())
    waits = [Wait("z", "suspend", "t"), Wait("a", "timer", ""), Wait("m", "child", ODD)]
    store.set_waits("run-1", waits)
    assert store.waits("run-1") == waits
    store.set_waits("run-1", waits[1:2])
    assert store.waits("run-1") == waits[1:2]
    store.set_waits("run-1", [])
    assert store.waits("run-1") == []


def test_of_two_answers_to_one_path_one_wins(store: Store, make_run: MakeRun) -> None:
    store.insert(make_run())
    first, second = Answer("z", "1", 5.0), Answer("a", ODD, 4.0)
    assert store.add_answer("run-1", first) and store.add_answer("run-1", second)
    assert not store.add_answer("run-1", Answer("z", "2", 6.0))
    assert store.answers("run-1") == [first, second]
    store.clear_answers("run-1")
    assert store.answers("run-1") == []
    assert store.add_answer("run-1", Answer("z", "2", 6.0))


def test_a_source_keeps_its_first_text(store: Store) -> None:
    store.put_source("h1", ODD)
    store.put_source("h1", "other")
    store.put_source("h2", "")
    assert (store.source("h1"), store.source("h2"), store.source("h3")) == (ODD, "", None)
    assert store.sources() == {"h1": ODD, "h2": ""}


# ---- transactions


def test_a_transaction_is_seen_by_its_thread_only(store: Store, make_run: MakeRun, make_entry: MakeEntry) -> None:
    store.insert(make_run("before"))
    with store.transaction():
        store.insert(make_run())
        store.append("run-1", 1, [make_entry()])
        store.put_source("h", "text")
        store.update(make_run("before", status="done"))
        assert store.get("run-1") and store.journal("run-1") and store.source("h")
        assert [run.id for run in store.runs()] == ["before", "run-1"]
        assert in_thread(lambda: (store.get("run-1"), store.journal("run-1"), store.sources())) == (None, [], {})
        assert in_thread(lambda: store.runs()) == [make_run("before")]
    assert in_thread(lambda: len(store.journal("run-1"))) == 1
    assert in_thread(lambda: len(store.runs())) == 2


@pytest.mark.parametrize("error", [ValueError, Stop, KeyboardInterrupt])
def test_a_transaction_rolls_everything_back(
    store: Store, make_run: MakeRun, make_entry: MakeEntry, error: type[BaseException]
) -> None:
    store.insert(make_run("kept"))
    store.append("kept", 1, [make_entry("a")])
    store.set_waits("kept", [Wait("p", "suspend", "t")])
    store.add_answer("kept", Answer("p", "1", 1.0))
    store.insert(make_run("deleted"))
    before = _everything(store)
    with pytest.raises(error), store.transaction():
        store.update(make_run("kept", status="done"))
        store.append("kept", 1, [make_entry("b")])
        store.replace_journal("kept", [])
        store.set_waits("kept", [])
        store.clear_answers("kept")
        store.delete("deleted")
        store.insert(make_run("new"))
        store.put_source("h", "text")
        raise error
    assert _everything(store) == before
    assert store.insert(make_run("new"))


def _everything(store: Store) -> object:
    rows = [(run, store.journal(run.id), store.waits(run.id), store.answers(run.id)) for run in store.runs()]
    return rows, store.sources()


def test_an_inner_transaction_is_undone_alone(store: Store, make_run: MakeRun) -> None:
    with store.transaction():
        store.insert(make_run("outer"))
        with pytest.raises(ValueError), store.transaction():
            store.insert(make_run("inner"))
            store.delete("outer")
            raise ValueError
        assert [run.id for run in store.runs()] == ["outer"]
        with store.transaction():
            store.insert(make_run("second"))
    assert [run.id for run in store.runs()] == ["outer", "second"]


def test_an_inner_transaction_goes_with_the_outer_one(store: Store, make_run: MakeRun) -> None:
    with pytest.raises(ValueError), store.transaction():
        with store.transaction():
            store.insert(make_run())
        raise ValueError
    assert store.runs() == []


def test_an_error_of_the_store_inside_a_transaction_rolls_it_back(store: Store, make_run: MakeRun) -> None:
    with pytest.raises(StoreError), store.transaction():
        store.insert(make_run())
        store.update(make_run("unknown"))
    assert store.runs() == []


# ---- many threads


def _count_up(store: Store, times: int) -> None:
    for _ in range(times):
        with store.transaction():
            run = store.get("run-1")
            assert run
            store.update(run._replace(fence=run.fence + 1))


def test_transactions_of_threads_are_serialised(store: Store, make_run: MakeRun) -> None:
    store.insert(make_run(fence=0))
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: _count_up(store, 20), range(6)))
    assert store.get("run-1").fence == 120


def test_of_threads_that_insert_one_id_one_wins(store: Store, make_run: MakeRun) -> None:
    start = threading.Barrier(6)

    def insert(name: int) -> bool:
        start.wait()
        return store.insert(make_run(flow=str(name)))

    with ThreadPoolExecutor(6) as pool:
        won = list(pool.map(insert, range(6)))
    assert won.count(True) == 1
    assert store.get("run-1").flow == str(won.index(True))


def test_appends_of_threads_all_arrive_in_their_order(store: Store, make_run: MakeRun, make_entry: MakeEntry) -> None:
    store.insert(make_run())

    def append(name: int) -> None:
        for turn in range(30):
            assert store.append("run-1", 1, [make_entry(f"{name}", ticks=turn)])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(append, range(6)))
    journal = store.journal("run-1")
    for name in range(6):
        assert [entry.ticks for entry in journal if entry.path == str(name)] == list(range(30))


def test_a_write_gives_up_after_its_patience(make_run: MakeRun, sqlite_url: str) -> None:
    for store in (MemoryStore(patience=0.05), SqliteStore(sqlite_url.removeprefix("sqlite:///"), patience=0.05)):
        with store.transaction(), pytest.raises(StoreError, match=r"locked .*for more than 0\.05 seconds"):
            in_thread(lambda store=store: store.insert(make_run()))
        assert in_thread(lambda store=store: store.insert(make_run()))
        store.close()


# ---- many processes

COUNT_UP = """
import sys
from flowscheme.store import open_store
store = open_store(sys.argv[1])
print("ready", flush=True); sys.stdin.readline()
for _ in range(50):
    with store.transaction():
        run = store.get("run-1")
        store.update(run._replace(fence=run.fence + 1))
"""

INSERT = """
import sys
from flowscheme.store import open_store, Run
store = open_store(sys.argv[1])
print("ready", flush=True); sys.stdin.readline()
rows = [Run(f"run-{n}", sys.argv[2], "1", "running", None, "", None, 1, None, (), 0.0, 0.0) for n in range(40)]
print(" ".join(run.id for run in rows if store.insert(run)))
"""

APPEND = """
import sys
from flowscheme.store import open_store, Entry
store = open_store(sys.argv[1])
print("ready", flush=True); sys.stdin.readline()
for n in range(100):
    assert store.append("run-1", 1, [Entry(sys.argv[2], "k", "n", "1", False, n, 0.0)])
"""


def _race(start_python: Callable[..., object], program: str, url: str) -> list[str]:
    """What two processes print that run `program` at once."""
    processes = [start_python(program, url, name) for name in "ab"]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 2
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    printed = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    return printed


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a store that processes can share."""
    return str(request.getfixturevalue(request.param))


shared = pytest.mark.parametrize("url", ["sqlite_url"], indirect=True)


@shared
def test_transactions_of_processes_are_serialised(url: str, make_run: MakeRun, start_python: Callable) -> None:
    store = open_store(url)
    store.insert(make_run(fence=0))
    _race(start_python, COUNT_UP, url)
    assert store.get("run-1").fence == 100


@shared
def test_of_processes_that_insert_one_id_one_wins(url: str, start_python: Callable) -> None:
    won = [set(text.split()) for text in _race(start_python, INSERT, url)]
    assert won[0] | won[1] == {f"run-{n}" for n in range(40)}
    assert not won[0] & won[1]
    assert all((run.id in won[0]) == (run.flow == "a") for run in open_store(url).runs())


@shared
def test_appends_of_processes_all_arrive_in_their_order(url: str, make_run: MakeRun, start_python: Callable) -> None:
    store = open_store(url)
    store.insert(make_run())
    _race(start_python, APPEND, url)
    journal = store.journal("run-1")
    for name in "ab":
        assert [entry.ticks for entry in journal if entry.path == name] == list(range(100))


@shared
def test_a_taken_over_run_refuses_the_other_process(
    url: str, make_run: MakeRun, make_entry: MakeEntry, start_python: Callable
) -> None:
    store = open_store(url)
    store.insert(make_run(fence=1))
    loser = start_python(APPEND, url, "loser")
    assert loser.stdout.readline() == "ready\n"
    store.update(make_run(fence=2))
    loser.communicate("go\n", timeout=30)
    assert loser.returncode == 1
    assert store.journal("run-1") == []
    assert store.append("run-1", 2, [make_entry()])


# ---- the store itself


def test_mode_tells_what_doctor_shows(store: Store) -> None:
    mode = store.mode()
    assert mode["integrity"] == "ok"
    assert mode["schema"] == "1"
    assert {"store", "path"} < mode.keys()


def test_a_closed_store_refuses(store: Store, make_run: MakeRun) -> None:
    owner = store.owners.me()
    assert store.owners.alive(owner)
    store.close()
    store.close()
    assert not store.owners.alive(owner)
    for use in (store.runs, lambda: store.insert(make_run()), store.mode):
        with pytest.raises(StoreError, match="closed"):
            use()


def test_a_store_is_refused_after_a_fork(store: Store, make_run: MakeRun) -> None:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            store.insert(make_run())
        except StoreError as fault:
            os.write(write, str(fault).encode())
        store.close()
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        assert "fork" in pipe.read()
    assert store.insert(make_run())


@pytest.mark.parametrize(
    "url",
    ["", "memory", "memory:x", "sqlite:", "sqlite:x.db", "sqlite://x.db", "sqlite:///", "sqlite:////", "mysql://x"],
)
def test_a_bad_url_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match=r"store|file|memory"):
        open_store(url)


def test_a_relative_path_stays_where_the_store_was_opened(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, make_run: MakeRun
) -> None:
    monkeypatch.chdir(str(tmp_path))
    store = open_store("sqlite:///relative.db")
    monkeypatch.chdir("/")
    store.insert(make_run())
    assert in_thread(lambda: store.get("run-1")) == make_run()
    assert os.path.exists(f"{tmp_path}/relative.db")
