"""The language: reader, expander, compiler and machine.  It knows nothing of flows, stores, clocks or files."""
