"""Scores from casework: counts of a period under the scheme that was in force then, and periods
published for ever.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import event
from sqlmodel import Session, col, func, select

from hotline.desk.desk import Desk
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import Exclusion, ScorePublication, ScoreRow
from hotline.domain.roles import Actor, Role
from hotline.domain.scoring.columns import counts_for, uncounted
from hotline.domain.scoring.document import Document, document
from hotline.domain.scoring.periods import AssessmentPeriod
from hotline.domain.scoring.schemes import Scheme, scheme_for
from hotline.domain.scoring.scores import PeriodTable, UnitCounts, score
from hotline.domain.vocabulary import UNIT_KINDS
from hotline.scoring.organiser import beside_the_ranks
from hotline.storage.counted_cycles import CountSpan
from hotline.storage.score_counts import count_for_scores

GONE = "已撤并单位"


def scores_of(session: Session, desk: Desk, *, code: str, period: str) -> Document:
    """The scores of a period as they were published, or as they stand now;
    `published` says which.
    """
    span = scheme_for(desk.city.schemes, code, period)[1] if _is_known(desk, code) else None
    published = publication_of(session, code, span.name if span else period)
    if published is not None:
        rows = session.exec(
            select(ScoreRow)
            .where(ScoreRow.publication_id == published.id)
            .order_by(col(ScoreRow.place))
        )
        head = published.head | {"published": _stamp(published)}
        return head | {
            "units": [row.document for row in rows],
            "pending_exclusions": pending(session),
        }
    table = tally(session, desk, schemes=desk.city.schemes, code=code, period=period)
    scores = document([(table, score(table.scheme, table.units))])
    units = beside_the_ranks(desk.city, scores["units"])
    return scores | {"units": units, "published": None, "pending_exclusions": pending(session)}


def tally(
    session: Session,
    desk: Desk,
    *,
    schemes: Sequence[Scheme],
    code: str,
    period: str,
    complete: bool = True,
) -> PeriodTable:
    """The counts of every unit that the scheme compares.

    Raises InvalidInput where it needs what casework cannot count, unless they need not be
    `complete`.
    """
    scheme, span = scheme_for(schemes, code, period)
    if complete and (missing := uncounted(scheme)):
        raise InvalidInput(
            f"方案“{scheme.name}”的 {'、'.join(missing)} 不是工单系统能统计的数据",
            remedy="请用 hotline score --from-casework --counts TABLE.csv 导出，填好这些列再计分",
            field="scheme",
        )
    counts = count_for_scores(session, _span(span, desk.now()))
    city = desk.city
    counts.setdefault(city.centre, {}).update(
        _both(counts.pop("", {}), counts.get(city.centre, {}))
    )
    known = [*city.units, *(code for code in counts if code not in city.units)]
    units = [
        UnitCounts(_name(desk, code), counts_for(scheme, counts.get(code, {})), _group(desk, code))
        for code in known
    ]
    compared = tuple(unit for unit in units if _is_compared(scheme, unit))
    if not compared:
        raise InvalidInput(
            f"方案“{scheme.name}”只比较{'、'.join(scheme.groups)}，本市没有这类单位",
            remedy="请在 units.csv 中登记这类单位，或修改方案的 groups",
            field="scheme",
        )
    return PeriodTable(scheme, span, compared)


def publish(
    session: Session, actor: Actor, desk: Desk, *, code: str, period: str
) -> ScorePublication:
    """Freeze a period that has ended, row by row; later events and schemes do not touch it."""
    if actor.role != Role.SUPERVISOR:
        raise NotAllowed("只有督办员可以公布考核结果", remedy="请由督办员公布")
    span = scheme_for(desk.city.schemes, code, period)[1]
    if span.last >= desk.now().date():
        raise Conflict(f"{span.name} 还没有结束", remedy=f"请在 {span.last} 以后公布")
    if publication_of(session, code, span.name) is not None:
        raise Conflict(f"{span.name} 已经公布，不能更改", remedy="如有更正，请在下一期说明")
    scores = scores_of(session, desk, code=code, period=span.name)
    head = {
        key: value
        for key, value in scores.items()
        if key not in ("units", "published", "pending_exclusions")
    }
    publication = ScorePublication(
        scheme=code, period=span.name, head=head, published_at=desk.now(), published_by=actor.login
    )
    session.add(publication)
    session.flush()
    session.add_all(
        ScoreRow(publication_id=publication.row_id, place=place, unit=row["unit"], document=row)
        for place, row in enumerate(scores["units"], 1)
    )
    return publication


def publication_of(session: Session, code: str, period: str) -> ScorePublication | None:
    query = select(ScorePublication).where(
        ScorePublication.scheme == code, ScorePublication.period == period
    )
    return session.exec(query).first()


def pending(session: Session) -> int:
    """Exclusions that nobody has decided: they may still change scores that are not published."""
    return session.exec(select(func.count(col(Exclusion.id))).where(Exclusion.decision == "")).one()


def _is_known(desk: Desk, code: str) -> bool:
    return any(scheme.code == code for scheme in desk.city.schemes)


def _stamp(published: ScorePublication) -> dict[str, Any]:
    return {"at": published.published_at.isoformat(), "by": published.published_by}


def _span(period: AssessmentPeriod, now: datetime) -> CountSpan:
    until = datetime.combine(period.last + timedelta(days=1), time())
    return CountSpan(datetime.combine(period.first, time()), until, now)


def _both(
    first: dict[str, tuple[int, int]], other: dict[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """The sums of two units' counts: what no unit had counts for the centre."""
    names = {*first, *other}
    sums = {name: (first.get(name, (0, 0)), other.get(name, (0, 0))) for name in names}
    return {name: (a[0] + b[0], a[1] + b[1]) for name, (a, b) in sums.items()}


def _name(desk: Desk, code: str) -> str:
    unit = desk.city.units.get(code)
    return unit.name if unit else code


def _group(desk: Desk, code: str) -> str:
    unit = desk.city.units.get(code)
    return UNIT_KINDS.get(unit.kind, unit.kind) if unit else GONE


def _is_compared(scheme: Scheme, unit: UnitCounts) -> bool:
    """A scheme that names groups compares those only.

    Units that are gone are listed where they had tickets.
    """
    return not scheme.groups or unit.group in scheme.groups


@event.listens_for(ScorePublication, "before_update")
@event.listens_for(ScoreRow, "before_update")
def _refuse(_mapper: object, _connection: object, _row: object) -> None:
    raise Conflict("已公布的考核结果不能更改", remedy="如有更正，请在下一期说明")
