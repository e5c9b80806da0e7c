"""What is true of a ticket in which status."""

from enum import StrEnum
from typing import NamedTuple

from hotline.domain.time.deadlines import LOOK, Clock


class Status(StrEnum):
    REGISTERED = "registered"
    TRIAGE = "triage"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    RETURN_REQUESTED = "return_requested"
    REPLIED = "replied"
    CALLBACK = "callback"
    ARBITRATION = "arbitration"
    EXTENSION_REQUESTED = "extension_requested"
    SUSPENSION_REQUESTED = "suspension_requested"
    SUSPENDED = "suspended"
    MERGED = "merged"
    ANSWERED = "answered"
    REJECTED = "rejected"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


S = Status


class StatusFacts(NamedTuple):
    """What is true of a ticket in one status.

    clock       the clock of its stage; "" where none runs
    unit        a unit handles it; dispatcher: the dispatcher has to decide on it
    open        its matter has not come to an end
    shown_as    the status that its caller is shown; None: this one. What is asked inside (a
                return, an extension) is not told before it is decided
    """

    clock: str = ""
    unit: bool = False
    dispatcher: bool = False
    open: bool = True
    shown_as: Status | None = None


STATUSES: dict[Status, StatusFacts] = {
    S.REGISTERED: StatusFacts(Clock.DISPATCH, dispatcher=True),
    S.TRIAGE: StatusFacts(Clock.DISPATCH, dispatcher=True),
    S.DISPATCHED: StatusFacts(Clock.SIGN, unit=True),
    S.ACCEPTED: StatusFacts(Clock.CONTACT, unit=True),
    S.IN_PROGRESS: StatusFacts(Clock.HANDLE, unit=True),
    S.RETURN_REQUESTED: StatusFacts(
        Clock.DISPATCH, unit=True, dispatcher=True, shown_as=S.DISPATCHED
    ),
    S.REPLIED: StatusFacts(Clock.REVIEW),
    S.CALLBACK: StatusFacts(Clock.CALLBACK),
    S.ARBITRATION: StatusFacts(Clock.DISPATCH, dispatcher=True, shown_as=S.TRIAGE),
    **dict.fromkeys(
        (S.EXTENSION_REQUESTED, S.SUSPENSION_REQUESTED),
        StatusFacts(Clock.HANDLE, unit=True, shown_as=S.IN_PROGRESS),
    ),
    S.SUSPENDED: StatusFacts(LOOK, unit=True),
    S.MERGED: StatusFacts(),
    S.ANSWERED: StatusFacts(open=False),
    S.REJECTED: StatusFacts(open=False),
    S.CLOSED: StatusFacts(open=False),
    S.WITHDRAWN: StatusFacts(open=False),
    S.ARCHIVED: StatusFacts(open=False),
}
OPEN = frozenset(status for status, facts in STATUSES.items() if facts.open)
ENDED = frozenset(Status) - OPEN
WITH_UNIT = frozenset(status for status, facts in STATUSES.items() if facts.unit)
WITH_DISPATCHER = frozenset(status for status, facts in STATUSES.items() if facts.dispatcher)
# A unit has applied for more time; meanwhile it may go on.
APPLIED = (S.EXTENSION_REQUESTED, S.SUSPENSION_REQUESTED)
# The unit has answered; the centre reviews that and calls its caller.
ANSWERED = (S.REPLIED, S.CALLBACK)


def status_for_caller(status: str) -> Status:
    """The status that the caller of a ticket in `status` is shown."""
    return STATUSES[Status(status)].shown_as or Status(status)
