"""Ids that a terminal must not be sent as they are."""

from __future__ import annotations

ODD = "a\x1b[31m\tb"
SHOWN = "a\\x1b;[31m\\x9;b"


def test_an_id_with_control_characters_is_shown_escaped(flows):
    flows("start", "--id", ODD, "f.scm", "ask")
    for arguments in (("list",), ("show", ODD), ("status", ODD), ("pending",), ("result", ODD)):
        ended = flows(*arguments)
        assert "\x1b" not in ended.out + ended.err, arguments
    assert flows.ok("list").startswith(SHOWN)
    assert flows.ok("show", ODD).startswith(SHOWN)


def test_the_command_that_show_prints_reaches_that_run(flows):
    import subprocess  # the line is for bash

    flows("start", "--id", ODD, "f.scm", "ask")
    line = next(each for each in flows.ok("show", ODD).splitlines() if "flowscheme resume" in each)
    word = line.split("resume ")[1].removesuffix(" VALUE")
    done = subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, text=True)
    assert done.stdout == ODD


def test_a_missing_id_is_named_escaped(flows):
    ended = flows("result", "no\x07such")
    assert "no\\x7;such" in ended.err and "\x07" not in ended.err
