"""With whom a ticket is, by its status: what figures group statuses into."""

from enum import StrEnum

from hotline.domain.statuses import STATUSES, WITH_DISPATCHER, WITH_UNIT, Status


class Stage(StrEnum):
    """A merged ticket is with nobody by itself: who has its leading ticket has it."""

    DISPATCHER = "dispatcher"
    UNIT = "unit"
    CENTRE = "centre"
    MERGED = "merged"
    ENDED = "ended"


def stage_of(status: str) -> Stage:
    """What the dispatcher has to decide is the dispatcher's, whoever handles it meanwhile."""
    known = Status(status)
    if known == Status.MERGED:
        return Stage.MERGED
    if known in WITH_DISPATCHER:
        return Stage.DISPATCHER
    if known in WITH_UNIT:
        return Stage.UNIT
    return Stage.CENTRE if STATUSES[known].open else Stage.ENDED
