"""The primitive forms of R7RS 4.1, and those of 4.3, 5.3 and 5.4 that make macros and bind names.

Each is a function in the table of special forms (see `special`).  What definitions do is in `expander`, since their place
is a body or a program.
"""

from __future__ import annotations

from ..machine.meter import charged_turns
from ..values.datum import Pair, Span, String
from ..values.denotation import SPECIALS, Global, Variable
from ..values.names import Alias, Identifier, base_name, is_identifier, strip
from .core import Assign, Const, Define, If, Node
from .environment import Scope, lookup
from .expander import Expander
from .special import misplaced, special


@special("(quote datum)", "4.1.2")
def _quote(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The datum itself, unevaluated; 'datum is short for it."""
    ((datum, _),) = expander.operands(form, at, 1, 1)
    return Const(strip(datum, charged_turns()), at)


@special("(lambda formals body ...)", "4.1.4")
def _lambda(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """A procedure of these formals: (x y), (x . rest) or one name for the list of all arguments."""
    formals, *body = expander.operands(form, at, 2)
    return expander.procedure(formals, body, scope, "", at)


@special("(if test consequent [alternate])", "4.1.5")
def _if(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The consequent if test is not #f, else the alternate, which may be left out."""
    test, then, *other = expander.operands(form, at, 2, 3)
    return If(
        expander.expand(test, scope),
        expander.expand(then, scope),
        expander.expand(other[0], scope) if other else expander.unspecified(at),
        at,
    )


@special("(set! variable expression)", "4.1.6")
def _set(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """Give a variable that is bound already a new value."""
    (name, place), value = expander.operands(form, at, 2, 2)
    if not is_identifier(name):
        raise expander.error("set!: a variable's name is expected here", place)
    denotation = lookup(name, scope)
    if isinstance(denotation, Variable):
        denotation.assigned = True
        return Assign(denotation, expander.expand(value, scope), at)
    if not isinstance(denotation, Global):
        raise expander.error(f"set!: {base_name(name).name} is syntax, not a variable", place)
    binding = _target(expander, name, denotation, place)
    binding.assigned = True
    return Define(binding, expander.expand(value, scope), False, at)


def _target(expander: Expander, name: Identifier, denotation: Global, at: Span | None) -> Global:
    """The global that `set!` of a name assigns: one of this environment, or of that whose macro inserted the name."""
    home: Scope = expander.environment
    inner = name
    while isinstance(inner, Alias):
        if home.environment().table.get(inner) is denotation:
            return denotation
        home, inner = inner.scope, inner.name
    if home.environment() is not expander.environment:
        if denotation.environment is not home.environment():
            raise expander.error(f"set!: {base_name(name).name} is imported where the macro is defined", at)
        return denotation
    if expander.environment.sealed:
        raise expander.error("set!: this environment is not open to assignments", at)
    return expander.environment.own(inner)


@special("(begin expression ...)", "4.2.3")
def _begin(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """The expressions in order; the value of the last one."""
    return expander.sequence(expander.operands(form, at, 0), scope, at)


special(
    "(define name value)", "5.3.1", "Bind a name to a value; (define (name . formals) body ...) defines a procedure."
)(misplaced)
special("(define-syntax name transformer)", "5.4", "Bind a name to a macro.")(misplaced)


@special("(syntax-rules (literal ...) (pattern template) ...)", "4.3.2")
def _syntax_rules(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """A macro by patterns: the template of the first pattern that fits takes the use's place."""
    raise expander.error("syntax-rules has a place only in define-syntax, let-syntax and letrec-syntax", at)


@special("(syntax-error message datum ...)", "4.3.3")
def _syntax_error(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """Refuse the program with this message, when the form is expanded."""
    (message, _), *rest = expander.operands(form, at, 1)
    text = message.text if isinstance(message, String) else "syntax error"
    raise expander.error(text, at, *(strip(datum) for datum, _ in rest))


@special("(letrec-syntax ((keyword transformer) ...) body ...)", "4.3.1", "Macros for the body that may use each other.")
@special("(let-syntax ((keyword transformer) ...) body ...)", "4.3.1", "Macros for the body.")
def _with_syntax(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    inner, body = expander.syntax_bindings((form, at), scope, expander.form_of(form, scope) is SPECIALS["letrec-syntax"])
    return expander.body(body, inner, at)
