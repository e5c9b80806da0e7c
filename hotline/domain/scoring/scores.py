"""Points of units under one scheme: components, total, standing, rank or band."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from hotline.domain.errors import InvalidInput
from hotline.domain.scoring.component_base import ComponentScore
from hotline.domain.scoring.periods import AssessmentPeriod
from hotline.domain.scoring.rounding import ZERO, half_up
from hotline.domain.scoring.schemes import Scheme
from hotline.domain.scoring.tallies import Counts, sum_of


class UnitStanding(StrEnum):
    COMPARED = "compared"
    SMALL_SAMPLE = "small_sample"
    NOT_SCORABLE = "not_scorable"
    NO_TICKETS = "no_tickets"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """One unit of one period: its counts by column.

    A column that is not there is 0 or its default.
    """

    unit: str
    counts: Counts
    group: str = ""


@dataclass(frozen=True, slots=True)
class PeriodTable:
    """The units of one period and the version of the scheme that scores it; `period` None:
    nobody named one.
    """

    scheme: Scheme
    period: AssessmentPeriod | None
    units: tuple[UnitCounts, ...]


@dataclass(frozen=True, slots=True)
class UnitScore:
    """What one unit got.

    volume      tickets before exclusions
    total       sum of the rounded points, scaled by `attainable` where components had no case;
                None: not to be scored
    attainable  sum of the weights that could be earned; the scheme's total unless components had no
                case
    rank        1, 2, 2, 4 within the group; only for those who are compared, and only if the scheme
                ranks
    """

    unit: str
    group: str
    volume: Decimal
    components: tuple[ComponentScore, ...]
    standing: UnitStanding
    total: Decimal | None
    attainable: Decimal
    rank: int | None = None
    band: str | None = None


def score(scheme: Scheme, units: Sequence[UnitCounts]) -> tuple[UnitScore, ...]:
    """All units of one period: by group, the best first, those that are not compared at the end
    of their group.

    Raises InvalidInput for counts that contradict each other (more solved than called back).
    """
    groups: dict[str, list[UnitCounts]] = {name: [] for name in scheme.groups}
    for unit in units:
        _refuse_contradictions(scheme, unit)
        groups.setdefault(unit.group, []).append(unit)
    return tuple(
        unit_score for members in groups.values() for unit_score in _score_group(scheme, members)
    )


def _refuse_contradictions(scheme: Scheme, unit: UnitCounts) -> None:
    for component in scheme.components:
        for fault in component.faults(unit.counts):
            message = f"{unit.unit}：{fault.column} {fault.message}"
            raise InvalidInput(message, remedy=fault.remedy, field=fault.column)


def _score_group(scheme: Scheme, members: Sequence[UnitCounts]) -> list[UnitScore]:
    group = sum_of(member.counts for member in members)
    scored = [_score_unit(scheme, member, group) for member in members]
    order = list(UnitStanding)
    scored.sort(
        key=lambda unit_score: (order.index(unit_score.standing), -(unit_score.total or ZERO))
    )
    totals = sorted(
        unit_score.total
        for unit_score in scored
        if unit_score.standing is UnitStanding.COMPARED and unit_score.total is not None
    )
    return [_placed(scheme, unit_score, totals) for unit_score in scored]


def _score_unit(scheme: Scheme, unit: UnitCounts, group: Counts) -> UnitScore:
    scores = tuple(
        component.score(unit.counts, group, scheme.rounding) for component in scheme.components
    )
    volume = half_up(scheme.volume.of(unit.counts), 0)
    standing = _standing(scheme, volume, scores)
    is_scored = standing in (UnitStanding.COMPARED, UnitStanding.SMALL_SAMPLE)
    attainable = sum((score.weight for score in scores if score.points is not None), ZERO)
    total = total_of(scheme, scores) if is_scored else None
    return UnitScore(unit.unit, unit.group, volume, scores, standing, total, attainable)


def _standing(scheme: Scheme, volume: Decimal, scores: Sequence[ComponentScore]) -> UnitStanding:
    pairs = list(zip(scheme.components, scores, strict=True))
    measured = [score for component, score in pairs if component.measures_cases]
    has_case = any(score.has_case for score in measured)
    if volume == 0 and not has_case:
        return UnitStanding.NO_TICKETS
    if measured and not has_case:
        return UnitStanding.NOT_SCORABLE
    return UnitStanding.SMALL_SAMPLE if volume < scheme.minimum else UnitStanding.COMPARED


def total_of(scheme: Scheme, scores: Sequence[ComponentScore]) -> Decimal | None:
    """The sum of the rounded points.

    Weights without a case are spread over the others, deductions stay whole.
    """
    weighted = sum(
        (score.points for score in scores if score.points is not None and score.weight), ZERO
    )
    others = sum(
        (score.points for score in scores if score.points is not None and not score.weight), ZERO
    )
    attainable = sum((score.weight for score in scores if score.points is not None), ZERO)
    if attainable != scheme.total:
        if attainable == 0:
            return None
        scaled = Fraction(weighted) * Fraction(scheme.total) / Fraction(attainable)
        weighted = half_up(scaled, scheme.rounding.points)
    total = weighted + others
    total = total if scheme.total_cap is None else min(total, scheme.total_cap)
    return total if scheme.total_floor is None else max(total, scheme.total_floor)


def _placed(scheme: Scheme, unit_score: UnitScore, totals: Sequence[Decimal]) -> UnitScore:
    """`totals` of all who are compared, in rising order."""
    if (
        unit_score.standing is not UnitStanding.COMPARED
        or unit_score.total is None
        or scheme.ranking == "none"
    ):
        return unit_score
    if scheme.ranking == "rank":
        return replace(unit_score, rank=1 + len(totals) - bisect_right(totals, unit_score.total))
    return replace(unit_score, band=band_of(scheme.bands, unit_score.total))


def band_of(bands: Sequence[tuple[str, Decimal]], total: Decimal) -> str | None:
    return next((name for name, lowest in bands if total >= lowest), None)


def summary(scores: Sequence[UnitScore]) -> Mapping[UnitStanding, int]:
    """How many units have each standing."""
    return {
        standing: sum(1 for unit_score in scores if unit_score.standing is standing)
        for standing in UnitStanding
    }
