"""From core nodes to Python's own `ast`, and to a code object; also compiling again what used a redefined name.

`compiler` is the way of a unit; the other modules emit one function.
"""
