"""Every figure that has a target, measured and judged: start-up, compiling, memory, programs, step limits.

    python tests/benchmarks/run_all.py [--rounds N] [--peers chibi,calysto]

Each part prints its own table; the last table has every target, what was measured, and the ratio of the two.  The status
tells whether all are kept.  It takes a while: the programs alone some ten minutes on a quiet machine.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

import bench_compile
import bench_limits
import bench_memory
import bench_programs
import bench_startup
from measure import Verdict, judge


def memory() -> list[Verdict]:
    """What a million pairs take, each with an integer of its own."""
    return [Verdict("1,000,000 pairs", median(bench_memory.measure("(cons i l)")), bench_memory.BOUND_MB, "MB")]


def programs(peers: str, rounds: int) -> list[Verdict]:
    """The programs beside Python and other Schemes."""
    results = bench_programs.compete(bench_programs.program_names(), filter(None, peers.split(",")), rounds)
    return bench_programs.verdicts(results)


def main() -> int:
    """Measure everything; 0 if all targets are kept."""
    parser = ArgumentParser(description="Measure every figure that has a target.")
    parser.add_argument("--rounds", type=int, default=3, help="of the programs")
    parser.add_argument("--peers", default="chibi,calysto")
    options = parser.parse_args()
    verdicts = [
        *bench_startup.main(),
        *bench_compile.main(),
        *memory(),
        *programs(options.peers, options.rounds),
        *bench_limits.main(rounds=options.rounds),
    ]
    return 0 if judge(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
