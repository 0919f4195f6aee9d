"""The command line: `flowscheme COMMAND ...` (see `commands`)."""

from __future__ import annotations

import gc
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line (of this process, unless `arguments` are given) and end the process."""
    gc.disable()  # until a command begins: nothing of what is imported until then is garbage
    from .commands import main as run  # see above

    run(arguments)
