"""ladder.csv of a pack: what the hotline does by itself before a clock ends, when it has ended,
and after.
"""

from collections.abc import Collection

from hotline.city.cells import PackRow, unique
from hotline.city.reading import PackTable
from hotline.domain.errors import InvalidInput
from hotline.domain.ladder.ladder import COUNTING, ORDERS, TELLS, Level, Rung, Trigger
from hotline.domain.time.deadlines import ANY, CLOCKS
from hotline.domain.time.limits import Limit, parse_limit
from hotline.domain.vocabulary import URGENCIES

FILE = "ladder.csv"
LADDER = FILE, "rung trigger level demand", "clocks urgencies after count tell answer note"
CLOCK_NAMES = tuple(str(clock) for clock in CLOCKS)
LONGEST_DEMAND = 500
MOST = 20


def read_ladder(table: PackTable) -> tuple[Rung, ...]:
    unique(table.rows, "rung")
    return tuple(rung for row in table.rows if (rung := _rung(row)))


def _rung(row: PackRow) -> Rung | None:
    code, demand = row.code("rung"), row.required("demand")
    trigger, level = row.choice("trigger", tuple(Trigger)), row.choice("level", tuple(Level))
    if len(demand) > LONGEST_DEMAND:
        row.fault("demand", f"有 {len(demand)} 个字", f"请控制在 {LONGEST_DEMAND} 字以内")
    conditions = {
        "clocks": _words(row, "clocks", CLOCK_NAMES),
        "urgencies": _words(row, "urgencies", URGENCIES),
        "tell": _words(row, "tell", TELLS) or ("holder",),
    }
    if trigger not in tuple(Trigger) or level not in tuple(Level):
        return None
    return Rung(
        code,
        Trigger(trigger),
        Level(level),
        demand,
        **conditions,
        after=_after(row, trigger),
        count=_count(row, trigger),
        answer=_answer(row, level),
        line=row.line,
    )


def _words(row: PackRow, column: str, allowed: Collection[str]) -> tuple[str, ...]:
    """Empty or "*" is all of them."""
    choices = row.items(column)
    if choices in ((), (ANY,)):
        return ()
    for word in choices:
        if word not in allowed:
            row.fault(
                column,
                "不在可选范围内",
                f"请填 * 或 {'、'.join(allowed)}，多项用空格分开",
                value=word,
            )
    return choices


def _after(row: PackRow, trigger: str) -> Limit | None:
    if row["after"] and trigger != Trigger.RED:
        row.fault("after", "只用于 red", "请留空，或把 trigger 改为 red")
    return _limit(row, "after")


def _count(row: PackRow, trigger: str) -> int:
    counting = trigger in COUNTING
    if row["count"] and not counting:
        row.fault("count", "只用于 cycles 和 transfers", "请留空，或改正 trigger")
    if not counting:
        return 0
    if not row["count"].isdecimal() or not 1 <= int(row["count"]) <= MOST:
        row.fault("count", "不是次数", f"请填 1 到 {MOST} 之间的整数")
        return 1
    return int(row["count"])


def _answer(row: PackRow, level: str) -> Limit | None:
    if level in ORDERS and not row["answer"]:
        row.fault("answer", "为空", "书面及以上的督办须限时反馈，请填时限，如 3wd")
    if level == Level.URGE and row["answer"]:
        row.fault("answer", "不用于催办", "催办不需反馈，请留空，或改为书面督办 written")
    return _limit(row, "answer")


def _limit(row: PackRow, column: str) -> Limit | None:
    try:
        return parse_limit(row[column]) if row[column] else None
    except InvalidInput as error:
        row.fault(column, f"：{error.message}", error.remedy)
        return None
