"""What is known of nodes before a line is emitted: list loops, scope, facts, counted loops, operators.

Each is a pass over the nodes of one unit that returns a record of what it found.
"""
