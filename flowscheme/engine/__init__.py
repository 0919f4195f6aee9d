"""Runs over a store: how they are started, driven, answered, retried and cancelled.

`policy` has the verbs, each one transaction that decides and claims a run, then a `drive` of it with the code that
`codebase` finds.  `views` says where a run stands.  Two faces call these: `python` with Python's values, `scheme` for
programs in Scheme.  `transfer` turns a whole store into a datum and back.
"""
