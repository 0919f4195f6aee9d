"""What a failure says: from a Python exception and its traceback to a condition with a place, and the notes below it.

Compiled code checks nothing beforehand; what went wrong is worked out here, afterwards.
"""
