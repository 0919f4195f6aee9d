"""The derived forms of R7RS 4.2 and 5.3-5.5, built as core nodes.

Each is a function in the table of special forms (see `expander.special`).  Those that stand for definitions
(`define-values`, `define-record-type`) are rewritten to `define`s as source, with names that no program can write.
"""

from __future__ import annotations

from collections.abc import Callable

from ..values.datum import NIL, Pair, Span, Value, Vector, cons, iterate, list_from, symbol
from ..values.denotation import Variable
from ..values.names import Alias, Identifier, base_name, is_identifier, strip
from .core import Call, Const, If, Lambda, Let, Node, Or, Ref, Seq
from .environment import Scope
from .expander import DEFINITIONS, Expander, Located, _misplaced, special


def ref(variable: Variable, at: Span | None) -> Ref:
    """A reference to a variable."""
    variable.refs += 1
    return Ref(variable, at)


def bindings(x: Expander, form: Pair, datum: Located) -> list[tuple[Located, Located]]:
    """The (name, init) pairs of a `let`-like form."""
    found = []
    for binding, where in x.items(datum[0], datum[1], form):
        parts = x.items(binding, where, form)
        if len(parts) != 2:
            x.misfit(form, where)
        found.append((parts[0], parts[1]))
    return found


# Binding constructs (4.2.2)


@special("(let [name] ((variable init) ...) body ...)")
def _let(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    first, *body = x.operands(form, at, 2)
    if is_identifier(first[0]):
        return _named_let(x, form, at, scope)
    pairs = bindings(x, form, first)
    inits = tuple(x.named(init, base_name(name[0]).name if is_identifier(name[0]) else "", scope) for name, init in pairs)
    inner = Scope(scope)
    variables = tuple(x.bind(inner, *name) for name, _ in pairs)
    node = x.body(body, inner, at)
    return Let(variables, inits, node, False, at) if variables else node


def _named_let(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    name, bound, *body = x.operands(form, at, 3)
    pairs = bindings(x, form, bound)
    inits = tuple(x.expand(*init, scope) for _, init in pairs)
    outer = Scope(scope)
    loop = x.bind(outer, *name)
    inner = Scope(outer)
    variables = tuple(x.bind(inner, *variable) for variable, _ in pairs)
    procedure = Lambda(variables, None, x.body(body, inner, at), loop.name, at)
    return Let((loop,), (procedure,), Call(ref(loop, at), inits, at), True, at)


@special("(let* ((variable init) ...) body ...)")
def _let_star(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    first, *body = x.operands(form, at, 2)
    variables, inits = [], []
    for name, init in bindings(x, form, first):
        inits.append(x.named(init, base_name(name[0]).name if is_identifier(name[0]) else "", scope))
        scope = Scope(scope)
        variables.append(x.bind(scope, *name))
    node = x.body(body, scope, at)
    return Let(tuple(variables), tuple(inits), node, False, at) if variables else node


@special("(letrec ((variable init) ...) body ...)")
def _letrec(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    first, *body = x.operands(form, at, 2)
    pairs = bindings(x, form, first)
    inner = Scope(scope)
    variables = tuple(x.bind(inner, *name) for name, _ in pairs)
    inits = tuple(x.named(init, v.name, inner) for v, (_, init) in zip(variables, pairs, strict=True))
    node = x.body(body, inner, at)
    return Let(variables, inits, node, True, at) if variables else node


special("(letrec* ((variable init) ...) body ...)")(_letrec)


def _formals(x: Expander, formals: Located, bind: list[tuple[Identifier, Span | None]]) -> tuple[int, bool]:
    """The names of formals, appended to `bind`; how many are required, and whether there is a rest."""
    datum, at = formals
    count = 0
    while isinstance(datum, Pair):
        bind.append((datum.car, getattr(datum, "at", None) or at))
        datum = datum.cdr
        count += 1
    if datum is NIL:
        return count, False
    bind.append((datum, at))
    return count, True


def _let_values(x: Expander, form: Pair, at: Span | None, scope: Scope, sequential: bool) -> Node:
    first, *body = x.operands(form, at, 2)
    variables: list[Variable] = []
    inits: list[Node] = []
    inner = Scope(scope)
    for formals, init in bindings(x, form, first):
        names: list[tuple[Identifier, Span | None]] = []
        count, rest = _formals(x, formals, names)
        values = Variable("values")
        producer = x.expand(*init, inner if sequential else scope)
        variables.append(values)
        inits.append(x.primitive("%unpack", at, producer, Const(count, at), Const(... if rest else None, at)))
        if sequential:
            inner = Scope(inner)
        for index, (name, where) in enumerate(names):
            variables.append(x.bind(inner, name, where))
            inits.append(x.primitive("vector-ref", at, ref(values, at), Const(index, at)))
    return Let(tuple(variables), tuple(inits), x.body(body, inner, at), False, at) if variables else x.body(body, inner, at)


@special("(let-values ((formals init) ...) body ...)")
def _let_values_form(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    return _let_values(x, form, at, scope, sequential=False)


@special("(let*-values ((formals init) ...) body ...)")
def _let_star_values(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    return _let_values(x, form, at, scope, sequential=True)


# Conditionals (4.2.1)


@special("(and test ...)")
def _and(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    nodes = [x.expand(*test, scope) for test in x.operands(form, at, 0)]
    if not nodes:
        return Const(..., at)
    result = nodes.pop()
    while nodes:
        result = If(nodes.pop(), result, Const(None, at), at)
    return result


@special("(or test ...)")
def _or(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    nodes = [x.expand(*test, scope) for test in x.operands(form, at, 0)]
    if not nodes:
        return Const(None, at)
    result = nodes.pop()
    while nodes:
        result = Or(nodes.pop(), result, at)
    return result


@special("(when test expression ...)")
def _when(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    test, *body = x.operands(form, at, 1)
    return If(x.expand(*test, scope), x.sequence(body, scope, at), x.unspecified(at), at)


@special("(unless test expression ...)")
def _unless(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    test, *body = x.operands(form, at, 1)
    return If(x.expand(*test, scope), x.unspecified(at), x.sequence(body, scope, at), at)


@special("(cond (test expression ...) ... [(else expression ...)])")
def _cond(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    return cond_clauses(x, form, x.operands(form, at, 1), scope, x.unspecified(at))


def cond_clauses(
    x: Expander, form: Pair, clauses: list[Located], scope: Scope, otherwise: Node, chosen: Callable[[Node], Node] | None = None
) -> Node:
    """The clauses of a `cond` or `guard`; `otherwise` is for when none holds, `chosen` makes a node of what one does."""
    of = chosen or (lambda node: node)
    tested: list[tuple[Node, str, Node | None, Span | None]] = []
    for index, (clause, at) in enumerate(clauses):
        parts = x.items(clause, at, form)
        if not parts:
            x.misfit(form, at)
        test, *body = parts
        if x.is_word(test[0], scope, "else"):
            if index != len(clauses) - 1 or not body:
                x.misfit(form, at)
            otherwise = of(x.sequence(body, scope, at))
        elif body and x.is_word(body[0][0], scope, "=>"):
            if len(body) != 2:
                x.misfit(form, at)
            tested.append((x.expand(*test, scope), "=>", x.expand(*body[1], scope), at))
        elif body:
            tested.append((x.expand(*test, scope), "then", x.sequence(body, scope, at), at))
        else:
            tested.append((x.expand(*test, scope), "or", None, at))
    for test_node, kind, body_node, at in reversed(tested):
        if kind == "or" and chosen is None:
            otherwise = Or(test_node, otherwise, at)
        elif kind == "then" and body_node is not None:
            otherwise = If(test_node, of(body_node), otherwise, at)
        else:
            value = Variable("value")
            result: Node = ref(value, at) if body_node is None else Call(body_node, (ref(value, at),), at)
            otherwise = Let((value,), (test_node,), If(ref(value, at), of(result), otherwise, at), False, at)
    return otherwise


@special("(case key ((datum ...) expression ...) ... [(else expression ...)])")
def _case(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    key, *clauses = x.operands(form, at, 2)
    value = Variable("key")
    result: Node = x.unspecified(at)
    chosen: list[tuple[Node | None, Node]] = []
    for index, (clause, where) in enumerate(clauses):
        parts = x.items(clause, where, form)
        if len(parts) < 2:
            x.misfit(form, where)
        (data, place), *body = parts
        if x.is_word(data, scope, "else"):
            if index != len(clauses) - 1:
                x.misfit(form, where)
            chosen.append((None, _case_body(x, form, body, value, scope, where)))
        else:
            tests = [x.primitive("eqv?", p, ref(value, p), Const(strip(d), p)) for d, p in x.items(data, place, form)]
            chosen.append((_any(tests, where), _case_body(x, form, body, value, scope, where)))
    for test, node in reversed(chosen):
        result = node if test is None else If(test, node, result, node.at)
    return Let((value,), (x.expand(*key, scope),), result, False, at)


def _any(tests: list[Node], at: Span | None) -> Node:
    result: Node = Const(None, at)
    for test in reversed(tests):
        result = test if isinstance(result, Const) else Or(test, result, at)
    return result


def _case_body(
    x: Expander, form: Pair, body: list[Located], value: Variable, scope: Scope, at: Span | None
) -> Node:
    if x.is_word(body[0][0], scope, "=>"):
        if len(body) != 2:
            x.misfit(form, at)
        return Call(x.expand(*body[1], scope), (ref(value, at),), at)
    return x.sequence(body, scope, at)


@special("(case-lambda (formals body ...) ...)")
def _case_lambda(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    cases: list[Node] = []
    for clause, where in x.operands(form, at, 0):
        formals, *body = x.items(clause, where, form) or x.misfit(form, where)
        if not body:
            x.misfit(form, where)
        procedure = x.procedure(formals, body, scope, "case-lambda", where)
        least, rest = Const(len(procedure.parameters), at), Const(... if procedure.rest else None, at)
        cases += [least, rest, procedure]
    return x.primitive("%case-lambda", at, *cases)


# Iteration (4.2.4)


@special("(do ((variable init [step]) ...) (test expression ...) command ...)")
def _do(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    specs, ending, *commands = x.operands(form, at, 2)
    parts = [x.items(spec, where, form) for spec, where in x.items(specs[0], specs[1], form)]
    if not all(2 <= len(part) <= 3 for part in parts):
        x.misfit(form, at)
    inits = tuple(x.expand(*part[1], scope) for part in parts)
    inner = Scope(scope)
    variables = tuple(x.bind(inner, *part[0]) for part in parts)
    loop = Variable("do")
    steps = tuple(
        x.expand(*part[2], inner) if len(part) == 3 else ref(variable, at)
        for variable, part in zip(variables, parts, strict=True)
    )
    exit_parts = x.items(ending[0], ending[1], form)
    if not exit_parts:
        x.misfit(form, at)
    test, *results = exit_parts
    again: Node = Call(ref(loop, at), steps, at)
    if commands:
        again = Seq((x.sequence(commands, inner, at), again), at)
    body = If(x.expand(*test, inner), x.sequence(results, inner, at), again, at)
    return Let((loop,), (Lambda(variables, None, body, "do", at),), Call(ref(loop, at), inits, at), True, at)


# Delayed evaluation, dynamic bindings, exceptions (4.2.5 - 4.2.7)


@special("(delay expression)")
def _delay(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    (expression,) = x.operands(form, at, 1, 1)
    made = x.primitive("%make-promise", at, x.expand(*expression, scope))
    return x.primitive("%make-lazy", at, Lambda((), None, made, "delay", at))


@special("(delay-force expression)")
def _delay_force(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    (expression,) = x.operands(form, at, 1, 1)
    return x.primitive("%make-lazy", at, Lambda((), None, x.expand(*expression, scope), "delay-force", at))


@special("(parameterize ((parameter value) ...) body ...)")
def _parameterize(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    first, *body = x.operands(form, at, 2)
    pairs = bindings(x, form, first)
    parts = [x.expand(*each, scope) for pair in pairs for each in pair]
    thunk = Lambda((), None, x.body(body, scope, at), "parameterize", at)
    return x.primitive("%parameterize", at, thunk, *parts)


@special("(guard (variable clause ...) body ...)")
def _guard(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    (head, place), *body = x.operands(form, at, 2)
    parts = x.items(head, place, form)
    if not parts:
        x.misfit(form, at)
    name, *clauses = parts
    inner = Scope(scope)
    variable, choose, again = x.bind(inner, *name), Variable("choose"), Variable("again")

    def chosen(node: Node) -> Node:
        return Call(ref(choose, at), (Lambda((), None, node, "guard", at),), at)

    tests = cond_clauses(x, form, clauses, inner, Call(ref(again, at), (), at), chosen)
    handler = Lambda((variable, choose, again), None, tests, "guard", at)
    return x.primitive("%guard", at, Lambda((), None, x.body(body, scope, at), "guard", at), handler)


# Quasiquotation (4.2.8)


@special("(quasiquote template)")
def _quasiquote(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    ((template, place),) = x.operands(form, at, 1, 1)
    return _quasi(x, template, place, scope, 1)


_LEVELS = {"unquote": -1, "unquote-splicing": -1, "quasiquote": 1}
"""How many levels deeper the operand of such a form is."""


def _quasi(x: Expander, template: Value, at: Span | None, scope: Scope, depth: int) -> Node:
    if isinstance(template, Vector):
        items = _quasi(x, list_from(template.items), at, scope, depth)
        if isinstance(items, Const):
            return Const(Vector(list(iterate(items.value))), at)
        return x.primitive("list->vector", at, items)
    if not isinstance(template, Pair):
        return Const(strip(template), at)
    at = getattr(template, "at", None) or at
    if depth == 1 and x.is_word(template.car, scope, "unquote-splicing"):
        raise x.error("unquote-splicing: there is no list here to splice into", at)
    for word, change in _LEVELS.items():
        if x.is_word(template.car, scope, word) and isinstance(template.cdr, Pair) and template.cdr.cdr is NIL:
            if word == "unquote" and depth == 1:
                return x.expand(template.cdr.car, at, scope)
            return _quasi_cons(x, at, Const(symbol(word), at), _quasi(x, template.cdr, at, scope, depth + change))
    first = template.car
    if depth == 1 and isinstance(first, Pair) and x.is_word(first.car, scope, "unquote-splicing"):
        rest = _quasi(x, template.cdr, at, scope, depth)
        ((spliced, place),) = x.operands(first, at, 1, 1)
        node = x.expand(spliced, place, scope)
        return node if isinstance(rest, Const) and rest.value is NIL else x.primitive("append", at, node, rest)
    return _quasi_cons(x, at, _quasi(x, first, at, scope, depth), _quasi(x, template.cdr, at, scope, depth))


def _quasi_cons(x: Expander, at: Span | None, first: Node, rest: Node) -> Node:
    if isinstance(first, Const) and isinstance(rest, Const):
        return Const(cons(first.value, rest.value), at)
    return x.primitive("cons", at, first, rest)


# Definitions (5.3 - 5.5)


def _define_values(x: Expander, form: Located, scope: Scope) -> list[Located]:
    datum, at = form
    formals, value = x.operands(datum, at, 2, 2)
    names: list[tuple[Identifier, Span | None]] = []
    count, rest = _formals(x, formals, names)
    values = Alias(symbol("values"), x.core)
    unpack = list_from([x.core_name("%unpack"), value[0], count, ... if rest else None])
    made: list[Located] = [(x.form("define", values, unpack, at=at), at)]
    for place, (name, where) in enumerate(names):
        if name in [each for each, _ in names[:place]]:
            raise x.error(f"{base_name(name).name} is bound twice here", where)
    for index, (name, where) in enumerate(names):
        item = list_from([x.core_name("vector-ref"), values, index])
        made.append((x.form("define", name, item, at=where), where))
    return made


DEFINITIONS["define-values"] = _define_values
special("(define-values formals expression)")(_misplaced)


def _define_record_type(x: Expander, form: Located, scope: Scope) -> list[Located]:
    datum, at = form
    name, constructor, predicate, *fields = x.operands(datum, at, 3)
    type_name = name[0].car if isinstance(name[0], Pair) else name[0]
    specs = [x.items(field, where, datum) if isinstance(field, Pair) else [(field, where)] for field, where in fields]
    if not all(1 <= len(spec) <= 3 and is_identifier(spec[0][0]) for spec in specs) or not is_identifier(type_name):
        x.misfit(datum, at)
    names = [spec[0][0] for spec in specs]
    _refuse_twice(x, fields, names)

    def quoted(data: Value) -> Value:
        return x.form("quote", data, at=at)

    def define(target: Value, primitive: str, *operands: Value) -> Located:
        call = list_from([x.core_name(primitive), *operands])
        return x.form("define", target, call, at=at), at

    made = [define(type_name, "%make-record-type", quoted(type_name), quoted(list_from(names)))]
    if isinstance(constructor[0], Pair):
        target, *arguments = [item for item, _ in x.items(constructor[0], constructor[1], datum)]
        _refuse_twice(x, [constructor] * len(arguments), arguments)
        if any(argument not in names for argument in arguments):
            raise x.error("define-record-type: the constructor names a field that the record does not have", constructor[1])
        made.append(define(target, "%record-constructor", type_name, quoted(list_from(arguments)), quoted(target)))
    elif is_identifier(constructor[0]):
        made.append(define(constructor[0], "%record-constructor", type_name, quoted(list_from(names)), quoted(constructor[0])))
    if is_identifier(predicate[0]):
        made.append(define(predicate[0], "%record-predicate", type_name, quoted(predicate[0])))
    for spec in specs:
        for (target, _), primitive in zip(spec[1:], ("%record-accessor", "%record-modifier"), strict=False):
            made.append(define(target, primitive, type_name, quoted(spec[0][0]), quoted(target)))
    return made


def _refuse_twice(x: Expander, places: list[Located], names: list[Value]) -> None:
    for index, ((_, at), name) in enumerate(zip(places, names, strict=True)):
        if name in names[:index]:
            raise x.error(f"define-record-type: the field {name} occurs twice", at)


DEFINITIONS["define-record-type"] = _define_record_type
special("(define-record-type name (constructor field ...) predicate (field accessor [modifier]) ...)")(_misplaced)
