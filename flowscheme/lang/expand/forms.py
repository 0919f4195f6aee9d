"""What the special forms and auxiliary words do, a line each, for `describe` and the reference page.

The shapes stand beside the expanders (`expander.special`); a word that no form declares a shape for is its own shape.
Kept apart from both, because compiling needs none of it.  `FORMS` maps a name to the section of R7RS and the line.
"""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """The section of R7RS that defines a form, and what it does."""

    section: str
    doc: str


def _table(text: str) -> dict[str, Form]:
    rows = [line.split(None, 2) for line in text.strip().splitlines()]
    return {name: Form(section, doc) for name, section, doc in rows}


FORMS: dict[str, Form] = _table(
    """
    quote              4.1.2  The datum itself, unevaluated; 'datum is short for it.
    lambda             4.1.4  A procedure of these formals: (x y), (x . rest) or one name for the list of all arguments.
    if                 4.1.5  The consequent if test is not #f, else the alternate, which may be left out.
    set!               4.1.6  Give a variable that is bound already a new value.
    include            4.1.7  The forms of other files, in this place; file names are relative to this file.
    include-ci         4.1.7  As include, with names folded to lower case.
    cond               4.2.1  The expressions behind the first test that is not #f; (test => f) passes its value to f.
    case               4.2.1  The expressions of the clause whose data have one that is eqv? to key.
    and                4.2.1  The last value if no test is #f, else #f; stops at the first #f.
    or                 4.2.1  The first value that is not #f, else #f.
    when               4.2.1  The expressions, if test is not #f.
    unless             4.2.1  The expressions, if test is #f.
    cond-expand        4.2.1  The body of the first clause whose requirement (a feature, (library name), and, or, not) holds.
    let                4.2.2  Variables for the body, each init evaluated outside; with a name, a loop to be called again.
    let*               4.2.2  As let, one after the other: each init sees the variables before it.
    letrec             4.2.2  As let, but the inits see all the variables: for procedures that call each other.
    letrec*            4.2.2  As letrec, the inits evaluated in order.
    let-values         4.2.2  As let, for expressions with several values; formals as those of lambda.
    let*-values        4.2.2  As let-values, one after the other.
    begin              4.2.3  The expressions in order; the value of the last one.
    do                 4.2.4  A loop: variables with steps, until test holds; then the value of the last expression.
    delay              4.2.5  A promise that evaluates expression when it is first forced.
    delay-force        4.2.5  As (delay (force expression)), in constant space.
    parameterize       4.2.6  The body, with parameters having other values while it runs.
    guard              4.2.7  The body; if it raises, the clauses (as those of cond) see the object as variable.
    quasiquote         4.2.8  A datum with holes: ,expression puts in a value, ,@expression the elements of a list.
    unquote            4.2.8  Inside quasiquote: a hole for one value.
    unquote-splicing   4.2.8  Inside quasiquote: a hole for the elements of a list.
    case-lambda        4.2.9  A procedure with a clause for each number of arguments; the first that fits is taken.
    let-syntax         4.3.1  Macros for the body.
    letrec-syntax      4.3.1  Macros for the body that may use each other.
    syntax-rules       4.3.2  A macro by patterns: the template of the first pattern that fits takes the use's place.
    syntax-error       4.3.3  Refuse the program with this message, when the form is expanded.
    _                  4.3.2  In a pattern: anything, not given a name.
    ...                4.3.2  In a pattern or template: any number of what stands before it.
    else               4.2.1  The last clause of cond, case and guard: when no other one is taken.
    =>                 4.2.1  In a clause: pass the value of the test to the procedure behind it.
    import             5.2    Make the names of libraries known; sets may be wrapped in only, except, prefix and rename.
    define             5.3.1  Bind a name to a value; (define (name . formals) body ...) defines a procedure.
    define-values      5.3.3  Bind several names to the values of one expression.
    define-syntax      5.4    Bind a name to a macro.
    define-record-type 5.5    A new type of records: its constructor, its predicate, and accessors and modifiers of fields.
    define-library     5.6    A library: its name, what it exports and imports, and its definitions.
    """
)
