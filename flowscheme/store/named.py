"""Named SQL: statements stand in files of their own, each under a line `-- name: NAME`, and are called by that name."""

from __future__ import annotations

from importlib.resources import files


def sql_text(file: str) -> str:
    """The text of one file of the folder `sql`."""
    return (files(__package__) / "sql" / file).read_text(encoding="utf-8")


def named_sql(file: str) -> dict[str, str]:
    """The statements of that file by name, without their comment lines."""
    statements: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in sql_text(file).splitlines():
        if line.startswith("-- name: "):
            lines = statements.setdefault(line.removeprefix("-- name: ").strip(), [])
        elif line.strip() and not line.startswith("--"):
            lines.append(line)
    return {name: "\n".join(body) for name, body in statements.items()}
