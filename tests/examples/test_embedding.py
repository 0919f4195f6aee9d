"""The examples of embedding: a rules engine behind HTTP, formulas of strangers, an asynchronous service."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from flowscheme import LimitExceeded, Limits, SchemeError

EXAMPLES = Path(__file__).parents[2] / "examples"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def post(port: int, body: bytes) -> tuple[int, Any]:
    try:
        with urlopen(Request(f"http://127.0.0.1:{port}/", body), timeout=60) as reply:
            return reply.status, json.load(reply)
    except HTTPError as error:
        return error.code, json.load(error)


ORDER = {"customer": "regular", "total": 2000, "items": ["x"] * 30}


def test_the_rules_service_answers_requests(tmp_path: Path) -> None:
    example = load("rules_service")
    rules = tmp_path / "rules.scm"
    hostile = '(rule endless (order) (when (string=? (field order "customer") "x")) (then 0))'
    endless = hostile.replace('"customer"', "'customer").replace("(then 0)", "(then (let loop () (loop)))")
    rules.write_text(example.RULES.read_text() + endless)
    with example.serve(rules=example.Rules(rules, seconds=1.0)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            port = server.server_port
            assert post(port, json.dumps(ORDER).encode()) == (200, {"applied": ["regular", "large", "bulk"], "price": 1640.0})
            assert post(port, json.dumps(ORDER | {"customer": "new", "total": 10, "items": []}).encode())[1]["price"] == 10.0
            assert post(port, b"{") == (400, {"error": "the body is not JSON"})
            status, answer = post(port, b'{"customer": "regular"}')
            assert status == 400 and "lacks a field: total" in answer["error"]
            assert post(port, json.dumps(ORDER | {"customer": "x"}).encode())[0] == 503
            assert post(port, json.dumps(ORDER).encode())[0] == 200
        finally:
            server.shutdown()
            thread.join()


ROWS = [{"price": 2, "count": 10}, {"price": 3.5, "count": 0}]


def test_formulas_are_compiled_once_and_evaluated_often() -> None:
    formulas = load("formulas").Formulas(["price", "count"])
    assert formulas.column("(* price count)", ROWS) == [20, 0.0]
    values = formulas.column("(/ price count)", ROWS)
    assert str(values[0]) == "1/5" and isinstance(values[1], SchemeError)
    for wrong in ("(open-input-file price)", "(* price", "1 2", "(set! car cdr)"):
        with pytest.raises(SchemeError):
            formulas.compile(wrong)(1, 2)


HOSTILE = {
    "(let loop () (loop))": "steps",
    "(let loop ((l (list 1))) (loop (append l l)))": "memory",
    "(make-vector 1000000000000)": "memory",
    "(expt 7 (expt 7 77))": "memory",
    "(let f () (+ 1 (f)))": "depth",
    "(guard (e (#t 1)) (let loop () (loop)))": "steps",
}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_formulas_end_in_a_limit(text: str) -> None:
    example = load("formulas")
    formulas = example.Formulas(["price", "count"], example.LIMITS)
    values = formulas.column(text, ROWS)
    assert {type(each) for each in values} == {LimitExceeded}
    assert formulas.column("(+ count 1)", ROWS) == [11, 1]


async def ask(port: int, *lines: str) -> list[str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    for line in lines:
        writer.write(f"{line}\n".encode())
        answers.append((await reader.readline()).decode().strip())
    writer.close()
    return answers


def test_the_async_service_serves_many_clients_at_once() -> None:
    example = load("async_service")

    async def main() -> None:
        service = example.Service(seconds=5.0)
        async with asyncio.timeout(60), await example.serve(0, service) as server:
            port = server.sockets[0].getsockname()[1]
            waiting = [asyncio.create_task(ask(port, f"(+ {index} (get \"k\"))")) for index in range(30)]
            hanging = await asyncio.open_connection("127.0.0.1", port)
            hanging[1].write(b'(get "never") (put! "went-on" 1)\n')
            assert await ask(port, "(begin (sleep 0.01) (* 6 7))", "(car 1)") == ["42", "error: car: expected a pair, got 1"]
            hanging[1].close()
            assert await ask(port, '(put! "k" 100)') == ["None"]
            assert await asyncio.gather(*waiting) == [[str(100 + index)] for index in range(30)]
            assert "went-on" not in service.values

    asyncio.run(main())
    assert not [each for each in threading.enumerate() if each.name == "flowscheme-evaluation"]


def test_a_script_that_computes_too_long_disturbs_nobody() -> None:
    example = load("async_service")

    async def main() -> list[list[str]]:
        async with asyncio.timeout(60), await example.serve(0, example.Service(seconds=0.5)) as server:
            port = server.sockets[0].getsockname()[1]
            return await asyncio.gather(ask(port, "(let loop () (loop))"), ask(port, "(begin (sleep 0.01) 1)"))

    assert asyncio.run(main()) == [["error: the time limit of 0.5 s is spent"], ["1"]]


def test_limits_of_the_formulas_are_all_set() -> None:
    assert None not in load("formulas").LIMITS
    assert isinstance(load("formulas").LIMITS, Limits)
