"""The figures that a bulletin is written from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from analytics.figures import Rate
from analytics.periods import Period
from analytics.search.base import Query
from hotline.bulletins.spans import ONE_DAY, BulletinSpan
from hotline.desk.desk import Desk
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.roles import LEADER
from hotline.reading.hottest_issues import IssueSummary, hottest_issues
from hotline.reading.rates import total_rates
from hotline.storage.holders import lamps_by_holder
from hotline.storage.merged import leading_of
from hotline.storage.reported_groups import (
    EVERYTHING,
    ReportedGroups,
    ReportedTopic,
    count_days,
    count_groups,
    count_orders,
    count_people,
    count_states,
    count_urgent,
    first_reported,
    topic_orders,
    urgent_tickets,
)

# A course over time shows at least so many days.
COURSE_DAYS = 28
# So many people who speak of one matter are worth a line; fewer could point at somebody.
GATHERED, MOST_ISSUES = 5, 8
IN_TIME = "按时办结率"
RATES = {"按时签收率": "sign", IN_TIME: "on_time", "解决率": "solved", "满意率": "satisfied"}


@dataclass(frozen=True)
class Material:
    """Counts of the span and of those it is compared with.

    people   different callers; `states`: tickets by status as it is now
    issues   those of which most people spoke, of a topic none; `given`: its orders and
             urges, and whether a leader's instruction made one
    urgent   the most urgent ones, of `urgent_total` of which `urgent_ended` have ended
    urgent_leading  of merged ones the ticket that is handled for them, by their own number
    direct   answered at the front desk
    rates    by unit ("" none) and name of the rate; exclusions are out
    overdue  (who holds the clock, open tickets past their limit) at `now`
    """

    desk: Desk
    span: BulletinSpan
    now: datetime
    groups: ReportedGroups
    others: Mapping[str, ReportedGroups]
    days: Counter[str]
    people: int
    states: Counter[str]
    issues: Sequence[IssueSummary]
    given: Sequence[tuple[SupervisionOrder, bool]]
    urgent: Sequence[Ticket]
    urgent_leading: Mapping[str, Ticket]
    urgent_total: int
    urgent_ended: int
    orders: Counter[tuple[str, bool]]
    direct: int
    rates: Mapping[str, Mapping[str, Rate]]
    overdue: Sequence[tuple[str, int]]

    @property
    def before(self) -> ReportedGroups:
        return self.others[self.span.before]

    def rate(self, name: str) -> Rate:
        """Of all units together."""
        rates = [rates[name] for rates in self.rates.values()]
        return Rate(sum(rate.part for rate in rates), sum(rate.whole for rate in rates))

    def by_unit(self, name: str) -> Mapping[str, Rate]:
        return {unit: rates[name] for unit, rates in self.rates.items()}


def gather(
    session: Session, desk: Desk, span: BulletinSpan, *, topic: ReportedTopic = EVERYTHING
) -> Material:
    """`topic` narrows what was reported; rates are of all tickets.

    A span that begins before the first ticket is no comparison, but for the one just before.
    """
    now, is_topic = desk.now(), topic != EVERYTHING
    direct, rates = _rates(session, desk, span)
    urgent = urgent_tickets(session, LEADER, span.since, span.until)
    course = min(span.since, span.until - COURSE_DAYS * ONE_DAY)
    first = first_reported(session) or now
    others = {
        name: count_groups(session, LEADER, *other, topic=topic)
        for name, other in span.others.items()
        if name == span.before or other[0] >= first
    }
    return Material(
        desk=desk,
        span=span,
        now=now,
        groups=count_groups(session, LEADER, span.since, span.until, topic=topic),
        others=others,
        days=count_days(session, LEADER, course, span.until, topic=topic),
        people=count_people(session, LEADER, span.since, span.until, topic=topic),
        states=count_states(session, LEADER, span.since, span.until, topic=topic),
        issues=[] if is_topic else _issues(session, span),
        given=topic_orders(session, LEADER, span.since, span.until, topic) if is_topic else (),
        urgent=urgent,
        urgent_leading=leading_of(session, urgent),
        urgent_total=count_urgent(session, LEADER, span.since, span.until),
        urgent_ended=count_urgent(session, LEADER, span.since, span.until, ended=True),
        orders=count_orders(session, span.since, span.until),
        direct=direct,
        rates=rates,
        overdue=[
            (late.holder, late.red) for late in lamps_by_holder(session, LEADER, now) if late.red
        ],
    )


def _issues(session: Session, span: BulletinSpan) -> Sequence[IssueSummary]:
    return hottest_issues(
        session, LEADER, span.since, span.until, limit=MOST_ISSUES, least=GATHERED
    )


def _rates(
    session: Session, desk: Desk, span: BulletinSpan
) -> tuple[int, dict[str, dict[str, Rate]]]:
    """How many were answered directly, and the rates of units: as the pages of a leader count."""
    period = Period(span.since, span.until, max(1, (span.until - span.since).days))
    total, units = total_rates(session, LEADER, desk, query=Query(), period=period)
    rates = {
        unit: {called: own.get(name, Rate(0, 0)) for called, name in RATES.items()}
        for unit, own in units.items()
    }
    return total.get("direct", Rate(0, 0)).part, rates
