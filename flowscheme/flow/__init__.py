"""Durable execution without I/O: no clock, no store and no thread is known here.

`driver.advance` runs a flow along its history and beyond; `context` is what the flow knows meanwhile, `journal` how the
history is read back, `events` the records that pass between flow, engine and store.  `primitives` are the few procedures
that `prelude/flow` is built on.  `codec` writes plain data as text and reads it.  `shape` is a flow's tree; `drawing`
draws it by way of `picture`, as text and `charts` or as `svg`.
"""
