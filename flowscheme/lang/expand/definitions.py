"""Forms that stand for definitions: `define-values` and `define-record-type` (R7RS 5.3.3, 5.5).

They are rewritten to `define`s as source, with names that no program can write.

    (define-values (q . r) (f))   is   (define q (vector-ref values 0))   after   (define values (%unpack (f) 1 #t))
                                       (define r (vector-ref values 1))
"""

from __future__ import annotations

from ..values.datum import Pair, Span, Value, list_from, symbol
from ..values.names import Alias, Identifier, base_name, is_identifier
from .derived import formals_of
from .environment import Scope
from .expander import Expander
from .special import Located, definition


@definition("(define-values formals expression)", "5.3.3")
def _define_values(expander: Expander, form: Located, scope: Scope) -> list[Located]:
    """Bind several names to the values of one expression."""
    datum, at = form
    formals, value = expander.operands(datum, at, 2, 2)
    names: list[tuple[Identifier, Span | None]] = []
    count, rest = formals_of(expander, formals, names)
    values = Alias(symbol("values"), expander.core)
    unpack = list_from([expander.core_name("%unpack"), value[0], count, ... if rest else None])
    made: list[Located] = [(expander.form("define", values, unpack, at=at), at)]
    for place, (name, where) in enumerate(names):
        if name in [earlier for earlier, _ in names[:place]]:
            raise expander.error(f"{base_name(name).name} is bound twice here", where)
    for index, (name, where) in enumerate(names):
        item = list_from([expander.core_name("vector-ref"), values, index])
        made.append((expander.form("define", name, item, at=where), where))
    return made


@definition("(define-record-type name (constructor field ...) predicate (field accessor [modifier]) ...)", "5.5")
def _define_record_type(expander: Expander, form: Located, scope: Scope) -> list[Located]:
    """A new type of records: its constructor, its predicate, and accessors and modifiers of fields."""
    datum, at = form
    name, constructor, predicate, *fields = expander.operands(datum, at, 3)
    type_name = name[0].car if isinstance(name[0], Pair) else name[0]
    specs = [expander.items(field, where, datum) if isinstance(field, Pair) else [(field, where)] for field, where in fields]
    if not all(1 <= len(spec) <= 3 and is_identifier(spec[0][0]) for spec in specs) or not is_identifier(type_name):
        expander.misfit(datum, at)
    names = [spec[0][0] for spec in specs]
    _refuse_twice(expander, fields, names)

    def quoted(data: Value) -> Value:
        return expander.form("quote", data, at=at)

    def define(target: Value, primitive: str, *operands: Value) -> Located:
        call = list_from([expander.core_name(primitive), *operands])
        return expander.form("define", target, call, at=at), at

    made = [define(type_name, "%make-record-type", quoted(type_name), quoted(list_from(names)))]
    if isinstance(constructor[0], Pair):
        target, *arguments = [item for item, _ in expander.items(constructor[0], constructor[1], datum)]
        _refuse_twice(expander, [constructor] * len(arguments), arguments)
        if any(argument not in names for argument in arguments):
            fault = "define-record-type: the constructor names a field that the record does not have"
            raise expander.error(fault, constructor[1])
        made.append(define(target, "%record-constructor", type_name, quoted(list_from(arguments)), quoted(target)))
    elif is_identifier(constructor[0]):
        made.append(define(constructor[0], "%record-constructor", type_name, quoted(list_from(names)), quoted(constructor[0])))
    if is_identifier(predicate[0]):
        made.append(define(predicate[0], "%record-predicate", type_name, quoted(predicate[0])))
    for spec in specs:
        for (target, _), primitive in zip(spec[1:], ("%record-accessor", "%record-modifier"), strict=False):
            made.append(define(target, primitive, type_name, quoted(spec[0][0]), quoted(target)))
    return made


def _refuse_twice(expander: Expander, places: list[Located], names: list[Value]) -> None:
    for index, ((_, at), name) in enumerate(zip(places, names, strict=True)):
        if name in names[:index]:
            raise expander.error(f"define-record-type: the field {name} occurs twice", at)
