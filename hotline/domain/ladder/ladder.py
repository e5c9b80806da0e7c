"""The ladder of supervision (督办阶梯): what happens by itself when a clock comes to its end,
and after it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hotline.domain.time.limits import Limit


class Level(StrEnum):
    """How strong a measure is: 催办, 书面督办, 现场督办, 挂牌督办; weakest first."""

    URGE = "urge"
    WRITTEN = "written"
    SITE = "site"
    LISTING = "listing"


class Trigger(StrEnum):
    """AMBER and RED belong to a clock.

    CYCLES and TRANSFERS count how often a matter was not solved, or handed on.
    """

    AMBER = "amber"
    RED = "red"
    CYCLES = "cycles"
    TRANSFERS = "transfers"


RANK = {level: rank for rank, level in enumerate(Level)}
# Levels that are numbered, want an answer and stay open until the supervisor closes them.
ORDERS = tuple(level for level in Level if level is not Level.URGE)
COUNTING = (Trigger.CYCLES, Trigger.TRANSFERS)
TELLS = ("holder", "superior", "dispatcher", "supervisor", "leader")


@dataclass(frozen=True, slots=True)
class Rung:
    """One row of ladder.csv.

    clocks, urgencies  where it holds; empty is everywhere
    after              how long after a clock's end a red rung stands; None: at once
    count              from which count on a counting rung stands
    tell               who has to be told, of TELLS
    answer             within what time an answer is wanted; None: no answer
    """

    code: str
    trigger: Trigger
    level: Level
    demand: str
    clocks: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    after: Limit | None = None
    count: int = 0
    tell: tuple[str, ...] = ("holder",)
    answer: Limit | None = None
    line: int = 0

    def holds(self, urgency: str, clock: str = "") -> bool:
        return (not self.urgencies or urgency in self.urgencies) and (
            not clock or not self.clocks or clock in self.clocks
        )


def strongest(levels: Iterable[str]) -> str:
    """ "" where there is none."""
    return max((Level(level) for level in levels), key=RANK.__getitem__, default="")


def raised(level: Level, standing: str) -> Level:
    """`level`, or the next one above what stands already."""
    if not standing or RANK[level] > RANK[Level(standing)]:
        return level
    return list(Level)[min(RANK[Level(standing)] + 1, len(Level) - 1)]
