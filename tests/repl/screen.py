"""A program on a terminal, seen as a person sees it.

Two terminals: a pseudo-terminal whose output a small emulator (pyte) draws, which is there on every machine, and tmux,
where it is installed.  Both take keys and show a screen of text.  `expect` waits until the screen shows a text.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import shlex
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte

ROWS, COLUMNS = 40, 100
PATIENCE = 60  # seconds: how long a loaded machine may take


class Screen:
    """The program `flowscheme ARGUMENTS` on a terminal, in a folder that is also its home."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.command = [sys.executable, "-m", "flowscheme", *arguments]
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("FLOWSCHEME_STORE", "XDG_", "TMUX"))},
            "HOME": str(folder), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "LANG": "C.UTF-8",
        }  # fmt: skip
        self.open()

    def open(self) -> None:
        raise NotImplementedError

    def type(self, text: str) -> None:
        raise NotImplementedError

    def lines(self) -> list[str]:
        raise NotImplementedError

    def ended(self) -> bool:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines()).rstrip("\n")

    def expect(self, *wanted: str) -> str:
        """Wait until the last lines of the screen are these; the whole screen then."""
        end = time.monotonic() + PATIENCE
        while True:
            text = self.text()
            last = [line.rstrip() for line in text.split("\n")[-len(wanted) :]]
            if last == [line.rstrip() for line in wanted]:
                return text
            assert time.monotonic() < end, f"expected {wanted}\n{text}"
            assert not self.ended(), f"it ended; expected {wanted}\n{text}"
            self.wait()

    def see(self, wanted: str) -> str:
        """Wait until the screen shows a text somewhere; the whole screen then."""
        end = time.monotonic() + PATIENCE
        while wanted not in (text := self.text()):
            assert time.monotonic() < end, f"expected {wanted}\n{text}"
            self.wait()
        return text

    def wait(self) -> None:
        time.sleep(0.05)

    def wait_for_end(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self.ended():
            assert time.monotonic() < end, self.text()
            self.wait()


class Emulated(Screen):
    """On a pseudo-terminal, drawn by pyte."""

    def open(self) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            self.command, stdin=slave, stdout=slave, stderr=slave, cwd=self.folder, env=self.environment,
            preexec_fn=lambda: self._own_terminal(slave),
        )  # fmt: skip
        os.close(slave)
        self.drawn = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.drawn)

    @staticmethod
    def _own_terminal(slave: int) -> None:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def wait(self) -> None:
        if select.select([self.master], [], [], 0.1)[0]:
            with contextlib.suppress(OSError):  # the other side is closed
                self.stream.feed(os.read(self.master, 65536))

    def lines(self) -> list[str]:
        return list(self.drawn.display)

    def ended(self) -> bool:
        return self.process.poll() is not None

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)


class Tmux(Screen):
    """In tmux, on a server of its own."""

    def open(self) -> None:
        self.environment["TERM"] = "screen"
        size = ["-x", str(COLUMNS), "-y", str(ROWS)]
        line = f"{shlex.join(self.command)}; echo $? > status; exec sleep 1000"
        self._tmux("-f", "/dev/null", "new-session", "-d", "-s", "repl", *size, line)

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self.folder / "tmux"), *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout

    def type(self, text: str) -> None:
        for part in text:
            self._tmux("send-keys", "-t", "repl", "-H", *[f"{byte:02x}" for byte in part.encode()])

    def lines(self) -> list[str]:
        return self._tmux("capture-pane", "-p", "-t", "repl").split("\n")

    def ended(self) -> bool:
        return (self.folder / "status").exists()

    def close(self) -> None:
        self._tmux("kill-server")
