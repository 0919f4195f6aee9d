"""Evaluations that an event loop waits for: what they give is what `eval` gives, whatever runs beside them; a cancelled
one gets no further and leaves no thread; the loop goes on meanwhile.

No test measures speed: where time matters, something that never ends is ended.
"""

from __future__ import annotations

import asyncio
import threading
import warnings
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextvars import ContextVar
from typing import Any

import pytest

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError, symbol

FOREVER = 1000.0
PATIENCE = 30.0


def run(main: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine, which must not take for ever and must leave no thread of an evaluation."""

    async def bounded() -> Any:
        async with asyncio.timeout(PATIENCE):
            return await main

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = asyncio.run(bounded())
    assert not [each for each in threading.enumerate() if each.name == "flowscheme-evaluation"]
    return result


class World:
    """An interpreter with host functions that wait; `log` is what they did."""

    def __init__(self, **options: Any) -> None:
        self.interpreter = Interpreter(**options)
        self.log: list[str] = []
        self.waiting = threading.Event()
        for function in (self.later, self.endless, self.failing, self.note):
            self.interpreter.procedure(function)

    async def later(self, value: Any, turns: int = 3) -> Any:
        for _ in range(turns):
            await asyncio.sleep(0.001)
        return value

    async def endless(self) -> None:
        self.waiting.set()
        try:
            await asyncio.sleep(FOREVER)
        finally:
            await asyncio.sleep(0.01)
            self.log.append("cleaned up")

    async def failing(self) -> None:
        await asyncio.sleep(0)
        raise LookupError("not there")

    def note(self, text: str) -> None:
        self.log.append(text)
        self.waiting.set()


SAME: dict[str, Any] = {
    "(+ 1 2)": 3,
    "(later 42)": 42,
    "(map later '(1 2 3))": [1, 2, 3],
    "(let loop ((i 0) (sum 0)) (if (= i 20) sum (loop (+ i 1) (+ sum (later i 0)))))": 190,
    "(call/cc (lambda (k) (+ 1 (k (later 5)))))": 5,
    "(guard (e (#t (error-object-message e))) (failing))": "LookupError: not there",
    "(parameterize () (vector (later \"a\") #\\b))": None,
}


@pytest.mark.parametrize("source", SAME)
def test_a_coroutine_gives_what_an_ordinary_function_gives(source: str) -> None:
    world, plain = World(), Interpreter()
    plain.define("later", lambda value, turns=0: value)

    def failing() -> None:
        raise LookupError("not there")

    plain.define("failing", failing)
    value = run(world.interpreter.eval_async(source))
    assert value == plain.eval(source)
    assert SAME[source] in (None, value)


def test_call_async_takes_a_name_or_a_procedure() -> None:
    world = World()

    async def main() -> list[Any]:
        double = await world.interpreter.eval_async("(define (double x) (* 2 (later x))) double")
        return [await world.interpreter.call_async("double", 4), await world.interpreter.call_async(double, 5)]

    assert run(main()) == [8, 10]


@pytest.mark.parametrize("several", [False, True])
def test_fifty_at_once(several: bool) -> None:
    worlds = [World() for _ in range(5 if several else 1)]

    async def one(number: int) -> Any:
        interpreter = worlds[number % len(worlds)].interpreter
        return await interpreter.eval_async(
            f"""(define-record-type thing-{number} (make-{number} x) thing-{number}? (x x-{number}))
                (define (work-{number} n) (if (= n 0) 0 (+ (later 1 (modulo (+ n {number}) 3)) (work-{number} (- n 1)))))
                (list (work-{number} 8) (x-{number} (make-{number} (later {number}))) (guard (e (#t e)) (raise {number})))"""
        )

    async def main() -> list[Any]:
        return await asyncio.gather(*[one(number) for number in range(50)])

    assert run(main()) == [[8, number, number] for number in range(50)]


def test_errors_leave_as_they_leave_eval() -> None:
    world = World()
    with pytest.raises(SchemeError, match="not there") as caught:
        run(world.interpreter.eval_async("(define (f) (+ 1 (failing))) (+ 1 (f))"))
    assert isinstance(caught.value.payload.cause, LookupError)
    assert caught.value.backtrace[0].name == "f"
    with pytest.raises(SchemeError, match="expects 1 to 2 arguments, got 3"):
        run(world.interpreter.eval_async("(later 1 2 3)"))
    with pytest.raises(TypeError, match="a source text must be a str"):
        run(world.interpreter.eval_async(5))  # type: ignore[arg-type]


# Without an event loop that waits


@pytest.mark.parametrize("source", ["(later 1)", "(guard (e (#t (raise e))) (later 1))"])
def test_a_plain_eval_names_eval_async(source: str) -> None:
    with warnings.catch_warnings(), pytest.raises(SchemeError, match=r"later is asynchronous: .* eval_async"):
        warnings.simplefilter("error")
        World().interpreter.eval(source)


def test_a_coroutine_that_evaluates_plainly_does_not_wait_for_itself() -> None:
    world = World()

    @world.interpreter.procedure
    async def inner(source: str) -> Any:
        return world.interpreter.eval(source)

    assert run(world.interpreter.eval_async('(inner "(+ 1 2)")')) == 3
    with pytest.raises(SchemeError, match="eval_async"):
        run(world.interpreter.eval_async('(inner "(later 1)")'))


# The loop goes on


def test_the_loop_goes_on_while_the_program_computes() -> None:
    world = World()

    async def main() -> int:
        task = asyncio.create_task(world.interpreter.eval_async("(let loop () (if (go?) 'gone (loop)))"))
        for _ in range(20):
            await asyncio.sleep(0.001)
        world.interpreter.define("go?", lambda: True)
        world.log.append("the loop went on")
        return await task

    world.interpreter.define("go?", lambda: False)
    assert run(main()) is symbol("gone")
    assert world.log == ["the loop went on"]


# Cancelling


async def cancelled(world: World, source: str, limits: Limits | None = None) -> None:
    """Cancel an evaluation when it has come to `(note ...)` or `(endless)`."""
    task = asyncio.create_task(world.interpreter.eval_async(source, limits=limits))
    while not world.waiting.is_set():
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


HANDLERS = (
    "{}",
    "(guard (e (#t (note \"caught\"))) {})",
    "(let again () (guard (e (#t (again))) {}) (again))",
    "(with-exception-handler (lambda (e) (note \"caught\")) (lambda () {}))",
    "(dynamic-wind (lambda () #f) (lambda () {}) (lambda () (note \"after\")))",
    "(call/cc (lambda (k) (with-exception-handler (lambda (e) (k 1)) (lambda () {}))))",
)


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize(
    ("body", "log"),
    [
        ('(begin (note "begun") (let loop () (loop)))', ["begun"]),
        ('(begin (note "begun") (let loop ((n 0)) (loop (+ n (later 1 0)))))', ["begun"]),
        ("(endless)", ["cleaned up"]),
    ],
    ids=["computing", "now and then", "waiting"],
)
def test_a_cancelled_program_gets_no_further(handler: str, body: str, log: list[str]) -> None:
    world = World()
    run(cancelled(world, handler.format(body)))
    assert world.log == log
    assert world.interpreter.eval("(+ 1 2)") == 3


def test_cancelling_reaches_evaluations_inside() -> None:
    world = World()
    world.interpreter.define("inside", lambda source: world.interpreter.eval(source))

    @world.interpreter.procedure
    async def inside_async(source: str) -> Any:
        return await world.interpreter.eval_async(source)

    for caller in ("inside", "inside-async"):
        world.log.clear()
        world.waiting.clear()
        run(cancelled(world, f'({caller} "(note \\"begun\\") (let loop () (loop))") (note "went on")'))
        assert world.log == ["begun"]


def test_cancelling_before_it_began_and_with_limits() -> None:
    world = World()

    async def main() -> None:
        task = asyncio.create_task(world.interpreter.eval_async("(let loop () (loop))"))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await cancelled(world, '(note "begun") (let loop () (loop))', Limits(seconds=FOREVER, memory=10**10))

    run(main())


def test_a_timeout_of_asyncio_ends_a_program() -> None:
    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await World().interpreter.eval_async("(let loop () (loop))")

    run(main())


def test_a_host_coroutine_that_is_cancelled_is_an_error_of_its_own() -> None:
    world = World()

    @world.interpreter.procedure
    async def gives_up() -> None:
        raise asyncio.CancelledError

    caught = "(guard (e (#t (error-object-message e))) (gives-up))"
    assert "CancelledError" in run(world.interpreter.eval_async(caught))


# Limits


def test_waiting_does_not_count() -> None:
    world = World()
    source = '(note "begun") (later 1 300) (let loop ((i 0)) (if (< i 100) (loop (+ i 1)) i))'
    world.interpreter.eval("(+ 1 2)")
    assert run(world.interpreter.eval_async(source, limits=Limits(seconds=0.25))) == 100


def test_computing_counts() -> None:
    with pytest.raises(LimitExceeded) as caught:
        run(World().interpreter.eval_async("(later 1) (let loop () (loop))", limits=Limits(seconds=0.05)))
    assert caught.value.limit == "seconds"
    with pytest.raises(LimitExceeded):
        run(World().interpreter.eval_async("(let loop () (later 1 0) (loop))", limits=Limits(seconds=0.05)))


def test_steps_that_were_not_used_are_there_after_waiting() -> None:
    world = World(limits=Limits(steps=20_000))
    source = "(let loop ((i 0)) (if (< i 30) (loop (+ i (later 1 1))) i))"

    async def main() -> list[Any]:
        return await asyncio.gather(*[world.interpreter.eval_async(source) for _ in range(20)])

    assert run(main()) == [30] * 20
    with pytest.raises(LimitExceeded):
        run(world.interpreter.eval_async("(later 1) (let loop () (loop))"))


def test_an_evaluation_inside_is_bounded_by_the_one_outside() -> None:
    world = World()

    @world.interpreter.procedure
    async def inside() -> Any:
        return await world.interpreter.eval_async("(let loop () (loop))")

    with pytest.raises(LimitExceeded):
        run(world.interpreter.eval_async("(inside)", limits=Limits(seconds=0.1)))


def test_a_program_without_limits_may_compute_what_it_may_elsewhere() -> None:
    source = "(exact-integer? (expt 3 700000))"
    assert run(Interpreter().eval_async(source)) is Interpreter().eval(source) is True


def test_what_a_coroutine_leaves_running_is_on_its_own() -> None:
    world = World()
    left: list[Awaitable[Any]] = []

    @world.interpreter.procedure
    async def leave(source: str) -> None:
        async def background() -> Any:
            await asyncio.sleep(1.0)
            return await world.interpreter.eval_async(source)

        left.append(asyncio.create_task(background()))

    async def main() -> Any:
        await world.interpreter.eval_async('(leave "(later 7)")', limits=Limits(seconds=0.6))
        return await left[0]

    assert run(main()) == 7


# Context


REQUEST: ContextVar[str] = ContextVar("request", default="none")


def test_host_functions_see_the_callers_context() -> None:
    interpreter = Interpreter()

    async def awaited() -> str:
        return REQUEST.get()

    def plain() -> str:
        return REQUEST.get()

    interpreter.procedure(awaited)
    interpreter.procedure(plain)

    async def one(name: str) -> Any:
        REQUEST.set(name)
        return await interpreter.eval_async("(list (awaited) (plain))")

    async def main() -> list[Any]:
        return await asyncio.gather(*[one(f"r{number}") for number in range(10)])

    assert run(main()) == [[f"r{number}"] * 2 for number in range(10)]


def test_everything_that_can_be_awaited_is() -> None:
    interpreter = Interpreter()

    async def value() -> int:
        return 4

    makers: dict[str, Callable[[], Any]] = {"lambda-of": lambda: value(), "nested": lambda: value()}
    for name, maker in makers.items():
        interpreter.define(name, maker)
    assert run(interpreter.eval_async("(+ (lambda-of) (nested))")) == 8


class Derived(Awaitable[int]):
    """What derives from the class of what can be awaited."""

    def __await__(self) -> Generator[Any, None, int]:
        yield from asyncio.sleep(0).__await__()
        return 5


class Pool:
    """An object that can be awaited, too."""

    def __await__(self) -> Generator[Any, None, int]:
        raise AssertionError("it was awaited")


def test_only_what_is_meant_to_be_awaited_is() -> None:
    scheme = Interpreter()
    pool = Pool()
    scheme.define("derived", Derived)
    scheme.define("pool", lambda: pool)

    async def main() -> Any:
        loop = asyncio.get_running_loop()
        scheme.define("future", lambda: asyncio.run_coroutine_threadsafe(ready(loop), loop).result())
        return await scheme.eval_async("(list (derived) (future) (pool))")

    async def ready(loop: asyncio.AbstractEventLoop) -> asyncio.Future[int]:
        future: asyncio.Future[int] = loop.create_future()
        future.set_result(6)
        return future

    assert asyncio.run(main()) == [5, 6, pool]
