"""What compiled code runs on: pending calls, escapes, unwinding, deep recursion, limits, and how primitives are declared.

`machine` has the trampoline and the state of an evaluation; `callers` makes pending calls without C stack, and `stack` makes
room for recursion; `limits`, `meter`, `shield`, `sizes` and `watchdog` end one that spends too much; `ranges` is what counted
loops run over; `primitive` declares primitives; `runtime` lists what compiled code finds.
"""
