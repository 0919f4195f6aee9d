"""The Pythons that are tested: one place names them, each has an environment of its own, and CI runs those that it finds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
TESTED = ["3.11", "3.12", "3.13"]


def shell(command: str, folder: Path = REPOSITORY, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", command], cwd=folder, env=os.environ | environment, capture_output=True, text=True)


def executable(file: Path, body: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)


def python(file: Path, version: str) -> None:
    """Something that is taken for a Python of that version."""
    executable(file, f"echo {version}")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository whose suite passes with Python 3.71 and fails with 3.73; no such Pythons are there yet."""
    shutil.copytree(REPOSITORY / ".ci", tmp_path / ".ci")
    (tmp_path / "pyproject.toml").write_text('requires-python = ">=3.71,<3.74"\n')
    suite = """set -e; . .ci/pythons.sh; prepare_environment; echo "suite: $environment"; [ "$environment" != .venv-3.73 ]"""
    executable(tmp_path / "conformance.sh", f"exec bash -c {suite!r}")
    for version in ("3.71", "3.72", "3.73"):
        for tool in ("python", "ruff", "mypy"):
            executable(tmp_path / f".venv-{version}/bin/{tool}", f"echo {tool} of {version} checks")
    return tmp_path


def ci(checkout: Path) -> tuple[int, list[str]]:
    """The exit status of CI, and the lines that it prints."""
    path = f"{checkout}/bin:{os.environ['PATH']}"
    done = shell(".ci/run", checkout, PATH=path, PYENV_ROOT=str(checkout / "pyenv"))
    return done.returncode, done.stdout.splitlines()


def test_the_versions_stand_in_one_place_and_the_readme_says_them() -> None:
    assert shell(". .ci/pythons.sh && tested_versions").stdout.split() == TESTED
    assert f"with Python {TESTED[0]}, {TESTED[1]} or {TESTED[2]}:" in (REPOSITORY / "README.md").read_text()
    assert "{}.{}".format(*sys.version_info) in TESTED


@pytest.mark.parametrize("script", ["conformance.sh", "examples/demo.sh"])
def test_a_python_that_is_not_tested_is_refused(script: str, tmp_path: Path) -> None:
    python(tmp_path / "python", "3.10")
    done = shell(f"bash {script}", PYTHON=str(tmp_path / "python"))
    assert done.returncode == 1
    assert f"flowscheme is tested with Python 3.11, 3.12, 3.13; {tmp_path}/python is 3.10." in done.stderr
    assert "is no Python that runs" in shell(f"bash {script}", PYTHON=str(tmp_path / "nothing")).stderr


def test_ci_runs_the_versions_that_it_finds(checkout: Path) -> None:
    python(checkout / "bin/python3.71", "3.71")
    python(checkout / "pyenv/versions/3.72.5/bin/python", "3.72")
    status, lines = ci(checkout)
    assert status == 0
    assert [line for line in lines if line.startswith("suite")] == ["suite: .venv-3.71", "suite: .venv-3.72"]
    assert [line for line in lines if line.endswith("checks")] == ["ruff of 3.71 checks", "mypy of 3.71 checks"]
    assert re.sub(r"\d+ minutes", "N minutes", "\n".join(lines[-3:])).splitlines() == [
        "passed: Python 3.71, N minutes", "passed: Python 3.72, N minutes", "not run: Python 3.73",
    ]  # fmt: skip


def test_ci_fails_with_any_version_and_goes_on_with_the_others(checkout: Path) -> None:
    for version in ("3.71", "3.73"):
        python(checkout / f"bin/python{version}", version)
    executable(checkout / "bin/python3.72", "exit 127")  # as pyenv leaves one on the path that does not run
    status, lines = ci(checkout)
    assert status == 1
    assert [line.split(",")[0] for line in lines[-3:]] == ["passed: Python 3.71", "not run: Python 3.72", "FAILED: Python 3.73"]


def test_ci_fails_if_it_finds_no_python(checkout: Path) -> None:
    assert ci(checkout) == (1, ["not run: Python 3.71", "not run: Python 3.72", "not run: Python 3.73"])
