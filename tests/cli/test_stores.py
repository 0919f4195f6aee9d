"""`forget`, `gc`, `export`, `import`, `doctor` and `graph`, and stores that cannot be used."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from flowscheme.cli.doctor import sqlite_is_safe

RICH = """\
(define-record-type point (make-point x y) point? (x px) (y py))
(flow-record-writer! point 'point (lambda (p) (list (px p) (py p))) (lambda (d) (make-point (car d) (cadr d))))
(defflow failing (lambda (x) (fail 'nope)))
(defflow bad (lambda (x) (error "bad:" x)))
(defflow located (sequence (step 'p (lambda (x) (make-point 1 2))) (lambda (p) (+ (px p) (suspend 'go)))))
(defflow tagged (lambda (x) x))
"""


def test_forget_and_gc(flows):
    flows.ok("start", "--id", "a", "f.scm", "add", "1")
    flows.ok("start", "--id", "b", "f.scm", "add", "1")
    flows.ok("start", "--id", "c", "f.scm", "ask", "1")
    assert flows("forget", "a") == (0, "", "a is forgotten\n")
    assert flows.ok("status", "a") == "unknown"
    assert flows.ok("gc") == "1"
    assert flows("gc", "--json").json == {"dropped": 0}
    flows.ok("cancel", "c")
    assert flows("forget", "--json", "c").json == {"id": "c", "forgotten": True}


def test_export_and_import_whatever_the_values_are(cli):
    cli.write("r.scm", RICH)
    cli.ok("start", "--id", "a", "r.scm", "failing")
    cli("start", "--id", "b", "r.scm", "bad", '("x" #\\y 1/3 |a b| #(1 2.5) #u8(3) -inf.0 1e100)')
    cli.ok("start", "--id", "c", "r.scm", "located")
    cli.ok("start", "--id", "d", "r.scm", "tagged", '(flowscheme-text "not a text")')
    assert cli.ok("export", "e.scm") == ""
    assert cli.ok("export") + "\n" == (cli.folder / "e.scm").read_text()
    cli.store = "sqlite:///other.db"
    assert cli.ok("import", "e.scm") == "4"
    assert cli.ok("import", "-", stdin=(cli.folder / "e.scm").read_text()) == "0"
    assert cli.ok("export") + "\n" == (cli.folder / "e.scm").read_text()
    assert cli.ok("result", "a") == "#<fail nope>"
    assert 'error: bad: ("x" #\\y 1/3 |a b| #(1 2.5) #u8(3) -inf.0 1e100)\n' in cli("result", "b").err
    assert cli.ok("resume", "c", "4") == "5"
    assert cli("import", "e.scm", "--json").json == {"imported": 0}


def test_import_refuses_another_history_whole(flows):
    flows.ok("start", "--id", "a", "f.scm", "ask", "1")
    flows.ok("export", "e.scm")
    flows.store = "sqlite:///other.db"
    flows.ok("start", "--id", "a", "f.scm", "ask", "2")
    ended = flows("import", "e.scm")
    assert (ended.status, ended.out) == (3, "")
    assert "another history" in ended.err


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("(flowscheme-store (version 1) (sources) (runs))", 0),
        ("(flowscheme-store (version 99) (sources) (runs))", 3),
        ("(flowscheme-store (version 1) (sources) (runs ((id 5))))", 3),
        ("(something else)", 3),
        ("5", 3),
        ("", 2),
        ("(flowscheme-store", 2),
        ("1 2", 2),
        (b"\xff", 2),
        (None, 2),
    ],
)
def test_import_of_what_is_no_export(cli, text, status):
    if text is not None:
        cli.write("e.scm", text)
    ended = cli("import", "e.scm")
    assert ended.status == status
    assert "Traceback" not in ended.err
    assert "internal" not in ended.err


def test_export_to_a_place_that_cannot_be_written(flows):
    flows.ok("start", "--id", "a", "f.scm", "add", "1")
    ended = flows("export", "no/such/folder.scm")
    assert ended.status == 2
    assert "cannot write" in ended.err


def test_export_json(flows):
    flows.ok("start", "--id", "a", "f.scm", "add", "1")
    assert json.loads(flows.ok("export", "--json"))[0] == "flowscheme-store"


def test_export_json_into_a_file(flows):
    flows.ok("start", "--id", "a", "f.scm", "add", "1")
    assert flows.ok("export", "--json", "all.json") == ""
    assert json.loads((flows.folder / "all.json").read_text())[0] == "flowscheme-store"


def test_commands_leave_no_file_of_an_owner(flows):
    flows("start", "--id", "a", "f.scm", "ask", "1")
    flows("start", "--id", "b", "f.scm", "bad", "1")
    flows("resume", "a", "1")
    flows("eval", "(begin (flow/start (lambda (x) x) 1) (exit 3))")
    flows("eval", "(begin (flow/start (lambda (x) x) 1) (car 1))")
    assert list((flows.folder / "flowscheme.db-owners").iterdir()) == []


# graph


def test_graph_in_every_format(flows):
    assert flows.ok("graph", "f.scm", "two").splitlines()[:2] == ["sequence", "├── parallel"]
    assert flows.ok("graph", "--format", "mermaid", "f.scm", "two").startswith("flowchart")
    assert flows.ok("graph", "f.scm", "two", "--format", "dot").startswith("digraph")
    assert flows.ok("graph", "f.scm", "two", "--format", "svg").startswith("<svg")
    tree = flows("graph", "--json", "f.scm", "two").json
    assert [child["kind"] for child in tree["children"]] == ["parallel", "procedure"]
    assert not list(flows.folder.glob("*.db"))


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(("f.scm", "nope"), 3), (("nope.scm", "two"), 2), (("f.scm", "two", "--format", "gif"), 2), (("f.scm",), 2)],
)
def test_graph_refusals(flows, arguments, status):
    assert flows("graph", *arguments).status == status


def test_graph_of_a_flow_with_host_functions(cli):
    cli.write("h.py", "import flowscheme\n@flowscheme.effect\ndef send_mail(x): return x\n")
    cli.write("m.scm", "(defflow m (sequence (step 'mail send-mail)))")
    assert "send-mail" in cli.ok("graph", "--host", "h.py", "m.scm", "m")
    assert cli("graph", "m.scm", "m").status == 1


# doctor


def test_doctor_of_a_healthy_store(flows):
    assert "healthy" in flows.ok("doctor")
    flows.ok("start", "--id", "a", "f.scm", "ask", "1")
    facts = flows("doctor", "--json").json
    assert (facts["healthy"], facts["integrity"], facts["journal mode"], facts["runs"]) == (True, "ok", "wal", "1")
    for name in ("flowscheme", "python", "sqlite", "apsw", "lark", "click", "cache"):
        assert facts[name]
    assert flows("doctor", "--store", "memory:").status == 0


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 51, 3), True), ((3, 51, 2), False), ((3, 52, 0), True), ((3, 54, 1), True), ((4, 0, 0), True),
        ((3, 50, 7), True), ((3, 50, 6), False), ((3, 44, 6), True), ((3, 44, 5), False), ((3, 45, 9), False),
        ((3, 39, 0), False),
    ],
)  # fmt: skip
def test_which_versions_of_sqlite_are_safe(version, safe):
    assert sqlite_is_safe(version) is safe


# stores that cannot be used


def _not_a_database(cli) -> None:
    cli.write("flowscheme.db", b"\x00\x01 no database" * 1000)


def _of_a_newer_version(cli) -> None:
    with sqlite3.connect(cli.folder / "flowscheme.db") as connection:
        connection.execute(f"PRAGMA application_id = {0x666C6F77}")
        connection.execute("PRAGMA user_version = 99")


def _of_somebody_else(cli) -> None:
    with sqlite3.connect(cli.folder / "flowscheme.db") as connection:
        connection.execute("CREATE TABLE mine (x)")


def _a_folder(cli) -> None:
    (cli.folder / "flowscheme.db").mkdir()


def _in_no_folder(cli) -> None:
    cli.store = "sqlite:///no/such/folder/x.db"


def _an_unknown_url(cli) -> None:
    cli.store = "mysql://localhost/x"


SPOILERS = [_not_a_database, _of_a_newer_version, _of_somebody_else, _a_folder, _in_no_folder, _an_unknown_url]
SAYS = ["not a SQLite database", "newer flowscheme", "not a flowscheme", "a folder", "does not exist", "not the URL"]
COMMANDS = [("start", "f.scm", "add", "1"), ("list",), ("eval", "(flow/list)"), ("doctor",)]


@pytest.mark.parametrize(("spoil", "says"), list(zip(SPOILERS, SAYS, strict=True)))
@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
def test_a_store_that_cannot_be_used(flows, spoil, says, command):
    spoil(flows)
    ended = flows(*command)
    assert ended.status == 3
    assert says in ended.err
    assert ended.err.count("\n") == 1


def test_a_full_disk_loses_nothing(flows):
    flows.ok("start", "--id", "a", "f.scm", "ask", "1")
    limited = 'ulimit -f 100; exec "$0" -m flowscheme resume a "$1"'
    long = '"' + "x" * 100000 + '"'
    done = subprocess.run(
        ["bash", "-c", limited, sys.executable, long], cwd=flows.folder, capture_output=True, text=True, env=_no_store()
    )
    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    assert "nothing was written" in done.stderr
    assert done.stderr.count("\n") == 1
    assert flows.ok("status", "a") == "suspended"
    assert flows.ok("resume", "a", "2") == "4"


def test_a_disk_that_fills_in_the_middle_of_a_run_leaves_an_orphan(cli):
    cli.write("l.scm", "(defflow long (sequence (step 'a (lambda (x) (make-string 300000 #\\a))) string-length))")
    limited = 'ulimit -f 200; exec "$0" -m flowscheme start --id l l.scm long'
    done = subprocess.run(
        ["bash", "-c", limited, sys.executable], cwd=cli.folder, capture_output=True, text=True, env=_no_store()
    )
    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    assert "Traceback" not in done.stderr
    assert cli.ok("retry", "l") == "300000"


def _no_store() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("FLOWSCHEME_")}


def test_a_read_only_store(flows):
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        flows.store = f"sqlite:///{folder}/x.db"
        flows.ok("start", "--id", "a", "f.scm", "ask", "1")
        os.chmod(Path(folder, "x.db"), 0o444)
        status, err = _as_nobody("resume", "--store", flows.store, "a", "1")
    assert status == 3
    assert err == f"error: {folder}/x.db: the file cannot be written\n"


def _as_nobody(*arguments: str) -> tuple[int, str]:
    """The exit status and stderr of a command in a process without the rights of root.

    Others may not be allowed to read this Python: a first command imports what the second one needs.
    """
    program = """
import os, sys
from flowscheme.cli.commands import run
run(["resume", "--store", "memory:", "nobody", "1"])
os.geteuid() or os.setuid(65534)
sys.stderr.write("--\\n")
sys.exit(run(sys.argv[1:]))
"""
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=_no_store())
    return done.returncode, done.stderr.split("--\n")[1]
