"""`start`, `resume`, `retry`, `cancel`, and the questions about runs."""

from __future__ import annotations

import os
import signal
import sqlite3
import time

import pytest

from .conftest import FLOWS, Cli

SLOW_HOST = """\
import os, time, pathlib
import flowscheme

@flowscheme.effect
def note(text):
    with open("effects.log", "a") as log:
        log.write(text + "\\n")
    return text

@flowscheme.effect
def slow(text):
    pathlib.Path("begun").touch()
    time.sleep(float(os.environ.get("PAUSE", "0")))
    return note(text)
"""
SLOW_FLOW = """\
(defflow work
  (sequence (step 'a (lambda (x) (note "a")))
            (lambda (x) (slow "b"))
            (lambda (x) (list x 'done))))
"""


# start


def test_start_runs_to_the_end(flows):
    assert flows.ok("start", "f.scm", "add", "4") == "10"
    assert (flows.folder / "flowscheme.db").exists()


@pytest.mark.parametrize(
    ("datum", "result"),
    [
        ("-5", "-5"),
        ("-1/2", "-1/2"),
        ("-.5", "-0.5"),
        ('(a "b" #\\c)', '(a "b" #\\c)'),
        ("(+ 1)", "(+ 1)"),
        (" x ", "x"),
    ],
)
def test_the_input_is_a_datum(flows, datum, result):
    assert flows.ok("start", "f.scm", "echo", datum) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ('{"a": [1, 2.5, null, true], "b": "s"}', '((a 1 2.5 null #t) (b . "s"))'),
        ("-5", "-5"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
    ],
)
def test_the_input_can_be_json(flows, text, result):
    assert flows.ok("start", "--json-input", text, "f.scm", "echo") == result


def test_without_an_input_it_is_null(flows):
    assert flows.ok("start", "f.scm", "echo") == "null"
    assert flows("start", "--json", "f.scm", "echo").json["result"] is None


def test_options_may_stand_behind_the_arguments(flows):
    assert flows.ok("start", "f.scm", "ask", "-5", "--id", "a") == '(flow-suspended "a" go)'


def test_behind_two_dashes_everything_is_an_argument(flows):
    assert flows.ok("start", "f.scm", "echo", "--", "--x") == "--x"
    assert flows("start", "f.scm", "echo", "--x").status == 2


def test_start_json(flows):
    done = flows("start", "--json", "--id", "a", "f.scm", "add", "4").json
    assert (done["id"], done["flow"], done["status"], done["input"], done["result"]) == ("a", "add", "done", 4, 10)
    parked = flows("start", "--json", "--id", "b", "f.scm", "two").json
    assert (parked["status"], parked["waits"]) == ("suspended", ["legal", "finance"])
    failed = flows("start", "--json", "--id", "c", "f.scm", "bad", "5")
    assert failed.status == 1
    assert (failed.json["status"], failed.json["error"]["kind"]) == ("failed", "type")


def test_a_start_with_an_id_that_exists_attaches(flows):
    first = flows.ok("start", "--id", "a", "f.scm", "ask", "1")
    assert flows.ok("start", "--id", "a", "f.scm", "ask", "1") == first
    other = flows("start", "--id", "a", "f.scm", "ask", "2")
    assert (other.status, other.out) == (3, "")


def test_a_flow_that_raises_is_1_and_says_how_to_go_on(flows):
    ended = flows("start", "--id", "a", "f.scm", "bad", "5")
    assert (ended.status, ended.out) == (1, "")
    assert "f.scm:5:31: error: car: expected a pair, got 5" in ended.err
    assert "flowscheme retry a" in ended.err
    assert "Traceback" not in ended.err


def test_a_flow_that_raises_a_refusal_has_raised(flows):
    assert flows("start", "f.scm", "refused", "5").status == 1


def test_a_flow_that_the_file_does_not_define(flows):
    ended = flows("start", "f.scm", "nope")
    assert ended.status == 3
    assert "it defines add, approve, ask" in ended.err
    assert not (flows.folder / "flowscheme.db").exists()


def test_memory_keeps_nothing(flows):
    assert flows.ok("start", "--store", "memory:", "f.scm", "add", "4") == "10"
    assert not (flows.folder / "flowscheme.db").exists()


# resume


def test_resume_needs_no_file(flows):
    flows.ok("start", "--id", "a", "f.scm", "ask")
    (flows.folder / "f.scm").unlink()
    assert flows.ok("resume", "a", "-3") == "-6"
    assert flows.ok("result", "a") == "-6"


def test_resume_by_tag(flows):
    flows.ok("start", "--id", "a", "f.scm", "two")
    assert flows.ok("resume", "--tag", "finance", "a", "yes") == '(flow-suspended "a" legal)'
    assert flows.ok("resume", "--json-input", '{"by": "eve"}', "a") == '(signed ((by . "eve")) yes)'


def test_resume_answers_a_request(flows):
    flows.ok("start", "--id", "a", "f.scm", "approve")
    assert flows.ok("pending") == '("a" (flow-request human "ok to ship?"))'
    assert flows.ok("resume", "--tag", '(flow-request human "ok to ship?")', "a", "yes") == "yes"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("resume", "nobody", "1"), 3),
        (("resume", "--tag", "other", "a", "1"), 3),
        (("resume", "done", "1"), 3),
        (("resume", "gone", "1"), 3),
        (("resume", "a", "(1"), 2),
        (("resume", "a", "1 2"), 2),
        (("resume", "a", ""), 2),
        (("resume", "--json-input", "{", "a"), 2),
        (("resume", "--json-input", "NaN", "a"), 2),
        (("resume", "--json-input", "1", "a", "1"), 2),
        (("resume", "--json-input", "[" * 5000, "a"), 2),
        (("resume",), 2),
        (("resume", "a", "1", "2"), 2),
        (("resume", "--nope", "a"), 2),
        (("retry", "a"), 3),
        (("retry", "nobody"), 3),
        (("retry",), 2),
        (("retry", "a", "--all"), 2),
        (("cancel", "nobody"), 3),
        (("cancel", "done"), 3),
        (("result", "nobody"), 3),
        (("result", "a"), 3),
        (("result", "gone"), 3),
        (("log", "nobody"), 3),
        (("show", "nobody"), 3),
        (("forget", "nobody"), 3),
        (("forget", "a"), 3),
        (("list", "--status", "odd"), 2),
        (("nonsense",), 2),
    ],
)
def test_refusals(refusing, arguments, status):
    ended = refusing(*arguments)
    assert (ended.status, ended.out) == (status, "")
    assert ended.err.count("rror: ") == 1
    assert "Traceback" not in ended.err


@pytest.fixture(scope="module")
def refusing(tmp_path_factory):
    """A store with a run of each sort; nothing that is refused changes it."""
    flows = Cli(tmp_path_factory.mktemp("refusing"))
    flows.write("f.scm", FLOWS)
    flows.write(
        "p.scm",
        """
        (include "f.scm")
        (flow/start ask 1 'id "a")
        (flow/start add 1 'id "done")
        (flow/start ask 1 'id "gone")
        (flow/cancel "gone")
    """,
    )
    assert flows("run", "p.scm").status == 0
    return flows


def test_of_two_simultaneous_resumes_one_wins(flows):
    flows.ok("start", "--id", "a", "f.scm", "ask")
    both = [flows.start("resume", "a", str(number)) for number in (1, 2)]
    outs = [process.communicate(timeout=60) for process in both]
    assert sorted(process.returncode for process in both) == [0, 3], outs
    assert flows.ok("result", "a") in ("2", "4")


def test_answers_to_different_waits_both_count(flows):
    flows.ok("start", "--id", "a", "f.scm", "two")
    both = [flows.start("resume", "--tag", tag, "a", tag) for tag in ("legal", "finance")]
    for process in both:
        process.communicate(timeout=60)
    assert [process.returncode for process in both] == [0, 0]
    assert flows.ok("result", "a") == "(signed legal finance)"


# kill and retry


def _killed(cli, *arguments: str) -> None:
    """Start a run and kill its process in the middle of the slow host function."""
    process = cli.start(*arguments, PAUSE="60")
    _until((cli.folder / "begun").exists)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.communicate()
    (cli.folder / "begun").unlink()


def _until(holds) -> None:
    for _ in range(3000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen within 30 s")


def _slow(cli) -> None:
    cli.write("h.py", SLOW_HOST)
    cli.write("w.scm", SLOW_FLOW)


def test_a_killed_run_is_taken_over_without_its_file(cli):
    _slow(cli)
    _killed(cli, "start", "--host", "h.py", "--id", "w", "w.scm", "work")
    (cli.folder / "w.scm").unlink()
    assert cli.ok("status", "w") == "running"
    assert "orphan" in cli.ok("show", "w")
    missing = cli("retry", "w")
    assert missing.status == 3
    assert "slow" in missing.err
    assert cli.ok("retry", "--host", "h.py", "w") == '("b" done)'
    assert (cli.folder / "effects.log").read_text() == "a\nb\n"


def test_retry_all_takes_every_orphan(cli):
    _slow(cli)
    for id in ("w1", "w2"):
        _killed(cli, "start", "--host", "h.py", "--id", id, "w.scm", "work")
    ended = cli("retry", "--all", "--host", "h.py")
    assert ended.status == 0
    assert ended.out == '("w1" done ("b" done))\n("w2" done ("b" done))\n'
    assert "[2/2] w2" in ended.err
    assert cli("retry", "--all", "--json").json == []


def test_retry_all_goes_on_after_a_failure(cli):
    _slow(cli)
    for id in ("w1", "w2"):
        _killed(cli, "start", "--host", "h.py", "--id", id, "w.scm", "work")
    ended = cli("retry", "--all", "--json")
    assert ended.status == 3
    assert [(run["id"], run["error"]["kind"]) for run in ended.json] == [
        (id, "flow-missing-host") for id in ("w1", "w2")
    ]


def test_ctrl_c_leaves_an_orphan(cli):
    _slow(cli)
    process = cli.start("start", "--host", "h.py", "--id", "w", "w.scm", "work", PAUSE="60")
    _until((cli.folder / "begun").exists)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert err.count(b"\n") == 1
    assert b"retry" in err
    assert cli.ok("retry", "--host", "h.py", "w") == '("b" done)'


def test_retry_of_a_failed_run(cli):
    cli.write("h.py", "import flowscheme, os\n@flowscheme.effect\ndef mail(): return 1 / int(os.environ['N'])\n")
    cli.write("m.scm", "(defflow m (lambda (x) (mail)))")
    failed = cli("start", "--host", "h.py", "--id", "m", "m.scm", "m", N="0")
    assert failed.status == 1
    assert "ZeroDivisionError: division by zero" in failed.err
    assert "Traceback" not in failed.err
    assert cli.ok("retry", "--host", "h.py", "m", N="4") == "0.25"


def test_debugging_shows_the_host_functions_traceback(cli):
    cli.write("h.py", "import flowscheme\n@flowscheme.effect\ndef mail(): raise OSError('no route')\n")
    cli.write("p.scm", "(mail)")
    ended = cli("run", "--host", "h.py", "p.scm", FLOWSCHEME_DEBUG="1")
    assert ended.status == 1
    assert "Traceback" in ended.err
    assert 'h.py", line 3, in mail' in ended.err


# questions


def test_status_prints_the_word(flows):
    flows.ok("start", "--id", "a", "f.scm", "ask")
    assert flows.ok("status", "a") == "suspended"
    assert flows.ok("status", "nobody") == "unknown"
    assert flows("status", "--json", "a").json == {"id": "a", "status": "suspended"}


def test_result_of_a_failed_run(flows):
    flows("start", "--id", "a", "f.scm", "bad", "5")
    ended = flows("result", "--json", "a")
    assert ended.status == 1
    assert ended.json["error"]["message"].startswith("car: expected a pair")
    assert "error: car: expected a pair" in ended.err


def test_log_and_pending_and_list(flows):
    flows.ok("start", "--id", "a", "f.scm", "two")
    flows.ok("start", "--id", "b", "f.scm", "add", "1")
    flows.ok("resume", "a", "-3")
    assert flows.ok("log", "a") == "(legal -3)"
    assert flows("log", "--json", "a").json == [{"tag": "legal", "value": -3}]
    assert flows.ok("pending") == '("a" finance)'
    assert flows("pending", "--json").json == [{"id": "a", "flow": "two", "tag": "finance"}]
    lines = flows.ok("list").splitlines()
    assert [line.split()[:3] for line in lines] == [["a", "suspended", "two"], ["b", "done", "add"]]
    assert [run["id"] for run in flows("list", "--status", "done", "--json").json] == ["b"]
    assert flows.ok("list", "--status", "failed") == ""


def test_questions_make_no_store(cli):
    for question in (("list",), ("pending",), ("status", "a"), ("result", "a"), ("resume", "a"), ("gc",), ("doctor",)):
        cli(*question)
    assert list(cli.folder.iterdir()) == []


def test_show_tells_how_to_answer(flows):
    flows.ok("start", "--id", "a b", "--store", "sqlite:///x.db", "f.scm", "two")
    page = flows.ok("show", "--store", "sqlite:///x.db", "a b")
    assert "a b  suspended" in page
    assert "… parallel" in page
    assert "· lambda" in page
    assert "flowscheme resume --store sqlite:///x.db 'a b' VALUE" in page
    assert "flowscheme resume --store sqlite:///x.db --tag finance 'a b' VALUE" in page


def test_show_a_run_that_is_done_and_one_that_failed(flows):
    flows.ok("start", "--id", "a", "f.scm", "ask")
    flows.ok("resume", "a", "4")
    page = flows.ok("show", "a")
    assert "result   8" in page
    assert "go  4" in page
    assert "✓ await go" in page
    flows("start", "--id", "b", "f.scm", "bad", "5")
    assert "error: car: expected a pair, got 5" in flows.ok("show", "b")


def test_show_json(flows):
    flows.ok("start", "--id", "a", "f.scm", "two")
    flows.ok("resume", "a", "1")
    data = flows("show", "--json", "a").json
    assert (data["id"], data["waits"], data["log"]) == ("a", ["finance"], [{"tag": "legal", "value": 1}])
    assert data["tree"]["kind"] == "sequence"
    parallel = data["tree"]["children"][0]
    states = [(child["label"], child["state"]) for child in parallel["children"]]
    assert states == [("legal", "done"), ("finance", "waiting")]


def test_cancel(flows):
    flows.ok("start", "--id", "a", "f.scm", "ask")
    assert flows.ok("cancel", "a") == "cancelled"
    assert flows.ok("status", "a") == "cancelled"
    assert flows("resume", "a", "1").status == 3
    flows.ok("start", "--id", "b", "f.scm", "ask")
    assert flows("cancel", "--json", "b").json["status"] == "cancelled"


def test_the_store_is_one_sqlite_file(flows):
    flows.ok("start", "--store", "sqlite:///x.db", "--id", "a", "f.scm", "add", "1")
    assert sqlite3.connect(flows.folder / "x.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)
