"""Forms that stand for definitions: `define-values` and `define-record-type` (R7RS 5.3.3, 5.5).

They are rewritten to `define`s as source, with names that no program can write.

    (define-values (q . r) (f))   is   (define q (vector-ref values 0))   after   (define values (%unpack (f) 1 #t))
                                       (define r (vector-ref values 1))
"""

from __future__ import annotations

from ..values.datum import Pair, Span, Value, list_from, symbol
from ..values.names import Alias, Identifier, is_identifier
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
    once = Scope(None)
    for name, where in names:
        expander.bind(once, name, where)  # refuses what is no name, and a second use of one
    for index, (name, where) in enumerate(names):
        item = list_from([expander.core_name("vector-ref"), values, index])
        made.append((expander.form("define", name, item, at=where), where))
    return made


@definition("(define-record-type name (constructor field ...) predicate (field accessor [modifier]) ...)", "5.5")
def _define_record_type(expander: Expander, form: Located, scope: Scope) -> list[Located]:
    """A new type of records: its constructor, its predicate, and accessors and modifiers of fields."""
    # Fields are identifiers: one that a macro inserts is another than the one of its user, whatever both are called.
    # So what this form becomes knows them by their numbers, in the order written.
    datum, at = form
    name, constructor, predicate, *fields = expander.operands(datum, at, 3)
    type_name = name[0].car if isinstance(name[0], Pair) else name[0]
    specs = [expander.items(field, where, datum) if isinstance(field, Pair) else [(field, where)] for field, where in fields]
    if not all(1 <= len(spec) <= 3 and is_identifier(spec[0][0]) for spec in specs) or not is_identifier(type_name):
        expander.misfit(datum, at)
    names = [spec[0][0] for spec in specs]
    numbers = _numbered(expander, fields, names)

    def quoted(data: Value) -> Value:
        return expander.form("quote", data, at=at)

    def define(target: Value, primitive: str, *operands: Value) -> Located:
        call = list_from([expander.core_name(primitive), type_name, *operands, quoted(target)])
        return expander.form("define", target, call, at=at), at

    make_type = list_from([expander.core_name("%make-record-type"), quoted(type_name), quoted(list_from(names))])
    made = [(expander.form("define", type_name, make_type, at=at), at)]
    if isinstance(constructor[0], Pair):
        target, *arguments = [item for item, _ in expander.items(constructor[0], constructor[1], datum)]
        _numbered(expander, [constructor] * len(arguments), arguments)
        if any(argument not in numbers for argument in arguments):
            fault = "define-record-type: the constructor names a field that the record does not have"
            raise expander.error(fault, constructor[1])
        made.append(define(target, "%record-constructor", quoted(list_from([numbers[each] for each in arguments]))))
    elif is_identifier(constructor[0]):
        made.append(define(constructor[0], "%record-constructor", quoted(list_from(range(len(names))))))
    if is_identifier(predicate[0]):
        made.append(define(predicate[0], "%record-predicate"))
    for index, spec in enumerate(specs):
        for (target, _), primitive in zip(spec[1:], ("%record-accessor", "%record-modifier"), strict=False):
            made.append(define(target, primitive, index))
    return made


def _numbered(expander: Expander, places: list[Located], names: list[Value]) -> dict[Value, int]:
    """The number of each name in the order written; none occurs twice."""
    numbers: dict[Value, int] = {}
    for (_, at), name in zip(places, names, strict=True):
        if name in numbers:
            raise expander.error(f"define-record-type: the field {name} occurs twice", at)
        numbers[name] = len(numbers)
    return numbers
