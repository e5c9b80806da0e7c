"""Labels that are codes form a tree: 0101/01 stands under 0101, and 0101 under 01."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

_CODE = re.compile(r"(?=.*\d)[0-9A-Za-z]+(?:[/._-][0-9A-Za-z]+)*")
_MOST_NO_CODES = 0.1


def families(labels: Sequence[str]) -> list[np.ndarray[Any, Any]]:
    """For each level above the labels the number of every label's family there, widest first.

    None where labels are flat.

    A label that ends above a level is its own family on it.
    """
    no_codes = sum(_CODE.fullmatch(label) is None for label in labels)
    if no_codes > _MOST_NO_CODES * len(labels):
        return []
    lines = [[*_above(label), label] for label in labels]
    levels: list[np.ndarray[Any, Any]] = []
    for depth in range(max(map(len, lines), default=1) - 1):
        names, family = np.unique(
            [line[min(depth, len(line) - 1)] for line in lines], return_inverse=True
        )
        if 1 < names.size < len(labels) and not any((family == other).all() for other in levels):
            levels.append(family)
    return levels


def _above(code: str) -> Iterator[str]:
    """The codes above this one: digits before the first sign in steps of two, then what stands
    before each sign.
    """
    first = re.split(r"[/._-]", code, maxsplit=1)[0]
    if first.isdigit() and len(first) % 2 == 0:
        yield from (first[:end] for end in range(2, len(first), 2))
    yield from (code[: sign.start()] for sign in re.finditer(r"[/._-]", code))
