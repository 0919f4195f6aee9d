"""The whole store as one readable datum, and back (docs/semantics.md, "Export and import").

    (flowscheme-store (version 1)
      (sources ("hash" "text") ...)
      (runs ((id "...") (flow "...") (input ...) ... (journal (path kind name value raised ticks at) ...)
             (waits (path kind tag) ...) (answers (path value at) ...)) ...))

Input, results, names, tags and values are data, as the flow saw them; what `read` could not give back (a condition, a
failure, a record) is `(flowscheme-text "...")`, the text that the store keeps.  An import compares each run with the
one that has its id: a missing run is added, an identical one skipped, and of two states of the same run, one log
beginning with the other, the further one is kept.  Anything else is a conflict, and then nothing is imported at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from ..errors import SchemeError
from ..flow.codec import decode, encode, is_canonical, is_written
from ..flow.failure import flow_error
from ..flow.journal import LOG
from ..lang.text.clean import clean
from ..lang.values.datum import NIL, Condition, Pair, String, Symbol, Value, is_list, iterate, list_from, symbol
from ..store.protocol import Answer, Entry, NotText, Run, Store, Wait
from ..store.rows import damaged, fault_in, fault_of, is_source, listed, sound
from .pinned_sources import parse_pin

VERSION = 1


class Whole(NamedTuple):
    """A run with all that belongs to it."""

    run: Run
    journal: tuple[Entry, ...]
    waits: tuple[Wait, ...]
    answers: tuple[Answer, ...]


def whole_of(store: Store, run: Run) -> Whole:
    """A run of the store with all that belongs to it."""
    return Whole(run, tuple(store.journal(run.id)), tuple(store.waits(run.id)), tuple(store.answers(run.id)))


def sound_whole(store: Store, run: Run) -> Whole:
    """The same, judged.  Raises `flow-damaged`."""
    whole = whole_of(store, sound(run))
    fault = fault_of_whole(whole)
    if fault:
        raise damaged(run.id, fault)
    return whole


def fault_of_whole(whole: Whole) -> str:
    """What is wrong with a run or with what belongs to it; empty if nothing is."""
    fault = fault_of(whole.run) or fault_in(whole.journal) or fault_in(whole.waits) or fault_in(whole.answers)
    if fault:
        return fault
    texts = [whole.run.input, *filter(None, [whole.run.outcome]), *(wait.tag for wait in whole.waits)]
    texts += [text for entry in whole.journal for text in (entry.name, entry.value) if text]
    texts += [answer.value for answer in whole.answers]
    return "" if all(map(is_canonical, texts)) else "a value is none that flowscheme would have kept"


# Export


def export_store(store: Store) -> Value:
    """The store as plain data; what is damaged is left out, and named in a field `left-out` with what is wrong with it."""
    wholes, left_out = [], []
    sources: dict[str, str] = {}
    with store.transaction():
        for run in store.runs():
            try:
                wholes.append(_run_datum(sound_whole(store, run)))
            except (SchemeError, NotText) as fault:
                left_out.append(list_from([String(listed(run).id), String(str(fault))]))
            else:
                sources |= _source_of(store, run)
    return list_from([
        symbol("flowscheme-store"),
        _field("version", VERSION),
        _field("sources", *(list_from([String(hash), String(text)]) for hash, text in sorted(sources.items()))),
        _field("runs", *wholes),
        *([_field("left-out", *left_out)] if left_out else []),
    ])  # fmt: skip


def _source_of(store: Store, run: Run) -> dict[str, str]:
    """The source of a run by its hash; nothing if it has none that can be trusted."""
    with suppress(NotText):
        text = store.source(run.source) if run.source is not None else None
        if run.source is not None and text is not None and is_source(run.source, text):
            return {run.source: text}
    return {}


def left_out(data: Value) -> list[tuple[str, str]]:
    """What an export has left out: the id and the fault of each run."""
    return [(id.text, fault.text) for id, fault in map(_items, _fields(_items(data)[1:]).get("left-out", []))]


_MARK = symbol("flowscheme-text")
def _datum(text: str) -> Value:
    """A kept value as a datum that can be written and read, whatever records are registered here."""
    if not is_written(text):
        return list_from([_MARK, String(text)])
    datum = decode(text)
    return list_from([_MARK, String(text)]) if isinstance(datum, Pair) and datum.car is _MARK else datum


def _text(datum: Value) -> str:
    """The text that a store keeps of a datum that `_datum` made."""
    if not isinstance(datum, Pair) or datum.car is not _MARK:
        return encode(datum)
    _, text = _items(datum)
    return str(text.text)


def _field(name: str, *values: Value) -> Value:
    return list_from([symbol(name), *values])


def _maybe_text(text: str | None) -> Value:
    return None if text is None else String(text)


def _maybe_datum(text: str | None) -> Value:
    return NIL if text is None else list_from([_datum(text)])


def _run_datum(whole: Whole) -> Value:
    run = whole.run
    return list_from([
        _field("id", String(run.id)),
        _field("flow", String(run.flow)),
        _field("input", _datum(run.input)),
        _field("status", symbol(run.status)),
        _field("source", _maybe_text(run.source)),
        _field("seed", String(run.seed)),
        _field("owner", _maybe_text(run.owner)),
        _field("fence", run.fence),
        _field("outcome", _maybe_datum(run.outcome)),
        _field("hosts", *map(String, run.hosts)),
        _field("created", run.created),
        _field("updated", run.updated),
        _field("journal", *map(_entry_datum, whole.journal)),
        _field("waits", *(list_from([String(w.path), String(w.kind), _datum(w.tag)]) for w in whole.waits)),
        _field("answers", *(list_from([String(a.path), _datum(a.value), a.at]) for a in whole.answers)),
    ])  # fmt: skip


def _entry_datum(entry: Entry) -> Value:
    name = NIL if entry.name == "" else list_from([_datum(entry.name)])
    raised = ... if entry.raised else None
    return list_from([
        String(entry.path), String(entry.kind), name, _datum(entry.value), raised, entry.ticks, entry.at,
    ])  # fmt: skip


# Import


def import_store(store: Store, data: Value) -> int:
    """Bring exported data into the store; how many runs were added or replaced.

    Raises `SchemeError`: flow-bad-export if the data are no export, or hold what no store of ours would; flow-id-conflict
    if a run differs; flow-damaged if it is damaged here.
    """
    sources, wholes = _parse(data)
    with store.transaction():
        changed = [imported for imported in wholes if _is_news(store, imported)]
        for hash, text in sources.items():
            store.put_source(hash, text)
        for imported in changed:
            _put(store, imported)
    return len(changed)


def _is_news(store: Store, imported: Whole) -> bool:
    """Whether an imported run is to be written; raises on a conflict."""
    run = store.get(imported.run.id)
    if run is None:
        return True
    here = sound_whole(store, run)
    if _content(here) == _content(imported):
        return False
    same = (run.flow, run.input, run.source, run.seed) == (
        imported.run.flow, imported.run.input, imported.run.source, imported.run.seed,
    )  # fmt: skip
    mine, theirs = _log(here), _log(imported)
    shorter = min(len(mine), len(theirs))
    if not same or mine[:shorter] != theirs[:shorter]:
        message = f"the run {clean(imported.run.id)} is here with another history; nothing was imported"
        raise flow_error("flow-id-conflict", message)
    return _progress(imported) > _progress(here)


def _content(whole: Whole) -> tuple[Any, ...]:
    run = whole.run
    return (run.flow, run.input, run.status, run.source, run.seed, run.outcome, whole.journal, whole.waits, whole.answers)


def _log(whole: Whole) -> list[tuple[str, str]]:
    answered = [entry for entry in whole.journal if entry.kind in ("suspend", LOG)]
    return [(entry.name, entry.value) for entry in sorted(answered, key=lambda entry: entry.at)]


def _progress(whole: Whole) -> tuple[int, bool, float]:
    ended = whole.run.status in ("done", "failed", "cancelled")
    return (len(_log(whole)), ended, whole.run.updated)


def _put(store: Store, imported: Whole) -> None:
    """Write a run; where it was being driven, it becomes an orphan here."""
    run = imported.run._replace(owner=None)
    if not store.insert(run):
        replaced = store.get(run.id)
        store.update(run._replace(fence=max(run.fence, replaced.fence if replaced else 0) + 1))
    store.replace_journal(run.id, imported.journal)
    store.set_waits(run.id, imported.waits)
    store.clear_answers(run.id)
    for answer in imported.answers:
        store.add_answer(run.id, answer)


# Reading an export


def _bad(message: str) -> SchemeError:
    return SchemeError(Condition(f"this is no flowscheme export: {message}", kind="flow-bad-export"))


def _parse(data: Value) -> tuple[dict[str, str], list[Whole]]:
    items = _items(data) if is_list(data) else []
    if not items or not isinstance(items[0], Symbol) or items[0].name != "flowscheme-store":
        raise _bad("it does not begin with flowscheme-store")
    fields = _fields(items[1:])
    if fields.get("version") != [VERSION] or type(fields["version"][0]) is not int:
        raise _bad("its version is not known here")
    try:
        sources = [(hash.text, text.text) for hash, text in map(_items, fields["sources"])]
        wholes = [_whole_from(_fields(_items(run))) for run in fields["runs"]]
    except (KeyError, AttributeError, ValueError, TypeError, IndexError, OverflowError) as fault:
        raise _bad(f"a field is missing or wrong ({fault})") from None
    for hash, text in sources:
        _check_source(hash, text)
    _check_runs(wholes)
    return dict(sources), wholes


def _check_source(hash: str, text: str) -> None:
    """Refuse a source that is none, or whose text has another hash."""
    if not is_source(hash, text):
        raise _bad(f"a source has not the hash under which it stands, {hash[:12]}")
    try:
        parse_pin(text)
    except SchemeError as error:
        raise _bad(f"{error.payload.message}: {hash[:12]}") from None


def _check_runs(wholes: list[Whole]) -> None:
    """Refuse runs that no store of ours would hold."""
    for whole in wholes:
        fault = fault_of_whole(whole)
        if fault:
            raise _bad(f"of the run {clean(whole.run.id)}, {fault}")
    ids = [whole.run.id for whole in wholes]
    if len(set(ids)) < len(ids):
        raise flow_error("flow-id-conflict", "two of its runs have one id; nothing was imported")
    for what, keys in (
        ("answer", [(whole.run.id, answer.path) for whole in wholes for answer in whole.answers]),
        ("wait", [(whole.run.id, wait.path) for whole in wholes for wait in whole.waits]),
    ):
        if len(set(keys)) < len(keys):
            raise _bad(f"it holds a {what} twice")


def _items(datum: Value) -> list[Value]:
    """The elements of what must be a list: a stranger's may be circular, or end in something else."""
    if not is_list(datum):
        raise ValueError("a list is expected")
    return list(iterate(datum))


def _fields(items: Iterable[Value]) -> dict[str, list[Value]]:
    fields: dict[str, list[Value]] = {}
    for item in items:
        if not isinstance(item, Pair) or not isinstance(item.car, Symbol) or item.car.name in fields or not is_list(item):
            raise _bad("a field is not (name value ...), or is there twice")
        fields[item.car.name] = _items(item.cdr)
    return fields


def _one(values: Sequence[Value]) -> Value:
    (value,) = values
    return value


def _optional(values: Sequence[Value]) -> str | None:
    return None if _one(values) is None else _one(values).text


def _number(value: Value) -> float:
    """A time; what is no number is refused by whoever judges the row."""
    return float(value) if type(value) in (int, float) else value


def _whole_from(fields: dict[str, list[Value]]) -> Whole:
    one = {name: values[0] for name, values in fields.items() if len(values) == 1}
    outcome = _items(one["outcome"])
    run = Run(
        one["id"].text, one["flow"].text, _text(one["input"]), one["status"].name, _optional(fields["source"]),
        one["seed"].text, _optional(fields["owner"]), one["fence"], _text(_one(outcome)) if outcome else None,
        tuple(host.text for host in fields["hosts"]), _number(one["created"]), _number(one["updated"]),
    )  # fmt: skip
    waits, answers = map(_items, fields["waits"]), map(_items, fields["answers"])
    return Whole(
        run,
        tuple(_entry_from(_items(datum)) for datum in fields["journal"]),
        tuple(Wait(path.text, kind.text, _text(tag)) for path, kind, tag in waits),
        tuple(Answer(path.text, _text(value), _number(at)) for path, value, at in answers),
    )


def _entry_from(parts: list[Value]) -> Entry:
    path, kind, name, value, raised, ticks, at = parts
    names = _items(name)
    if raised is not None and raised is not ...:
        raise ValueError("whether an entry was raised is a boolean")
    return Entry(
        path.text, kind.text, _text(_one(names)) if names else "", _text(value), raised is not None, ticks, _number(at)
    )
