"""The pytest plugin: Scheme test files that use SRFI 64, collected as pytest items.

A file whose name is `test-*.scm` or `*-test.scm` and whose text names `(srfi 64)` is collected.  Its items are found by
reading it (see `suites`), not by running it: one for each test form that stands in the file, and one for the file as a
whole.  When the first of them is wanted, the whole file runs, once, as `flowscheme run` would run it.

A test that is expected to fail is told as pytest tells such tests: it does not fail the run, whatever comes of it.  A form
that ran several times fails if it failed once; one that was not reached fails if the file raised an error, and
is skipped otherwise.  The file's own item fails for an error outside of tests and for what belongs to no test form.

The option `flowscheme_path` of pytest's configuration names folders in which libraries are sought, beside the file's own.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .primitives.testing import Verdict
    from .suites import FileOutcome, Form

def _suites() -> Any:
    """The module that finds and runs tests."""
    from . import suites  # the language, which a run of pytest without Scheme tests does without

    return suites


Reporting = Generator[None, pytest.TestReport, pytest.TestReport]

_USES_SRFI_64 = re.compile(r"\(\s*srfi\s+64\s*\)")

def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the option `flowscheme_path`."""
    parser.addini("flowscheme_path", "folders in which Scheme tests find their libraries", type="paths", default=[])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SchemeFile | None:
    """Collect the Scheme test files."""
    named = file_path.name.startswith("test-") or file_path.stem.endswith("-test")
    if file_path.suffix == ".scm" and named and _USES_SRFI_64.search(file_path.read_text(errors="replace")):
        file: SchemeFile = SchemeFile.from_parent(parent, path=file_path)
        return file
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Reporting:
    """Tell of a test that passed though it was expected to fail."""
    report = yield
    if call.when == "call" and isinstance(item, FormItem) and report.passed and item.kinds() >= {"xpass"}:
        report.wasxfail = "the test passed, but was expected to fail"
    return report


class SchemeFile(pytest.File):
    """A Scheme test file."""

    @cached_property
    def forms(self) -> list[Form]:
        """The file's test forms."""
        forms: list[Form] = _suites().find_forms(self.path)
        return forms

    @cached_property
    def outcome(self) -> FileOutcome:
        """What came of running the file, which happens when this is first wanted."""
        outcome: FileOutcome = _suites().run_file(self.path, self.forms, self.config.getini("flowscheme_path"))
        return outcome

    def collect(self) -> Iterator[pytest.Item]:
        """An item for each test form, and one for the file."""
        names: set[str] = set()
        for index, form in enumerate(self.forms):
            name = form.name if form.name not in names else f"{form.name} [line {form.first}]"
            names.add(name)
            yield FormItem.from_parent(self, name=name, index=index, line=form.first)
        yield FileItem.from_parent(self, name=self.path.name, index=-1, line=1)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> Any:  # type: ignore[override]
        """Why the file cannot be read."""
        return _suites().explained(excinfo.value) or super().repr_failure(excinfo)


class Failed(Exception):
    """Tests failed; its text says which and how."""


class _Item(pytest.Item):
    """What the two kinds of item share: `index` is that of their results, `line` where they stand."""

    def __init__(self, *, index: int, line: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.index = index
        self.line = line

    @property
    def outcome(self) -> FileOutcome:
        """What came of running the file."""
        assert isinstance(self.parent, SchemeFile)
        return self.parent.outcome

    @property
    def results(self) -> list[Verdict]:
        """The results that belong to this item."""
        return self.outcome.results.get(self.index, [])

    def check(self) -> None:
        """Raise `Failed` if one of the results failed."""
        failed = [_suites().failure_text(result) for result in self.results if result.failed]
        if failed:
            raise Failed("\n".join(failed))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What went wrong, in the words of SRFI 64, or the error."""
        fault = excinfo.value
        if isinstance(fault, Failed):
            return str(fault)
        return _suites().explained(fault) or super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where pytest says that the item stands."""
        return self.path, self.line - 1, self.name


class FormItem(_Item):
    """A test form."""

    def kinds(self) -> set[str]:
        """The kinds of result that the test had."""
        return {result.kind for result in self.results}

    def runtest(self) -> None:
        """Look what came of the test."""
        self.check()
        kinds = self.kinds()
        if not kinds and self.outcome.error is not None:
            raise self.outcome.error
        if not kinds:
            pytest.skip("the test was not reached")
        if kinds == {"skip"}:
            pytest.skip("the test was skipped")
        if "xfail" in kinds:
            pytest.xfail("the test failed as expected")


class FileItem(_Item):
    """A file as a whole."""

    def runtest(self) -> None:
        """Look whether the file ran to its end, and what belongs to no test form."""
        if self.outcome.error is not None:
            raise self.outcome.error
        self.check()
