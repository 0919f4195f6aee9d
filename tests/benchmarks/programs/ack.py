"""Ackermann's function; the calls in tail position are a loop."""


def ack(m: int, n: int) -> int:
    while m:
        if n == 0:
            m, n = m - 1, 1
        else:
            m, n = m - 1, ack(m, n - 1)
    return n + 1


def run() -> int:
    return ack(2, 450)
