"""What may leave an interpreter, and what may only travel inside it.

Four families, kept apart by class so that no handler takes one for another:

* `SchemeError` and its kin are faults of the *user's* program, or objects that it raised on purpose.  They are
  ordinary Python exceptions: an embedder catches `SchemeError` and sees everything that a program can do wrong.
* `ControlSignal` and its kin move control (an escape, a parked flow).  They derive from `BaseException`, so that
  neither Scheme's handlers nor a host's `except Exception` can swallow them.  So does `Stopped`, which ends an evaluation
  whose time or memory is spent; no guest code runs after it.
* `StoreError` says that a store cannot be used.  It is nobody's program's fault, and passes by Scheme's handlers: a flow
  whose journal cannot be written must not go on.
* `InternalError` is a bug of flowscheme itself.  No input, however bad, may raise it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class SchemeError(Exception):
    """A Scheme object was raised and nobody in the guest program handled it.

    `payload` is the raised object, any Scheme value; for faults found by flowscheme it is a `Condition`.
    `continuable` tells `raise-continuable` from `raise`; `delivered` is true once a handler was offered it (see
    `lang.faults.handlers`).  `backtrace` holds the Scheme frames, innermost first,
    filled in when the error leaves the interpreter.
    """

    def __init__(self, payload: Any, *, continuable: bool = False) -> None:
        super().__init__(payload)
        self.payload = payload
        self.continuable = continuable
        self.delivered = False
        self.backtrace: list[Any] = []

    def __str__(self) -> str:
        return describe(self.payload)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (type(self), _sent(self.payload), _rest(self)))

    def __copy__(self) -> SchemeError:
        return _restored(type(self), self.payload, _rest(self))

    def __deepcopy__(self, memo: dict[int, Any]) -> SchemeError:
        from copy import deepcopy  # only who copies needs it

        return _restored(type(self), deepcopy(self.payload, memo), deepcopy(_rest(self), memo))


def _rest(error: SchemeError) -> dict[str, Any]:
    """What an error has beside its payload."""
    return {name: value for name, value in vars(error).items() if name != "payload"}


def _restored(cls: type[SchemeError], payload: Any, rest: dict[str, Any]) -> SchemeError:
    """The error that was copied or pickled, whatever its class wants to be made of."""
    error = cls.__new__(cls, payload)
    error.payload = payload
    vars(error).update(rest)
    return error


_senders: list[Callable[[Any], Any]] = []


def _sent(payload: Any) -> Any:
    """What stands for a payload in a pickle, and becomes it again."""
    return _senders[-1](payload) if _senders else payload


def register_sender(sender: Callable[[Any], Any]) -> None:
    """Let `sender` make what stands for a payload in a pickle: of values that cannot be pickled, what shows them."""
    _senders.append(sender)


_describers: list[Callable[[Any], str]] = [repr]


def describe(payload: Any) -> str:
    """The one-line text of a raised object: a condition's message and irritants, else the object as `write` shows it."""
    return _describers[-1](payload)


def register_describer(describer: Callable[[Any], str]) -> None:
    """Let `describer` say what a raised object is: the printer, which knows all objects, does so when it is imported."""
    _describers.append(describer)


class SourceError(SchemeError):
    """Source that cannot be read or expanded; the payload's `place` says where (file, line, column)."""


class LimitExceeded(SchemeError):
    """A resource limit ran out; the guest cannot catch it.  `limit` is its name: depth, steps, seconds or memory."""

    def __init__(self, payload: Any, limit: str) -> None:
        super().__init__(payload)
        self.limit = limit


class NotGranted(SchemeError):
    """The program asked for something outside that its interpreter was not granted."""


class SchemeExit(SchemeError):
    """`(exit obj)` was called; `code` is the process exit status that it stands for."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return f"exit {self.code}"


class EmergencyExit(SchemeExit):
    """`(emergency-exit obj)` was called: no outstanding `dynamic-wind` is left in order."""


class ControlSignal(BaseException):
    """Moves control through frames; never an error, never caught by a guest's handler."""


class Interrupted(ControlSignal):
    """Whoever waits for the evaluation has given it up; no guest code runs after it."""


class Stopped(BaseException):
    """The watchdog ends the guest code that runs in this thread; where that code was entered it arrives as `LimitExceeded`,
    or as `Interrupted`."""


class StoreError(Exception):
    """A store cannot be opened, read or written; its text is one line that says which and why."""


class InternalError(Exception):
    """A bug of flowscheme, never a fault of its user."""
