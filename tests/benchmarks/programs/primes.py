"""Sieves a list by removing the multiples of each prime."""


def sieve(numbers: list[int]) -> list[int]:
    primes = []
    while numbers:
        prime = numbers[0]
        primes.append(prime)
        numbers = [n for n in numbers[1:] if n % prime != 0]
    return primes


def run() -> int:
    return len(sieve(list(range(2, 5001))))
