"""No sentence and no chart of a bulletin that leaves the house counts out one to four."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest

from hotline.domain.models import Ticket
from hotline.papers.workbook import to_xlsx
from hotline.supervision import orders
from tests.conftest import MONDAY, desk_of
from tests.integration.bulletins.test_bulletins import (
    LAMPS,
    LAST_WEEK,
    NOISE,
    bulletin,
    sayings,
    table_of,
)
from tests.support.stored import store

FEW = re.compile(r"(?<![\d.,少于])[1-4](?=[件次人])")
LATE = {"status": "in_progress", "clock": "handle", "due_at": MONDAY - timedelta(hours=2)}


@pytest.fixture
def late_town(each_database, cast):
    """Nine late tickets of one unit, two of another, days of three, six and seven, orders."""
    database, desk = each_database, desk_of(each_database, LAST_WEEK + timedelta(days=2))
    for at in range(9):
        store(database, f"噪{at}", reported_at=LAST_WEEK, category=NOISE, unit="990102001", **LATE)
    for at in range(2):
        store(database, f"灯{at}", reported_at=LAST_WEEK, category=NOISE, unit="990102002", **LATE)
    for at in range(3):
        store(database, f"少{at}", reported_at=LAST_WEEK + timedelta(days=1), category=LAMPS)
    later = {"reported_at": LAST_WEEK + timedelta(days=3), "category": NOISE}
    ids = [store(database, f"多{at}", unit="990102001", **later)[0] for at in range(6)]
    for at in range(7):
        store(database, f"又{at}", **later | {"reported_at": LAST_WEEK + timedelta(days=4)})
    with database.writing() as session:
        for number in ids[:3]:
            ticket = session.get_one(Ticket, number)
            orders.instruct(session, cast.leader, ticket, desk, instruction="三日内查处")
    return database


@pytest.mark.parametrize("kind", ["daily", "weekly", "monthly"])
def test_no_sentence_counts_out_a_few(late_town, kind):
    paper = bulletin(late_town, kind, date(2026, 3, 9 if kind == "daily" else 8))
    assert "超期未办结11件" in sayings(paper)
    if kind == "weekly":
        # Orders are acts of the government, not of callers.
        assert "本周发出督办3件（书面督办3件），已销号0件。" in sayings(paper)
    for section in paper.sections:
        if "督办" not in section.heading:
            assert not FEW.search(section.text), section.text


def test_late_tickets_of_a_unit_with_a_few_are_told_by_nothing(late_town):
    rows = table_of(bulletin(late_town, "weekly", date(2026, 3, 8)), "超期未办结").rows
    assert [row[1] for row in rows] == ["不少于7", "少于5"]
    for at in range(6):
        store(late_town, f"更{at}", reported_at=LAST_WEEK, unit="990103001", **LATE)
    rows = table_of(bulletin(late_town, "weekly", date(2026, 3, 8)), "超期未办结").rows
    assert [(row[0], row[1]) for row in rows][1:] == [("其余", 8)]


def test_a_few_about_one_matter_are_not_counted_out(late_town):
    paper = bulletin(late_town, "topic", date(2026, 3, 8), topic=LAMPS)
    assert "受理此类诉求少于5件。" in paper.sections[0].text
    assert not paper.sections[0].charts


def test_the_sheet_behind_a_chart_has_no_number_where_the_chart_has_no_bar(late_town):
    paper = bulletin(late_town, "weekly", date(2026, 3, 8))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(paper)))
    [sheet] = [sheet for sheet in book if sheet.title.startswith("每日受理件数")]
    shown = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2) if row[0].value}
    assert shown["03-03"] is None
    # The week's total stands in the text: another day goes with the small one.
    assert [shown[f"03-0{day}"] for day in (2, 4, 5, 6)] == [11, 0, 6, None]


def test_the_chart_of_a_day_keeps_the_days_that_were_told(late_town):
    paper = bulletin(late_town, "daily", date(2026, 3, 4))
    [chart] = paper.sections[0].charts
    shown = dict(zip(chart.names, chart.counts, strict=True))
    assert (shown["03-02"], shown["03-03"], shown["03-04"]) == (11, None, 0)


def test_where_few_days_are_left_seven_stand_together(late_town):
    for week in range(4):
        for at in range(6):
            moment = LAST_WEEK + timedelta(days=5 - 7 * week - at % 3, hours=at)
            store(late_town, f"供{week}{at}", reported_at=moment, category="1101")
    [chart] = bulletin(late_town, "topic", date(2026, 3, 8), topic="1101").sections[0].charts
    assert chart.caption == "每七天受理件数"
    assert list(chart.counts) == [6, 6, 6, 6]
    assert (chart.names[0], chart.names[-1]) == ("02-09至02-15", "03-02至03-08")
