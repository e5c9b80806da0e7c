"""Values of a score scheme: decimals, choices, sums of columns.

What is wrong is reported where it stands.
"""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from hotline.city.toml_reading import Section
from hotline.domain.scoring.tallies import WeightedCount

# heads of the table that are no counts
HEADS = {"unit": "单位", "group": "组别", "period": "期间"}
_COLUMN = re.compile(r"[^\s,，\"“”'=]{1,40}")
_HEAVIEST = 1000
_EXAMPLE = '请写列名，如 {key} = "solved"，几列之和写 ["a", "b"]，加权写 {{ a = 1, b = 0.8 }}'


def decimal(
    section: Section,
    key: str,
    low: float,
    high: float,
    default: Decimal | None = None,
    *,
    places: int = 2,
) -> Decimal:
    """A number with at most `places` decimals; without a default it must be there."""
    if default is not None and key not in section.values:
        return default
    value = Decimal(str(section.number(key, low, high)))
    if round(value, places) != value:
        section.fault(key, f"的小数多于 {places} 位", f"请最多保留 {places} 位小数")
    return value


def optional_decimal(section: Section, key: str, low: float, high: float) -> Decimal | None:
    return decimal(section, key, low, high) if key in section.values else None


def choice(section: Section, key: str, allowed: Collection[str], default: str) -> str:
    value = section.values.get(key, default)
    if isinstance(value, str) and value in allowed:
        return value
    section.fault(key, "不在可选范围内", f"请填 {' 或 '.join(filter(None, allowed))}")
    return default


def names(section: Section, key: str) -> tuple[str, ...]:
    """A list of texts, each once."""
    value = section.values.get(key, [])
    if not isinstance(value, list) or not all(
        isinstance(name, str) and name.strip() for name in value
    ):
        section.fault(key, "应为文字的列表", f'请写成 {key} = ["……", "……"]')
        return ()
    stripped = tuple(name.strip() for name in value)
    if len(set(stripped)) < len(stripped):
        section.fault(key, "有重复", "每个名称只写一次")
    return stripped


def columns(section: Section, key: str, *, required: bool = True) -> WeightedCount:
    """One column, the sum of several, or a weighted sum; weights are 0 to 1000."""
    if key not in section.values:
        if required:
            section.fault("", f"缺少 {key}", _EXAMPLE.format(key=key))
        return WeightedCount()
    pairs = _pairs(section.values[key])
    if not pairs:
        section.fault(key, "不是列名", _EXAMPLE.format(key=key))
        return WeightedCount()
    for name, weight in pairs:
        if (
            not isinstance(name, str)
            or not _COLUMN.fullmatch(name)
            or name in {*HEADS, *HEADS.values()}
        ):
            section.fault(
                key,
                f"中的“{name}”不能作列名",
                "列名不含空格、逗号、引号，也不能是 unit、group、period",
            )
        elif not _is_weight(weight):
            section.fault(
                key, f"中“{name}”的系数有误", f"请填 0 到 {_HEAVIEST} 之间、最多 6 位小数的数字"
            )
        else:
            continue
        return WeightedCount()
    if len({name for name, _ in pairs}) < len(pairs):
        section.fault(key, "中有重复的列", "每列只写一次")
    return WeightedCount(tuple((name, Decimal(str(weight))) for name, weight in pairs))


def _is_weight(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _HEAVIEST:
        return False
    return round(Decimal(str(value)), 6) == Decimal(str(value))


def _pairs(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return [(name, 1) for name in (value if isinstance(value, list) else [value])]
