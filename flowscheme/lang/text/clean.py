"""Text on its way to a person: names and ids come from strangers, and a terminal obeys what it is sent."""

from __future__ import annotations


def clean(text: str, keep: str = "") -> str:
    """A text on one line that a terminal can be sent, such as a run's id: what is not printable as an escape, `\\x1b;`.

    `keep` are characters that may go through all the same.
    """
    return text if text.isprintable() else "".join(c if c.isprintable() or c in keep else f"\\x{ord(c):x};" for c in text)
