"""Durable execution without I/O: journal, codec, driver, shapes.  No clock, no store, no thread."""
