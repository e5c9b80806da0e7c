"""What leaves the house for other systems: its states, and when it is tried again."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import accumulate

# After the first try at once, as the Standard Webhooks propose: 18 hours in all.
BACK_OFF = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
)
LONGEST_WAIT = BACK_OFF[-1]


class DeliveryKind(StrEnum):
    WEBHOOK = "webhook"
    WECHAT = "wechat"


class DeliveryState(StrEnum):
    """HELD: it waits until its receiver writes again, not for a time."""

    WAITING = "waiting"
    HELD = "held"
    DELIVERED = "delivered"
    FAILED = "failed"


class SendingOutcome(StrEnum):
    """What became of one try. LATER: again after a while; REFUSED: never as it is."""

    DONE = "done"
    HELD = "held"
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True)
class SendingResult:
    """status  HTTP status, 0 where none came; code: the receiver's own, 0 for none
    reason     in words for the log: never what the receiver wrote, which may hold anything
    wait       how long the receiver asks us to wait, if it does
    """

    outcome: SendingOutcome
    status: int = 0
    code: int = 0
    reason: str = ""
    wait: timedelta | None = None


def wait_after(attempts: int, requested: timedelta | None = None) -> timedelta | None:
    """How long to wait after so many tries in vain; None: no more by itself.

    A receiver may ask for longer, up to the longest wait, never for shorter.
    """
    if attempts > len(BACK_OFF):
        return None
    usual = BACK_OFF[attempts - 1]
    return min(max(usual, requested), LONGEST_WAIT) if requested else usual


def tries_within(waited: timedelta) -> int:
    """How many tries a delivery of this age has behind it that stood alone and never arrived."""
    moments = accumulate((timedelta(), *BACK_OFF))
    return sum(moment < waited for moment in moments)
