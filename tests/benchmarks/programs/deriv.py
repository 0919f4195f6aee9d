"""Symbolic derivatives: an expression is a number, a name, or a tuple of an operator and expressions."""

from __future__ import annotations

from typing import Any


def deriv(a: Any) -> Any:
    if not isinstance(a, tuple):
        return 1 if a == "x" else 0
    operator, *rest = a
    if operator == "+":
        return ("+", *[deriv(each) for each in rest])
    if operator == "-":
        return ("-", *[deriv(each) for each in rest])
    if operator == "*":
        return ("*", a, ("+", *[("/", deriv(each), each) for each in rest]))
    if operator == "/":
        u, v = rest
        return ("-", ("/", deriv(u), v), ("/", u, ("*", v, v, deriv(v))))
    raise ValueError(f"no derivation of {operator}")


def written(a: Any) -> str:
    if isinstance(a, tuple):
        return "(" + " ".join(map(written, a)) + ")"
    return str(a)


def run() -> str:
    answer = None
    for _ in range(3000):
        answer = deriv(("+", ("*", 3, "x", "x"), ("*", "a", "x", "x"), ("*", "b", "x"), 5))
    return written(answer)
