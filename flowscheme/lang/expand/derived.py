"""The derived forms of R7RS 4.2, built as core nodes.

Each is a function in the table of special forms (see `special`).
"""

from __future__ import annotations

from collections.abc import Callable

from ..machine.meter import charged_turns
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


def bindings(expander: Expander, form: Pair, datum: Located) -> list[tuple[Located, Located]]:
    """The (name, init) pairs of a `let`-like form."""
    pairs = []
    for binding, where in expander.items(datum[0], datum[1], form):
        parts = expander.items(binding, where, form)
        if len(parts) != 2:
            expander.misfit(form, where)
        pairs.append((parts[0], parts[1]))
    return pairs


# Binding constructs (4.2.2)


@special("(let [name] ((variable init) ...) body ...)", "4.2.2")
def _let(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """Variables for the body, each init evaluated outside; with a name, a loop to be called again."""
    first, *body = expander.operands(form, at, 2)
    if is_identifier(first[0]):
        return _named_let(expander, form, at, scope)
    pairs = bindings(expander, form, first)
    names = [base_name(name).name if is_identifier(name) else "" for (name, _), _ in pairs]
    inits = tuple([expander.named(init, name, scope) for name, (_, init) in zip(names, pairs, strict=True)])
    inner = Scope(scope)
    variables = tuple([expander.bind(inner, *name) for name, _ in pairs])
    node = expander.body(body, inner, at)
    return Let(variables, inits, node, False, at) if variables else node


def _named_let(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    name, bound, *body = expander.operands(form, at, 3)
    pairs = bindings(expander, form, bound)
    inits = tuple([expander.expand(init, scope) for _, init in pairs])
    outer = Scope(scope)
    loop = expander.bind(outer, *name)
    inner = Scope(outer)
    variables = tuple([expander.bind(inner, *variable) for variable, _ in pairs])
    procedure = expander.numbered(Lambda(variables, None, expander.body(body, inner, at), loop.name, at))
    return Let((loop,), (procedure,), Call(ref(loop, at), inits, at), True, at)


@special("(let* ((variable init) ...) body ...)", "4.2.2")
def _let_star(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """As let, one after the other: each init sees the variables before it."""
    first, *body = expander.operands(form, at, 2)
    variables, inits = [], []
    for name, init in bindings(expander, form, first):
        inits.append(expander.named(init, base_name(name[0]).name if is_identifier(name[0]) else "", scope))
        scope = Scope(scope)
        variables.append(expander.bind(scope, *name))
    node = expander.body(body, scope, at)
    return Let(tuple(variables), tuple(inits), node, False, at) if variables else node


@special("(letrec* ((variable init) ...) body ...)", "4.2.2", "As letrec, the inits evaluated in order.")
@special("(letrec ((variable init) ...) body ...)", "4.2.2")
def _letrec(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """As let, but the inits see all the variables: for procedures that call each other."""
    first, *body = expander.operands(form, at, 2)
    pairs = bindings(expander, form, first)
    inner = Scope(scope)
    variables = tuple([expander.bind(inner, *name) for name, _ in pairs])
    inits = tuple([expander.named(init, v.name, inner) for v, (_, init) in zip(variables, pairs, strict=True)])
    node = expander.body(body, inner, at)
    return Let(variables, inits, node, True, at) if variables else node


def formals_of(expander: Expander, formals: Located, bind: list[tuple[Identifier, Span | None]]) -> tuple[int, bool]:
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


def _let_values(expander: Expander, form: Pair, at: Span | None, scope: Scope, sequential: bool) -> Node:
    first, *body = expander.operands(form, at, 2)
    variables: list[Variable] = []
    inits: list[Node] = []
    inner = Scope(scope)
    for formals, init in bindings(expander, form, first):
        names: list[tuple[Identifier, Span | None]] = []
        count, rest = formals_of(expander, formals, names)
        values = Variable("values")
        producer = expander.expand(init, inner if sequential else scope)
        variables.append(values)
        inits.append(expander.primitive("%unpack", at, producer, Const(count, at), Const(... if rest else None, at)))
        if sequential:
            inner = Scope(inner)
        for index, (name, where) in enumerate(names):
            variables.append(expander.bind(inner, name, where))
            inits.append(expander.primitive("vector-ref", at, ref(values, at), Const(index, at)))
    inside = expander.body(body, inner, at)
    return Let(tuple(variables), tuple(inits), inside, False, at) if variables else inside


@special("(let-values ((formals init) ...) body ...)", "4.2.2")
def _let_values_form(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """As let, for expressions with several values; formals as those of lambda."""
    return _let_values(expander, form, at, scope, sequential=False)


@special("(let*-values ((formals init) ...) body ...)", "4.2.2")
def _let_star_values(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """As let-values, one after the other."""
    return _let_values(expander, form, at, scope, sequential=True)


# Conditionals (4.2.1)


@special("(and test ...)", "4.2.1")
def _and(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The last value if no test is #f, else #f; stops at the first #f."""
    nodes = [expander.expand(test, scope) for test in expander.operands(form, at, 0)]
    if not nodes:
        return Const(..., at)
    result = nodes.pop()
    while nodes:
        result = If(nodes.pop(), result, Const(None, at), at)
    return result


@special("(or test ...)", "4.2.1")
def _or(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The first value that is not #f, else #f."""
    nodes = [expander.expand(test, scope) for test in expander.operands(form, at, 0)]
    if not nodes:
        return Const(None, at)
    result = nodes.pop()
    while nodes:
        result = Or(nodes.pop(), result, at)
    return result


@special("(when test expression ...)", "4.2.1")
def _when(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The expressions, if test is not #f."""
    test, *body = expander.operands(form, at, 1)
    return If(expander.expand(test, scope), expander.sequence(body, scope, at), expander.unspecified(at), at)


@special("(unless test expression ...)", "4.2.1")
def _unless(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The expressions, if test is #f."""
    test, *body = expander.operands(form, at, 1)
    return If(expander.expand(test, scope), expander.unspecified(at), expander.sequence(body, scope, at), at)


@special("(cond (test expression ...) ... [(else expression ...)])", "4.2.1")
def _cond(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The expressions behind the first test that is not #f; (test => f) passes its value to f."""
    return cond_clauses(expander, form, expander.operands(form, at, 1), scope, expander.unspecified(at))


def cond_clauses(
    expander: Expander, form: Pair, clauses: list[Located], scope: Scope, otherwise: Node,
    chosen: Callable[[Node], Node] | None = None,
) -> Node:  # fmt: skip
    """The clauses of a `cond` or `guard`; `otherwise` is for when none holds, `chosen` makes a node of what one does."""
    of = chosen or (lambda node: node)
    tested: list[tuple[Node, str, Node | None, Span | None]] = []
    for index, (clause, at) in enumerate(clauses):
        parts = expander.items(clause, at, form)
        if not parts:
            expander.misfit(form, at)
        test, *body = parts
        if expander.is_word(test[0], scope, "else"):
            if index != len(clauses) - 1 or not body:
                expander.misfit(form, at)
            otherwise = of(expander.sequence(body, scope, at))
        elif body and expander.is_word(body[0][0], scope, "=>"):
            if len(body) != 2:
                expander.misfit(form, at)
            tested.append((expander.expand(test, scope), "=>", expander.expand(body[1], scope), at))
        elif body:
            tested.append((expander.expand(test, scope), "then", expander.sequence(body, scope, at), at))
        else:
            tested.append((expander.expand(test, scope), "or", None, at))
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
def _case(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The expressions of the clause whose data have one that is eqv? to key."""
    key, *clauses = expander.operands(form, at, 2)
    value = Variable("key")
    result: Node = expander.unspecified(at)
    chosen: list[tuple[Node | None, Node]] = []
    for index, (clause, where) in enumerate(clauses):
        parts = expander.items(clause, where, form)
        if len(parts) < 2:
            expander.misfit(form, where)
        (data, place), *body = parts
        if expander.is_word(data, scope, "else"):
            if index != len(clauses) - 1:
                expander.misfit(form, where)
            chosen.append((None, _case_body(expander, form, body, value, scope, where)))
        else:
            tests = [
                expander.primitive("eqv?", spot, ref(value, spot), Const(strip(datum, charged_turns()), spot))
                for datum, spot in expander.items(data, place, form)
            ]
            chosen.append((_any(tests, where), _case_body(expander, form, body, value, scope, where)))
    for test, node in reversed(chosen):
        result = node if test is None else If(test, node, result, node.at)
    return Let((value,), (expander.expand(key, scope),), result, False, at)


def _any(tests: list[Node], at: Span | None) -> Node:
    result: Node = Const(None, at)
    for test in reversed(tests):
        result = test if isinstance(result, Const) else Or(test, result, at)
    return result


def _case_body(
    expander: Expander, form: Pair, body: list[Located], value: Variable, scope: Scope, at: Span | None
) -> Node:
    if expander.is_word(body[0][0], scope, "=>"):
        if len(body) != 2:
            expander.misfit(form, at)
        return Call(expander.expand(body[1], scope), (ref(value, at),), at)
    return expander.sequence(body, scope, at)


@special("(case-lambda (formals body ...) ...)", "4.2.9")
def _case_lambda(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """A procedure with a clause for each number of arguments; the first that fits is taken."""
    cases: list[Node] = []
    for clause, where in expander.operands(form, at, 0):
        formals, *body = expander.items(clause, where, form) or expander.misfit(form, where)
        if not body:
            expander.misfit(form, where)
        procedure = expander.procedure(formals, body, scope, "case-lambda", where)
        least, rest = Const(len(procedure.parameters), at), Const(... if procedure.rest else None, at)
        cases += [least, rest, procedure]
    return expander.primitive("%case-lambda", at, *cases)


# Iteration (4.2.4)


@special("(do ((variable init [step]) ...) (test expression ...) command ...)", "4.2.4")
def _do(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """A loop: variables with steps, until test holds; then the value of the last expression."""
    specs, ending, *commands = expander.operands(form, at, 2)
    parts = [expander.items(spec, where, form) for spec, where in expander.items(specs[0], specs[1], form)]
    if not all(2 <= len(part) <= 3 for part in parts):
        expander.misfit(form, at)
    inits = tuple([expander.expand(part[1], scope) for part in parts])
    inner = Scope(scope)
    variables = tuple([expander.bind(inner, *part[0]) for part in parts])
    loop = Variable("do")
    steps = [
        expander.expand(part[2], inner) if len(part) == 3 else ref(variable, at)
        for variable, part in zip(variables, parts, strict=True)
    ]
    exit_parts = expander.items(ending[0], ending[1], form)
    if not exit_parts:
        expander.misfit(form, at)
    test, *results = exit_parts
    again: Node = Call(ref(loop, at), tuple(steps), at)
    if commands:
        again = Seq((expander.sequence(commands, inner, at), again), at)
    body = If(expander.expand(test, inner), expander.sequence(results, inner, at), again, at)
    procedure = expander.numbered(Lambda(variables, None, body, "do", at))
    return Let((loop,), (procedure,), Call(ref(loop, at), inits, at), True, at)


# Delayed evaluation, dynamic bindings, exceptions (4.2.5 - 4.2.7)


def _thunk(expander: Expander, body: Node, name: str, at: Span | None) -> Lambda:
    """A procedure without parameters."""
    return expander.numbered(Lambda((), None, body, name, at))


@special("(delay expression)", "4.2.5")
def _delay(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """A promise that evaluates expression when it is first forced."""
    (expression,) = expander.operands(form, at, 1, 1)
    made = expander.primitive("%make-promise", at, expander.expand(expression, scope))
    return expander.primitive("%make-lazy", at, _thunk(expander, made, "delay", at))


@special("(delay-force expression)", "4.2.5")
def _delay_force(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """As (delay (force expression)), in constant space."""
    (expression,) = expander.operands(form, at, 1, 1)
    return expander.primitive("%make-lazy", at, _thunk(expander, expander.expand(expression, scope), "delay-force", at))


@special("(parameterize ((parameter value) ...) body ...)", "4.2.6")
def _parameterize(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The body, with parameters having other values while it runs."""
    first, *body = expander.operands(form, at, 2)
    pairs = bindings(expander, form, first)
    parts = [expander.expand(part, scope) for pair in pairs for part in pair]
    return expander.primitive("%parameterize", at, _thunk(expander, expander.body(body, scope, at), "parameterize", at), *parts)


@special("(guard (variable clause ...) body ...)", "4.2.7")
def _guard(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The body; if it raises, the clauses (as those of cond) see the object as variable."""
    (head, place), *body = expander.operands(form, at, 2)
    parts = expander.items(head, place, form)
    if not parts:
        expander.misfit(form, at)
    name, *clauses = parts
    inner = Scope(scope)
    variable, choose, again = expander.bind(inner, *name), Variable("choose"), Variable("again")

    def chosen(node: Node) -> Node:
        return Call(ref(choose, at), (_thunk(expander, node, "guard", at),), at)

    tests = cond_clauses(expander, form, clauses, inner, Call(ref(again, at), (), at), chosen)
    handler = expander.numbered(Lambda((variable, choose, again), None, tests, "guard", at))
    return expander.primitive("%guard", at, _thunk(expander, expander.body(body, scope, at), "guard", at), handler)
