"""scores.toml: dated versions of the score schemes; old periods keep their old weights."""

from datetime import date
from typing import Any

from hotline.city.faults import Report
from hotline.city.toml_reading import Section, parse_toml

FILE = "scores.toml"


def check_scores(text: str, report: Report) -> None:
    """Schemes have a code, dates that do not overlap, and parts whose weights make the total."""
    values = parse_toml(FILE, text, report)
    if values is None:
        return
    Section(FILE, text, "", values, report).only(("scheme",))
    schemes = values.get("scheme", [])
    if not isinstance(schemes, list):
        report.fault(FILE, 1, 1, "", "scheme 应为多节", "请写成 [[scheme]]")
        return
    parts = 0
    taken: dict[str, list[tuple[date, date]]] = {}
    for number, scheme in enumerate(schemes, 1):
        section = Section(FILE, text, "scheme", scheme, report, number=number)
        own = section.values.get("part", [])
        _check_scheme(section, own, text, parts)
        _check_dates(section, taken)
        parts += len(own) if isinstance(own, list) else 0


def _check_scheme(section: Section, parts: Any, text: str, before: int) -> None:
    section.only(("code", "name", "valid_from", "valid_to", "total", "minimum_tickets", "part"))
    section.text("code")
    section.text("name")
    section.whole("minimum_tickets", 0, 1_000_000, 0)
    total = section.number("total", 1, 1000, 100)
    if not isinstance(parts, list) or not parts:
        section.fault("", "考核方案没有指标", "请用 [[scheme.part]] 写出各项指标和权重")
        return
    weight = sum(_weight(section, part, text, before + number) for number, part in enumerate(parts, 1))
    if abs(weight - total) > 1e-6:
        section.fault("total", f"与各项权重之和 {weight:g} 不等", "请调整权重或总分")


def _weight(scheme: Section, part: Any, text: str, number: int) -> float:
    section = Section(FILE, text, "scheme.part", part, scheme.report, number=number)
    section.only(("rate", "name", "weight"))
    section.text("rate")
    section.text("name")
    return section.number("weight", 0, 1000)


def _check_dates(section: Section, taken: dict[str, list[tuple[date, date]]]) -> None:
    start, end = section.date("valid_from") or date.min, section.date("valid_to") or date.max
    if start > end:
        section.fault("valid_to", "早于开始日期", "请改正其中一个日期")
    code = str(section.values.get("code", ""))
    if any(max(start, first) <= min(end, last) for first, last in taken.get(code, ())):
        section.fault("valid_from", "与同一方案的另一版本日期重叠", "请让前一版本的 valid_to 早于后一版本的 valid_from")
    taken.setdefault(code, []).append((start, end))
