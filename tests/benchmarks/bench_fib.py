"""`fib(30)` in Scheme beside the same function written in Python by hand, in one process.

    python tests/benchmarks/bench_fib.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import ROUNDS, Figure, compare, show, timed

from flowscheme.interp import Interpreter

N, RESULT = 30, 832_040

SCHEME = "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))"


def fib(n: int) -> int:
    """The Scheme function, in Python."""
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def fib_times(rounds: int = ROUNDS) -> dict[str, Figure]:
    """The figures of both."""
    interpreter = Interpreter()
    interpreter.eval(SCHEME)
    if interpreter.call("fib", N) != RESULT or fib(N) != RESULT:
        raise SystemExit("fib is wrong")
    return compare(
        {"Python": timed(lambda: fib(N)), "Scheme": timed(lambda: interpreter.call("fib", N))},
        rounds,
    )


if __name__ == "__main__":
    show(fib_times())
