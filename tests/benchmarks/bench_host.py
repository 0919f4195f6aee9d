"""What a call of a host function costs whose values are plain data, here and in another checkout.

    python tests/benchmarks/bench_host.py [CHECKOUT] [--rounds N]

Each case is a loop in Scheme that calls a Python function with a value and gets that back; the time of the same loop
without a call is taken off.  With another checkout (an earlier state, say) the two take turns, each in processes of its own,
and the last column is the median of the ratios of the rounds.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from statistics import median
from subprocess import run
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))

from measure import ratios, take_turns

ROUNDS = 9
CALLS = 20_000

CASES: dict[str, str] = {
    "int": "7",
    "float": "1.5",
    "bool": "#t",
    "str": '"a short text"',
    "symbol": "'word",
    "list of 5": "'(1 2 3 4 5)",
    "list of 200": "(iota 200)",
    "vector of 5": "'#(1 2.5 \"c\" #t 5)",
    "dict of 3": "'((name . \"n\") (price . 3) (tags . ()))",
    "nested": "'((order . \"A-1\") (items ((name . \"tea\") (price . 3)) ((name . \"cup\") (price . 9))) (paid . #t))",
}


def inside(name: str) -> float:
    """Microseconds of processor time for a call of a case, in this process."""
    from flowscheme import Interpreter  # the checkout's, which only the process inside has

    scheme = Interpreter()
    scheme.define("same", lambda value: value)
    scheme.eval(f"(import (scheme base) (srfi 1)) (define value {CASES[name]})")
    scheme.eval("(define (loop n f) (if (> n 0) (begin (f value) (loop (- n 1) f))))")
    calls = CALLS if name != "list of 200" else CALLS // 20
    times = []
    for procedure in ("same", "(lambda (x) x)") * 3:
        start = process_time()
        scheme.eval(f"(loop {calls} {procedure})")
        times.append(process_time() - start)
    return (min(times[::2]) - min(times[1::2])) / calls * 1e6


def contestant(checkout: Path, name: str) -> float:
    """The same in a process of its own, of a checkout."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = run([sys.executable, __file__, "--inside", name], env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout)


def main() -> None:
    """Print the figures."""
    parser = ArgumentParser(description="Measure what host calls cost.")
    parser.add_argument("checkout", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--inside")
    options = parser.parse_args()
    if options.inside:
        print(inside(options.inside))
        return
    checkouts = {"here": Path(__file__).parents[2]} | ({"there": options.checkout} if options.checkout else {})
    print(f"{'us a call':<14}" + "".join(f"{where:>10}" for where in checkouts) + f"{'ratio':>9}")
    for name in CASES:
        times = take_turns({key: partial(contestant, at, name) for key, at in checkouts.items()}, options.rounds)
        ratio = median(ratios(times["here"], times.get("there", times["here"])))
        print(f"{name:<14}" + "".join(f"{median(turns):>10.2f}" for turns in times.values()) + f"{ratio:>9.2f}", flush=True)


if __name__ == "__main__":
    main()
