"""The page of what is promised names each kind of error that there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
RAISED = re.compile(r"""(?:kind=|flow_error\(\s*)"(flow-[a-z-]+)"|%flow-error '(flow-[a-z-]+)""")


def test_the_page_lists_the_kinds_of_errors_that_are_raised() -> None:
    sources = [*(ROOT / "flowscheme").rglob("*.py"), *(ROOT / "prelude").rglob("*.s*")]
    raised = {first or second for path in sources for first, second in RAISED.findall(path.read_text(encoding="utf-8"))}
    page = (ROOT / "flowscheme/docs/semantics.md").read_text(encoding="utf-8")
    table = page.partition("## Errors")[2].partition("\n## ")[0]
    assert set(re.findall(r"`(flow-[a-z-]+)`", table)) - {"flow-error"} == raised
