"""Symbols: one object for one name, in all threads, and none is kept for ever."""

from __future__ import annotations

import gc
import threading

from flowscheme import symbol
from flowscheme.lang.values import datum


def test_a_name_is_one_symbol() -> None:
    assert symbol("abc") is symbol("".join(["a", "bc"]))


def test_symbols_that_nobody_holds_go() -> None:
    held = symbol("held while others go")
    for index in range(5 * datum._MANY):
        symbol(f"passing {index}")
    gc.collect()
    for index in range(2 * datum._sweep_at):
        symbol(f"passing again {index}")
    assert len(datum._symbols) < 6 * datum._MANY
    assert symbol("held while others go") is held


def test_threads_intern_the_same() -> None:
    made: list[list[object]] = []

    def work() -> None:
        made.append([symbol(f"shared {index}") for index in range(20_000)])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for same in zip(*made, strict=True):
        assert len(set(map(id, same))) == 1
