"""Policy over the driver and the stores: start, resume, retry, cancel; pinned sources, transfer, views.

`drive` is one claim of one run, `engine` the verbs; both faces, Python's and Scheme's, call these.
"""
