"""What a `syntax-rules` form must be, checked when it is defined (R7RS 4.3.2).

Matching takes rules for granted, so that a use costs nothing more; here every clause is walked once.  In a pattern a
variable stands once, an ellipsis follows something, and a list or vector has one ellipsis at most.  In a template a
variable stands under at least as many ellipses as in its pattern, and each ellipsis follows something that repeats.
"""

from __future__ import annotations

from ..values.datum import Pair, Value, Vector, list_from
from ..values.names import Identifier, base_name, is_identifier
from .syntax_rules import BadSyntax, Rules

Depths = dict[Identifier, int]
"""Pattern variables to the number of ellipses that they are under."""


def check_rules(rules: Rules) -> None:
    """Refuse rules that no use could follow.  Raises `BadSyntax`."""
    for literal in rules.literals:
        if not is_identifier(literal):
            raise BadSyntax("a literal of syntax-rules must be a name")
    for pattern, template in rules.clauses:
        depths: Depths = {}
        _pattern(rules, pattern.cdr, 0, depths)
        _template(rules, template, 0, depths, False)


def _is_ellipsis(rules: Rules, datum: Value) -> bool:
    return datum is rules.ellipsis and datum not in rules.literals


def _pattern(rules: Rules, pattern: Value, depth: int, depths: Depths) -> None:
    if is_identifier(pattern):
        _variable(rules, pattern, depth, depths)
    elif isinstance(pattern, Vector):
        _pattern(rules, list_from(pattern.items), depth, depths)
    seen = False
    while isinstance(pattern, Pair):
        if _is_ellipsis(rules, pattern.car):
            raise BadSyntax("an ellipsis in a pattern must follow something, once in a list")
        repeats = isinstance(pattern.cdr, Pair) and _is_ellipsis(rules, pattern.cdr.car)
        if repeats and seen:
            raise BadSyntax("a list in a pattern may have one ellipsis only")
        _pattern(rules, pattern.car, depth + repeats, depths)
        seen = seen or repeats
        pattern = pattern.cdr.cdr if repeats else pattern.cdr
        if not isinstance(pattern, Pair):
            _pattern(rules, pattern, depth, depths)


def _variable(rules: Rules, name: Identifier, depth: int, depths: Depths) -> None:
    if name in rules.literals or base_name(name).name == "_":
        return
    if _is_ellipsis(rules, name):
        raise BadSyntax("an ellipsis in a pattern must follow something, once in a list")
    if name in depths:
        raise BadSyntax(f"{base_name(name).name} occurs twice in a pattern")
    depths[name] = depth


def _template(rules: Rules, template: Value, depth: int, depths: Depths, escaped: bool) -> int:
    """Check a template; the greatest depth of a variable in it, 0 if there is none."""
    if is_identifier(template):
        if depths.get(template, 0) > depth:
            raise BadSyntax(f"{base_name(template).name} needs an ellipsis after it in the template")
        return depths.get(template, 0)
    if isinstance(template, Vector):
        return _template(rules, list_from(template.items), depth, depths, escaped)
    if not isinstance(template, Pair):
        return 0
    deepest = 0
    while isinstance(template, Pair):
        if not escaped and _is_ellipsis(rules, template.car) and isinstance(template.cdr, Pair):
            # (... template), also as the tail of a list
            return max(deepest, _template(rules, template.cdr.car, depth, depths, True))
        deepest = max(deepest, _element(rules, template, depth, depths, escaped))
        template = template.cdr
        while not escaped and isinstance(template, Pair) and _is_ellipsis(rules, template.car):
            template = template.cdr
    return max(deepest, _template(rules, template, depth, depths, escaped))


def _element(rules: Rules, cell: Pair, depth: int, depths: Depths, escaped: bool) -> int:
    """Check an element of a template with the ellipses behind it."""
    count = 0
    rest = cell.cdr
    while not escaped and isinstance(rest, Pair) and _is_ellipsis(rules, rest.car):
        count += 1
        rest = rest.cdr
    deepest = _template(rules, cell.car, depth + count, depths, escaped)
    if count and deepest < 1:
        raise BadSyntax("an ellipsis in the template follows nothing that repeats")
    return deepest
