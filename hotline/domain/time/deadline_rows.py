"""deadlines.csv: the limits of a city pack.

Columns profile, clock, request_type, urgency, category, limit, note.
"""

from dataclasses import dataclass

from hotline.domain.errors import InvalidInput
from hotline.domain.faults import NumberedRows, RowFault, RowRefused, TableRow
from hotline.domain.time.deadlines import ANY, CLOCKS, Clock, DeadlineRule
from hotline.domain.time.limits import Limit, parse_limit
from hotline.domain.vocabulary import REQUEST_TYPES, URGENCIES, key_of

COLUMNS = ("profile", "clock", "request_type", "urgency", "category", "limit", "note")
REQUIRED = COLUMNS[:-1]
CLOCK_NAMES: dict[str, str] = {clock: CLOCKS[clock].name for clock in Clock}


@dataclass(frozen=True, slots=True)
class DeadlinesReading:
    """Rules of the rows that are right and a fault for each that is not.

    With faults, use neither.
    """

    rules: tuple[DeadlineRule, ...]
    faults: tuple[RowFault, ...]


def read_deadlines(rows: NumberedRows) -> DeadlinesReading:
    """Each row with the number of its line; an empty cell means "*".

    Whether a category code exists the pack checks.
    """
    rules: dict[tuple[str, ...], DeadlineRule] = {}
    faults: list[RowFault] = []
    for row in (TableRow(line, cells) for line, cells in rows):
        if row.is_empty:
            continue
        try:
            rule = _rule(row)
            if other := rules.get(rule.key):
                raise row.refuse("clock", f"与第 {other.line} 行的条件相同", "同一条件只保留一行")
        except RowRefused as refused:
            faults.append(refused.fault)
        else:
            rules[rule.key] = rule
    return DeadlinesReading(tuple(rules.values()), tuple(faults))


def _rule(row: TableRow) -> DeadlineRule:
    row.check_width("note")
    return DeadlineRule(
        clock=Clock(_word(row, "clock", CLOCK_NAMES)),
        request_type=_word(row, "request_type", REQUEST_TYPES | {ANY: "任意"}),
        urgency=_word(row, "urgency", URGENCIES | {ANY: "任意"}),
        category=_category(row),
        limit=_limit(row),
        profile=row["profile"] or ANY,
        note=row["note"],
        line=row.line,
    )


def _word(row: TableRow, column: str, names: dict[str, str]) -> str:
    """A key or its Chinese name."""
    key = key_of(names, row[column] or ANY)
    if key is None:
        choices = "、".join(f"{key}（{name}）" for key, name in names.items())
        raise row.refuse(column, "不在可用值之内", f"可用值：{choices}")
    return key


def _category(row: TableRow) -> str:
    code = row["category"] or ANY
    if code != ANY and not (code.isascii() and code.isdigit() and len(code) % 2 == 0):
        raise row.refuse(
            "category", "不是类别代码或其前缀", "每级两位数字，如 04 或 0401；不限类别填 *"
        )
    return code


def _limit(row: TableRow) -> Limit:
    try:
        return parse_limit(row["limit"])
    except InvalidInput as error:
        raise row.refuse_error("limit", error) from None
