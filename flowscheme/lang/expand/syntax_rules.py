"""Hygienic `syntax-rules` (R7RS 4.3.2): matching and templates over source data.

Hygiene is by renaming with environments.  A symbol that a template inserts becomes an `Alias`, fresh for that
expansion: a name that remembers the symbol and the scope of the macro's definition.  If the expansion binds the
alias, the binding belongs to this alias alone; if not, looking it up goes on with the symbol in the macro's own scope.
So an inserted name can neither capture nor be captured, and quoting strips aliases back to symbols.

A pattern is compiled once to a small tree, matched against `(datum, span)` and yields a dict from pattern variable to
what it matched: a located datum, or a list of such dicts for `...`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ..machine.meter import A_STEP, charge
from ..text.numbers import EXACT
from ..values.complex import Complex
from ..values.contents import contents
from ..values.datum import NIL, Bytevector, Pair, SourcePair, Span, String, Value, Vector
from ..values.names import Alias, Identifier, base_name, is_identifier


class BadSyntax(Exception):
    """A macro definition or use that is wrong; `at` is where, when known better than by the caller."""

    def __init__(self, message: str, at: Span | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


class Rules(NamedTuple):
    """A compiled transformer: (pattern, template) pairs, the scope of definition, and its own literals and ellipsis."""

    clauses: tuple[tuple[Value, Value], ...]
    literals: tuple[Identifier, ...]
    ellipsis: Identifier
    scope: Any


def parse_rules(datum: Value, scope: Any, symbol_ellipsis: Identifier) -> Rules:
    """The transformer for `(syntax-rules [ellipsis] (literal ...) (pattern template) ...)`."""
    rest = datum.cdr
    ellipsis = symbol_ellipsis
    if isinstance(rest, Pair) and is_identifier(rest.car):
        ellipsis, rest = rest.car, rest.cdr
    if not isinstance(rest, Pair):
        raise BadSyntax("syntax-rules wants a list of literals")
    literals = tuple(_items(rest.car, "the literals of syntax-rules"))
    clauses = []
    for clause in _items(rest.cdr, "the clauses of syntax-rules"):
        parts = list(_items(clause, "a clause of syntax-rules"))
        if len(parts) != 2 or not isinstance(parts[0], Pair):
            raise BadSyntax("a clause of syntax-rules is (pattern template)")
        clauses.append((parts[0], parts[1]))
    return Rules(tuple(clauses), literals, ellipsis, scope)


def _items(datum: Value, what: str) -> list[Value]:
    items = []
    while isinstance(datum, Pair):
        items.append(datum.car)
        datum = datum.cdr
    if datum is not NIL:
        raise BadSyntax(f"{what} must be a list")
    return items


Bindings = dict[Identifier, Any]


class Matcher:
    """Matches one macro use.  `same` tells whether a name at the use means the same as a literal of the definition."""

    def __init__(self, rules: Rules, same: Callable[[Identifier, Identifier], bool]) -> None:
        self.rules = rules
        self.same = same

    def is_ellipsis(self, datum: Value) -> bool:
        return datum is self.rules.ellipsis and datum not in self.rules.literals

    def match(self, pattern: Value, datum: Value, at: Span | None, bindings: Bindings) -> bool:
        """Match a datum; on success `bindings` has a binding for every variable of the pattern."""
        if is_identifier(pattern):
            return self._match_name(pattern, datum, at, bindings)
        if isinstance(pattern, Pair):
            return self._match_list(pattern, datum, at, bindings)
        if isinstance(pattern, Vector):
            return isinstance(datum, Vector) and self._match_list(
                _to_list(pattern.items, at), _to_list(datum.items, at), at, bindings
            )
        return _equal_atom(pattern, datum)

    def _match_name(self, pattern: Identifier, datum: Value, at: Span | None, bindings: Bindings) -> bool:
        if pattern in self.rules.literals:
            return is_identifier(datum) and self.same(datum, pattern)
        if base_name(pattern).name != "_":
            bindings[pattern] = (datum, at)
        return True

    def _match_list(self, pattern: Value, datum: Value, at: Span | None, bindings: Bindings) -> bool:
        while isinstance(pattern, Pair):
            following = pattern.cdr
            if isinstance(following, Pair) and self.is_ellipsis(following.car):
                return self._match_ellipsis(pattern.car, following.cdr, datum, at, bindings)
            if not isinstance(datum, Pair):
                return False
            here = _at(datum, at)
            if not self.match(pattern.car, datum.car, here, bindings):
                return False
            pattern, datum = following, datum.cdr
        return datum is NIL if pattern is NIL else self.match(pattern, datum, at, bindings)

    def _match_ellipsis(self, repeated: Value, after: Value, datum: Value, at: Span | None, bindings: Bindings) -> bool:
        cells = []
        rest = datum
        while isinstance(rest, Pair):
            cells.append(rest)
            rest = rest.cdr
        count = len(cells) - _length(after)
        if count < 0:
            return False
        charge(count // A_STEP)
        matches = []
        for cell in cells[:count]:
            inner: Bindings = {}
            if not self.match(repeated, cell.car, _at(cell, at), inner):
                return False
            matches.append(inner)
        for variable in self.variables(repeated):
            bindings[variable] = [inner[variable] for inner in matches]
        return self._match_list(after, cells[count] if count < len(cells) else rest, at, bindings)

    def variables(self, pattern: Value) -> list[Identifier]:
        """The pattern variables of a pattern."""
        literals = self.rules.literals
        names = [name for name in contents([pattern]) if is_identifier(name) and name not in literals]
        return [name for name in names if not self.is_ellipsis(name) and base_name(name).name != "_"]


class Template:
    """Fills one template: pattern variables from their bindings, other names renamed to fresh aliases."""

    def __init__(self, rules: Rules, at: Span | None) -> None:
        self.rules = rules
        self.at = at
        self.renamed: dict[Identifier, Alias] = {}

    def fill(self, template: Value, bindings: Bindings, escaped: bool = False) -> tuple[Value, Span | None]:
        """The datum for a template, with its span."""
        if is_identifier(template):
            return self._fill_name(template, bindings)
        if isinstance(template, Pair):
            return self._fill_list(template, bindings, escaped), self.at
        if isinstance(template, Vector) and template.items:
            filled = self._fill_list(_to_list(template.items, self.at), bindings, escaped)
            return Vector(_items(filled, "a vector template")), self.at
        return template, self.at

    def _fill_name(self, template: Identifier, bindings: Bindings) -> tuple[Value, Span | None]:
        if template in bindings:
            bound = bindings[template]
            if isinstance(bound, list):
                raise BadSyntax(f"{base_name(template).name} needs an ellipsis after it in the template")
            datum, at = bound
            return datum, at
        alias = self.renamed.get(template)
        if alias is None:
            alias = self.renamed[template] = Alias(template, self.rules.scope)
        return alias, self.at

    def _is_ellipsis(self, datum: Value, escaped: bool) -> bool:
        return not escaped and datum is self.rules.ellipsis and datum not in self.rules.literals

    def _fill_list(self, template: Value, bindings: Bindings, escaped: bool) -> Value:
        if self._is_ellipsis(template.car, escaped) and isinstance(template.cdr, Pair):
            return self.fill(template.cdr.car, bindings, True)[0]  # (... template)
        cells: list[tuple[Value, Span | None]] = []
        while isinstance(template, Pair):
            if self._is_ellipsis(template.car, escaped) and cells and isinstance(template.cdr, Pair):
                break  # (a . (... template))
            item, template = template.car, template.cdr
            depth = 0
            while isinstance(template, Pair) and self._is_ellipsis(template.car, escaped):
                depth += 1
                template = template.cdr
            cells += self._repeat(item, bindings, depth, escaped) if depth else [self.fill(item, bindings, escaped)]
        tail = NIL if template is NIL else self.fill(template, bindings, escaped)[0]
        for datum, at in reversed(cells):
            tail = _source_cons(datum, tail, at)
        return tail

    def _repeat(self, item: Value, bindings: Bindings, depth: int, escaped: bool) -> list[tuple[Value, Span | None]]:
        """The data for `item ...`: with more than one ellipsis the results are spliced."""
        names = [name for name in self._names(item) if isinstance(bindings.get(name), list)]
        if not names:
            raise BadSyntax("an ellipsis in the template follows nothing that repeats")
        lengths = {len(bindings[name]) for name in names}
        if len(lengths) > 1:
            raise BadSyntax("pattern variables of different lengths under one ellipsis")
        count = lengths.pop()
        charge(count * len(bindings) // A_STEP)
        result = []
        for index in range(count):
            inner = {**bindings, **{name: bindings[name][index] for name in names}}
            if depth > 1:
                result += self._repeat(item, inner, depth - 1, escaped)
            else:
                result.append(self.fill(item, inner, escaped))
        return result

    def _names(self, template: Value) -> list[Identifier]:
        return [name for name in contents([template]) if is_identifier(name)]


def expand_rules(
    rules: Rules, form: Pair, at: Span | None, same: Callable[[Identifier, Identifier], bool]
) -> tuple[Value, Span | None]:
    """Expand one macro use; raises `BadSyntax` if no pattern matches.  The keyword itself is not matched."""
    matcher = Matcher(rules, same)
    for pattern, template in rules.clauses:
        bindings: Bindings = {}
        if matcher.match(pattern.cdr, form.cdr, at, bindings):
            return Template(rules, at).fill(template, bindings)
    raise BadSyntax(f"no pattern of {base_name(form.car).name} matches this use", at)


def _at(cell: Value, default: Span | None) -> Span | None:
    return cell.at or default if isinstance(cell, SourcePair) else default


def _source_cons(car: Value, cdr: Value, at: Span | None) -> SourcePair:
    pair = SourcePair()
    pair.car = car
    pair.cdr = cdr
    pair.at = at
    return pair


def _to_list(items: list[Value], at: Span | None) -> Value:
    result: Value = NIL
    for item in reversed(items):
        result = _source_cons(item, result, at)
    return result


def _length(datum: Value) -> int:
    count = 0
    while isinstance(datum, Pair):
        count += 1
        datum = datum.cdr
    return count


def _equal_atom(pattern: Value, datum: Value) -> bool:
    """Whether a datum of one piece equals that of a pattern (`equal?`)."""
    kind = type(pattern)
    if kind is not type(datum):
        return False
    if kind is String:
        return bool(pattern.text == datum.text)
    if kind is Bytevector:
        return bool(pattern.data == datum.data)
    if kind is float:
        return repr(pattern) == repr(datum)  # tells -0.0 from 0.0, and takes +nan.0 for itself
    if kind is Complex:
        return _equal_atom(pattern.real, datum.real) and _equal_atom(pattern.imag, datum.imag)
    return pattern is datum or (kind in EXACT and bool(pattern == datum))
