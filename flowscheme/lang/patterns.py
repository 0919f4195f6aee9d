"""Regular expressions that are compiled when they are first used: compiling all of ours takes longer than a cached start."""

from __future__ import annotations

import re
from typing import Any


class _LazyPattern:
    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # called for each method once: then the pattern's own is an attribute here
        method = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, method)
        return method


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, later."""
    lazy: Any = _LazyPattern(text, flags)
    return lazy
