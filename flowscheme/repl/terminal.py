"""Line editing at the prompt, by prompt_toolkit: highlighting, matching parentheses, completion and history.

An entry may have many lines.  Enter submits it when its parentheses balance, or else begins a line that is indented as
Scheme indents; Alt-Enter always begins a line.  A pasted text goes in as it is.  History keeps whole entries, in a file of
the user's state folder.  What is bound is asked anew for each completion, so that a name is offered once it is defined.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout.processors import HighlightMatchingBracketProcessor
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from ..catalog import find
from ..errors import SchemeError, StoreError
from ..lang.values.datum import symbol
from ..lang.values.denotation import Macro, Special
from ..report import known_names
from . import commands
from .prompt import Prompt
from .tokens import indentation, is_complete, tokens, word_before

STYLE = Style.from_dict({
    "comment": "ansibrightblack italic", "string": "ansigreen", "char": "ansigreen", "number": "ansicyan",
    "constant": "ansicyan", "syntax": "ansiblue bold", "quote": "ansimagenta", "command": "ansiyellow bold",
    "matching-bracket.cursor": "noinherit bg:ansibrightblack", "matching-bracket.other": "noinherit bg:ansibrightblack",
})  # fmt: skip


def history_file() -> Path:
    """Where entries are kept: `history` in the folder `flowscheme` of the user's state folder (XDG_STATE_HOME)."""
    base = os.environ.get("XDG_STATE_HOME") or os.path.join("~", ".local", "state")
    return Path(base).expanduser() / "flowscheme" / "history"


def open_history(path: Path) -> History:
    """The history in a file that only the user can read; without a file, if there can be none, one of this session."""
    try:
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)


class Terminal:
    """What reads entries from a person."""

    def __init__(self, prompt: Prompt) -> None:
        self.prompt = prompt
        self.session: PromptSession[str] = PromptSession(
            multiline=True,
            lexer=SchemeLexer(prompt),
            completer=SchemeCompleter(prompt),
            complete_while_typing=False,
            history=open_history(history_file()),
            key_bindings=bindings(),
            style=STYLE,
            input_processors=[HighlightMatchingBracketProcessor(chars="()")],
            prompt_continuation=lambda width, _line, _wraps: " " * width,
        )

    def read(self) -> str | None:
        """The next whole entry; None at Ctrl-D."""
        try:
            return self.session.prompt(self.prompt.sign()) + "\n"
        except EOFError:
            return None


def is_whole(text: str) -> bool:
    """Whether an entry can be submitted."""
    return commands.whole(text) if text.lstrip().startswith(",") else is_complete(text)


def bindings() -> KeyBindings:
    """Enter submits a whole entry, or begins an indented line; Alt-Enter begins one always."""
    keys = KeyBindings()

    @keys.add("enter")
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        after = buffer.document.text_after_cursor
        if is_whole(buffer.text) and not after.strip():
            buffer.validate_and_handle()
        else:
            _new_line(event)

    @keys.add("escape", "enter")
    def _new_line(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        buffer.insert_text("\n" + " " * indentation(buffer.document.text_before_cursor))

    return keys


class SchemeLexer(Lexer):
    """The colours of an entry: one style class for each kind of token, and for names that are syntax."""

    def __init__(self, prompt: Prompt) -> None:
        self.prompt = prompt

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """The coloured fragments of each line."""
        lines: list[StyleAndTextTuples] = [[]]
        for style, text in self._fragments(document.text):
            for index, part in enumerate(text.split("\n")):
                if index:
                    lines.append([])
                if part:
                    lines[-1].append((style, part))
        return lambda number: lines[number] if number < len(lines) else []

    def _fragments(self, text: str) -> Iterator[tuple[str, str]]:
        if text.startswith(","):
            head, separator, rest = text.partition(" ")
            yield "class:command", head + separator
            text = rest
        for token in tokens(text):
            kind = token.kind
            if kind == "name" and self._is_syntax(token.text):
                kind = "syntax"
            yield (f"class:{kind}" if kind not in ("space", "open", "close", "name") else ""), token.text

    def _is_syntax(self, name: str) -> bool:
        return isinstance(find(self.prompt.interpreter.environment, symbol(name)), Special | Macro)


class SchemeCompleter(Completer):
    """Completes bound names; after a command's name what the command wants."""

    def __init__(self, prompt: Prompt) -> None:
        self.prompt = prompt
        self.files = PathCompleter(expanduser=True)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What can stand at the cursor."""
        text = document.text_before_cursor
        if not text.startswith(","):
            return self._starting(word_before(text), self._names())
        name, separator, rest = text.partition(" ")
        if not separator:
            return self._starting(name, [f",{command}" for command in commands.COMMANDS])
        known = commands.find(name)
        wants = known.wants if known is not None else ""
        if wants == "file":
            return self.files.get_completions(Document(rest, len(rest)), complete_event)
        offered = {"command": lambda: list(commands.COMMANDS), "run": self._runs}.get(wants, self._names)()
        return self._starting(rest if wants == "run" else word_before(rest), offered)

    def _names(self) -> list[str]:
        return known_names(self.prompt.interpreter)

    def _runs(self) -> list[str]:
        try:
            return [run.id for run in self.prompt.policy().store.runs()] if self.prompt.policy is not None else []
        except (StoreError, SchemeError):
            return []

    @staticmethod
    def _starting(word: str, offered: list[str]) -> Iterator[Completion]:
        fitting = sorted({text for text in offered if text.startswith(word)})
        return (Completion(text, start_position=-len(word)) for text in fitting)
