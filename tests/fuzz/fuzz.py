"""A fuzzing loop over reader, expander and evaluator: whatever the input, it gives a value or a `SchemeError`, in time.

    python tests/fuzz/fuzz.py --minutes 30 --failures /tmp/failures

Inputs are made in three ways: by a grammar of forms, right and almost right; by mutation of the forms in the tests' `.scm`
files; and from bits of text.  Each is evaluated under limits, in an interpreter that is replaced now and then.  A failure is
another exception than a `SchemeError`, an evaluation that takes longer than `HANG`, or an interpreter that no longer adds
one and two.  It is written to the folder with its traceback; the count of all inputs is printed at the end.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import FrameType

os.environ.setdefault("FLOWSCHEME_CACHE", "")
sys.path.insert(0, str(Path(__file__).parents[2]))

from flowscheme import Interpreter, Limits, SchemeError
from flowscheme.lang.machine.primitive import PRIMITIVES
from flowscheme.lang.text.printer import write
from flowscheme.lang.text.reader import Incomplete, datum_end

LIMITS = Limits(seconds=0.5, memory=200_000_000, depth=20_000)

HANG = 20
"""Seconds after which an evaluation under `LIMITS` counts as one that hangs, also on a busy machine."""

RENEWED = 500
"""After how many inputs an interpreter is replaced."""

GRANTS = frozenset({"clock"})

ATOMS = [
    "0", "1", "-1", "2", "10", "1/2", "-3/4", "1.5", "-0.0", "+inf.0", "+nan.0", "1e10", "#e1.5", "#x-ff",
    "100000000000000000000", "#t", "#f", "()", "'()", "#\\a", "#\\x41", '""', '"abc"', '"a\\nb"', "x", "y", "z", "foo", "car",
    "+", "'a", "'(1", "2)", "'(1", ".", "2)", "'(a", "(b", ".", "c)", "#(1", "2))", "#(1", "2", "3)", "#u8(1", "2", "255)",
    "(list", "1", "2", "3)", "(vector", "1", "2)", "(string", "#\\a", "#\\b)", "(lambda", "(x)", "x)", "(lambda", "args",
    "args)", "(delay", "1)", "(current-output-port)", "(make-parameter", "1)", "(if", "#f", "#f)", "(eof-object)", "|a", "b|",
    "...", "_", "=>", "else", ".", "#0=(a", ".", "#0#)", "#;x", "1+i",
]  # fmt: skip

FORMS = [
    "(if {} {} {})", "(if {} {})", "(define x {})", "(define (foo x . y) {} {})", "(set! x {})", "(lambda (x y) {} {})",
    "(let ((x {}) (y {})) {})", "(let loop ((x {})) (if {} {} (loop {})))", "(let* ((x {}) (y {})) {})",
    "(letrec ((foo (lambda (x) {}))) (foo {}))", "(begin {} {})", "(cond ({} {}) ({} => {}) (else {}))", "(and {} {})",
    "(case {} ((1 a) {}) ((\"x\") => {}) (else {}))", "(or {} {})", "(when {} {})", "(unless {} {})", "(quote {})",
    "(do ((x {} {})) ({} {}) {})", "(quasiquote ({} (unquote {}) (unquote-splicing {})))", "(guard (e ({} {})) {})",
    "(call/cc (lambda (k) (k {}) {}))", "(dynamic-wind (lambda () {}) (lambda () {}) (lambda () {}))", "(raise {})",
    "(with-exception-handler (lambda (e) {}) (lambda () {}))", "(error \"msg\" {} {})", "(parameterize (({} {})) {})",
    "(let-values (((x . y) {}) ((z) {})) {})", "(call-with-values (lambda () {}) {})", "(apply {} {})", "(map {} {} {})",
    "(define-record-type p (mk x y) p? (x px set-px!) (y py)) (px {})", "(case-lambda ((x) {}) ((x . y) {}))",
    "(define-syntax m (syntax-rules () ((_ a ...) (begin {} a ...)))) (m {} {})", "(eval {} (interaction-environment))",
    "(let-syntax ((m (syntax-rules (x) ((_ x b) b) ((_ a b) (list a b))))) (m {} {}))", "(string->symbol {})",
    "(read (open-input-string {}))", "(delay-force {})", "(force {})", "(values {} {})", "({} {} {})", "({})", "{}",
    "(let () (define x {}) (define-values (a b) {}) {})", "(import {})", "(define-library (a) (export x) {})",
    "(cond-expand ({} {}))",
]  # fmt: skip

SCRAPS = [
    "(", ")", "'", "`", ",", ",@", "#(", "#u8(", ".", " ", "\n", '"', "|", "\\", "#|", "|#", ";", "#;", "#\\", "#0=", "#0#",
    "#!fold-case", "#e", "#x", "\0", "é", "𝕏", "\u2028", "\ufeff", "1e999999999", "#e1e99999", "1/0", "ﬁ", "__x",
]  # fmt: skip


def generate(rng: random.Random, depth: int = 4) -> str:
    """A form, made by the grammar."""
    if depth == 0 or rng.random() < 0.25:
        return rng.choice(ATOMS)
    if rng.random() < 0.4:
        name = rng.choice(NAMES)
        return f"({name} {' '.join(generate(rng, depth - 1) for _ in range(rng.randrange(4)))})"
    shape = rng.choice(FORMS)
    return "".join(part + (generate(rng, depth - 1) if index else "") for index, part in _parts(shape))


def _parts(shape: str) -> list[tuple[int, str]]:
    pieces = shape.split("{}")
    return [(len(pieces) - 1 - index, piece) for index, piece in enumerate(pieces)]


def scraps(rng: random.Random) -> str:
    """Bits of text."""
    return "".join(rng.choice(SCRAPS if rng.random() < 0.6 else ATOMS) for _ in range(rng.randrange(1, 20)))


def mutate(rng: random.Random, form: str) -> str:
    """A form with a few changes."""
    for _ in range(rng.randrange(1, 4)):
        start = rng.randrange(len(form) + 1)
        end = min(len(form), start + rng.randrange(8))
        form = form[:start] + rng.choice(CHANGES)(rng, form[start:end]) + form[end:]
    return form


CHANGES: list[Callable[[random.Random, str], str]] = [
    lambda rng, old: "",
    lambda rng, old: old + old,
    lambda rng, old: rng.choice(SCRAPS),
    lambda rng, old: rng.choice(ATOMS),
    lambda rng, old: f" {generate(rng, 1)} ",
    lambda rng, old: old[::-1],
    lambda rng, old: f"({old})",
    lambda rng, old: chr(rng.randrange(1, 0x3000)),
]

_OUTSIDE = ("flow", "%", "read-line", "read-char", "exit", "emergency-exit")
NAMES = sorted(name for name in PRIMITIVES if not name.startswith(_OUTSIDE))


def corpus(folder: Path) -> list[str]:
    """The top-level forms of the `.scm` files of the tests."""
    found = []
    for path in sorted(folder.rglob("*.scm")):
        text, position = path.read_text("utf-8", errors="replace"), 0
        try:
            while (end := datum_end(text, position)) is not None:
                found.append(text[position:end].strip())
                position = end
        except Incomplete:
            continue
    return [form for form in found if len(form) < 2000]


class Hang(BaseException):
    """An evaluation took longer than `HANG`."""


def _alarm(_: int, frame: FrameType | None) -> None:
    raise Hang


def attempt(interpreter: Interpreter, text: str) -> str:
    """Evaluate an input; what came, as a word.  Raises what an evaluation may not raise."""
    signal.alarm(HANG)
    try:
        write(interpreter.eval_datum(text, "<fuzz>", limits=LIMITS)) if len(text) % 2 else interpreter.eval(text, limits=LIMITS)
        return "value"
    except SchemeError as error:
        str(error)
        return type(error).__name__
    finally:
        signal.alarm(0)


def check(interpreter: Interpreter, text: str, counts: Counter[str]) -> str | None:
    """Try an input; the report of a failure."""
    try:
        counts[attempt(interpreter, text)] += 1
        return None
    except KeyboardInterrupt:
        raise
    except BaseException:
        counts["failure"] += 1
        return f"{text}\n\n{'-' * 60}\n{''.join(traceback.format_exc(limit=-30))}"


def sane(interpreter: Interpreter) -> bool:
    """Whether the interpreter still works, by the primitives alone, whatever the inputs have redefined."""
    return interpreter.libraries.loading == [] and interpreter.libraries._open == []


def loop(minutes: float, folder: Path, seed: int) -> Counter[str]:
    """Fuzz for so many minutes; how many inputs came to what."""
    rng, counts, forms = random.Random(seed), Counter[str](), corpus(Path(__file__).parents[1])
    signal.signal(signal.SIGALRM, _alarm)
    end, interpreter = monotonic() + minutes * 60, Interpreter(GRANTS)
    while monotonic() < end:
        make = rng.choice((generate, scraps, lambda rng: mutate(rng, rng.choice(forms)), lambda rng: mutate(rng, generate(rng))))
        text = make(rng)
        report = check(interpreter, text, counts)
        if report is None and not sane(interpreter):
            report = f"{text}\n\nleft the libraries in the middle"
        if report is not None:
            (folder / f"{seed}-{counts.total()}.txt").write_text(report, "utf-8", errors="backslashreplace")
        if report is not None or counts.total() % RENEWED == 0:
            interpreter = Interpreter(GRANTS)
    return counts


def main() -> int:
    """Run the loop and print its counts; 1 if there was a failure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    given = parser.parse_args()
    given.failures.mkdir(parents=True, exist_ok=True)
    counts = loop(given.minutes, given.failures, given.seed)
    print(f"{counts.total()} inputs, seed {given.seed}: {dict(counts.most_common())}")
    return 1 if counts["failure"] else 0


if __name__ == "__main__":
    sys.exit(main())
