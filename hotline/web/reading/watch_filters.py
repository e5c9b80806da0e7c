"""What lists of warnings and issues are asked for, read strictly from the address."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hotline.city.pack import CityPack
from hotline.domain.errors import InvalidInput, NotFound
from hotline.domain.warnings import Grade, WarningKind, WarningState
from hotline.reading.city_codes import in_city
from hotline.storage.warnings import WarningFilter
from hotline.web.reading.spans import DaySpan, read_span

OPEN = "open"
USUAL_LIMIT, MOST = 30, 200
_LONGEST_NUMBER = 18
# Of so many days it is told how many warnings were true.
JUDGED = timedelta(days=90)
USUAL_ISSUES, LONGEST_ISSUES = timedelta(days=29), timedelta(days=366)


@dataclass(frozen=True)
class ChosenWarnings:
    """`values` are the parameters as they were given."""

    filter: WarningFilter
    values: dict[str, str]
    after: int
    limit: int


def read_warning_filter(params: Any, city: CityPack) -> ChosenWarnings:
    """Without a state those are asked for whose life goes on; `state=all` asks for every one.

    Raises InvalidInput that names the value.
    """
    names = ("kind", "grade", "state", "unit", "after", "limit")
    _only_known(params, names)
    values = {name: str(params.get(name, "")).strip() for name in names}
    _one_of("kind", values["kind"], [kind.value for kind in WarningKind])
    _one_of("grade", values["grade"], [grade.value for grade in Grade])
    _one_of("state", values["state"], [OPEN, "all", *(state.value for state in WarningState)])
    try:
        unit = in_city("unit", values["unit"], city) if values["unit"] else ""
    except ValueError as error:
        raise InvalidInput(f"unit：{error}", field="unit") from None
    state = values["state"]
    chosen = WarningFilter(
        kind=values["kind"],
        grade=values["grade"],
        state="" if state in (OPEN, "all") else state,
        unit=unit,
        open=state in ("", OPEN),
    )
    after = _whole("after", values["after"], 0, 0)
    return ChosenWarnings(
        chosen, values, after, _whole("limit", values["limit"], USUAL_LIMIT, MOST)
    )


def read_issue_span(params: Any, today: date) -> tuple[DaySpan, int]:
    """The days and how many issues at most."""
    _only_known(params, ("since", "until", "limit"))
    values = {name: str(params.get(name, "")) for name in ("since", "until")}
    limit = _whole("limit", str(params.get("limit", "")).strip(), USUAL_LIMIT, MOST)
    return read_span(values, today, usual=USUAL_ISSUES, longest=LONGEST_ISSUES), limit


def number_of(text: str) -> int:
    """The number in an address; raises NotFound for what is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
        raise NotFound("没有这个编号", remedy="请从列表进入")
    return int(text)


def _only_known(params: Any, names: Collection[str]) -> None:
    if unknown := [name for name in params if name not in names]:
        raise InvalidInput(
            f"没有参数“{unknown[0][:40]}”",
            field=unknown[0][:40],
            remedy=f"可用：{'、'.join(names)}",
        )


def _one_of(name: str, value: str, allowed: Collection[str]) -> None:
    if value and value not in allowed:
        raise InvalidInput(
            f"{name}：“{value[:40]}”不可用", field=name, remedy=f"可用：{'、'.join(allowed)}"
        )


def _whole(name: str, value: str, usual: int, most: int) -> int:
    if not value:
        return usual
    fits = value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER
    if not fits or (most and not 1 <= int(value) <= most):
        remedy = f"请用 1 至 {most} 的整数" if most else "请用上一页给出的值"
        raise InvalidInput(f"{name}：“{value[:40]}”不可用", field=name, remedy=remedy)
    return int(value)
