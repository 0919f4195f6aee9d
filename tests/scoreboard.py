"""The scoreboard: how many cases of each suite passed, from pytest's JUnit file.

    python tests/scoreboard.py RESULTS.xml

Prints a table that ends in one line `passed/total`, and writes `scoreboard.json` and `scoreboard.md` beside itself, which say
the version of the Python that runs it, the one that ran the tests.
A suite is a guest test file (`tests/flow/basic.scm` is `flow/basic`) or a folder of Python tests.  Exits 1 if a case did
not pass, or if there was none.
"""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).parent
BAD = ("failure", "error", "skipped")


def suite(file: str) -> str:
    """The suite that a test file belongs to."""
    path = Path(file)
    inside = path.relative_to("tests") if path.parts[:1] == ("tests",) else path
    return str(inside.with_suffix("")) if path.suffix == ".scm" else str(inside.parent)


def count(results: Path) -> dict[str, tuple[int, int]]:
    """Suite to (passed, total)."""
    scores: dict[str, tuple[int, int]] = {}
    for case in ElementTree.parse(results).iter("testcase"):
        name = suite(case.get("file") or case.get("classname", "?").replace(".", "/") + ".py")
        passed, total = scores.get(name, (0, 0))
        good = not any(case.find(tag) is not None for tag in BAD)
        scores[name] = (passed + good, total + 1)
    return dict(sorted(scores.items()))


def main() -> int:
    """Print and write the scoreboard of a results file."""
    scores = count(Path(sys.argv[1]))
    passed, total = (sum(score[index] for score in scores.values()) for index in (0, 1))
    width = max(map(len, scores), default=5)
    for name, (good, cases) in scores.items():
        print(f"{name:<{width}}  {good:>5}/{cases:<5}{'' if good == cases else '  <-- failing'}")
    rows = [f"| {name} | {good}/{cases} |" for name, (good, cases) in scores.items()]
    title = f"# Scoreboard with Python {platform.python_version()}"
    table = [title, "", "| suite | passed |", "| --- | --- |", *rows, "", f"{passed}/{total}", ""]
    (HERE / "scoreboard.md").write_text("\n".join(table))
    suites = {name: {"passed": good, "total": cases} for name, (good, cases) in scores.items()}
    data = {"python": platform.python_version(), "passed": passed, "total": total, "suites": suites}
    (HERE / "scoreboard.json").write_text(json.dumps(data, indent=2) + "\n")
    print(f"{passed}/{total}")
    return 0 if passed == total > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
