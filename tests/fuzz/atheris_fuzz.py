"""Fuzzing guided by coverage, with atheris: `pip install atheris`, then

    python tests/fuzz/atheris_fuzz.py [CORPUS-FOLDER] [-max_total_time=SECONDS ...]

Every input is a source text; it is read and evaluated under limits.  What is no `SchemeError` is a finding, which atheris
writes to a file.  `fuzz.py` in this folder needs nothing but Python.
"""

from __future__ import annotations

import sys

import fuzz


def instrumented() -> object:
    """The module `atheris`; ends the program with a clear message where it is not installed."""
    try:
        import atheris  # type: ignore[import-not-found]  # an optional tool, for a few Pythons only
    except ImportError:
        sys.exit("this needs atheris: pip install atheris (or use tests/fuzz/fuzz.py, which needs nothing)")
    return atheris


def main() -> None:
    """Run until atheris is told to end."""
    atheris = instrumented()
    interpreters = [fuzz.Interpreter(fuzz.GRANTS)]
    counts = fuzz.Counter[str]()

    def one_input(data: bytes) -> None:
        text = data.decode("utf-8", errors="ignore")
        fuzz.attempt(interpreters[0], text)
        counts["inputs"] += 1
        if counts["inputs"] % fuzz.RENEWED == 0:
            interpreters[0] = fuzz.Interpreter(fuzz.GRANTS)

    atheris.instrument_all()  # type: ignore[attr-defined]
    atheris.Setup(sys.argv, one_input)  # type: ignore[attr-defined]
    atheris.Fuzz()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
