"""What a value is: pairs, strings, numbers and their equality, and what names denote.

The classes are chosen such that Python's own operators refuse what Scheme refuses (see `datum`); everything else in the
language is made of these.
"""
