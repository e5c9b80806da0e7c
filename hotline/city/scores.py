"""scores.toml: dated versions of the score schemes; old periods keep their old weights."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from hotline.city.faults import Report
from hotline.city.score_bands import read_bands
from hotline.city.score_parts import read_part
from hotline.city.score_values import choice, columns, names, optional_decimal
from hotline.city.toml_reading import Section, parse_toml
from hotline.domain.scoring.components import Component
from hotline.domain.scoring.periods import PeriodKind
from hotline.domain.scoring.points import Rounding
from hotline.domain.scoring.rounding import ZERO
from hotline.domain.scoring.schemes import Ranking, Scheme

FILE = "scores.toml"
SCHEME_KEYS = (
    *(
        "code",
        "name",
        "note",
        "valid_from",
        "valid_to",
        "periods",
        "year_starts",
        "groups",
        "volume",
    ),
    *(
        "minimum_tickets",
        "total",
        "total_floor",
        "total_cap",
        "ranking",
        "bands",
        "rate_decimals",
        "point_decimals",
    ),
)
RANKINGS = ("rank", "bands", "none")
PERIODS = ("month", "year")


def read_schemes(text: str, report: Report, file: str = FILE) -> tuple[Scheme, ...]:
    """Every version of every scheme; with faults in the report, use none."""
    values = parse_toml(file, text, report)
    if values is None:
        return ()
    Section(file, text, "", values, report).only(("scheme",))
    schemes = values.get("scheme", [])
    if not isinstance(schemes, list):
        report.fault(file, 1, 1, "", "scheme 应为多节", "请写成 [[scheme]]")
        return ()
    read: list[Scheme] = []
    parts = 0
    for number, scheme in enumerate(schemes, 1):
        section = Section(file, text, "scheme", scheme, report, number=number)
        section.only((*SCHEME_KEYS, "part"))
        rounding = _rounding(section)
        components = _components(section, text, parts, rounding)
        _check_total(section, components)
        version = _scheme(section, components, rounding)
        _check_dates(section, version, read)
        read.append(version)
        parts += len(section.values.get("part", [])) if components else 0
    return tuple(read)


def _rounding(section: Section) -> Rounding:
    rate: int | None = None
    if section.values.get("rate_decimals") != "exact":
        rate = section.whole("rate_decimals", 0, 6, 2)
    return Rounding(rate, section.whole("point_decimals", 0, 4, 2))


def _components(
    scheme: Section, text: str, before: int, rounding: Rounding
) -> tuple[Component, ...]:
    parts: Any = scheme.values.get("part", [])
    if not isinstance(parts, list) or not parts:
        scheme.fault("", "考核方案没有指标", "请用 [[scheme.part]] 写出各项指标和权重")
        return ()
    read: list[Component] = []
    for number, part in enumerate(parts, before + 1):
        section = Section(scheme.file, text, "scheme.part", part, scheme.report, number=number)
        component = read_part(section, rounding.points)
        if component.head.code and component.head.code in (other.head.code for other in read):
            section.fault("code", "在本方案中重复", "每项指标的编码只用一次")
        read.append(component)
    return tuple(read)


def _check_total(section: Section, components: tuple[Component, ...]) -> None:
    weights = sum((component.weight for component in components), ZERO)
    total = Decimal(str(section.number("total", 1, 1000, 100)))
    if components and weights != total:
        section.fault("total", f"与各项权重之和 {weights.normalize():f} 不等", "请调整权重或总分")


def _scheme(section: Section, components: tuple[Component, ...], rounding: Rounding) -> Scheme:
    floor, cap = (
        optional_decimal(section, key, -1000, 2000) for key in ("total_floor", "total_cap")
    )
    lowest = ZERO if floor is None else floor
    if cap is not None and cap < lowest:
        section.fault("total_cap", "小于总分的最低分", "请填不小于 total_floor 的最高分")
    ranking = choice(section, "ranking", RANKINGS, "rank")
    return Scheme(
        code=section.text("code"),
        name=section.text("name"),
        components=components,
        volume=columns(section, "volume"),
        valid_from=section.date("valid_from") or date.min,
        valid_to=section.date("valid_to") or date.max,
        periods=_periods(section),
        year_starts=section.whole("year_starts", 1, 12, 1),
        groups=names(section, "groups"),
        minimum=section.whole("minimum_tickets", 0, 1_000_000, 0),
        ranking=cast("Ranking", ranking),
        bands=read_bands(section, lowest, is_required=ranking == "bands"),
        rounding=rounding,
        total_floor=lowest,
        total_cap=cap,
        note=section.text("note", ""),
    )


def _periods(section: Section) -> tuple[PeriodKind, ...]:
    kinds = names(section, "periods") or PERIODS
    if unknown := [kind for kind in kinds if kind not in PERIODS]:
        section.fault(
            "periods",
            f"中的“{unknown[0]}”不在可选范围内",
            '请写 ["month"]（月）、["year"]（年）或两者',
        )
    return tuple(cast("PeriodKind", kind) for kind in kinds if kind in PERIODS)


def _check_dates(section: Section, scheme: Scheme, earlier: list[Scheme]) -> None:
    if scheme.valid_from > scheme.valid_to:
        section.fault("valid_to", "早于开始日期", "请改正其中一个日期")
    versions = (other for other in earlier if other.code == scheme.code)
    if any(
        max(scheme.valid_from, other.valid_from) <= min(scheme.valid_to, other.valid_to)
        for other in versions
    ):
        section.fault(
            "valid_from",
            "与同一方案的另一版本日期重叠",
            "请让前一版本的 valid_to 早于后一版本的 valid_from",
        )
