"""The wheel carries the prelude and the documents, and what it installs works without the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LISTS = '(import (scheme base) (srfi 1) (srfi 64)) (test-begin "lists") (test-equal "fold" 6 (fold + 0 (iota 4))) (test-end)'

REPOSITORY = Path(__file__).parents[2]


def run(*command: str, cwd: Path, **environment: str) -> str:
    done = subprocess.run(command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def test_an_installed_wheel_runs_flows_from_its_own_prelude(tmp_path: Path) -> None:
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(REPOSITORY), cwd=tmp_path)
    (wheel,) = tmp_path.glob("flowscheme-*.whl")
    target = tmp_path / "site"
    run(*pip, "install", "-q", "--no-deps", "--target", str(target), str(wheel), cwd=tmp_path)
    where = run(sys.executable, "-c", "import flowscheme.interp as i; print(i.PRELUDE)", cwd=tmp_path, PYTHONPATH=str(target))
    assert Path(where) == target / "flowscheme" / "_prelude"
    for document in ("reference.md", "semantics.md"):
        assert (target / "flowscheme/docs" / document).read_text() == (REPOSITORY / "flowscheme/docs" / document).read_text()
    program = "(import (srfi 69) (srfi 158)) ((sequence (lambda (x) (+ x 1)) (lambda (x) (* x 2))) 20)"
    command = (sys.executable, "-m", "flowscheme", "eval", program)
    assert run(*command, cwd=tmp_path, PYTHONPATH=str(target)) == "42"
    (tmp_path / "lists-test.scm").write_text(LISTS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "lists-test.scm"]
    shown = run(*command, cwd=tmp_path, PYTHONPATH=str(target))
    assert "2 passed" in shown


def test_the_repository_runs_from_its_own_prelude(tmp_path: Path) -> None:
    where = run(sys.executable, "-c", "import flowscheme.interp as i; print(i.PRELUDE)", cwd=tmp_path, PYTHONPATH=str(REPOSITORY))
    assert Path(where) == REPOSITORY / "prelude"
