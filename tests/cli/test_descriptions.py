"""`describe` and `reference`."""

from __future__ import annotations


def test_describe(cli):
    assert cli.ok("describe", "car", "let").startswith("(car pair)\n  The first field of pair.\n")
    assert cli("describe", "--json", "car").json[0]["signatures"] == ["(car pair)"]


def test_describe_a_name_that_is_nothing(cli):
    ended = cli("describe", "lenght")
    assert (ended.status, ended.out) == (1, "")
    assert "did you mean length" in ended.err


def test_reference(cli):
    assert cli.ok("reference", "(scheme lazy)").startswith("## (scheme lazy)\n\n- `(delay expression)`")
    assert cli("reference", "(scheme nothing)").status == 1
