"""The command line: `flowscheme COMMAND ...` (see `main`)."""

from .main import main

__all__ = ["main"]
