"""Host functions of the examples: their effects are real files in an outbox folder, and nothing leaves the machine.

Each call also appends a line to `effects.log` there, so that one can see what ran, and how often.  `OUTBOX` names the
folder (default `outbox`); `OUTBOX_PAUSE` makes a delivery take that many seconds, which is time to kill the process in.
"""

import os
import time
from pathlib import Path

import flowscheme

WORDS = {"teh": "the", "recieve": "receive", "durabel": "durable"}


def outbox() -> Path:
    folder = Path(os.environ.get("OUTBOX", "outbox"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def note(line: str) -> None:
    """Append a line to the log of effects, and have it on disk before going on."""
    with open(outbox() / "effects.log", "a", encoding="utf-8") as log:
        log.write(line + "\n")
        log.flush()
        os.fsync(log.fileno())


@flowscheme.effect
def save_file(name: str, text: str) -> str:
    """Write a file into the outbox; its name."""
    note(f"save-file {name}")
    path = outbox() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


@flowscheme.effect
def deliver(peer: str, name: str) -> str:
    """Hand a file to a peer: a copy in the peer's folder."""
    note(f"deliver {name} to {peer}: begun")
    time.sleep(float(os.environ.get("OUTBOX_PAUSE", "0")))
    target = outbox() / peer / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text((outbox() / name).read_text(encoding="utf-8"), encoding="utf-8")
    note(f"deliver {name} to {peer}: finished")
    return f"{peer}/{name}"


@flowscheme.effect
def send_mail(to: str, subject: str, body: str) -> str:
    """Send a mail: a file in the folder `mail`.  An address without an @ is refused, as a mail server would."""
    if "@" not in to:
        raise ValueError(f"no such mailbox: {to}")
    note(f"send-mail {to}: {subject}")
    folder = outbox() / "mail"
    folder.mkdir(exist_ok=True)
    count = len(list(folder.iterdir()))
    path = folder / f"{count:03}-{to}.txt"
    path.write_text(f"To: {to}\nSubject: {subject}\n\n{body}\n", encoding="utf-8")
    return to


@flowscheme.pure
def spelling(text: str) -> list[str]:
    """The misspelt words of a text, corrected."""
    return [WORDS[word] for word in text.lower().split() if word in WORDS]


@flowscheme.pure
def slug(title: str) -> str:
    """A title as a file name."""
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split()) + ".txt"
