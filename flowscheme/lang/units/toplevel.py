"""The forms of libraries and programs: `import`, `define-library`, `include`, `cond-expand`.

R7RS 4.1.7, 4.2.1, 5.2 and 5.6.

They are expanders like those of `derived`; finding, loading and keeping libraries is the business of `library`, which
every expander holds.  What a form did to the environment is noted in the expander's `steps`, so that a cached unit can
do it again (see `artifact`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from ...errors import SourceError
from ..emit.compiler import TooDeep, compile_unit
from ..emit.redefine import Kept, keep, redefine
from ..expand.core import Define, Node
from ..expand.environment import Environment, Scope
from ..expand.expander import Expander
from ..expand.special import Located, definition, top_level
from ..machine.machine import Procedure
from ..machine.meter import charge, charge_reading
from ..machine.shield import free_of_charge, in_guest
from ..text.reader import prepare_parser, read_source
from ..text.source import is_path, register
from ..values.contents import contents
from ..values.datum import FILE_LINES, NIL, Pair, SourcePair, Span, String, Symbol, Value, symbol
from ..values.denotation import Global
from ..values.names import base_name, is_identifier
from .artifact import Artifact, Imports, install
from .pack import Table, pack

# Import sets


LONGEST_NUMBER = 64
"""How many bits a number in a library's name may have."""

LONGEST_NAME = 1000
"""How many characters a library's name may have: each name that is imported from it is linked under a name with that in it."""


def library_name(datum: Value) -> str | None:
    """The key of a library's name: its parts joined by blanks; None if it is no such name, or too long for one."""
    parts = []
    while isinstance(datum, Pair):
        part = datum.car
        if is_identifier(part):
            parts.append(base_name(part).name)
        elif isinstance(part, int) and part.bit_length() <= LONGEST_NUMBER:
            parts.append(str(part))
        else:
            return None
        datum = datum.cdr
    name = " ".join(parts)
    return name if 0 < len(name) <= LONGEST_NAME else None


Names = dict[str, str]
"""Local names to the names under which a library exports what they denote."""


def import_set(expander: Expander, datum: Value, at: Span | None) -> tuple[str, Imports]:
    """The library of an import set, and which of its names are imported as what (R7RS 5.2)."""
    name, names = _import_set(expander, datum, at)
    return name, tuple(names.items()) if names is not None else None


def _import_set(expander: Expander, datum: Value, at: Span | None) -> tuple[str, Names | None]:
    if not isinstance(datum, Pair):
        raise expander.error("an import set is a list", at)
    head = base_name(datum.car).name if is_identifier(datum.car) else ""
    modifier = _MODIFIERS.get(head)
    if modifier is not None and isinstance(datum.cdr, Pair) and isinstance(datum.cdr.car, Pair):
        library, names = _import_set(expander, datum.cdr.car, at)
        if names is None:
            names = {exported.name: exported.name for exported in expander.libraries.find(library).exports}
        arguments = [argument for argument, _ in expander.items(datum.cdr.cdr, at)]
        return library, modifier(expander, names, arguments, at)
    name = library_name(datum)
    if name is not None and not expander.libraries.may_import(name, expander.environment):
        raise expander.error(f"({name}) is for flowscheme's own libraries alone", at)
    if name is None or _find(expander, name, at) is None:
        raise expander.error(f"no library is called ({name})" if name else "this is no library's name", at)
    return name, None


def _find(expander: Expander, name: str, at: Span | None) -> Environment | None:
    """The library of that name, loaded for an import at a span."""
    try:
        library: Environment | None = expander.libraries.find(name)
    except SourceError as error:
        if error.payload.place is None and at is not None:  # libraries that import each other: here the cycle closes
            error.payload.place = (expander.file(at), at[0] % FILE_LINES, at[1])
        raise
    return library


def _known(expander: Expander, names: Names, arguments: list[Value], at: Span | None) -> list[str]:
    for identifier in arguments:
        if not is_identifier(identifier) or base_name(identifier).name not in names:
            raise expander.error("the import set has no such name:", at, identifier)
    return [base_name(identifier).name for identifier in arguments]


def _only(expander: Expander, names: Names, arguments: list[Value], at: Span | None) -> Names:
    return {name: names[name] for name in _known(expander, names, arguments, at)}


def _except(expander: Expander, names: Names, arguments: list[Value], at: Span | None) -> Names:
    dropped = _known(expander, names, arguments, at)
    return {name: exported for name, exported in names.items() if name not in dropped}


def _prefix(expander: Expander, names: Names, arguments: list[Value], at: Span | None) -> Names:
    if len(arguments) != 1 or not is_identifier(arguments[0]):
        raise expander.error("prefix: expected (prefix import-set name)", at)
    prefix = base_name(arguments[0]).name
    return {prefix + name: exported for name, exported in names.items()}


def _rename(expander: Expander, names: Names, arguments: list[Value], at: Span | None) -> Names:
    renamed: Names = {}
    for pair in arguments:
        parts = [part for part, _ in expander.items(pair, at)]
        if len(parts) != 2 or not is_identifier(parts[1]):
            raise expander.error("rename: expected (rename import-set (name new-name) ...)", at)
        renamed[_known(expander, names, parts[:1], at)[0]] = base_name(parts[1]).name
    return {renamed.get(name, name): exported for name, exported in names.items()}


_MODIFIERS: dict[str, Callable[[Expander, Names, list[Value], Span | None], Names]] = {
    "only": _only,
    "except": _except,
    "prefix": _prefix,
    "rename": _rename,
}


def shadow_imports(expander: Expander, forms: list[Located]) -> None:
    """Give this environment a binding of its own for each imported variable that the forms define or assign.

    It is done before the first form is expanded, so that the whole file means its own `car` when it defines one.
    """
    top = {id(datum) for datum, _ in forms}
    for form in _forms_in([datum for datum, _ in forms]):
        head = form.car
        if isinstance(head, Symbol) and head.name in ("define", "set!", "define-values") and isinstance(form.cdr, Pair):
            target = form.cdr.car
            while isinstance(target, Pair):
                target = target.car
            if isinstance(target, Symbol) and (head.name == "set!" or id(form) in top):
                _shadow(expander, target)


def _shadow(expander: Expander, name: Symbol) -> None:
    environment = expander.environment
    binding = environment.find(name)
    if isinstance(binding, Global) and binding.environment is not environment and not environment.sealed:
        redefine(environment, expander.core, binding, environment.own(name), expander.libraries.mode)


def _forms_in(work: list[Value]) -> Iterator[Pair]:
    """Every pair in data that may be a form: those that are not the rest of a list.  Data may be circular."""
    seen: set[int] = set()
    while work:
        datum = work.pop()
        if isinstance(datum, Pair) and id(datum) not in seen:
            yield datum
        while isinstance(datum, Pair) and id(datum) not in seen:
            seen.add(id(datum))
            work.append(datum.car)
            datum = datum.cdr


# Units


class Compiled(NamedTuple):
    """A compiled unit, installed: its thunk, what the cache can keep, if it can, and the names that it defines."""

    thunk: Procedure
    artifact: Artifact | None
    defined: frozenset[str]


def expand_forms(expander: Expander, forms: list[Located], definitions_only: bool) -> list[Node]:
    """The nodes of top-level forms, or only of the definitions among them and in the files that they load."""
    if definitions_only:
        forms = _with_loaded(expander, forms)
    shadow_imports(expander, forms)
    return [node for node in expander.top(list(forms)) if not definitions_only or (isinstance(node, Define) and node.fresh)]


def compile_forms(
    expander: Expander, forms: list[Located], before: Table | None, *, definitions_only: bool = False, tail: bool = False
) -> Compiled:
    """Expand and compile top-level forms, or only the definitions among them.

    `before` is the table so far; None if the unit is not to be kept, and so gets no artifact.
    """
    charge(len(forms))
    nodes = expand_forms(expander, forms, definitions_only)
    environment, mode = expander.environment, expander.libraries.mode
    try:
        unit = compile_unit(nodes, environment, expander.core, expander.files, str(next(environment.units)), tail, mode)
    except TooDeep as error:
        raise expander.error("this nests too deeply to be compiled", error.at) from None
    artifact = pack(expander, unit, before) if before is not None else None
    keep(environment, Kept(nodes, expander.files, unit.procedures, unit.direct))
    defined = frozenset([node.binding.symbol.name for node in nodes if isinstance(node, Define) and node.fresh])
    return Compiled(install(environment, unit.code, unit.constants, unit.direct), artifact, defined)


# Top-level forms


@top_level("(import import-set ...)", "5.2")
def _import(expander: Expander, form: Located, scope: Scope) -> list[Located]:
    """Make the names of libraries known; sets may be wrapped in only, except, prefix and rename."""
    datum, at = form
    for part, place in expander.operands(datum, at, 0):
        step = import_set(expander, part, place)
        expander.libraries.bind(expander.environment, *step)
        expander.steps.append(("import", *step))
    return []


def read_forms(text: str, name: str, fold: bool = False) -> list[Located]:
    """The data of a source text, read as guest code runs: a limit may end it.  With `fold`, as `#!fold-case` asks."""
    charge_reading(text)
    free_of_charge(prepare_parser)
    return in_guest(lambda: list(read_source(text, name, fold)))


MOST_INCLUDES = 1000
"""How many files one source may include."""


def _include_expression(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    return expander.sequence(_include(expander, (form, at), scope), scope, at)


@definition("(include-ci filename ...)", "4.1.7", "As include, with names folded to lower case.", _include_expression)
@definition("(include filename ...)", "4.1.7", expression=_include_expression)
def _include(expander: Expander, form: Located, scope: Scope) -> list[Located]:
    """The forms of other files, in this place; file names are relative to this file."""
    datum, at = form
    included: list[Located] = []
    for filename, place in expander.operands(datum, at, 1):
        if not isinstance(filename, String):
            raise expander.error("include: a file name is expected here", place)
        path, text = _included(expander, filename.text, place)
        included += _inserted(expander, path, text, place, base_name(datum.car).name == "include-ci")
    return included


def _inserted(expander: Expander, path: str, text: str, at: Span | None, fold: bool = False) -> list[Located]:
    """The forms of another file, as part of this unit."""
    if len(expander.files) > MOST_INCLUDES:
        raise expander.error(f"include: more than {MOST_INCLUDES} files; does one include itself?", at)
    register(path, text)
    expander.files.append(path)
    return _shifted(read_forms(text, path, fold), (len(expander.files) - 1) * FILE_LINES)


def _with_loaded(expander: Expander, forms: list[Located]) -> list[Located]:
    """Top-level forms, with those of a file in the place of `(load "file")`; its name is relative to the current folder."""
    inserted: list[Located] = []
    work = list(reversed(forms))
    while work:
        datum, at = work.pop()
        path = _loaded_path(datum)
        if path is None:
            inserted.append((datum, at))
        else:
            files = expander.libraries.files
            if not files.may_include(expander.file(at), path, False):
                raise expander.error('load: without the grant "files", only what lies beside or beneath a file may be loaded', at)
            text = files.read(path)
            expander.libraries.note_text(path, text)
            work += reversed(_inserted(expander, path, text, at))
    return inserted


def _loaded_path(datum: Value) -> str | None:
    """The file that a form loads, if it says which."""
    if not isinstance(datum, Pair) or datum.car is not symbol("load") or not isinstance(datum.cdr, Pair):
        return None
    name = datum.cdr.car
    return str(Path(name.text)) if isinstance(name, String) and datum.cdr.cdr is NIL and is_path(name.text) else None


def _included(expander: Expander, name: str, at: Span | None) -> tuple[str, str]:
    """The path and the text of an included file."""
    if not is_path(name):
        raise expander.error("include: this cannot be the name of a file", at)
    files, source, ours = expander.libraries.files, expander.file(at), expander.environment.ours
    path = str(Path(source).parent / name)
    if not files.may_include(source, path, ours):
        fault = "include: without the grant \"files\", a file may include only what lies beside or beneath it"
        raise expander.error(fault, at)
    if ours:
        return path, files.read_own(path)
    text = files.read(path)
    expander.libraries.note_text(path, text)
    return path, text


def _shifted(forms: list[Located], lines: int) -> list[Located]:
    """The forms of an included file, with the lines of all their spans moved."""

    def shift(at: Span | None) -> Span | None:
        return None if at is None else (at[0] + lines, at[1], at[2] + lines, at[3])

    for datum in contents([datum for datum, _ in forms]):
        if isinstance(datum, SourcePair):
            datum.at = shift(datum.at)
    return [(datum, shift(at)) for datum, at in forms]


def _cond_expand_expression(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    return expander.sequence(_cond_expand(expander, (form, at), scope), scope, at)


@definition("(cond-expand (requirement body ...) ...)", "4.2.1", expression=_cond_expand_expression)
def _cond_expand(expander: Expander, form: Located, scope: Scope) -> list[Located]:
    """The body of the first clause whose requirement (a feature, (library name), and, or, not) holds."""
    datum, at = form
    for clause, place in expander.operands(datum, at, 0):
        (requirement, where), *body = expander.items(clause, place, datum) or expander.misfit(datum, place)
        if holds(expander, requirement, where):
            return body
    return []


def holds(expander: Expander, requirement: Value, at: Span | None) -> bool:
    """Whether a feature requirement of `cond-expand` holds (R7RS 4.2.1)."""
    if is_identifier(requirement):
        return base_name(requirement).name in (*expander.libraries.features, "else")
    if not isinstance(requirement, Pair) or not is_identifier(requirement.car):
        raise expander.error("cond-expand: a feature requirement is expected here", at)
    head = base_name(requirement.car).name
    arguments = [part for part, _ in expander.items(requirement.cdr, at)]
    if head == "library" and len(arguments) == 1:
        name = library_name(arguments[0])
        libraries = expander.libraries
        if name is None or not libraries.may_import(name, expander.environment) or libraries.find(name) is None:
            return False
        expander.steps.append(("find", name))
        return True
    if head == "not" and len(arguments) == 1:
        return not holds(expander, arguments[0], at)
    if head in ("and", "or"):
        return (all if head == "and" else any)([holds(expander, part, at) for part in arguments])
    raise expander.error(f"cond-expand: unknown requirement {head}", at)


@top_level("(define-library name declaration ...)", "5.6")
def _define_library(expander: Expander, form: Located, scope: Scope) -> list[Located]:
    """A library: its name, what it exports and imports, and its definitions."""
    datum, at = form
    (name_datum, place), *declarations = expander.operands(datum, at, 1)
    name = library_name(name_datum)
    if name is None:
        raise expander.error("define-library: this is no library's name", place)
    if not expander.libraries.may_define(name, expander.environment):
        raise expander.error(f"({name}) is the name of one of flowscheme's own libraries", place)
    environment = expander.libraries.new_library(name, expander.environment)
    inner = Expander(environment, expander.name, expander.core, expander.libraries)
    inner.files = expander.files
    exports: list[tuple[Symbol, Symbol, Span | None]] = []
    body: list[Located] = []
    for declaration in _declarations(inner, declarations):
        _declare(inner, declaration, exports, body)
    compiled = compile_forms(inner, body, {})
    _check_exports(inner, exports)
    names = tuple([(internal.name, external.name) for internal, external, _ in exports])
    expander.libraries.add(name, environment, compiled.thunk, names)
    expander.steps.append(("library", name, compiled.artifact.data() if compiled.artifact else None, names))
    return []


def _check_exports(expander: Expander, exports: list[tuple[Symbol, Symbol, Span | None]]) -> None:
    given: dict[Symbol, Symbol] = {}
    for internal, external, where in exports:
        if given.setdefault(external, internal) is not internal:
            raise expander.error(f"({expander.environment.name}) exports two things as {external.name}", where)
        denotation = expander.environment.find(internal)
        if isinstance(denotation, Global) and denotation.environment is expander.environment and not denotation.defined:
            raise expander.error(f"({expander.environment.name}) exports {internal.name}, which it does not define", where)


def _declarations(expander: Expander, declarations: list[Located]) -> list[Located]:
    """The declarations of a library, with `cond-expand` decided and included declarations in place."""
    decided: list[Located] = []  # no generator: a requirement may load a library, which would take C stack
    pending = list(reversed(declarations))
    while pending:
        datum, at = pending.pop()
        head = base_name(datum.car).name if isinstance(datum, Pair) and is_identifier(datum.car) else ""
        if head == "cond-expand":
            pending += reversed(_cond_expand(expander, (datum, at), expander.environment))
        elif head == "include-library-declarations":
            pending += reversed(_include(expander, (datum, at), expander.environment))
        else:
            decided.append((datum, at))
    return decided


def _declare(
    expander: Expander, declaration: Located, exports: list[tuple[Symbol, Symbol, Span | None]], body: list[Located]
) -> None:
    datum, at = declaration
    head = base_name(datum.car).name if isinstance(datum, Pair) and is_identifier(datum.car) else ""
    if head == "export":
        for spec, place in expander.operands(datum, at, 0):
            parts = [part for part, _ in expander.items(spec, place)] if isinstance(spec, Pair) else [None, spec, spec]
            if len(parts) != 3 or not is_identifier(parts[1]) or not is_identifier(parts[2]):
                raise expander.error("export: expected a name or (rename name exported-name)", place)
            exports.append((base_name(parts[1]), base_name(parts[2]), place))
    elif head == "import":
        _import(expander, declaration, expander.environment)
    elif head == "begin":
        body += expander.items(datum.cdr, at)
    elif head in ("include", "include-ci"):
        body += _include(expander, declaration, expander.environment)
    else:
        raise expander.error("define-library: expected export, import, begin, include or cond-expand", at)
