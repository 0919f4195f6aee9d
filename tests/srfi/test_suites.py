"""Files that use SRFI 64: their exit status under `flowscheme run`, what is printed, and their items under pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from flowscheme.primitives.testing import Verdict
from flowscheme.suites import Form, find_forms, match

IMPORTS = "(import (scheme base) (scheme process-context) (srfi 64))\n"

SUITE = IMPORTS + """
(test-begin "suite")
(test-equal "adds" 3 (+ 1 2))
(test-group "inner"
  (test-eqv 4
            (+ 1 2))
  (test-assert "raises" (car 5)))
(test-skip 1)
(test-assert "skipped" #f)
(test-expect-fail 1)
(test-assert "known" #f)
(define (check x)
  (test-assert "each" (even? x)))
(for-each check '(2 3 4))
(define (never) (test-assert "never" #f))
(test-end "suite")
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with arguments in a folder."""
    environment = os.environ | {"FLOWSCHEME_CACHE": str(folder / "cache")}
    return subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True)


def run_scheme(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Run a program with `flowscheme run`."""
    (folder / "tests.scm").write_text(text)
    return run(folder, "-m", "flowscheme", "run", "tests.scm")


def run_pytest(folder: Path, *arguments: str) -> dict[str, tuple[str, str]]:
    """Run pytest with the plugin in a folder: item to (passed, failed, skipped or error; text)."""
    plugin = ("-p", "no:flowscheme", "-p", "flowscheme.pytest_plugin", "-p", "no:cacheprovider")
    done = run(folder, "-m", "pytest", *plugin, "-q", "--junitxml=results.xml", *arguments)
    assert done.returncode in (0, 1, 2, 5), done.stdout + done.stderr
    found = {}
    for case in ElementTree.parse(folder / "results.xml").iter("testcase"):
        bad = next((child for child in case if child.tag in ("failure", "error", "skipped")), None)
        name = case.get("name", "")
        found[name] = ("passed", "") if bad is None else (bad.tag, f"{bad.get('message')}\n{bad.text}")
    return found


@pytest.mark.parametrize(
    ("program", "status", "printed"),
    [
        ('(test-begin "s") (test-assert #t) (test-end)', 0, "1 passed, 0 failed\n"),
        ('(test-begin "s") (test-assert "t" #f) (test-end)', 1, "0 passed, 1 failed\n"),
        ('(test-begin "s") (test-expect-fail 1) (test-assert #t) (test-end)', 0, "1 unexpectedly passed\n"),
        ('(test-begin "s") (test-expect-fail 1) (test-assert #f) (test-end)', 0, "1 failed as expected\n"),
        ('(test-begin "s") (test-skip 1) (test-assert #f) (test-end)', 0, "1 skipped\n"),
        ('(test-begin "s" 2) (test-assert #t) (test-end)', 1, "FAIL s: expected 2 tests, got 1\n"),
        ('(test-begin "s") (test-assert #f)', 1, "FAIL s / (no name)\n"),
        ('(test-begin "s") (test-assert #f) (test-end) (exit 7)', 7, "1 failed\n"),
        ('(test-group "s" (test-assert #f))', 1, "1 failed\n"),
        ('(test-runner-factory test-runner-null) (test-begin "s") (test-assert #f) (test-end)', 1, ""),
        ("(test-with-runner (test-runner-null) (test-begin \"s\") (test-assert #f) (test-end))", 1, ""),
        ('(test-begin "s") (test-with-runner (test-runner-null) (test-begin "o") (test-assert #f) (test-end)) (test-end)', 0, ""),
        (
            '(guard (e (#t #f)) (test-with-runner (test-runner-null) (test-begin "left") (raise 1)))'
            '(test-begin "s") (test-assert #f) (test-end)', 1, "0 passed, 1 failed\n",
        ),
        ('(test-begin "s") (test-end) (car 5)', 1, "0 passed, 0 failed\n"),
    ],
)
def test_the_exit_status_tells_whether_a_test_failed(tmp_path: Path, program: str, status: int, printed: str) -> None:
    done = run_scheme(tmp_path, IMPORTS + program)
    assert (done.returncode, printed in done.stdout) == (status, True), done.stdout + done.stderr


def test_a_failure_is_printed_with_its_place_and_values(tmp_path: Path) -> None:
    done = run_scheme(tmp_path, SUITE)
    assert done.stdout.splitlines() == [
        "FAIL suite / inner / (no name)",
        "  test:     (+ 1 2)  at tests.scm:6",
        "  expected: 4",
        "  got:      3",
        "FAIL suite / inner / raises",
        "  test:     (car 5)  at tests.scm:8",
        "  raised:   car: expected a pair, got 5",
        "FAIL suite / each",
        "  test:     (even? x)  at tests.scm:14",
        "  got:      #f",
        "3 passed, 3 failed, 1 failed as expected, 1 skipped",
    ]
    assert done.returncode == 1


def test_each_test_form_is_an_item(tmp_path: Path) -> None:
    (tmp_path / "suite-test.scm").write_text(SUITE)
    items = run_pytest(tmp_path)
    assert {name: kind for name, (kind, _) in items.items()} == {
        "suite / adds": "passed",
        "suite / inner / (+ 1 2)": "failure",
        "suite / inner / raises": "failure",
        "suite / skipped": "skipped",
        "suite / known": "skipped",
        "suite / each": "failure",
        "suite / never": "skipped",
        "suite-test.scm": "passed",
    }
    report = "suite-test.scm:6: suite / inner / (no name) failed\n  test:     (+ 1 2)\n  expected: 4\n  got:      3"
    assert report in items["suite / inner / (+ 1 2)"][1]
    assert "raised:   car: expected a pair, got 5" in items["suite / inner / raises"][1]
    assert "the test was not reached" in items["suite / never"][1]


def test_an_unexpected_success_is_told(tmp_path: Path) -> None:
    (tmp_path / "a-test.scm").write_text(IMPORTS + '(test-begin "s") (test-expect-fail 1) (test-assert "t" #t) (test-end)')
    plugin = ("-p", "no:flowscheme", "-p", "flowscheme.pytest_plugin", "-p", "no:cacheprovider")
    done = run(tmp_path, "-m", "pytest", *plugin, "-q", "-rX")
    assert done.returncode == 0 and "1 passed, 1 xpassed" in done.stdout, done.stdout


def test_an_item_alone_runs_its_file(tmp_path: Path) -> None:
    (tmp_path / "test-suite.scm").write_text(SUITE)
    assert run_pytest(tmp_path, "-k", "adds") == {"suite / adds": ("passed", "")}


def test_an_error_outside_of_tests_fails_the_file_and_what_it_kept_from_running(tmp_path: Path) -> None:
    suite = '(test-begin "s")\n(test-assert "a" #t)\n(vector-ref #(1) 5)\n(test-assert "b" #t)'
    (tmp_path / "a-test.scm").write_text(IMPORTS + suite)
    items = run_pytest(tmp_path)
    assert [items[name][0] for name in ("s / a", "s / b", "a-test.scm")] == ["passed", "failure", "failure"]
    assert "a-test.scm:4:" in items["s / b"][1] and "index out of range" in items["a-test.scm"][1]


def test_what_belongs_to_no_form_fails_the_file(tmp_path: Path) -> None:
    (tmp_path / "more.scm").write_text('(test-assert "included" #f)')
    (tmp_path / "a-test.scm").write_text(IMPORTS + '(test-begin "s" 3)\n(test-assert "a" #t)\n(include "more.scm")\n(test-end)')
    items = run_pytest(tmp_path)
    assert {name: kind for name, (kind, _) in items.items()} == {"s / a": "passed", "a-test.scm": "failure"}
    assert "included failed" in items["a-test.scm"][1] and "number of tests failed" in items["a-test.scm"][1]


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a-test.scm").write_text(IMPORTS + "(test-begin")
    ((kind, text),) = run_pytest(tmp_path).values()
    assert kind == "error" and "a-test.scm:2:1" in text


def test_exit_with_success_is_the_end_and_with_failure_an_error(tmp_path: Path) -> None:
    (tmp_path / "good-test.scm").write_text(IMPORTS + '(test-begin "s")\n(test-end)\n(exit)')
    (tmp_path / "bad-test.scm").write_text(IMPORTS + '(test-begin "s")\n(test-end)\n(exit 3)')
    items = run_pytest(tmp_path)
    assert {name: kind for name, (kind, _) in items.items()} == {"good-test.scm": "passed", "bad-test.scm": "failure"}


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "suite.scm").write_text(SUITE)
    (tmp_path / "test-other.scm").write_text("(display 1)")
    assert run_pytest(tmp_path) == {}


def test_libraries_are_found_beside_the_file_and_in_the_configured_folders(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nflowscheme_path = libraries\n")
    for folder, name in ((tmp_path, "near"), (tmp_path / "libraries", "far")):
        folder.mkdir(exist_ok=True)
        library = f"(define-library ({name}) (export {name}) (import (scheme base)) (begin (define {name} 1)))"
        (folder / f"{name}.sld").write_text(library)
    suite = '(import (scheme base) (srfi 64) (near) (far)) (test-begin "s") (test-eqv "sum" 2 (+ near far)) (test-end)'
    (tmp_path / "a-test.scm").write_text(suite)
    assert {name: kind for name, (kind, _) in run_pytest(tmp_path).items()} == {"s / sum": "passed", "a-test.scm": "passed"}


def test_forms_are_found_where_they_stand_but_not_in_quotations(tmp_path: Path) -> None:
    file = tmp_path / "x.scm"
    file.write_text("""
        (test-begin "a")
        (let ((x '(test-assert "quoted" 1)))
          (test-approximate 1.5 (f x) 0.1)
          (test-group "g" (test-error "e" #t (g
            x))))
        (test-end)
        (test-equal (h) 1)""")
    assert find_forms(file) == [Form("a / (f x)", 4, 4), Form("a / g / e", 5, 6), Form("1", 8, 8)]


def test_a_result_belongs_to_the_innermost_form_of_its_line() -> None:
    def at(line: int, file: str = "f") -> Verdict:
        return Verdict((), "", "pass", {"source-file": file, "source-line": str(line)})

    forms = [Form("outer", 1, 5), Form("inner", 2, 3)]
    found = [at(1), at(2), at(9), at(2, "other")]
    assert match(found, forms, "f") == {0: [at(1)], 1: [at(2)], -1: [at(9), at(2, "other")]}
