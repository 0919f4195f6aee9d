"""The prompt: reads forms and commands, evaluates each, and prints its value.

loop.py       what is read and what happens to it, with a nested prompt after an error; no terminal is known here
prompt.py     what a command works with: the interpreter, where to print, the store, the levels that errors opened
commands.py   the commands that begin with a comma, as a table; flows.py those about flows and runs
expansion.py  a form with its macros expanded, as source again; tracing.py calls as they happen
tokens.py     the text of an entry: what each part is, whether it is complete, how its next line is indented
terminal.py   line editing by prompt_toolkit: highlighting, completion, history; imported only on a terminal
"""
