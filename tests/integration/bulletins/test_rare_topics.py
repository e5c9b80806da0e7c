"""A topic of which a week brings a few has a course in longer steps, drawn in the workbook too."""

import io
import zipfile
from datetime import date, datetime, timedelta

from hotline.bulletins.making import make_bulletin
from hotline.domain.bulletins import BulletinKind
from hotline.papers.workbook import to_xlsx
from tests.conftest import desk_of
from tests.support.stored import store

FIRST, DAY = datetime(2026, 2, 9, 9, 0), date(2026, 3, 8)
LAMPS = "0201"


def topic(database, days):
    for day in days:
        fields = {"category": LAMPS, "district": "990102", "reported_at": FIRST + timedelta(day)}
        store(database, f"路灯不亮{day}", created_at=FIRST + timedelta(day), **fields)
    with database.reading() as session:
        kind = BulletinKind.TOPIC
        return make_bulletin(session, desk_of(database), kind, DAY, topic=LAMPS)


def charts_of(paper):
    return [chart for section in paper.sections for chart in section.charts]


def charts_in(workbook: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return sum(name.startswith("xl/charts/chart") for name in parts.namelist())


def test_three_a_week_in_one_district_are_a_course_of_fortnights(database):
    paper = topic(database, [0, 2, 4, 7, 9, 11, 14, 16, 18, 21, 23, 25])
    [course] = charts_of(paper)
    assert (course.caption, list(course.counts)) == ("每十四天受理件数", [6, 6])
    assert course.names == ["02-09至02-22", "02-23至03-08"]
    assert charts_in(to_xlsx(paper)) == 1


def test_five_a_week_are_told_by_weeks(database):
    paper = topic(database, [at * 7 + day for at in range(4) for day in range(5)])
    [course] = charts_of(paper)
    assert (course.caption, list(course.counts)) == ("每七天受理件数", [5, 5, 5, 5])


def test_no_step_tells_a_few(database):
    assert charts_of(topic(database, [0, 8, 16, 24])) == []
    assert charts_in(to_xlsx(topic(database, []))) == 0


def test_beside_a_few_fortnights_no_other_is_told(database):
    paper = topic(database, [0, 3, 20, 21, 22, 23, 24, 25])
    shown = [n for chart in charts_of(paper) for n in chart.counts if n is not None]
    assert not any(0 < n < 5 for n in shown)
    assert 8 - sum(shown) not in range(1, 5)
