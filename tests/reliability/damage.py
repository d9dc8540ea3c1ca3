"""Ways to damage a file, the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator


def cut_off(content: bytes, places: int) -> Iterator[tuple[str, bytes]]:
    """Yield (label, content) cut off at a number of places, evenly from the first byte to the last but one."""
    for place in range(places):
        length = 1 + place * (len(content) - 2) // max(1, places - 1)
        yield f"cut after {length} bytes", content[:length]


def bits_flipped(content: bytes, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield (label, content) with some bits flipped: one, a few or many, anywhere, at the start or at the end.

    Containers keep what a reader believes first at one of their ends.
    """
    for number in range(count):
        numbers = random.Random(1_000_000 * seed + number)
        damaged = bytearray(content)
        edge = min(len(damaged), 600)
        low, high = numbers.choice([(0, len(damaged)), (0, edge), (len(damaged) - edge, len(damaged))])
        for _ in range(numbers.choice((1, 1, 2, 8, 40))):
            damaged[numbers.randrange(low, high)] ^= 1 << numbers.randrange(8)
        yield f"flipped {seed}/{number}", bytes(damaged)
