"""Help, version and completion."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from flowscheme.cli.commands import COMMANDS, commands


def test_help_lists_every_command(cli):
    page = cli.ok("--help")
    for name in COMMANDS:
        assert f"\n  {name} " in page
    assert cli.ok("-h") == page


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_by_example(name):
    context = click.Context(commands, info_name="flowscheme")
    command = commands.get_command(context, name)
    assert command.name == name
    assert f"  flowscheme {name}" in command.help or f"| flowscheme {name}" in command.help
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter


PRINTING = set(COMMANDS) - {"run", "repl", "reference"}


@pytest.mark.parametrize("name", sorted(PRINTING))
def test_every_command_that_prints_data_knows_json(name):
    command = commands.get_command(click.Context(commands), name)
    assert any("--json" in parameter.opts for parameter in command.params)


@pytest.mark.parametrize("name", ["run", "start", "resume", "repl", "retry", "graph", "show"])
def test_host_functions_can_be_given(name):
    command = commands.get_command(click.Context(commands), name)
    assert any("--host" in parameter.opts for parameter in command.params)


def test_version(cli):
    assert cli.ok("--version").startswith("flowscheme 0.")


@pytest.mark.parametrize("arguments", [("nonsense",), ("--nonsense",), ("eval",), ("eval", "1", "2"), ("run",)])
def test_wrong_usage(cli, arguments):
    ended = cli(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert "--help" in ended.err


def test_commands_are_completed(cli):
    words = {"COMP_WORDS": "flowscheme st", "COMP_CWORD": "1", "_FLOWSCHEME_COMPLETE": "bash_complete"}
    assert cli("", **words).out.split() == ["plain,start", "plain,status"]
    assert "_FLOWSCHEME_COMPLETE" in cli("", _FLOWSCHEME_COMPLETE="bash_source").out


def test_light_commands_load_nothing_heavy():
    program = (
        "import sys; sys.argv = ['flowscheme', 'eval', '(+ 1 2)']\n"
        "from flowscheme.cli.commands import run; run(sys.argv[1:]); run(sys.argv[1:])\n"
        "print([name for name in ('apsw', 'flowscheme.engine.policy', 'flowscheme.store.sqlite', 'flowscheme.flow.svg',"
        " 'difflib', 'readline') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "3\n3\n[]\n", done.stderr
