"""What a terminal is sent: no command prints a control character of a name that strangers chose, nor a line that begins with it.

Every command is tried over a store whose ids, names, tags, places, hosts and messages are hostile; a command that is not in the
table here fails the test, and so does one whose tries print nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flowscheme import Engine, SchemeError
from flowscheme.cli import commands
from flowscheme.cli.commands import COMMANDS, run
from flowscheme.flow.failure import flow_error
from flowscheme.lang.text.printer import write
from flowscheme.lang.values.datum import String, symbol
from flowscheme.report import clean, clean_lines, explain, written
from flowscheme.store import StoreError

EVIL = "e\x1b]0;t\x07\x1b[31m\x9b\u202e\nFORGED"
FORGED = "FORGED"
TEXT, NAME = write(String(EVIL)), write(symbol(EVIL))

PROGRAM = f"""
(defflow {NAME} (sequence (step '{NAME} (lambda (x) (list x {TEXT}))) (await '{NAME})))
(defflow waits (parallel (await '{NAME}) (await (list {TEXT}))))
(defflow ends (lambda (x) {TEXT}))
(define ({NAME} x) (+ 1 (error {TEXT} x {TEXT})))
(defflow fails (lambda (x) (list ({NAME} x))))
(defflow raises (lambda (x) (raise '{NAME})))
(defflow turns (lambda (x) (list ({NAME} {NAME}))))
"""

TRIES: dict[str, list[list[str]]] = {
    "run": [["run", "FILE"], ["run", "bad\x1b\n"], ["run", "calls.scm"], ["run", "no\x1b]0;x\x07\nFORGED.scm"]],
    "eval": [["eval", TEXT], ["eval", f"'{NAME}"], ["eval", f"(error {TEXT} '{NAME})"], ["eval", NAME], ["eval", "\x1b\x07)"],
             ["eval", "--json", f"(list {TEXT} '{NAME})"], ["eval", f"(raise {TEXT})"], ["eval", f"({NAME} 1)"]],
    "repl": [["repl"]],
    "start": [["start", "--id", flow + "start" + EVIL, "FILE", flow, TEXT, *json] for flow in ("waits", "fails", "no\x1b\n")
              for json in ([], ["--json"])],
    "resume": [["resume", EVIL, "1"], ["resume", EVIL, "1", "--tag", TEXT], ["resume", "no" + EVIL, "1"]],
    "retry": [["retry", "fails" + EVIL], ["retry", "--all"], ["retry", EVIL], ["retry", "--json", "fails" + EVIL]],
    "cancel": [["cancel", "no" + EVIL], ["cancel", "--json", "waits" + EVIL], ["cancel", "ends" + EVIL]],
    "status": [["status", EVIL], ["status", "--json", EVIL]],
    "result": [["result", "ends" + EVIL], ["result", EVIL], ["result", "fails" + EVIL], ["result", "--json", "raises" + EVIL],
               ["result", "raises" + EVIL], ["result", "no" + EVIL], ["result", "gone" + EVIL]],
    "log": [["log", EVIL], ["log", "--json", EVIL]],
    "show": [["show", EVIL], ["show", "--json", EVIL], *[["show", name + EVIL] for name in ("fails", "waits", "gone")]],
    "list": [["list"], ["list", "--json"], ["list", "--status", EVIL]],
    "pending": [["pending"], ["pending", "--json"]],
    "forget": [["forget", "no" + EVIL], ["forget", "ends" + EVIL], ["forget", "--json", "gone" + EVIL]],
    "gc": [["gc"]],
    "export": [["export"], ["export", "--json"], ["export", "none\x1b\n/x"]],
    "import": [["import", "FILE"], ["import", "no\x1b\n"]],
    "doctor": [["doctor"], ["doctor", "--json"], ["doctor", "--store", "sqlite:///no\x1b\nFORGED/x.db"]],
    "graph": [["graph", *format, "FILE", flow] for flow in (EVIL, "waits", "no\x1b\n")
              for format in ([], ["--json"], ["--format", "mermaid"], ["--format", "dot"], ["--format", "svg"])],
    "describe": [["describe", EVIL], ["describe", "car"]],
    "reference": [["reference", EVIL]],
}  # fmt: skip

PROMPT = f"""{TEXT}
'{NAME}
(error {TEXT} '{NAME})
,bt
(define ({NAME} x) (car x))
({NAME} 1)
,bt
,trace {NAME}
,apropos FORGED
,describe {NAME}
(flow/list)
(flow/pending)
,flows
,runs
,no{EVIL}
(defflow {NAME} (lambda (x) (suspend '{NAME})))
(flow/start {NAME} {TEXT} 'id {TEXT[:-1]}prompt")
,time {TEXT}
,expand (list {TEXT})
"""


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A folder with a hostile program and a hostile store; the name of the program's file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLOWSCHEME_STORE", f"sqlite:///{tmp_path}/s.db")
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: SIM115 - closed with the process
    file = f"f{EVIL}.scm"
    Path(file).write_text(PROGRAM)
    Path("calls.scm").write_text(f"{PROGRAM}\n({NAME} 1)\n")
    engine = Engine(f"sqlite:///{tmp_path}/s.db")
    engine.load(file)
    engine.start(EVIL, EVIL, id=EVIL)
    for flow in ("waits", "ends", "fails", "raises"):
        engine.start(flow, EVIL, id=flow + EVIL)
    engine.start("waits", EVIL, id="gone" + EVIL)
    engine.store.update(engine.policy.known("gone" + EVIL)._replace(status=EVIL, flow=EVIL))
    engine.close()
    yield file


def bad(text: str) -> list[str]:
    """What a terminal should not be sent: control characters, and lines that a stranger began."""
    forged = [line for line in text.split("\n") if line.startswith(FORGED)]
    return [repr(c) for c in text if not c.isprintable() and c not in "\n\t"] + forged


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_what_strangers_chose_as_it_is(
    hostile: str, command: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if command == "repl":
        Path("prompt").write_text(PROMPT)
        monkeypatch.setattr("sys.stdin", open("prompt"))  # noqa: SIM115 - closed with the process
    for arguments in TRIES[command]:
        run([hostile if argument == "FILE" else argument for argument in arguments])
        out, err = capfd.readouterr()
        assert not bad(out + err), arguments
        if "--json" in arguments and out:
            json.loads(out)
    assert out or err or command in ("run", "export")


def test_a_command_that_prints_ids_as_they_are_is_found(
    hostile: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flowscheme.cli.questions.clean", lambda text: text)
    run(["list"])
    assert FORGED in bad(capfd.readouterr().out)[0]
    monkeypatch.setattr("flowscheme.cli.output.clean_lines", lambda text: text)
    run(["list"])
    assert "'\\x1b'" in bad(capfd.readouterr().out)


REPORTS: dict[str, Callable[[], BaseException]] = {
    "message": lambda: flow_error("error", EVIL.replace("\n", " "), symbol(EVIL)),
    "object": lambda: SchemeError(String(EVIL)),
    "store": lambda: StoreError(EVIL),
    "bug": lambda: ZeroDivisionError(EVIL.replace("\n", " ")),
}


@pytest.mark.parametrize("kind", REPORTS)
def test_reports_of_faults_are_clean(kind: str) -> None:
    assert not bad(explain(REPORTS[kind]()))


def test_clean_keeps_what_can_be_printed() -> None:
    assert clean("naïve 字 \N{GRINNING FACE}") == "naïve 字 \N{GRINNING FACE}"
    assert clean("a\x1b\n\u202e") == "a\\x1b;\\xa;\\x202e;"
    assert clean_lines("a\tb\x07\nc") == "a\tb\\x7;\nc"
    assert written(symbol("a\u202eb\n")) == "|a\\x202e;b\\n|"
    assert commands.clean is clean
