"""The derived forms of R7RS 4.2, built as core nodes.

Each is a function in the table of special forms (see `special`).
"""

from __future__ import annotations

from collections.abc import Callable

from ..values.datum import NIL, Pair, Span
from ..values.denotation import Variable
from ..values.names import Identifier, base_name, is_identifier, strip
from .core import Call, Const, If, Lambda, Let, Node, Or, Ref, Seq
from .environment import Scope
from .expander import Expander
from .special import Located, special


def ref(variable: Variable, at: Span | None) -> Ref:
    """A reference to a variable."""
    variable.refs += 1
    return Ref(variable, at)


def bindings(x: Expander, form: Pair, datum: Located) -> list[tuple[Located, Located]]:
    """The (name, init) pairs of a `let`-like form."""
    pairs = []
    for binding, where in x.items(datum[0], datum[1], form):
        parts = x.items(binding, where, form)
        if len(parts) != 2:
            x.misfit(form, where)
        pairs.append((parts[0], parts[1]))
    return pairs


# Binding constructs (4.2.2)


@special("(let [name] ((variable init) ...) body ...)", "4.2.2")
def _let(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """Variables for the body, each init evaluated outside; with a name, a loop to be called again."""
    first, *body = x.operands(form, at, 2)
    if is_identifier(first[0]):
        return _named_let(x, form, at, scope)
    pairs = bindings(x, form, first)
    inits = tuple([x.named(init, base_name(name[0]).name if is_identifier(name[0]) else "", scope) for name, init in pairs])
    inner = Scope(scope)
    variables = tuple([x.bind(inner, *name) for name, _ in pairs])
    node = x.body(body, inner, at)
    return Let(variables, inits, node, False, at) if variables else node


def _named_let(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    name, bound, *body = x.operands(form, at, 3)
    pairs = bindings(x, form, bound)
    inits = tuple([x.expand(init, scope) for _, init in pairs])
    outer = Scope(scope)
    loop = x.bind(outer, *name)
    inner = Scope(outer)
    variables = tuple([x.bind(inner, *variable) for variable, _ in pairs])
    procedure = x.numbered(Lambda(variables, None, x.body(body, inner, at), loop.name, at))
    return Let((loop,), (procedure,), Call(ref(loop, at), inits, at), True, at)


@special("(let* ((variable init) ...) body ...)", "4.2.2")
def _let_star(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """As let, one after the other: each init sees the variables before it."""
    first, *body = x.operands(form, at, 2)
    variables, inits = [], []
    for name, init in bindings(x, form, first):
        inits.append(x.named(init, base_name(name[0]).name if is_identifier(name[0]) else "", scope))
        scope = Scope(scope)
        variables.append(x.bind(scope, *name))
    node = x.body(body, scope, at)
    return Let(tuple(variables), tuple(inits), node, False, at) if variables else node


@special("(letrec* ((variable init) ...) body ...)", "4.2.2", "As letrec, the inits evaluated in order.")
@special("(letrec ((variable init) ...) body ...)", "4.2.2")
def _letrec(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """As let, but the inits see all the variables: for procedures that call each other."""
    first, *body = x.operands(form, at, 2)
    pairs = bindings(x, form, first)
    inner = Scope(scope)
    variables = tuple([x.bind(inner, *name) for name, _ in pairs])
    inits = tuple([x.named(init, v.name, inner) for v, (_, init) in zip(variables, pairs, strict=True)])
    node = x.body(body, inner, at)
    return Let(variables, inits, node, True, at) if variables else node


def formals_of(x: Expander, formals: Located, bind: list[tuple[Identifier, Span | None]]) -> tuple[int, bool]:
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
        count, rest = formals_of(x, formals, names)
        values = Variable("values")
        producer = x.expand(init, inner if sequential else scope)
        variables.append(values)
        inits.append(x.primitive("%unpack", at, producer, Const(count, at), Const(... if rest else None, at)))
        if sequential:
            inner = Scope(inner)
        for index, (name, where) in enumerate(names):
            variables.append(x.bind(inner, name, where))
            inits.append(x.primitive("vector-ref", at, ref(values, at), Const(index, at)))
    return Let(tuple(variables), tuple(inits), x.body(body, inner, at), False, at) if variables else x.body(body, inner, at)


@special("(let-values ((formals init) ...) body ...)", "4.2.2")
def _let_values_form(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """As let, for expressions with several values; formals as those of lambda."""
    return _let_values(x, form, at, scope, sequential=False)


@special("(let*-values ((formals init) ...) body ...)", "4.2.2")
def _let_star_values(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """As let-values, one after the other."""
    return _let_values(x, form, at, scope, sequential=True)


# Conditionals (4.2.1)


@special("(and test ...)", "4.2.1")
def _and(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The last value if no test is #f, else #f; stops at the first #f."""
    nodes = [x.expand(test, scope) for test in x.operands(form, at, 0)]
    if not nodes:
        return Const(..., at)
    result = nodes.pop()
    while nodes:
        result = If(nodes.pop(), result, Const(None, at), at)
    return result


@special("(or test ...)", "4.2.1")
def _or(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The first value that is not #f, else #f."""
    nodes = [x.expand(test, scope) for test in x.operands(form, at, 0)]
    if not nodes:
        return Const(None, at)
    result = nodes.pop()
    while nodes:
        result = Or(nodes.pop(), result, at)
    return result


@special("(when test expression ...)", "4.2.1")
def _when(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The expressions, if test is not #f."""
    test, *body = x.operands(form, at, 1)
    return If(x.expand(test, scope), x.sequence(body, scope, at), x.unspecified(at), at)


@special("(unless test expression ...)", "4.2.1")
def _unless(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The expressions, if test is #f."""
    test, *body = x.operands(form, at, 1)
    return If(x.expand(test, scope), x.unspecified(at), x.sequence(body, scope, at), at)


@special("(cond (test expression ...) ... [(else expression ...)])", "4.2.1")
def _cond(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The expressions behind the first test that is not #f; (test => f) passes its value to f."""
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
            tested.append((x.expand(test, scope), "=>", x.expand(body[1], scope), at))
        elif body:
            tested.append((x.expand(test, scope), "then", x.sequence(body, scope, at), at))
        else:
            tested.append((x.expand(test, scope), "or", None, at))
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


@special("(case key ((datum ...) expression ...) ... [(else expression ...)])", "4.2.1")
def _case(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The expressions of the clause whose data have one that is eqv? to key."""
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
    return Let((value,), (x.expand(key, scope),), result, False, at)


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
        return Call(x.expand(body[1], scope), (ref(value, at),), at)
    return x.sequence(body, scope, at)


@special("(case-lambda (formals body ...) ...)", "4.2.9")
def _case_lambda(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """A procedure with a clause for each number of arguments; the first that fits is taken."""
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


@special("(do ((variable init [step]) ...) (test expression ...) command ...)", "4.2.4")
def _do(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """A loop: variables with steps, until test holds; then the value of the last expression."""
    specs, ending, *commands = x.operands(form, at, 2)
    parts = [x.items(spec, where, form) for spec, where in x.items(specs[0], specs[1], form)]
    if not all(2 <= len(part) <= 3 for part in parts):
        x.misfit(form, at)
    inits = tuple([x.expand(part[1], scope) for part in parts])
    inner = Scope(scope)
    variables = tuple([x.bind(inner, *part[0]) for part in parts])
    loop = Variable("do")
    steps = [
        x.expand(part[2], inner) if len(part) == 3 else ref(variable, at)
        for variable, part in zip(variables, parts, strict=True)
    ]
    exit_parts = x.items(ending[0], ending[1], form)
    if not exit_parts:
        x.misfit(form, at)
    test, *results = exit_parts
    again: Node = Call(ref(loop, at), tuple(steps), at)
    if commands:
        again = Seq((x.sequence(commands, inner, at), again), at)
    body = If(x.expand(test, inner), x.sequence(results, inner, at), again, at)
    procedure = x.numbered(Lambda(variables, None, body, "do", at))
    return Let((loop,), (procedure,), Call(ref(loop, at), inits, at), True, at)


# Delayed evaluation, dynamic bindings, exceptions (4.2.5 - 4.2.7)


def _thunk(x: Expander, body: Node, name: str, at: Span | None) -> Lambda:
    """A procedure without parameters."""
    return x.numbered(Lambda((), None, body, name, at))


@special("(delay expression)", "4.2.5")
def _delay(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """A promise that evaluates expression when it is first forced."""
    (expression,) = x.operands(form, at, 1, 1)
    made = x.primitive("%make-promise", at, x.expand(expression, scope))
    return x.primitive("%make-lazy", at, _thunk(x, made, "delay", at))


@special("(delay-force expression)", "4.2.5")
def _delay_force(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """As (delay (force expression)), in constant space."""
    (expression,) = x.operands(form, at, 1, 1)
    return x.primitive("%make-lazy", at, _thunk(x, x.expand(expression, scope), "delay-force", at))


@special("(parameterize ((parameter value) ...) body ...)", "4.2.6")
def _parameterize(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The body, with parameters having other values while it runs."""
    first, *body = x.operands(form, at, 2)
    pairs = bindings(x, form, first)
    parts = [x.expand(part, scope) for pair in pairs for part in pair]
    return x.primitive("%parameterize", at, _thunk(x, x.body(body, scope, at), "parameterize", at), *parts)


@special("(guard (variable clause ...) body ...)", "4.2.7")
def _guard(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The body; if it raises, the clauses (as those of cond) see the object as variable."""
    (head, place), *body = x.operands(form, at, 2)
    parts = x.items(head, place, form)
    if not parts:
        x.misfit(form, at)
    name, *clauses = parts
    inner = Scope(scope)
    variable, choose, again = x.bind(inner, *name), Variable("choose"), Variable("again")

    def chosen(node: Node) -> Node:
        return Call(ref(choose, at), (_thunk(x, node, "guard", at),), at)

    tests = cond_clauses(x, form, clauses, inner, Call(ref(again, at), (), at), chosen)
    handler = x.numbered(Lambda((variable, choose, again), None, tests, "guard", at))
    return x.primitive("%guard", at, _thunk(x, x.body(body, scope, at), "guard", at), handler)
