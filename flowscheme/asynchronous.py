"""Evaluations that an event loop waits for, and host functions that are `async def`.

Compiled Scheme is made of plain Python functions, which cannot `await`.  So an evaluation that a coroutine waits for (a
`Job`) runs on a thread of its own, and its host functions' coroutines run where the caller's do, on its event loop; the
thread sleeps meanwhile.  A thread costs less than a tenth of a millisecond, no dependency, and leaves the loop free while
the program computes.  Greenlets would be cheaper to switch, but would compute on the loop's own thread, where nothing
else could go on and nobody could cancel.  Threads of a pool would not do: programs that wait for each other could use
it up.

* The thread runs in a copy of the caller's context variables, and a host coroutine in a copy of those that the thread
  has at that moment; so the coroutine's own evaluations are inside of the one that waits.
* Cancelling the caller's task cancels the host coroutine that is being awaited, and throws the job's switch (see
  `lang.machine.watchdog`): the program gets no further, and cannot catch it.  The task is cancelled when the thread has ended,
  so no program outlives its caller, and no thread.
* The time for which a thread sleeps is not the program's (`shield.parked`).

What can be awaited and comes from a host function elsewhere, in a plain `eval`, has nobody to await it: an error that
names `eval_async`.  An engine has a loop of its own for that (`Loop`).
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from contextvars import copy_context
from threading import Lock, Thread, get_ident
from types import CoroutineType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .errors import Interrupted, SchemeError
from .lang.machine.shield import parked
from .lang.machine.watchdog import HERE, Switch
from .lang.values.datum import Condition

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future

T = TypeVar("T")

Awaiter = Callable[[Awaitable[Any]], Any]
"""What waits for something in a thread that cannot `await`, and gives its result."""


async def on_thread(thunk: Callable[[], T]) -> T:
    """Run an evaluation on a thread of its own; its value or what it raises.

    If the task that waits is cancelled, so is the evaluation: it has ended when `CancelledError` is raised.
    """
    import asyncio  # slow to import; whoever awaits this has it

    job = Job(thunk, asyncio.get_running_loop())
    cancelled: asyncio.CancelledError | None = None
    while not job.ended.done():
        try:
            await asyncio.wait([job.ended])
        except asyncio.CancelledError as error:
            cancelled = error
            job.cancel()
    job.thread.join()
    if cancelled is not None:
        raise cancelled
    return job.result()


class Job(Switch, Generic[T]):
    """One evaluation on a thread of its own, for an event loop, on whose thread its public methods are called."""

    def __init__(self, thunk: Callable[[], T], loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self.ended: asyncio.Future[None] = loop.create_future()
        self._loop = loop
        self._thunk = thunk
        self._value: list[T] = []
        self._fault: BaseException | None = None
        self._awaited: asyncio.Future[Any] | None = None
        self.thread = Thread(target=copy_context().run, args=(self._run,), name="flowscheme-evaluation", daemon=True)
        self.thread.start()

    def cancel(self) -> None:
        """End the program, and the host coroutine that it waits for."""
        self.throw()
        if self._awaited is not None:
            self._awaited.cancel()

    def result(self) -> T:
        """The value, once it has ended; or what was raised, raised again."""
        if self._fault is not None:
            fault, self._fault = self._fault, None  # the traceback refers to this frame
            raise fault
        return self._value[0]

    # On the job's thread

    def _run(self) -> None:
        HERE.switch = self
        try:
            self._value.append(self._thunk())
        except BaseException as fault:
            self._fault = fault
        with suppress(RuntimeError):  # the loop was closed: nobody waits
            self._loop.call_soon_threadsafe(self._end)

    def wait(self, awaitable: Awaitable[Any]) -> Any:
        """The result of something that is awaited on the loop; it raises what that raises.

        Raises Interrupted if the job is cancelled meanwhile, whatever the answer.
        """
        answer = _future()
        try:
            self._loop.call_soon_threadsafe(self._await, awaitable, answer)
        except RuntimeError:  # the loop was closed
            _discard(awaitable)
            raise
        try:
            return parked(answer.result)
        finally:
            if self.thrown:  # before the program sees the answer, and perhaps before the watchdog knows
                raise Interrupted

    # On the loop's thread

    def _end(self) -> None:
        if not self.ended.done():
            self.ended.set_result(None)

    def _await(self, awaitable: Awaitable[Any], answer: Future[Any]) -> None:
        import asyncio  # this runs in its loop

        try:
            self._awaited = asyncio.ensure_future(awaitable)
        except Exception as fault:  # a future of another loop, say
            answer.set_exception(fault)
            return
        if self.thrown:
            self._awaited.cancel()
        self._awaited.add_done_callback(lambda done: self._answer(done, answer))

    def _answer(self, done: asyncio.Future[Any], answer: Future[Any]) -> None:
        self._awaited = None
        fault = _cancelled() if done.cancelled() else done.exception()
        if fault is not None:
            answer.set_exception(fault)
        else:
            answer.set_result(done.result())


def is_awaited(kind: type) -> bool:
    """Whether instances of a class that can be awaited are meant to be: coroutines, futures and what derives from `Awaitable`.

    Others, such as a pool that is opened by awaiting it, are objects like any other, and are not touched.
    """
    asyncio = sys.modules.get("asyncio")
    future = asyncio is not None and issubclass(kind, asyncio.Future)
    return future or kind is CoroutineType or Awaitable in kind.__mro__


def result_of(awaitable: Awaitable[Any], name: str, otherwise: Awaiter | None) -> Any:
    """The result of what the host function called `name` returned to be awaited.

    It is awaited on the event loop that waits for this evaluation, else by `otherwise`.  Raises SchemeError if there is
    neither.
    """
    job = HERE.switch
    if isinstance(job, Job):
        return job.wait(awaitable)
    if otherwise is not None:
        return otherwise(awaitable)
    _discard(awaitable)
    message = f"{name} is asynchronous: it can be called only where the program runs by eval_async or call_async"
    raise SchemeError(Condition(message, kind="host"))


class Loop:
    """An event loop on a thread of its own, for callers that have none; it is started when it is first needed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None

    def wait(self, awaitable: Awaitable[Any]) -> Any:
        """The result of something that is awaited on the loop; it raises what that raises.

        Raises SchemeError on the loop's own thread, which cannot wait for itself.
        """
        import asyncio  # slow to import, and seldom needed

        loop = self._running()
        if self._thread is not None and self._thread.ident == get_ident():
            _discard(awaitable)
            raise SchemeError(Condition("a host function cannot wait here for its own event loop", kind="host"))
        future = asyncio.run_coroutine_threadsafe(_awaited(awaitable), loop)
        try:
            value, fault = parked(future.result)
        except BaseException:
            future.cancel()
            raise
        if fault is not None:
            raise fault
        return value

    def close(self) -> None:
        """Stop the loop; what still runs in it is cancelled."""
        with self._lock:
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is not None and thread is not None:
            loop.call_soon_threadsafe(loop.stop)
            if thread.ident != get_ident():
                thread.join()

    def _running(self) -> asyncio.AbstractEventLoop:
        import asyncio  # as above

        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = Thread(target=_serve, args=(self._loop,), name="flowscheme-loop", daemon=True)
                self._thread.start()
            return self._loop


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    import asyncio  # as above

    with asyncio.Runner(loop_factory=lambda: loop) as runner:  # at its end it cancels what is left
        runner.get_loop().run_forever()


async def _awaited(awaitable: Awaitable[Any]) -> tuple[Any, BaseException | None]:
    """What came of something that is awaited: its value, or what it raised, which must not end the loop (`sys.exit()` would)."""
    import asyncio  # as above

    try:
        return await awaitable, None
    except asyncio.CancelledError:
        raise
    except BaseException as fault:
        return None, fault


def _future() -> Future[Any]:
    from concurrent.futures import Future  # with asyncio

    return Future()


def _cancelled() -> Exception:
    """For the program an exception like any other: a host function's coroutine was cancelled, not the program."""
    from concurrent.futures import CancelledError  # with asyncio

    return CancelledError("the host's coroutine was cancelled")


def _discard(awaitable: Awaitable[Any]) -> None:
    """Give up what is never awaited, without Python's warning."""
    if isinstance(awaitable, Coroutine):
        awaitable.close()
