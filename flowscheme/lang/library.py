"""Libraries and programs: `import`, `define-library`, `include`, `cond-expand` (R7RS 4.1.7, 4.2.1, 5.2, 5.6).

A library is an `Environment` of its own with exports.  `Libraries` finds one by its name: those already here, then
`a/b/c.sld` for `(a b c)` in each folder of the search path.  A library is loaded once, when it is first imported.

How source becomes a running unit is in one place, `Libraries.run`: read, expand into an environment, compile, install,
call.  With `definitions_only`, top-level expressions are left out: so are programs loaded whose flows are wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import FunctionType
from typing import Any

from ..errors import SchemeError
from . import derived as derived  # fills the table of special forms
from .compiler import TooDeep, Unit, compile_unit
from .core import Define, Denotation, Global, Node
from .datum import Condition, Pair, Span, String, Symbol, Value, symbol
from .environment import Environment, Scope
from .denotation import SPECIALS
from .expander import DEFINITIONS, TOP_LEVEL, Expander, Located, _misplaced, special
from .machine import Procedure
from .primitive import PRIMITIVES
from .reader import read_file, read_source
from .source import register, source_error
from .names import base_name, is_identifier

FEATURES = ("r7rs", "exact-closed", "full-unicode", "ratios", "flowscheme", "flowscheme-0.1")

LibraryName = str

_OWN: dict[LibraryName, str] = {"flowscheme flow": "flow/flow.sld"}
"""Libraries of ours whose file is not where the search would look."""


def library_name(datum: Value) -> LibraryName | None:
    """The key of a library's name: its parts joined by blanks; None if it is no such name."""
    parts = []
    while isinstance(datum, Pair):
        part = datum.car
        if is_identifier(part):
            parts.append(base_name(part).name)
        elif isinstance(part, int):
            parts.append(str(part))
        else:
            return None
        datum = datum.cdr
    return " ".join(parts) or None


def core_environment() -> Environment:
    """The environment of the primitives and special forms, which no program changes."""
    core = Environment("core")
    for name, special_form in SPECIALS.items():
        core.table[symbol(name)] = special_form
    for name, primitive in PRIMITIVES.items():
        core.table[symbol(name)] = Global(core, symbol(name), name, defined=True)
        core.globals[name] = primitive.procedure
    core.exports = dict(core.table)  # type: ignore[arg-type]
    core.sealed = True
    return core


class Libraries:
    """The libraries of one interpreter, and the way from source to running code.

    `files`, if given, are the only files that there are (by path), but for the libraries of `own`, flowscheme's folder.
    `sources` keeps, for each source that was run, its text and those of what it included and imported, without ours.
    """

    def __init__(self, core: Environment, path: list[Path], own: Path, files: Mapping[str, str] | None = None) -> None:
        self.own = own
        self.files = files
        self.sources: dict[str, dict[str, str]] = {}
        self._open: list[dict[str, str]] = []
        self.core = core
        self.path = path
        self.loaded: dict[LibraryName, Environment] = {"flowscheme primitive": core}
        self.loading: list[LibraryName] = []
        self._homes: dict[LibraryName, str] = {}

    # Finding

    def find(self, name: LibraryName) -> Environment | None:
        """The library of that name, loaded now if it must be; None if there is none."""
        found = self.loaded.get(name)
        if found is not None:
            self.note(self.sources.get(self._homes.get(name, ""), {}))
            return found
        file = self.locate(name)
        if file is None:
            return None
        if name in self.loading:
            cycle = " → ".join(f"({each})" for each in [*self.loading, name])
            raise SchemeError(Condition(f"libraries import each other: {cycle}", kind="import"))
        self.loading.append(name)
        try:
            self._homes[name] = str(file)
            self.run(self.read(file), str(file), self.bare_environment(f"file {file}"))
        finally:
            self.loading.pop()
        self.note(self.sources[str(file)])
        return self.loaded.get(name)

    def note(self, texts: Mapping[str, str]) -> None:
        """Count texts among the source that is being expanded, but for flowscheme's own."""
        if self._open:
            own = str(self.own)
            self._open[-1].update({path: text for path, text in texts.items() if not path.startswith(own)})

    def read(self, path: Path) -> str:
        """The text of a source file."""
        if self.files is None or path.is_relative_to(self.own):
            return read_file(path)
        if str(path) not in self.files:
            raise source_error(f"the pinned source has no file {path}", str(path), None, kind="file")
        return self.files[str(path)]

    def exists(self, path: Path) -> bool:
        """Whether there is such a source file."""
        return path.is_file() if self.files is None or path.is_relative_to(self.own) else str(path) in self.files

    def locate(self, name: LibraryName) -> Path | None:
        """The file of a library, by the search path."""
        if name in _OWN:
            return self.own / _OWN[name]
        parts = name.split(" ")
        if any(part in ("", ".", "..") or "/" in part for part in parts):
            return None
        for folder in self.path:
            file = folder.joinpath(*parts[:-1], f"{parts[-1]}.sld")
            if self.exists(file):
                return file
        return None

    def bare_environment(self, name: str) -> Environment:
        """An environment that knows `import` and `define-library`, and nothing else."""
        environment = Environment(name)
        for word in ("import", "define-library"):
            environment.table[symbol(word)] = self.core.table[symbol(word)]
        return environment

    # Running

    def run(
        self, text: str, name: str, environment: Environment, *, definitions_only: bool = False
    ) -> Value:
        """Read, expand, compile and call a source text; the value is that of its last form (perhaps a pending call)."""
        return self.prepare(text, name, environment, definitions_only=definitions_only)()

    def prepare(
        self, text: str, name: str, environment: Environment, *, definitions_only: bool = False
    ) -> Procedure:
        """The thunk that runs a source text."""
        register(name, text)
        self.sources[name] = {name: text}
        self._open.append(self.sources[name])
        try:
            forms = read_source(text, name)
            return self.unit(forms, name, environment, definitions_only=definitions_only)
        finally:
            self._open.pop()

    def unit(
        self, forms: list[tuple[Value, Any]], name: str, environment: Environment, *, definitions_only: bool = False
    ) -> Procedure:
        """The thunk that runs top-level forms."""
        expander = Expander(environment, name, self.core, self)
        shadow_imports(expander, forms)
        nodes = list(expander.top(list(forms)))
        if definitions_only:
            nodes = [node for node in nodes if isinstance(node, Define)]
        return self.install(self.compile(nodes, environment, name), environment)

    def compile(self, nodes: list[Node], environment: Environment, name: str) -> Unit:
        """Compile nodes; source that nests too deeply is refused."""
        tag = sha256(f"{name}\0{len(environment.globals)}".encode()).hexdigest()[:10]
        try:
            return compile_unit(nodes, environment, self.core, name, f"{tag}.{len(environment.globals)}")
        except TooDeep as error:
            raise source_error("this nests too deeply to be compiled", name, error.at) from None

    def install(self, unit: Unit, environment: Environment) -> Procedure:
        """Put a compiled unit's constants and links into its environment; the unit function."""
        for name, value in unit.constants:
            environment.globals[name] = value
        for name in unit.direct:
            environment.direct.add(name)
        return FunctionType(unit.code, environment.globals)

    # Importing

    def import_set(self, x: Expander, datum: Value, at: Span | None) -> dict[Symbol, Denotation]:
        """The bindings of an import set (R7RS 5.2)."""
        if not isinstance(datum, Pair):
            raise x.error("an import set is a list", at)
        head = base_name(datum.car).name if is_identifier(datum.car) else ""
        modifier = _MODIFIERS.get(head)
        if modifier is not None and isinstance(datum.cdr, Pair) and isinstance(datum.cdr.car, Pair):
            inner = self.import_set(x, datum.cdr.car, at)
            arguments = [each for each, _ in x.items(datum.cdr.cdr, at)]
            return modifier(x, inner, arguments, at)
        name = library_name(datum)
        library = self.find(name) if name else None
        if library is None:
            raise x.error(f"no library is called ({name})" if name else "this is no library's name", at)
        return library.exports


Bindings = dict[Symbol, Denotation]


def _names(x: Expander, bindings: Bindings, arguments: list[Value], at: Span | None) -> list[Symbol]:
    names = []
    for each in arguments:
        if not is_identifier(each) or base_name(each) not in bindings:
            raise x.error("the import set has no such name:", at, each)
        names.append(base_name(each))
    return names


def _only(x: Expander, bindings: Bindings, arguments: list[Value], at: Span | None) -> Bindings:
    return {name: bindings[name] for name in _names(x, bindings, arguments, at)}


def _except(x: Expander, bindings: Bindings, arguments: list[Value], at: Span | None) -> Bindings:
    dropped = _names(x, bindings, arguments, at)
    return {name: denotation for name, denotation in bindings.items() if name not in dropped}


def _prefix(x: Expander, bindings: Bindings, arguments: list[Value], at: Span | None) -> Bindings:
    if len(arguments) != 1 or not is_identifier(arguments[0]):
        raise x.error("prefix: expected (prefix import-set name)", at)
    prefix = base_name(arguments[0]).name
    return {symbol(prefix + name.name): denotation for name, denotation in bindings.items()}


def _rename(x: Expander, bindings: Bindings, arguments: list[Value], at: Span | None) -> Bindings:
    renamed: dict[Symbol, Symbol] = {}
    for pair in arguments:
        parts = [each for each, _ in x.items(pair, at)]
        if len(parts) != 2 or not is_identifier(parts[1]):
            raise x.error("rename: expected (rename import-set (name new-name) ...)", at)
        renamed[_names(x, bindings, parts[:1], at)[0]] = base_name(parts[1])
    return {renamed.get(name, name): denotation for name, denotation in bindings.items()}


_MODIFIERS: dict[str, Callable[[Expander, Bindings, list[Value], Span | None], Bindings]] = {
    "only": _only,
    "except": _except,
    "prefix": _prefix,
    "rename": _rename,
}


def shadow_imports(x: Expander, forms: list[Located]) -> None:
    """Give this environment a binding of its own for each imported variable that the forms define or assign.

    It is done before the first form is expanded, so that the whole file means its own `car` when it defines one.
    """
    work: list[Value] = [datum for datum, _ in forms]
    while work:
        datum = work.pop()
        if not isinstance(datum, Pair):
            continue
        head = datum.car
        if isinstance(head, Symbol) and head.name in ("define", "set!", "define-values") and isinstance(datum.cdr, Pair):
            target = datum.cdr.car
            while isinstance(target, Pair):
                target = target.car
            if isinstance(target, Symbol) and isinstance(found := x.environment.find(target), Global):
                top = head.name == "set!" or any(datum is form for form, _ in forms)
                if top and found.environment is not x.environment and not x.environment.sealed:
                    x.environment.own(target)
        while isinstance(datum, Pair):
            work.append(datum.car)
            datum = datum.cdr


# Top-level forms


def _import(x: Expander, form: Located) -> list[Located]:
    datum, at = form
    for each, place in x.operands(datum, at, 0):
        x.environment.bind(x.libraries.import_set(x, each, place))
    return []


def _include(x: Expander, form: Located, scope: Scope) -> list[Located]:
    datum, at = form
    found: list[Located] = []
    for each, place in x.operands(datum, at, 1):
        if not isinstance(each, String):
            raise x.error("include: a file name is expected here", place)
        path = Path(x.name).parent / each.text
        text = x.libraries.read(path)
        x.libraries.note({str(path): text})
        if base_name(datum.car).name == "include-ci":
            text = "#!fold-case " + text
        x.dependencies[str(path)] = text
        register(str(path), text)
        found += [(datum_, at) for datum_, _ in read_source(text, str(path))]
    return found


def _include_expression(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    return x.sequence(_include(x, (form, at), scope), scope, at)


def _cond_expand(x: Expander, form: Located, scope: Scope) -> list[Located]:
    datum, at = form
    for clause, place in x.operands(datum, at, 0):
        (requirement, where), *body = x.items(clause, place, datum)
        if holds(x, requirement, where):
            return body
    return []


def _cond_expand_expression(x: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    return x.sequence(_cond_expand(x, (form, at), scope), scope, at)


def holds(x: Expander, requirement: Value, at: Span | None) -> bool:
    """Whether a feature requirement of `cond-expand` holds (R7RS 4.2.1)."""
    if is_identifier(requirement):
        return base_name(requirement).name in (*FEATURES, "else")
    if not isinstance(requirement, Pair) or not is_identifier(requirement.car):
        raise x.error("cond-expand: a feature requirement is expected here", at)
    head = base_name(requirement.car).name
    arguments = [each for each, _ in x.items(requirement.cdr, at)]
    if head == "library" and len(arguments) == 1:
        name = library_name(arguments[0])
        return name is not None and x.libraries.find(name) is not None
    if head == "not" and len(arguments) == 1:
        return not holds(x, arguments[0], at)
    if head in ("and", "or"):
        return (all if head == "and" else any)([holds(x, each, at) for each in arguments])
    raise x.error(f"cond-expand: unknown requirement {head}", at)


def _define_library(x: Expander, form: Located) -> list[Located]:
    datum, at = form
    (name_datum, place), *declarations = x.operands(datum, at, 1)
    name = library_name(name_datum)
    if name is None:
        raise x.error("define-library: this is no library's name", place)
    environment = Environment(name)
    environment.library = True
    inner = Expander(environment, x.name, x.core, x.libraries)
    exports: list[tuple[Symbol, Symbol, Span | None]] = []
    body: list[Located] = []
    for declaration in _declarations(inner, declarations):
        _declare(inner, declaration, exports, body)
    shadow_imports(inner, body)
    nodes = list(inner.top(body))
    unit = x.libraries.install(x.libraries.compile(nodes, environment, x.name), environment)
    unit()
    for internal, external, where in exports:
        denotation = environment.find(internal)
        if isinstance(denotation, Global) and denotation.environment is environment and not denotation.defined:
            raise x.error(f"({name}) exports {internal.name}, which it does not define", where)
        environment.exports[external] = denotation
    environment.sealed = True
    x.libraries.loaded[name] = environment
    x.dependencies.update(inner.dependencies)
    return []


def _declarations(x: Expander, declarations: list[Located]) -> Iterator[Located]:
    """The declarations of a library, with `cond-expand` decided and included declarations in place."""
    pending = list(reversed(declarations))
    while pending:
        datum, at = pending.pop()
        head = base_name(datum.car).name if isinstance(datum, Pair) and is_identifier(datum.car) else ""
        if head == "cond-expand":
            pending += reversed(_cond_expand(x, (datum, at), x.environment))
        elif head == "include-library-declarations":
            pending += reversed(_include(x, (datum, at), x.environment))
        else:
            yield datum, at


def _declare(
    x: Expander, declaration: Located, exports: list[tuple[Symbol, Symbol, Span | None]], body: list[Located]
) -> None:
    datum, at = declaration
    head = base_name(datum.car).name if isinstance(datum, Pair) and is_identifier(datum.car) else ""
    if head == "export":
        for spec, place in x.operands(datum, at, 0):
            parts = [each for each, _ in x.items(spec, place)] if isinstance(spec, Pair) else [None, spec, spec]
            if len(parts) != 3 or not is_identifier(parts[1]) or not is_identifier(parts[2]):
                raise x.error("export: expected a name or (rename name exported-name)", place)
            exports.append((base_name(parts[1]), base_name(parts[2]), place))
    elif head == "import":
        _import(x, declaration)
    elif head == "begin":
        body += x.items(datum.cdr, at)
    elif head in ("include", "include-ci"):
        body += _include(x, declaration, x.environment)
    else:
        raise x.error("define-library: expected export, import, begin, include or cond-expand", at)


TOP_LEVEL["import"] = _import
TOP_LEVEL["define-library"] = _define_library
DEFINITIONS["include"] = DEFINITIONS["include-ci"] = _include
DEFINITIONS["cond-expand"] = _cond_expand
special("(import import-set ...)")(_misplaced)
special("(define-library name declaration ...)")(_misplaced)
special("(include filename ...)")(_include_expression)
special("(include-ci filename ...)")(_include_expression)
special("(cond-expand (requirement body ...) ...)")(_cond_expand_expression)

