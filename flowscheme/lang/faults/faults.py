"""Python's exceptions, as the Scheme errors that they stand for.

Compiled code and primitives check nothing in advance: they let Python refuse.  When an exception has escaped,
`scheme_error` finds out what went wrong from the frame where it happened (`frames`).  In a *guest* frame, Python's class
and wording say which operation failed (`explanations`).  In a *primitive*, the first argument that does not fit the
signature is to blame (`arguments`); if all fit, it is the user's fault only if it is one of `PRIMITIVE_FAULTS`.
Exceptions out of *host* code become conditions of the kind "host" that keep the exception.

A fault inside a Scheme library of flowscheme's own, such as `(srfi 1)`, is told in the name of the procedure that the
program called.

    (vector-ref v 10)  in Python: IndexError: list index out of range
                       in Scheme: vector-ref: index out of range for length 3: 10

What none of this explains is a bug of flowscheme: `InternalError`.
"""

from __future__ import annotations

from ...errors import InternalError, LimitExceeded, SchemeError, StoreError
from ..machine.primitive import BY_CODE
from ..machine.shield import shielded
from ..machine.stack import ordinary_recursion
from ..values.datum import Condition, mended
from ..values.foreign import class_name
from ..values.global_names import RECORD_MARK
from .frames import Site, is_calling, name_of, own_procedure, place_of, site_of

_EXPLAINED = frozenset({"type", "arity", "range", "divide"})
"""The kinds of condition whose message a library's procedure prefixes with its name."""


def scheme_error(exc: Exception) -> SchemeError:
    """The Scheme error that `exc` stands for; a `SchemeError` itself, with the place filled in.

    Raises InternalError when neither the guest program nor the host can be to blame; a StoreError goes on.
    """
    if isinstance(exc, InternalError | StoreError):
        raise exc
    if isinstance(exc, SchemeError):
        if type(exc.payload) is Condition and exc.payload.place is None:
            _tell_caller(exc, exc.payload)
            exc.payload.place = place_of(site_of(exc).guest)
        return exc
    site = site_of(exc)
    error = _converted(exc, site)
    _tell_caller(exc, error.payload)
    error.payload.place = place_of(site.guest)
    error.__suppress_context__ = True
    if error.payload.cause is not None:
        error.__cause__ = error.payload.cause
    return error.with_traceback(exc.__traceback__)


def _tell_caller(exc: Exception, condition: Condition) -> None:
    """Let the message begin with the procedure of flowscheme's own Scheme libraries, if it happened inside one."""
    name = own_procedure(exc) if condition.kind in _EXPLAINED else ""
    if name and not condition.message.startswith(f"{name}:"):
        condition.message = f"{name}: {condition.message}"


def _converted(exc: Exception, site: Site) -> SchemeError:
    limit = _limit(exc, site)
    if limit is not None:
        return limit
    error = host_error(exc) if site.host else _explained(exc, site)
    if error is None:
        raise InternalError(f"unexpected {type(exc).__name__}: {exc}") from exc
    return error


def _explained(exc: Exception, site: Site) -> SchemeError | None:
    """The error that the arguments of a primitive, or Python's wording, explain; None if they do not."""
    with shielded(), ordinary_recursion():
        from . import arguments, explanations  # many rules and patterns, which a start without faults need not import
    frame = site.relevant
    if frame is not None and frame.f_code in BY_CODE:
        entry = BY_CODE[frame.f_code]
        unfit = arguments.unfit_argument(entry, frame)
        return unfit or explanations.explain(explanations.PRIMITIVE_FAULTS, exc, site, entry.name)
    if frame is not None and RECORD_MARK in frame.f_globals:
        return arguments.wrong_record(frame)
    return explanations.explain(explanations.GUEST_FAULTS, exc, site, "") if is_calling(site.deepest) else None


def host_error(exc: BaseException) -> SchemeError:
    """The error for an exception out of a host's function."""
    return SchemeError(Condition(": ".join(exception_words(exc)), kind="host", cause=exc))


def exception_words(exc: BaseException) -> tuple[str, str]:
    """The class's name and the text of a host's exception, whose `__str__` may itself be broken: then it has none."""
    try:
        return class_name(exc), mended(str(exc))
    except Exception:
        return class_name(exc), ""


def _limit(exc: Exception, site: Site) -> LimitExceeded | None:
    if isinstance(exc, RecursionError):
        name = name_of(site.guest.tb_frame.f_code) if site.guest else "the program"
        return LimitExceeded(Condition(f"recursion too deep in {name}", kind="limit"), "depth")
    if isinstance(exc, MemoryError):
        return LimitExceeded(Condition("out of memory", kind="limit"), "memory")
    return None
