"""Where the next page begins, as text: n for a sort key, d for a depth in the ranking."""

import re

from analytics.search.base import DEEPEST, WrongQuery

_CURSOR = re.compile(r"(n)(-?\d{1,19})|(d)(\d{1,4})")


def write_cursor(sort: str, value: int) -> str:
    return f"{'d' if sort == 'relevance' else 'n'}{value}"


def read_cursor(sort: str, cursor: str | None) -> int | None:
    """The sort key or depth after which to go on.

    Raises WrongQuery for a cursor of another sort or of no sense.
    """
    if cursor is None:
        return None
    match = _CURSOR.fullmatch(cursor)
    kind = match and (match[1] or match[3])
    value = int(match[2] or match[4]) if match else 0
    if (
        kind != ("d" if sort == "relevance" else "n")
        or abs(value) >= 2**63
        or (kind == "d" and value > DEEPEST)
    ):
        raise WrongQuery(f"翻页标记“{cursor[:40]}”无效；请从第一页重新开始")
    return value
