"""Each example runs alone, with real processes and real effects; and the demo tells its story."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
HOST = str(EXAMPLES / "host.py")


@pytest.fixture
def flowscheme(tmp_path: Path):
    """Run the command line in a folder of its own; what it prints, without the last newline."""

    def run(*arguments: str) -> str:
        environment = os.environ | {"FLOWSCHEME_STORE": f"sqlite:///{tmp_path}/flows.db", "OUTBOX": str(tmp_path / "outbox")}
        command = [sys.executable, "-m", "flowscheme", *arguments]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.rstrip("\n")

    return run


def effects(folder: Path) -> list[str]:
    return (folder / "outbox" / "effects.log").read_text().splitlines()


def test_publish_publishes_and_federates(flowscheme, tmp_path: Path) -> None:
    started = flowscheme("start", "--host", HOST, "--id", "p", str(EXAMPLES / "publish.scm"), "publish", '"Durable flows"')
    assert started == '(flow-suspended "p" review)'
    assert flowscheme("resume", "--host", HOST, "p", "approved").startswith("(published ")
    assert (tmp_path / "outbox/published/durable-flows.txt").read_text() == "Durable flows: teh first draft"
    assert (tmp_path / "outbox/south.example/durable-flows.txt").exists()
    assert effects(tmp_path).count("save-file durable-flows.txt") == 1


def test_publish_tells_the_author_of_a_rejection(flowscheme, tmp_path: Path) -> None:
    flowscheme("start", "--host", HOST, "--id", "p", str(EXAMPLES / "publish.scm"), "publish", '"Nothing"')
    assert flowscheme("resume", "--host", HOST, "p", "no") == '(rejected "Nothing")'
    assert not (tmp_path / "outbox/published").exists()
    assert len(list((tmp_path / "outbox/mail").iterdir())) == 1


def test_digest_goes_on_past_a_failing_recipient(flowscheme, tmp_path: Path) -> None:
    recipients = '("ann@example.org" "nobody" "bob@example.org")'
    result = flowscheme("start", "--host", HOST, str(EXAMPLES / "digest.scm"), "digest", recipients)
    assert result.startswith('((sent "ann@example.org" "bob@example.org") (failed ("nobody"')
    assert len(list((tmp_path / "outbox/mail").iterdir())) == 2


def test_onboarding_reminds_until_confirmed(flowscheme, tmp_path: Path) -> None:
    file = str(EXAMPLES / "onboarding.scm")
    flowscheme("start", "--host", HOST, "--id", "ann", file, "onboarding", '"ann@example.org"')
    for _ in range(2):
        assert flowscheme("resume", "--host", HOST, "ann", "no") == '(flow-suspended "ann" confirmation)'
    assert flowscheme("resume", "--host", HOST, "ann", "yes") == '(onboarded "ann@example.org" (reminders 2))'
    assert [line.split(": ")[1] for line in effects(tmp_path)] == ["Please confirm", "A reminder", "A reminder", "Welcome"]


def test_the_demo_survives_kill_9() -> None:
    environment = os.environ | {"PYTHON": sys.executable}
    done = subprocess.run(["bash", str(EXAMPLES / "demo.sh")], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count('(flow-suspended "post-1" review)') == 1
    assert "running" in done.stdout
    assert "(published" in done.stdout
    assert done.stdout.count("north.example: begun") == 2
    assert done.stdout.count("north.example: finished") == 1
