"""A console that says nothing does not outlast a limit: pipes and terminals, whole lines, halves of them, what the host reads.

Each program runs in a process of its own, whose standard input a test holds.
"""

from __future__ import annotations

import io
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer

import pytest

from flowscheme import Interpreter, Limits

ROOT = Path(__file__).parents[2]
BEGIN = """
import sys
from time import monotonic
from flowscheme import Interpreter, LimitExceeded, Limits
reader, other = Interpreter(("console",)), Interpreter(("console",))
def tried(text, interpreter=reader, seconds=0.3):
    began = monotonic()
    try:
        print(repr(interpreter.eval(text, limits=Limits(seconds=seconds))), flush=True)
    except LimitExceeded as error:
        print(error.limit, monotonic() - began < 5, flush=True)
"""
SILENT = ["(read-line)", "(read-char)", "(peek-char)", "(read)", "(read-string 3)", "(begin (char-ready?) (read-line))"]


class Process:
    """A Python program with the other end of its standard input, `write`, and what it has printed."""

    def __init__(self, program: str, terminal: bool) -> None:
        self.write, slave = pty.openpty() if terminal else os.pipe()[::-1]
        self.popen = subprocess.Popen(
            [sys.executable, "-c", BEGIN + program], stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            cwd=ROOT, start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def line(self) -> str:
        """The next line that it prints."""
        assert self.popen.stdout is not None
        return self.popen.stdout.readline().rstrip("\n")

    def say(self, text: str) -> None:
        """Type."""
        os.write(self.write, text.encode())

    def close(self) -> None:
        """End it, if it has not ended."""
        self.popen.kill()
        self.popen.communicate()
        os.close(self.write)


Start = Callable[..., Process]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Process] = []

    def begin(program: str, terminal: bool = False) -> Process:
        started.append(Process(program, terminal))
        return started[-1]

    yield begin
    for process in started:
        process.close()


@pytest.mark.parametrize("terminal", [False, True])
def test_silence_ends_with_the_limit(start: Start, terminal: bool) -> None:
    process = start(f"for text in {SILENT!r}:\n    tried(text)", terminal)
    assert [process.line() for _ in SILENT] == ["seconds True"] * len(SILENT)


def test_no_handler_catches_it(start: Start) -> None:
    process = start('tried("(guard (e (#t 1)) (read-line))")')
    assert process.line() == "seconds True"


@pytest.mark.parametrize("terminal", [False, True])
def test_what_is_there_is_read_as_without_limits(start: Start, terminal: bool) -> None:
    program = """
tried("(list (read-line) (read-char))", seconds=60)
print(repr(reader.eval("(read-line)")), flush=True)
tried("(list (read) (read-line))", other, seconds=60)
print(repr(sys.stdin.readline()), flush=True)
"""
    process = start(program, terminal)
    process.say("one\ntwo λ\n(a\n b) rest\nfor the host\n")
    wanted = [r"['one', #\t]", "'wo λ'", "[[a, b], ' rest']", "'for the host\\n'"]
    assert [process.line() for _ in wanted] == wanted


def test_half_a_line_is_for_the_next_who_reads(start: Start) -> None:
    program = 'tried("(read-line)")\n' * 2 + 'tried("(read-line)", other, 60)\nprint(other.eval("(read-line)"))'
    process = start(program)
    process.say("abc ")
    assert [process.line(), process.line()] == ["seconds True"] * 2
    process.say("def\nmore\n")
    assert [process.line(), process.line()] == ["'abc def'", "more"]


def test_what_the_host_has_begun_to_read_is_not_waited_for(start: Start) -> None:
    process = start('print(sys.stdin.readline().strip(), flush=True)\ntried("(read-line)", seconds=60)')
    process.say("for the host\nand the guest\n")
    assert [process.line(), process.line()] == ["for the host", "'and the guest'"]


def test_the_end_is_the_end(start: Start) -> None:
    process = start('tried("(read-line)", seconds=60)\ntried("(eof-object? (read-line))", seconds=60)')
    process.say("no end of line")
    os.close(process.write)
    process.write = os.dup(0)
    assert [process.line(), process.line()] == ["'no end of line'", "True"]


def test_an_interrupt_still_interrupts(start: Start) -> None:
    process = start("""
try:
    reader.eval("(begin (display 1) (newline) (flush-output-port) (read-line))", limits=Limits(seconds=100))
except BaseException as error:
    print(type(error).__name__, flush=True)
""")
    assert process.line() == "1"
    process.popen.send_signal(signal.SIGINT)
    assert process.line() == "KeyboardInterrupt"


def test_threads_that_wait_for_one_console_all_end(start: Start) -> None:
    process = start("""
from threading import Thread
threads = [Thread(target=tried, args=("(read-line)", interpreter)) for interpreter in (reader, other)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
""")
    assert [process.line(), process.line()] == ["seconds True"] * 2


def test_a_console_that_the_host_replaced_is_read_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("from a file\n")
    limits = Limits(seconds=60)
    with open(tmp_path / "file") as file:
        for stream, expected in ((io.StringIO("text\n"), "text"), (file, "from a file"), (None, "end")):
            monkeypatch.setattr(sys, "stdin", stream)
            read = "(let ((l (read-line))) (if (eof-object? l) \"end\" l))"
            assert Interpreter(("console",)).eval(read, limits=limits) == expected


def test_a_closed_console_is_an_error_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", closed := io.TextIOWrapper(io.BytesIO(b"")))
    closed.close()
    program = "(guard (e ((file-error? e) 'refused)) (read-line))"
    assert str(Interpreter(("console",)).eval(program, limits=Limits(seconds=60))) == "refused"


def test_a_line_without_end_does_not_outlast_the_limit() -> None:
    reading, writing = os.pipe()
    timer = Timer(0, lambda: _pour(writing))
    timer.start()
    program = f"{BEGIN}tried('(read-line)', seconds=0.5)"
    done = subprocess.run([sys.executable, "-c", program], stdin=reading, capture_output=True, text=True, cwd=ROOT, check=False)
    os.close(reading)
    timer.join()
    assert done.stdout == "seconds True\n", done.stderr


def _pour(writing: int) -> None:
    """Write until nobody reads any more."""
    end = time.monotonic() + 60
    try:
        while time.monotonic() < end:
            os.write(writing, b"x" * 4096)
    except BrokenPipeError:
        os.close(writing)
