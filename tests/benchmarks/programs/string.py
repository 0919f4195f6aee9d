"""Grows a string to half a million characters by appending its parts, several times."""


def grow(s: str) -> str:
    s = "123" + s + "456" + s + "789"
    half = len(s) // 2
    return s[half:] + s[: half + 1]


def trial(n: int) -> int:
    s = "abcdef"
    while len(s) <= n:
        s = grow(s)
    return len(s)


def run() -> int:
    length = 0
    for _ in range(10):
        length = trial(500_000)
    return length
