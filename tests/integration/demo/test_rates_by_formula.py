"""The rates of pages and bulletins over a played year, recounted by SQL that is written from their
definitions and shares no code with them: numerators and denominators are equal.
"""

from contextlib import suppress
from datetime import date, datetime

import pytest
from sqlalchemy import text
from sqlmodel import select

from analytics.periods import Period
from analytics.search.base import Query
from hotline.bulletins.making import make_bulletin
from hotline.domain.bulletins import BulletinKind
from hotline.domain.models import ExcludedFigure, Exclusion, Rating
from hotline.domain.roles import LEADER
from hotline.reading.rates import total_rates
from tests.integration.demo.conftest import END

# Of what callers said in the period and counts: 已解决 of those who said whether; 基本满意 and
# better of those who rated.
OF_RATINGS = """
    SELECT sum(CASE WHEN {what} THEN 1 ELSE 0 END), count(*)
    FROM rating r JOIN ticket t ON t.id = r.ticket_id
    WHERE r.at >= :since AND r.at < :until AND r.counted AND t.secrecy <> 'confidential'
      AND {asked} IS NOT NULL AND ({unit} = '' OR r.unit = {unit})
      AND NOT EXISTS (SELECT 1 FROM excluded_figure e WHERE e.ticket_id = r.ticket_id
                      AND e.cycle = r.cycle AND e.metric = '{metric}')
"""
# Of limits that fell into the period: done in time of those done or over.
OF_LIMITS = """
    WITH cycles AS (
      SELECT ticket_id, cycle, unit, {due} AS due, {done} AS done, ending FROM cycle_figures
      UNION ALL
      SELECT id, cycle, unit, {due}, {done}, 'open' FROM ticket t
      WHERE closed_at IS NULL AND unit <> '' AND merged_into = '' AND status IN ({at_work})
        AND (paused_at IS NULL OR '{due}' <> 'due_handle')
        AND NOT EXISTS (SELECT 1 FROM cycle_figures f
                        WHERE f.ticket_id = t.id AND f.cycle = t.cycle))
    SELECT sum(CASE WHEN c.done <= c.due THEN 1 ELSE 0 END), count(*)
    FROM cycles c JOIN ticket t ON t.id = c.ticket_id
    WHERE c.due >= :since AND c.due < :until AND t.secrecy <> 'confidential'
      AND c.ending IN ('closed', 'rework', 'open') AND (c.cycle = 1 OR '{due}' = 'due_handle')
      AND (c.done IS NOT NULL OR c.due < :now) AND ({unit} = '' OR c.unit = {unit})
      AND NOT EXISTS (SELECT 1 FROM excluded_figure e WHERE e.ticket_id = c.ticket_id
                      AND e.cycle = c.cycle AND e.metric = '{metric}')
"""
AT_WORK = (
    "'dispatched', 'accepted', 'in_progress', 'replied', 'callback', 'suspended', 'triage',"
    " 'return_requested', 'extension_requested', 'suspension_requested', 'arbitration'"
)
QUERIES = {
    "contact": OF_LIMITS.format(
        due="due_contact", done="contacted_at", metric="contact", at_work=AT_WORK, unit=":unit"
    ),
    "on_time": OF_LIMITS.format(
        due="due_handle", done="replied_at", metric="on_time", at_work=AT_WORK, unit=":unit"
    ),
    "solved": OF_RATINGS.format(
        what="r.solved", asked="r.solved", metric="resolution", unit=":unit"
    ),
    "satisfied": OF_RATINGS.format(
        what="r.rating >= 3", asked="r.rating", metric="satisfaction", unit=":unit"
    ),
}
PERIODS = [
    (datetime(2025, 12, 1), datetime(2026, 1, 1)),
    (datetime(2026, 3, 1), END),
    (datetime(2025, 3, 1), END),
]


def by_sql(session, name: str, since: datetime, until: datetime, unit: str = "") -> tuple[int, int]:
    moments = {"since": since, "until": until, "now": END}
    values = {key: at.isoformat(" ", "microseconds") for key, at in moments.items()}
    part, whole = session.execute(text(QUERIES[name]), values | {"unit": unit}).one()
    return int(part or 0), int(whole)


def by_pages(session, desk, since: datetime, until: datetime) -> tuple[dict, dict]:
    span = Period(since, until, max(1, (until - since).days))
    total, units = total_rates(session, LEADER, desk, query=Query(), period=span)
    return total, units


@pytest.mark.parametrize(("since", "until"), PERIODS)
@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_rate_is_what_its_definition_counts(year, name, since, until):
    with year.database.reading() as session:
        total, units = by_pages(session, year.desk.at(END), since, until)
        own = by_sql(session, name, since, until)
        assert (total[name].part, total[name].whole) == own
        assert own[1] > 0
        for unit, rates in units.items():
            if unit and (rate := rates.get(name)):
                assert (rate.part, rate.whole) == by_sql(session, name, since, until, unit), unit


class Undone(Exception):
    """What was written for a test is taken back."""


def exclude(session, rated: Rating) -> None:
    shared = {"ticket_id": rated.ticket_id, "cycle": rated.cycle}
    grounds = {"metrics": ["resolution"], "reason_code": "policy", "evidence": "x", "by": "x"}
    exclusion = Exclusion(**shared, **grounds, unit=rated.unit, asked_at=END)
    session.add(exclusion)
    session.flush()
    session.add(ExcludedFigure(**shared, metric="resolution", exclusion_id=exclusion.row_id))
    session.flush()


def test_what_is_excluded_leaves_numerator_and_denominator(year):
    since, until = PERIODS[-1]
    with suppress(Undone), year.database.writing() as session:
        before = by_sql(session, "solved", since, until)
        solved = select(Rating).where(Rating.solved, Rating.counted)
        for rated in session.exec(solved.order_by(Rating.id.desc())).all()[:3]:
            exclude(session, rated)
        total, _ = by_pages(session, year.desk.at(END), since, until)
        after = by_sql(session, "solved", since, until)
        assert (total["solved"].part, total["solved"].whole) == after
        assert after == (before[0] - 3, before[1] - 3)
        raise Undone


def test_a_monthly_bulletin_says_the_same(year):
    with year.database.reading() as session:
        desk = year.desk.at(END)
        paper = make_bulletin(session, desk, BulletinKind.MONTHLY, date(2026, 2, 10))
        text_of_it = "\n".join(section.text for section in paper.sections)
        for name, word in (("on_time", "按时办结率"), ("satisfied", "满意率")):
            part, whole = by_sql(session, name, datetime(2026, 2, 1), datetime(2026, 3, 1))
            few = 0 < whole - part < 5  # then a bound that follows from the whole alone
            rate = (
                f"{100 * (whole - 4) // whole}%以上"
                if few
                else f"{part / whole:.1%}（{part}/{whole}）"
            )
            assert whole >= 20
            assert f"{word}{rate}" in text_of_it
