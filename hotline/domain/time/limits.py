"""Time limits as people write them: 5wd working days, 8h working hours, 24ch calendar hours,
15cd calendar days.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hotline.domain.errors import InvalidInput

REMEDY = "请写成数字加单位：5wd 工作日、8h 工作小时、24ch 自然小时、15cd 自然日"
LONGEST_DAYS = 3660

_LIMIT = re.compile(r"([0-9]+(?:\.[0-9]+)?)(wd|h|ch|cd)")


class LimitUnit(StrEnum):
    WORKING_DAYS = "wd"
    WORKING_HOURS = "h"
    CALENDAR_HOURS = "ch"
    CALENDAR_DAYS = "cd"


@dataclass(frozen=True, slots=True)
class Limit:
    """`amount` days are whole; hours may have decimals as long as they come to whole seconds
    (0.25ch: 15 minutes).
    """

    amount: Decimal
    unit: LimitUnit

    @property
    def seconds(self) -> int:
        """Length of a limit in hours."""
        return int(self.amount * 3600)

    @property
    def counts_days(self) -> bool:
        return self.unit in (LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS)

    @property
    def counts_working_time(self) -> bool:
        return self.unit in (LimitUnit.WORKING_DAYS, LimitUnit.WORKING_HOURS)

    def __str__(self) -> str:
        return f"{self.amount:f}{self.unit}"


def parse_limit(text: str) -> Limit:
    """Raises InvalidInput for anything but a positive amount and one of four units.

    0cd, the end of the same day, is one.
    """
    match = _LIMIT.fullmatch(text.strip().lower())
    if not match:
        raise _bad(text, "看不懂")
    limit = Limit(Decimal(match[1]), LimitUnit(match[2]))
    if limit.amount == 0 and limit.unit is not LimitUnit.CALENDAR_DAYS:
        raise _bad(text, "须大于 0")
    if limit.amount > LONGEST_DAYS * (1 if limit.counts_days else 24):
        raise _bad(text, "超过十年")
    if not limit.counts_days and limit.amount * 3600 % 1:
        raise _bad(text, "折算后不是整秒")
    if limit.counts_days and limit.amount % 1:
        raise InvalidInput(
            f"时限“{text}”有误：天数须为整数", remedy="半个工作日请用工作小时，如 4h", field="limit"
        )
    return limit


def _bad(text: str, reason: str) -> InvalidInput:
    shown = text if len(text) <= 40 else text[:40] + "…"
    return InvalidInput(f"时限“{shown}”有误：{reason}", remedy=REMEDY, field="limit")
