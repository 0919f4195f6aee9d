"""Emitting Python's `ast` for one function: `tools` below, then `loops`, `calls`, `statements`, `values`, `function`."""
