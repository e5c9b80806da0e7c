"""Who is called back: a keyed draw that nobody can steer, and a quota so that no unit goes
unheard.
"""

import hmac
from collections.abc import Callable, Collection
from enum import StrEnum

DRAWS = 10_000


class CallbackReason(StrEnum):
    """Why a caller is called; NOT where they are not."""

    ALL = "all"
    SHARE = "share"
    QUOTA = "quota"
    NOT = ""


def draw(key: bytes, ticket_no: str, cycle: int) -> float:
    """A number from 0 to 100 (not 100 itself), always the same for one cycle of one ticket.

    Unknown without the key.
    """
    digest = hmac.digest(key, f"{ticket_no}:{cycle}".encode(), "sha256")
    return int.from_bytes(digest[:8], "big") % DRAWS * 100 / DRAWS


def sampled(
    drawn: float,
    request_type: str,
    *,
    everyone: Collection[str],
    share: float,
    at_least: int,
    called: Callable[[], int],
) -> CallbackReason:
    """`called`: how many callers of this unit are to be called this month already.

    Asked only where it matters.
    """
    if request_type in everyone:
        return CallbackReason.ALL
    if drawn < share:
        return CallbackReason.SHARE
    return CallbackReason.QUOTA if at_least and called() < at_least else CallbackReason.NOT
