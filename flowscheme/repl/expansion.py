"""`,expand`: what a form becomes when its macros are expanded, as source again.

The expander gives core nodes; each node class has a writer back to a datum here.  A local variable that hides another
name in sight gets a number behind its name, so that the text means what the program does.  Nothing is defined: a
definition's value is expanded, and a form that stands for definitions is shown as those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..errors import SchemeError
from ..lang.expand.core import Assign, Call, Const, Define, GlobalRef, If, Lambda, Let, Node, Or, Ref, Seq
from ..lang.text.printer import write_code
from ..lang.text.source import fresh_name, register
from ..lang.values.datum import NIL, UNSPECIFIED, Condition, Pair, Symbol, Value, Vector, is_list, iterate, list_from, symbol
from ..lang.values.denotation import Variable
from ..lang.values.names import base_name, strip

WIDTH = 90


def expanded(interpreter: Any, text: str) -> list[str]:
    """The texts of the forms of a source text, expanded.  Raises `SourceError` as compiling would."""
    return interpreter.evaluate(lambda: [pretty(form) for form in _expand(interpreter, text)])  # type: ignore[no-any-return]


def _expand(interpreter: Any, text: str) -> Iterator[Value]:
    from ..lang.expand.expander import Expander  # likewise
    from ..lang.expand.special import Located  # likewise
    from ..lang.text.reader import read_source  # likewise
    from ..lang.units import frontend  # noqa: F401  # fills the table of forms; compiling needs all this, a cached program none

    name = fresh_name("expand")
    register(name, text)
    libraries, environment = interpreter.libraries, interpreter.environment
    expander = Expander(environment, name, libraries.core, libraries)
    pending: list[Located] = [*reversed(read_source(text, name))]
    while pending:
        form = expander.head(pending.pop(), environment)
        special = expander.form_of(form[0], environment)
        if special.top is not None or special.name == "define-syntax":
            raise SchemeError(Condition(f"{special.name} has nothing to expand", kind="command"))
        if special.name == "begin":
            pending += reversed(expander.items(form[0].cdr, form[1], form[0]))
        elif special.name == "define":
            target, value = expander.definition(form)
            title = base_name(target)
            yield list_from([symbol("define"), title, _Names().datum(expander.named(value, title.name, environment))])
        elif special.splice is not None:
            for datum, _ in special.splice(expander, form, environment):
                yield strip(datum)
        else:
            yield _Names().datum(expander.expand(form, environment))


class _Names:
    """The names of local variables in one expansion, and the writers of nodes."""

    def __init__(self) -> None:
        self.names: dict[int, Symbol] = {}
        self.used: set[str] = set()

    def name(self, variable: Variable) -> Symbol:
        """The name of a variable, one that no other has."""
        unique = self.names.get(id(variable))
        if unique is None:
            name, number = variable.name, 1
            while name in self.used:
                number += 1
                name = f"{variable.name}.{number}"
            self.used.add(name)
            unique = self.names[id(variable)] = symbol(name)
        return unique

    def datum(self, node: Node) -> Value:
        """The source of a node."""
        return _WRITERS[type(node)](self, node)

    def form(self, head: str, *parts: Value) -> Value:
        """A form."""
        return list_from([symbol(head), *parts])

    def body(self, node: Node) -> list[Value]:
        """The source of a node as the expressions of a body."""
        return [self.datum(item) for item in (node.items if isinstance(node, Seq) else (node,))]


def _const(names: _Names, node: Any) -> Value:
    value = node.value
    if value is UNSPECIFIED:
        return names.form("if", None, None)
    return names.form("quote", value) if isinstance(value, Symbol | Pair | Vector) or value is NIL else value


def _lambda(names: _Names, node: Any) -> Value:
    rest = names.name(node.rest) if node.rest is not None else NIL
    formals = list_from([names.name(parameter) for parameter in node.parameters], rest)
    return names.form("lambda", formals, *names.body(node.body))


def _let(names: _Names, node: Any) -> Value:
    bindings = [
        list_from([names.name(variable), names.datum(init)]) for variable, init in zip(node.variables, node.inits, strict=True)
    ]
    head = "letrec*" if node.recursive else "let" if len(bindings) < 2 else "let*"
    return names.form(head, list_from(bindings), *names.body(node.body))


def _if(names: _Names, node: Any) -> Value:
    parts = [node.test, node.then, node.other]
    if isinstance(node.other, Const) and node.other.value is UNSPECIFIED:
        parts.pop()
    return names.form("if", *map(names.datum, parts))


def _define(names: _Names, node: Any) -> Value:
    return names.form("define" if node.fresh else "set!", node.binding.symbol, names.datum(node.value))


_WRITERS: dict[type, Callable[[_Names, Any], Value]] = {
    Const: _const,
    Ref: lambda names, node: names.name(node.variable),
    GlobalRef: lambda names, node: node.binding.symbol,
    Assign: lambda names, node: names.form("set!", names.name(node.variable), names.datum(node.value)),
    Define: _define,
    If: _if,
    Or: lambda names, node: names.form("or", names.datum(node.first), names.datum(node.second)),
    Seq: lambda names, node: names.form("begin", *names.body(node)),
    Lambda: _lambda,
    Let: _let,
    Call: lambda names, node: list_from([names.datum(node.operator), *map(names.datum, node.operands)]),
}


# Pretty printing


def pretty(datum: Value, column: int = 0) -> str:
    """A datum over as many lines as it needs to be no wider than WIDTH, where it can be."""
    text = write_code(datum)
    if column + len(text) <= WIDTH or not isinstance(datum, Pair) or not is_list(datum):
        return text
    items = list(iterate(datum))
    if isinstance(items[0], Symbol) and len(items) > 2:
        return _hanging(items, column)
    inner = column + 1
    return "(" + f"\n{' ' * inner}".join(pretty(item, inner) for item in items) + ")"


_HEADS = {"lambda": 1, "let": 1, "let*": 1, "letrec*": 1, "define": 1, "if": 1}


def _hanging(items: list[Value], column: int) -> str:
    """A form: what belongs to its head on the first line, the rest beneath."""
    head = write_code(items[0])
    beside = _HEADS.get(head, 1)
    inner = column + 2 if head in _HEADS else column + len(head) + 2
    start = column + len(head) + 2
    first = " ".join(pretty(item, start) for item in items[1 : 1 + beside])
    lines = [f"({head} {first}", *(" " * inner + pretty(item, inner) for item in items[1 + beside :])]
    return "\n".join(lines) + ")"


