"""The language: source text to values, in rooms that stand in the order of that way.

`values` (what a value is) ← `machine` (calls, escapes, limits) ← `text` (numbers and data as text, both ways) ← `expand`
(forms to core nodes) ← `analyse` (what is known of nodes) and `faults` (what a failure says) ← `emit` (nodes to Python code) ←
`units` (libraries, files, the cache).  Each imports only from those before it.  It knows nothing of flows and stores.
"""
