"""The law of strangers' rows: whatever stands in a store or in an export, it is an error of ours or a value, and never more
than its own run is lost.

Every column of every table of a real store and every leaf of a real export is replaced by values of each bad kind, rows are
dropped and doubled; then everything is done that can be done with the store.  The names and values come from the store and
the export themselves, so that a new column or field is tried without a change here.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flowscheme import Engine, Interpreter, RunRecord
from flowscheme.cli.doctor import examine
from flowscheme.cli.questions import STATUSES as LISTED
from flowscheme.engine.policy import Policy
from flowscheme.engine.transfer import export_store, import_store
from flowscheme.errors import InternalError, SchemeError, StoreError
from flowscheme.lang.text.printer import write
from flowscheme.lang.values.datum import NIL, Pair, String, Symbol, Value, cons, symbol
from flowscheme.store import Answer, MemoryStore, Run, open_store, rows
from flowscheme.store.protocol import Entry, Wait

FLOWS = """
(defflow asks (sequence (step 'one (lambda (x) (list x (await-inside 'in)))) (parallel (await 'a) (await "b"))))
(define (await-inside tag) (suspend tag))
(defflow ends (sequence (step 'two (lambda (x) (* 2 x))) (lambda (x) (list x "text" 1.5 'sym #\\c))))
(defflow fails (lambda (x) (error "no good:" x)))
"""

TEXTS = {
    "empty": "", "odd": "evil", "NUL": "a\0b", "control": "a\x1b]0;x\x07\nFORGED", "long": "9" * 100_000, "brackets": "[" * 300,
    "NaN": "NaN", "infinite": "1e999", "half": '["(",1', "no token": '["{",1]', "record": '["{=nobody",1,"}"]', "path": "../../x",
    "not canonical": '[ "(" , 1 , ")" ]', "condition": '["{condition",1,"}"]', "newer": '"#2"', "surrogate": "'\\ud800'",
}  # fmt: skip
NUMBERS = {"negative": -1, "large": 2**62, "past": -1e18, "future": 1e300, "endless": 9e999}
BAD: dict[str, list[Any]] = {
    "TEXT": [*TEXTS.values(), -1, b"\xff\xfe", None],
    **{kind: [*NUMBERS.values(), "x", None] for kind in ("INTEGER", "REAL")},
}  # fmt: skip
"""What each type of column is given; SQLite refuses some of it."""


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    made = Interpreter()
    made.eval_datum(FLOWS, "flows.scm")
    return made


@pytest.fixture(scope="module")
def good(interpreter: Interpreter, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with rows in every table."""
    file = tmp_path_factory.mktemp("good") / "good.db"
    engine = Engine(f"sqlite:///{file}", interpreter)
    engine.start("asks", 1, id="asks")
    engine.resume("asks", "inside")
    engine.start("ends", 21, id="ends")
    engine.start("fails", "seven", id="fails")
    wait = engine.store.waits("asks")[0]
    engine.store.add_answer("asks", Answer(wait.path, "1", engine.policy.clock()))
    engine.close()
    return file


def tables(file: Path) -> dict[str, list[tuple[str, str]]]:
    """The columns of each table of a store, and their types."""
    with sqlite3.connect(file) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: [row[1:3] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}


def altered(good: Path, folder: Path, statement: str, *values: Any) -> Path | None:
    """A copy of the store on which a statement was executed; None if SQLite refuses it."""
    file = folder / "bad.db"
    for old in folder.glob("bad.db*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copy(good, file)
    connection = sqlite3.connect(file)
    try:
        with connection:
            changed = connection.execute(statement, values).rowcount
    except (sqlite3.IntegrityError, OverflowError):
        return None
    finally:
        connection.close()
    return file if changed else None


Act = Callable[[Engine], Any]
ACTS: dict[str, Act] = {
    "list": lambda engine: engine.runs(),
    "statuses": lambda engine: [engine.status(id) for id in ("asks", "ends", "fails")],
    "records": lambda engine: [engine.run(run.id) for run in engine.policy.runs()],
    "show": lambda engine: engine.view("asks"),
    "result": lambda engine: engine.result("ends"),
    "log": lambda engine: inside(engine, lambda policy: policy.log_of("asks")),
    "pending": lambda engine: inside(engine, lambda policy: [policy.shown(run, wait.tag) for run, wait in policy.pending()]),
    "export": lambda engine: write(inside(engine, lambda policy: export_store(policy.store))),
    "resume": lambda engine: engine.resume("asks", "later", tag="b"),
    "retry": lambda engine: engine.retry("fails"),
    "start": lambda engine: engine.start("asks", 1, id="asks"),
    "start another": lambda engine: engine.start("ends", 1, id="another"),
    "cancel": lambda engine: engine.cancel("asks"),
    "forget": lambda engine: inside(engine, lambda policy: [policy.forget_run(run.id) for run in policy.runs()]),
    "gc": lambda engine: engine.policy.collect(),
}


def inside(engine: Engine, question: Callable[[Policy], Any]) -> Any:
    return engine.interpreter.evaluate(lambda: question(engine.policy), guest=False)


def attempt(act: Act, engine: Engine) -> Any:
    """What an act gives, or the error of ours that it raises; any other exception fails the test."""
    try:
        return act(engine)
    except (SchemeError, StoreError) as error:
        assert str(error)
        return error


def all_done(file: Path, interpreter: Interpreter, untouched: list[RunRecord]) -> dict[str, Any]:
    """Do everything with a store; runs whose rows nobody touched must be listed as they were."""
    facts, faults = examine(f"sqlite:///{file}")
    assert facts["runs"] and all(isinstance(fault, str) for fault in faults)
    engine = Engine(f"sqlite:///{file}", interpreter)
    try:
        listing = engine.runs()
        assert set(map(repr, untouched)) <= set(map(repr, listing))
        assert all(record.status in LISTED for record in listing)
        return {name: attempt(act, engine) for name, act in ACTS.items()}
    finally:
        engine.close()


def records(file: Path, interpreter: Interpreter) -> list[RunRecord]:
    engine = Engine(f"sqlite:///{file}", interpreter)
    try:
        return engine.runs()
    finally:
        engine.close()


WHOSE = {"runs": "id = 'asks'", "journal": "run = 1", "waits": "run = 1", "answers": "run = 1", "sources": "1"}
"""The row of each table that is altered: one of the run `asks`."""


@pytest.mark.parametrize("table", WHOSE)
def test_an_altered_column_is_an_error_of_its_run_alone(
    good: Path, interpreter: Interpreter, tmp_path: Path, table: str
) -> None:
    others = records(good, interpreter)[1:]
    tried = 0
    for column, kind in tables(good)[table]:
        for value in BAD[kind]:
            cell = "CAST(? AS TEXT)" if type(value) is bytes else "?"
            one = f"UPDATE OR ROLLBACK {table} SET {column} = {cell} WHERE {WHOSE[table]}"
            file = altered(good, tmp_path, one, value)
            if file is not None:
                tried += 1
                all_done(file, interpreter, others)
    assert tried > 10


def test_every_table_is_altered(good: Path) -> None:
    assert WHOSE.keys() == tables(good).keys()


@pytest.mark.parametrize("statement", [
    "DELETE FROM journal WHERE run = 1 AND number = 1",
    "DELETE FROM waits WHERE run = 1",
    "DELETE FROM sources",
    "DELETE FROM runs WHERE id = 'asks'",
    "INSERT INTO journal SELECT run, number + 10, path, kind, name, value, raised, ticks, at FROM journal WHERE run = 1",
    "INSERT INTO waits SELECT run, number + 10, path, kind, tag FROM waits WHERE run = 1",
    "INSERT INTO answers SELECT run, number + 10, path || '/x', value, at FROM answers WHERE run = 1",
    "INSERT INTO journal SELECT 2, number + 10, path, kind, name, value, raised, ticks, at FROM journal WHERE run = 1",
])  # fmt: skip
def test_missing_and_doubled_rows(good: Path, interpreter: Interpreter, tmp_path: Path, statement: str) -> None:
    file = altered(good, tmp_path, statement)
    assert file is not None
    all_done(file, interpreter, records(good, interpreter)[2:])


def test_the_law_finds_a_column_that_nobody_judges(
    good: Path, interpreter: Interpreter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = altered(good, tmp_path, "UPDATE runs SET created = 1e300 WHERE id = 'asks'")
    assert file is not None
    monkeypatch.setitem(rows._RUN, "created", lambda value: True)
    with pytest.raises(InternalError, match="timestamp out of range"):
        all_done(file, interpreter, [])


def test_every_field_of_every_row_is_judged() -> None:
    assert list(rows._RUN) == [name for name in Run._fields if name != "fault"]
    for row in (Entry, Wait, Answer):
        assert list(rows._TABLES[row][1]) == list(row._fields)


def test_the_command_line_knows_the_statuses() -> None:
    assert set(LISTED) == rows.STATUSES | {rows.DAMAGED}


def test_a_damaged_run_is_told_listed_and_forgotten(good: Path, interpreter: Interpreter, tmp_path: Path) -> None:
    file = altered(good, tmp_path, "UPDATE runs SET status = 'evil\x1b' WHERE id = 'asks'")
    engine = Engine(f"sqlite:///{file}", interpreter)
    told = "its status is none: 'evil\\x1b'"
    assert [run.status for run in engine.runs()] == ["damaged", "done", "failed"]
    assert told in engine.runs("damaged")[0].error.message
    with pytest.raises(SchemeError, match="rows of the run asks are damaged") as raised:
        engine.resume("asks", 1)
    assert raised.value.payload.kind == "flow-damaged"
    exported = inside(engine, lambda policy: write(export_store(policy.store)))
    assert '(id "ends")' in exported and '(id "asks")' not in exported and '(left-out ("asks"' in exported
    assert any(told in fault for fault in examine(f"sqlite:///{file}")[1])
    engine.policy.forget_run("asks")
    assert [run.id for run in engine.runs()] == ["ends", "fails"]
    engine.close()


# Exports


def export(good: Path, interpreter: Interpreter) -> Value:
    store = open_store(f"sqlite:///{good}")
    try:
        return interpreter.evaluate(lambda: export_store(store), guest=False)
    finally:
        store.close()


IN_EXPORTS = [
    String(""), String("a\0b"), String("a\x1b]0;x\x07\nFORGED"), String("9" * 10_000), symbol("evil\x1b"), -1, 2**70, 1.5,
    float("nan"), float("inf"), -1e18, None, ..., NIL, cons(1, 2), (lambda: 1),
]  # fmt: skip


def places(datum: Value) -> Iterator[tuple[Pair, str]]:
    """Every slot in a datum that holds an atom, or the rest of a list."""
    work = [datum]
    while work:
        pair = work.pop()
        for slot in ("car", "cdr"):
            yield pair, slot
            if isinstance(getattr(pair, slot), Pair):
                work.append(getattr(pair, slot))


def imported(interpreter: Interpreter, data: Value) -> tuple[MemoryStore, Any]:
    store = MemoryStore()
    try:
        return store, interpreter.evaluate(lambda: import_store(store, data), guest=False)
    except SchemeError as error:
        return store, error


def test_an_export_with_a_bad_leaf_is_refused_whole_or_is_sound(good: Path, interpreter: Interpreter) -> None:
    data = export(good, interpreter)
    refused = accepted = 0
    for pair, slot in list(places(data)):
        before = getattr(pair, slot)
        for value in IN_EXPORTS:
            setattr(pair, slot, value)
            store, came = imported(interpreter, data)
            if isinstance(came, SchemeError):
                refused += 1
                assert came.payload.kind in ("flow-bad-export", "flow-id-conflict", "flow-not-plain"), came
                assert not store.runs() and not store.sources()
            else:
                accepted += 1
                assert all(rows.listed(run) is run for run in store.runs())
                assert all(rows.is_source(hash, text) for hash, text in store.sources().items())
        setattr(pair, slot, before)
    assert refused > 1000 and accepted > 100  # inputs, tags and values may be any plain datum
    assert imported(interpreter, data)[1] == 3


def test_a_circular_export_is_refused(good: Path, interpreter: Interpreter) -> None:
    data = export(good, interpreter)
    for pair, slot in list(places(data)):
        before = getattr(pair, slot)
        setattr(pair, slot, pair)
        store, came = imported(interpreter, data)
        assert isinstance(came, SchemeError) and not store.runs()
        setattr(pair, slot, before)


def test_doubled_fields_runs_waits_and_answers_are_refused(good: Path, interpreter: Interpreter) -> None:
    data = export(good, interpreter)
    doubled = 0
    for pair, slot in list(places(data)):
        if slot == "cdr" and isinstance(pair.car, Pair) and isinstance(pair.car.car, Symbol | Pair):
            before = pair.cdr
            pair.cdr = cons(pair.car, before)
            _, came = imported(interpreter, data)
            doubled += isinstance(came, SchemeError)
            pair.cdr = before
    assert doubled > 40


def test_a_source_under_anothers_hash_is_refused(good: Path, interpreter: Interpreter) -> None:
    data = export(good, interpreter)
    for pair, slot in places(data):
        value = getattr(pair, slot)
        if isinstance(value, String) and value.text.startswith('{"main"'):
            setattr(pair, slot, String(value.text.replace("no good", "EVIL!!!")))
    store, came = imported(interpreter, data)
    assert "has not the hash" in str(came) and not store.sources()


def test_an_altered_source_is_refused_when_it_is_used(good: Path, interpreter: Interpreter, tmp_path: Path) -> None:
    file = altered(good, tmp_path, "UPDATE sources SET text = replace(text, '''one', '''EVIL')")
    engine = Engine(f"sqlite:///{file}")  # an interpreter that has not loaded the flow
    with pytest.raises(SchemeError, match="somebody has altered it"):
        engine.resume("asks", 1)
    assert engine.run("asks").status == "suspended"
    engine.close()
