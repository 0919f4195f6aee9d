"""Source datum to core nodes.

`Expander.expand` looks at the head of a form: a special form has an expander of its own in a table, a macro is
rewritten and looked at again, anything else is a call.  `special` tells how a special form is declared; those of R7RS
4.1 are in `basic`, the derived ones of 4.2 in `derived`; they build core nodes, not source, so that their names need no
hygiene and errors point at what was written.

At the top level and at the head of a body, definitions are forms of their own; a body becomes a recursive `Let`
(`letrec*`, R7RS 5.3.2).

    (define (f x)                 (define (f x)
      (define y (g x))              (letrec* ((y (g x)))
      (display y)          is           (display y)
      y)                                y))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...errors import SourceError
from ..machine.meter import charge, charged_turns
from ..machine.shield import in_guest, poll
from ..values.complex import NUMERIC
from ..values.contents import contents
from ..values.cycles import contains_itself
from ..values.datum import NIL, UNSPECIFIED, Bytevector, Char, Pair, SourcePair, Span, String, Value, Vector, symbol
from ..values.denotation import SPECIALS, Global, Macro, Special, Variable
from ..values.names import Alias, Identifier, base_name, is_identifier, strip
from .core import Call, Const, Define, GlobalRef, Lambda, Let, Node, Ref, Seq
from .environment import Environment, Scope, lookup
from .forms import Forms
from .rules_check import check_rules
from .special import Located, misplaced
from .syntax_rules import BadSyntax, expand_rules, parse_rules

LONGEST_CHAIN, MOST_USES = 20_000, 500_000
"""How often one form may be rewritten by macros, and how often those of one source, before it is believed never to end."""

_SELF_EVALUATING = (*NUMERIC, String, Char, Bytevector, Vector)


SCOPES = 6000
"""How deep scopes may nest; looking a name up walks them all."""

NESTED = 10_000
"""How deep expressions may nest.  Whoever walks along them calls itself from Python, never through a function in C: the C
stack is short, and each version of CPython guards it in its own way."""


def _root(identifier: Identifier, scope: Scope) -> Environment:
    """The environment that a name was written in."""
    while isinstance(identifier, Alias):
        identifier, scope = identifier.name, identifier.scope
    return scope.environment()


NO_FORM = Special("")
"""What stands at the head of a form that is no special form."""


class Expander(Forms):
    """Expands the forms of one source into one environment.

    * `environment` is the one that they are expanded into, `core` that of the primitives.
    * `libraries` finds what `import` names (see `library`).
    * `steps` tells what `import` and `define-library` did, for the cache (see `artifact`).
    * `uses` counts the macro uses.
    * `endings` are the `let-syntax` forms that were looked into, by `id`, and whether they end in a definition.
    """

    def __init__(self, environment: Environment, name: str, core: Environment, libraries: Any = None) -> None:
        super().__init__(name)
        self.environment = environment
        self.core = core
        self.libraries = libraries
        self.steps: list[Any] = []
        self.uses = 0
        self.nested = 0
        self.lambdas = 0
        self.endings: dict[int, tuple[Value, bool]] = {}

    def is_word(self, datum: Value, scope: Scope, name: str) -> bool:
        """Whether a datum is the auxiliary word or special form `name` (R7RS 4.3: by binding, not by spelling)."""
        return is_identifier(datum) and lookup(datum, scope) is SPECIALS[name]

    def same(self, scope: Scope, home: Scope) -> Callable[[Identifier, Identifier], bool]:
        """`free-identifier=?` between a name used in `scope` and one of a macro defined in `home`."""

        def same_binding(used: Identifier, defined: Identifier) -> bool:
            one, other = lookup(used, scope), lookup(defined, home)
            if one is other:
                return True
            return (
                isinstance(one, Global)
                and isinstance(other, Global)
                and not (one.defined or other.defined)
                and one.symbol is other.symbol
            )

        return same_binding

    # Expressions

    def expand(self, form: Located, scope: Scope) -> Node:
        """One expression to a node; bounds how deep expressions nest."""
        poll()
        self.nested += 1
        if self.nested > NESTED:
            raise self.error("this nests too deeply to be compiled", form[1])
        node = self._expression(form[0], form[1], scope)
        self.nested -= 1
        return node

    def _expression(self, datum: Value, at: Span | None, scope: Scope) -> Node:
        for _ in range(LONGEST_CHAIN):
            if is_identifier(datum):
                return self.reference(datum, at, scope)
            if not isinstance(datum, Pair):
                return self.constant(datum, at)
            denotation = lookup(datum.car, scope) if is_identifier(datum.car) else None
            if isinstance(denotation, Special):
                if denotation.expand is None:
                    raise self.error(f"{denotation.name} has no meaning here", at)
                node: Node = denotation.expand(self, datum, at, scope)
                return node
            if not isinstance(denotation, Macro):
                return self.call(datum, at, scope)
            datum, at = self.use_macro(denotation, datum, at, scope)
        raise self.endless(at)

    def endless(self, at: Span | None) -> SourceError:
        """The error for a macro that expands for ever."""
        return self.error("the expansion of this macro does not end", at)

    def use_macro(self, macro: Macro, form: Pair, at: Span | None, scope: Scope) -> Located:
        """One step of macro expansion."""
        self.uses += 1
        charge(1)
        if self.uses > MOST_USES:
            raise self.endless(at)
        try:
            same = self.same(scope, macro.rules.scope)
            datum, place = in_guest(lambda: expand_rules(macro.rules, form, at, same))
        except BadSyntax as error:
            raise self.error(error.message, error.at or at) from None
        return datum, place or at

    def reference(self, identifier: Identifier, at: Span | None, scope: Scope) -> Node:
        """A name as an expression."""
        denotation = lookup(identifier, scope)
        if isinstance(denotation, Variable):
            denotation.refs += 1
            return Ref(denotation, at)
        if isinstance(denotation, Global):
            return GlobalRef(denotation, at, _root(identifier, scope) is self.environment)
        raise self.error(f"{base_name(identifier).name} is syntax and has no value", at)

    def constant(self, datum: Value, at: Span | None) -> Node:
        """A datum that evaluates to itself."""
        if datum is None or datum is ... or isinstance(datum, _SELF_EVALUATING):
            return Const(strip(datum, charged_turns()), at)
        if datum is NIL:
            raise self.error("() is not an expression; the empty list is '()", at)
        return Const(datum, at)

    def call(self, form: Pair, at: Span | None, scope: Scope) -> Node:
        """A procedure call; a call of a literal lambda is a `let`."""
        parts = [self.expand(part, scope) for part in self.items(form, at)]
        operator, operands = parts[0], tuple(parts[1:])
        if isinstance(operator, Lambda) and operator.rest is None and len(operator.parameters) == len(operands):
            return Let(operator.parameters, operands, operator.body, False, at) if operands else operator.body
        return Call(operator, operands, at)

    def primitive(self, name: str, at: Span | None, *operands: Node) -> Node:
        """A call of a primitive, whatever the program has bound its name to."""
        return Call(self.core_ref(name, at), operands, at)

    def core_ref(self, name: str, at: Span | None) -> Node:
        """A reference to a primitive."""
        binding = self.core.table[symbol(name)]
        assert isinstance(binding, Global)
        return GlobalRef(binding, at)

    def core_name(self, name: str) -> Alias:
        """A name that denotes the primitive or special form, wherever it is put."""
        return Alias(symbol(name), self.core)

    def unspecified(self, at: Span | None) -> Node:
        """The unspecified value."""
        return Const(UNSPECIFIED, at)

    def sequence(self, forms: list[Located], scope: Scope, at: Span | None) -> Node:
        """Expressions one after the other."""
        nodes = [self.expand(form, scope) for form in forms]
        if not nodes:
            return self.unspecified(at)
        return nodes[0] if len(nodes) == 1 else Seq(tuple(nodes), at)

    # Procedures and bodies

    def bind(self, scope: Scope, identifier: Value, at: Span | None) -> Variable:
        """A new local variable for an identifier, in `scope`."""
        if not is_identifier(identifier):
            raise self.error("a variable's name is expected here", at, strip(identifier))
        if identifier in scope.table:
            raise self.error(f"{base_name(identifier).name} is bound twice here", at)
        variable = Variable(base_name(identifier).name)
        scope.table[identifier] = variable
        return variable

    def procedure(self, formals: Located, body: list[Located], scope: Scope, name: str, at: Span | None) -> Lambda:
        """A `lambda` with its formals (a list, a dotted list or one name)."""
        inner = Scope(scope)
        datum, place = formals
        parameters = []
        while isinstance(datum, Pair):
            parameters.append(self.bind(inner, datum.car, getattr(datum, "at", None) or place))
            datum = datum.cdr
        rest = None if datum is NIL else self.bind(inner, datum, place)
        return self.numbered(Lambda(tuple(parameters), rest, self.body(body, inner, at), name, at))

    def numbered(self, node: Lambda) -> Lambda:
        """A lambda with its number in this source."""
        self.lambdas += 1
        return node._replace(number=self.lambdas)

    def body(self, forms: list[Located], scope: Scope, at: Span | None) -> Node:
        """A body: definitions, then expressions (R7RS 5.3.2).

        A definition may come later, too: the expressions before it are evaluated in their turn, as inits of no name.
        """
        inner = Scope(scope)
        if inner.depth > SCOPES:
            raise self.error("this nests too deeply to be compiled", at)
        parts = self.body_parts(forms, inner)
        count = max((place for place, (variable, _, _) in enumerate(parts, 1) if variable), default=0)
        if count == len(parts):
            raise self.error("a body needs an expression after its definitions", at)
        variables = tuple(variable or Variable("nothing") for variable, _, _ in parts[:count])
        values = tuple([self.named(form, variable.name if variable else "", home) for variable, form, home in parts[:count]])
        nodes = [self.expand(form, home) for _, form, home in parts[count:]]
        last = nodes[0] if len(nodes) == 1 else Seq(tuple(nodes), at)
        return Let(variables, values, last, True, at) if variables else last

    def body_parts(self, forms: list[Located], inner: Scope) -> list[tuple[Variable | None, Located, Scope]]:
        """The inits and expressions of a body, in order, with the variables of the inits; keywords are bound in `inner`."""
        pending = [(form, inner) for form in reversed(forms)]
        parts: list[tuple[Variable | None, Located, Scope]] = []
        while pending:
            form, home = pending.pop()
            expanded = self.head(form, home)
            special = self.form_of(expanded[0], home)
            if special.name == "define":
                identifier, value = self.definition(expanded)
                parts.append((self.bind(inner, identifier, expanded[1]), value, home))
            elif special.name == "define-syntax":
                self.define_syntax(expanded, inner, home)
            elif (spliced := self.spliced(special, expanded, home)) is not None:
                pending += reversed(spliced)
            else:
                parts.append((None, expanded, home))
        return parts

    def spliced(self, special: Special, form: Located, scope: Scope) -> list[tuple[Located, Scope]] | None:
        """The forms, with their scopes, that a form of a body or program stands for; None if it is an expression."""
        datum, at = form
        if special.name == "begin":
            return [(item, scope) for item in self.items(datum.cdr, at, datum)]
        if special.splice is not None:
            return [(inner_form, scope) for inner_form in special.splice(self, form, scope)]
        if special.name in ("let-syntax", "letrec-syntax"):
            inner, body = self.syntax_bindings(form, scope, special.name == "letrec-syntax")
            if self.ends_in_definition(body, inner):
                return [(inner_form, inner) for inner_form in body]
        return None

    def ends_in_definition(self, forms: list[Located], scope: Scope) -> bool:
        """Whether the last of some forms is a definition, so that they can be no body; each `let-syntax` is looked into once."""
        passed: list[Value] = []
        while True:
            poll()
            last: Located = self.head(forms[-1], scope) if forms else (NIL, None)
            datum, at = last
            special = self.form_of(datum, scope)
            if special.name == "begin":
                forms = self.items(datum.cdr, at, datum)
            elif special.name in ("let-syntax", "letrec-syntax") and id(datum) not in self.endings:
                passed.append(datum)
                scope, forms = self.syntax_bindings((datum, at), scope, special.name == "letrec-syntax")
            elif special.splice is not None and special.expand is misplaced:
                forms = special.splice(self, (datum, at), scope)
            else:
                break
        known = self.endings.get(id(datum))
        ends = special.name in ("define", "define-syntax") if known is None else known[1]
        self.endings.update((id(form), (form, ends)) for form in passed)
        return ends

    def syntax_bindings(self, form: Located, scope: Scope, recursive: bool) -> tuple[Scope, list[Located]]:
        """The scope of the macros that a `let-syntax` or `letrec-syntax` binds, and its body."""
        datum, at = form
        (bindings, place), *body = self.operands(datum, at, 2)
        inner = Scope(scope)
        for binding, where in self.items(bindings, place, datum):
            parts = self.items(binding, where, datum)
            if len(parts) != 2 or not is_identifier(parts[0][0]):
                self.misfit(datum, at)
            inner.table[parts[0][0]] = self.transformer(parts[1], inner if recursive else scope)
        return inner, body

    def named(self, value: Located, name: str, scope: Scope) -> Node:
        """An init expression; a lambda takes the name of what it initializes."""
        node = self.expand(value, scope)
        return node._replace(name=name) if isinstance(node, Lambda) and not node.name else node

    def head(self, form: Located, scope: Scope) -> Located:
        """A form with the macros at its head expanded."""
        datum, at = form
        for _ in range(LONGEST_CHAIN):
            denotation = lookup(datum.car, scope) if isinstance(datum, Pair) and is_identifier(datum.car) else None
            if not isinstance(denotation, Macro):
                return datum, at
            datum, at = self.use_macro(denotation, datum, at, scope)
        raise self.endless(at)

    def form_of(self, datum: Value, scope: Scope) -> Special:
        """The special form at a datum's head; `NO_FORM` if there is none."""
        if isinstance(datum, Pair) and is_identifier(datum.car):
            denotation = lookup(datum.car, scope)
            if isinstance(denotation, Special):
                return denotation
        return NO_FORM

    def definition(self, form: Located) -> tuple[Identifier, Located]:
        """`(define name value)` or `(define (name . formals) body ...)` as a name and a value form."""
        datum, at = form
        parts = self.operands(datum, at, 1)
        target, place = parts[0]
        if not isinstance(target, Pair):
            if not is_identifier(target) or len(parts) > 2:
                self.misfit(datum, at)
            value = parts[1] if len(parts) == 2 else (self.form("if", False, False, at=at), at)
            return target, value
        if len(parts) < 2:
            self.misfit(datum, at)
        # (define ((curried a) b) ...) defines a procedure that returns one.
        procedure = SourcePair()
        procedure.car, procedure.cdr, procedure.at = self.core_name("lambda"), SourcePair(), at
        procedure.cdr.car, procedure.cdr.cdr, procedure.cdr.at = target.cdr, datum.cdr.cdr, place
        if isinstance(target.car, Pair):
            return self.definition((self.form("define", target.car, procedure, at=at), at))
        if not is_identifier(target.car):
            self.misfit(datum, at)
        return target.car, (procedure, at)

    def form(self, keyword: str, *rest: Value, at: Span | None) -> Pair:
        """A source form made here: a core keyword and data."""
        result: Value = NIL
        for datum in (*reversed(rest), self.core_name(keyword)):
            pair = SourcePair()
            pair.car, pair.cdr, pair.at = (None if datum is False else datum), result, at
            result = pair
        return pair

    def define_syntax(self, form: Located, scope: Scope, home: Scope) -> None:
        """`(define-syntax name transformer)` in a scope; the transformer stands in `home`, inside of it."""
        datum, at = form
        (name, place), transformer = self.operands(datum, at, 2, 2)
        if not is_identifier(name):
            raise self.error("a keyword's name is expected here", place)
        if isinstance(scope, Environment) and scope.sealed:
            raise self.error("this environment is not open to definitions", at)
        scope.table[name] = self.transformer(transformer, home)

    def transformer(self, form: Located, scope: Scope) -> Special | Macro:
        """What a transformer spec denotes: `syntax-rules`, or an existing keyword."""
        datum, at = self.head(form, scope)
        if is_identifier(datum):
            denotation = lookup(datum, scope)
            if isinstance(denotation, Special | Macro):
                return denotation
        if self.form_of(datum, scope).name != "syntax-rules":
            raise self.error("a transformer is (syntax-rules (literal ...) (pattern template) ...)", at)
        if contains_itself(datum, data=True, turns=charged_turns()):
            raise self.error("these rules contain themselves", at)
        try:
            rules = parse_rules(datum, scope, self.ellipsis(datum, scope))
            check_rules(rules)
        except BadSyntax as error:
            raise self.error(error.message, error.at or at) from None
        return Macro(rules, datum, scope)

    def ellipsis(self, datum: Value, scope: Scope) -> Identifier:
        """The name that means `...` in a `syntax-rules` form, under whatever alias it was written.

        Where the program has bound `...` itself, nothing does: a name that is written nowhere.
        """
        for name in contents([datum]):
            if isinstance(name, Alias) and base_name(name).name == "..." and self.is_word(name, scope, "..."):
                return name
        usual = symbol("...")
        denotation = lookup(usual, scope)
        rebound = isinstance(denotation, Variable | Macro) or (isinstance(denotation, Global) and denotation.defined)
        return Alias(usual, scope) if rebound else usual

    # Top level

    def top(self, forms: list[Located]) -> list[Node]:
        """The nodes of top-level forms, in order; definitions take effect in the environment as they come.

        A form may load a library whose body evaluates others, and so on: a generator here would be a frame of C in each.
        """
        nodes: list[Node] = []
        pending: list[tuple[Located, Scope]] = [(form, self.environment) for form in reversed(forms)]
        while pending:
            form, home = pending.pop()
            form = self.head(form, home)
            special = self.form_of(form[0], home)
            if special.name == "define":
                nodes.append(self.define(form, home))
            elif special.name == "define-syntax":
                self.define_syntax(form, self.environment, home)
            elif special.top is not None:
                pending += reversed([(spliced, home) for spliced in special.top(self, form, home)])
            elif (spliced := self.spliced(special, form, home)) is not None:
                self.declare(spliced)
                pending += reversed(spliced)
            else:
                nodes.append(self.expand(form, home))
        return nodes

    def define(self, form: Located, home: Scope) -> Node:
        """A top-level definition, which stands in `home`."""
        identifier, value = self.definition(form)
        if self.environment.sealed:
            raise self.error("this environment is not open to definitions", form[1])
        binding = self.environment.own(identifier)
        node = self.named(value, base_name(identifier).name, home)
        binding.defined = True
        return Define(binding, node, True, form[1])

    def declare(self, forms: list[tuple[Located, Scope]]) -> None:
        """Make the bindings of names that a macro made up and defines here, so that forms before may refer to them."""
        for (datum, at), home in forms:
            if self.form_of(datum, home).name == "define" and not self.environment.sealed:
                identifier, _ = self.definition((datum, at))
                if isinstance(identifier, Alias):
                    self.environment.own(identifier)
