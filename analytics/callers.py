"""One rule for callers: who is known counts once, and each report whose caller nobody knows counts
as one more.

Not counting those would hide a crowd of people who gave no number. `storage.crowds` is the same in
SQL.
"""

from collections.abc import Hashable, Iterable


def different_callers(callers: Iterable[Hashable]) -> int:
    """`callers` has one key for each report, empty or None where nobody knows it."""
    keys = list(callers)
    return len({key for key in keys if key}) + sum(not key for key in keys)
