"""Programs and libraries: finding and loading them, what a top-level form does, and compiled units kept between processes.

`library` finds and loads, `files` says where source is, `standard` what every interpreter has; `frontend` goes from source
to a compiled unit, `toplevel` reads imports and library declarations; `pack` makes an artifact, `artifact` replays it,
`kept` knows whether it still holds, `cache` keeps it.
"""
