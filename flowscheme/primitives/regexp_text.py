"""The text that a regexp is matched against, and what its assertions ask of a place in it.

Lines end as `read-line` has it: with a newline, a return, or both.  Grapheme clusters are those of UAX 29, with the
properties that Python's `unicodedata` tells: Extended_Pictographic is taken for the symbols of the planes of emoji.
The boundaries are computed once for a text, so that asking is constant in time wherever a match backs up.
"""

from __future__ import annotations

from unicodedata import category

_HANGUL_BASE, _HANGUL_END = 0xAC00, 0xD7A4
_JAMO = {
    "L": (range(0x1100, 0x1160), range(0xA960, 0xA97D)),
    "V": (range(0x1160, 0x11A8), range(0xD7B0, 0xD7C7)),
    "T": (range(0x11A8, 0x1200), range(0xD7CB, 0xD7FC)),
}
_HANGUL_JOINS = {("L", "L"), ("L", "V"), ("L", "LV"), ("L", "LVT"), ("LV", "V"), ("V", "V"), ("LV", "T"), ("V", "T"),
                 ("LVT", "T"), ("T", "T")}  # fmt: skip
_REGIONAL = range(0x1F1E6, 0x1F200)
_PICTOGRAPHIC = (range(0x2190, 0x2C00), range(0x1F000, 0x1FB00))
_CATEGORIES = {"Mn": "extend", "Me": "extend", "Mc": "spacing", "Cc": "control", "Zl": "control", "Zp": "control"}
_SPECIAL = {"\r": "cr", "\n": "lf", "\u200d": "zwj", "\u200c": "extend"}


def _property(c: str) -> str:
    """What a character is for the breaking of clusters."""
    code = ord(c)
    if _HANGUL_BASE <= code < _HANGUL_END:
        return "LVT" if (code - _HANGUL_BASE) % 28 else "LV"
    for name, ranges in _JAMO.items():
        if any(code in block for block in ranges):
            return name
    if code in _REGIONAL:
        return "regional"
    if 0x1F3FB <= code <= 0x1F3FF:
        return "extend"
    if any(code in block for block in _PICTOGRAPHIC):
        return "pictographic"
    return _SPECIAL.get(c) or _CATEGORIES.get(category(c), "other")


def _joins(before: str, after: str, flags: int, emoji: bool) -> bool:
    """Whether no boundary is between two characters.

    `flags` counts the regional indicators up to the first one; `emoji` tells that it ends a pictograph and its
    extensions with a joiner.
    """
    if before in ("cr", "lf", "control") or after in ("cr", "lf", "control"):
        return before == "cr" and after == "lf"
    if after in ("extend", "spacing", "zwj") or (before, after) in _HANGUL_JOINS:
        return True
    return (emoji and after == "pictographic") or (after == "regional" and flags % 2 == 1)


def _boundaries(text: str) -> list[bool]:
    """For each place of a text, its ends included, whether a cluster ends or begins there."""
    edges = [True]
    before, flags, picture, emoji = "", 0, False, False
    for index, c in enumerate(text):
        after = _property(c)
        if index:
            edges.append(not _joins(before, after, flags, emoji))
        flags = flags + 1 if after == "regional" else 0
        emoji = picture and after == "zwj"
        picture = after == "pictographic" or (picture and after in ("extend", "zwj"))
        before = after
    edges.append(True)
    return edges


class Place:
    """A text with the part of it, from `start` to before `end`, that is matched."""

    __slots__ = ("_boundaries", "end", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self._boundaries: list[bool] | None = None

    def is_boundary(self, at: int) -> bool:
        """Whether a grapheme cluster begins or ends at a place."""
        if self._boundaries is None:
            self._boundaries = _boundaries(self.text[self.start : self.end])
        return self._boundaries[at - self.start]

    def is_line_start(self, at: int) -> bool:
        """Whether a line begins at a place."""
        if at == self.start:
            return True
        before = self.text[at - 1]
        return before == "\n" or (before == "\r" and not (at < self.end and self.text[at] == "\n"))

    def is_line_end(self, at: int) -> bool:
        """Whether a line ends at a place."""
        if at == self.end:
            return True
        after = self.text[at]
        return after == "\r" or (after == "\n" and not (at > self.start and self.text[at - 1] == "\r"))
