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

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..errors import SchemeError
from ..flow.codec import decode, encode
from ..flow.codec_read import parse
from ..flow.failure import flow_error
from ..flow.journal import LOG
from ..lang.values.datum import NIL, Condition, Pair, String, Symbol, Value, iterate, list_from, symbol
from ..store.protocol import Answer, Entry, Run, Store, Wait

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


# Export


def export_store(store: Store) -> Value:
    """The store as plain data."""
    with store.transaction():
        wholes = [whole_of(store, run) for run in store.runs()]
        sources = store.sources()
    return list_from([
        symbol("flowscheme-store"),
        _field("version", VERSION),
        _field("sources", *(list_from([String(hash), String(text)]) for hash, text in sorted(sources.items()))),
        _field("runs", *map(_run_datum, wholes)),
    ])  # fmt: skip


_MARK = symbol("flowscheme-text")
_UNREADABLE = re.compile(r'(?<!\\)"(?:\{|_")')
"""In a text of `codec`, a token of a condition, failure or record, or of the unspecified value."""


def _datum(text: str) -> Value:
    """A kept value as a datum that can be written and read, whatever records are registered here."""
    if _UNREADABLE.search(text):
        return list_from([_MARK, String(text)])
    datum = decode(text)
    return list_from([_MARK, String(text)]) if isinstance(datum, Pair) and datum.car is _MARK else datum


def _text(datum: Value) -> str:
    """The text that a store keeps of a datum that `_datum` made."""
    if not isinstance(datum, Pair) or datum.car is not _MARK:
        return encode(datum)
    text: str = datum.cdr.car.text
    parse(text)  # refuses what no store would have written
    return text


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

    Raises `SchemeError`: flow-bad-export if the data are no export, flow-id-conflict if a run differs.
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
    here = whole_of(store, run)
    if _content(here) == _content(imported):
        return False
    same = (run.flow, run.input, run.source, run.seed) == (
        imported.run.flow, imported.run.input, imported.run.source, imported.run.seed,
    )  # fmt: skip
    mine, theirs = _log(here), _log(imported)
    shorter = min(len(mine), len(theirs))
    if not same or mine[:shorter] != theirs[:shorter]:
        message = f"the run {imported.run.id} is here with another history; nothing was imported"
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
    items = list(iterate(data))
    if not items or not isinstance(items[0], Symbol) or items[0].name != "flowscheme-store":
        raise _bad("it does not begin with flowscheme-store")
    fields = _fields(items[1:])
    if fields.get("version") != [VERSION]:
        raise _bad("its version is not known here")
    try:
        sources = {hash.text: text.text for hash, text in map(iterate, fields["sources"])}
        return sources, [_whole_from(_fields(iterate(run))) for run in fields["runs"]]
    except (KeyError, AttributeError, ValueError, TypeError, IndexError) as fault:
        raise _bad(f"a field is missing or wrong ({fault})") from None


def _fields(items: Any) -> dict[str, list[Value]]:
    fields = {}
    for item in items:
        if not isinstance(item, Pair) or not isinstance(item.car, Symbol):
            raise _bad("a field is not (name value ...)")
        fields[item.car.name] = list(iterate(item.cdr))
    return fields


def _optional(values: Sequence[Value]) -> str | None:
    return None if values[0] is None else values[0].text


def _whole_from(fields: dict[str, list[Value]]) -> Whole:
    outcome = list(iterate(fields["outcome"][0]))
    run = Run(
        fields["id"][0].text, fields["flow"][0].text, _text(fields["input"][0]), fields["status"][0].name,
        _optional(fields["source"]), fields["seed"][0].text, _optional(fields["owner"]), int(fields["fence"][0]),
        _text(outcome[0]) if outcome else None, tuple(host.text for host in fields["hosts"]),
        float(fields["created"][0]), float(fields["updated"][0]),
    )  # fmt: skip
    waits = [list(iterate(datum)) for datum in fields["waits"]]
    answers = [list(iterate(datum)) for datum in fields["answers"]]
    return Whole(
        run,
        tuple(_entry_from(list(iterate(datum))) for datum in fields["journal"]),
        tuple(Wait(path.text, kind.text, _text(tag)) for path, kind, tag in waits),
        tuple(Answer(path.text, _text(value), float(at)) for path, value, at in answers),
    )


def _entry_from(parts: list[Value]) -> Entry:
    path, kind, name, value, raised, ticks, at = parts
    names = list(iterate(name))
    return Entry(
        path.text, kind.text, _text(names[0]) if names else "", _text(value), raised is not None, int(ticks), float(at)
    )
