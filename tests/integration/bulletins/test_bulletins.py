"""Bulletins of a week that is known, on both databases, recounted by plain SQL."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from hotline.bulletins import assessment
from hotline.bulletins.making import make_bulletin
from hotline.bulletins.sentences import listed
from hotline.bulletins.spans import bulletin_span
from hotline.domain.bulletins import BulletinKind
from hotline.domain.errors import InvalidInput
from hotline.scoring.scores import scores_of
from hotline.storage.reported_groups import urgent_tickets
from tests.conftest import MONDAY, desk_of
from tests.support.stored import store

LAST_WEEK = datetime(2026, 3, 2, 9)
# Construction noise, heating, street lamps of the pack.
NOISE, LAMPS = "0501", "0201"
SECRET = "张三丰住在朝阳路88号，电话13900000001"


@pytest.fixture
def town(each_database):
    """36 reports of the week before Monday, 20 of the one before that; three confidential."""
    database = each_database

    def add(prefix: str, n: int, begin: datetime, **fields) -> None:
        for at in range(n):
            moment = begin + timedelta(hours=5 * at)
            store(
                database, f"{prefix}{at} {SECRET}", reported_at=moment, created_at=moment, **fields
            )

    add("噪", 24, LAST_WEEK, category=NOISE, district="990102", request_type="complaint")
    add("灯", 8, LAST_WEEK, category=LAMPS, district="990103", channel="wechat")
    add("险", 2, LAST_WEEK, category=LAMPS, district="990103", urgency="critical", priority=0)
    add("杂", 2, LAST_WEEK, category="", district="")
    add("旧", 20, LAST_WEEK - timedelta(days=7), category=NOISE, district="990102")
    add("密", 3, LAST_WEEK, category=NOISE, secrecy="confidential")
    return database


def bulletin(database, kind: str, day: date, **topic):
    with database.reading() as session:
        return make_bulletin(session, desk_of(database), BulletinKind(kind), day, **topic)


def sayings(paper) -> str:
    """Every text of a paper, tables and charts included."""
    parts = [paper.title, paper.number, paper.head, paper.foot, *paper.signed]
    for section in paper.sections:
        parts += [section.heading, section.text]
        for table in section.tables:
            parts += [
                table.caption,
                *table.columns,
                *(str(cell) for row in table.rows for cell in row),
            ]
        for chart in section.charts:
            parts += [chart.caption, *chart.names]
    return "\n".join(parts)


def table_of(paper, caption: str):
    return next(
        table for section in paper.sections for table in section.tables if table.caption == caption
    )


def test_a_week_says_how_many_came_and_how_that_compares(town):
    paper = bulletin(town, "weekly", date(2026, 3, 4))

    assert paper.number == "2026年第10周（3月2日至8日）"
    said_first = paper.sections[0].text.splitlines()[0]
    assert said_first == "本周共受理诉求36件，日均5.1件，较上周增长80.0%。"
    assert "投诉24件，占66.7%" in sayings(paper)


@pytest.mark.parametrize(
    ("kind", "day"),
    [("daily", date(2026, 3, 3)), ("weekly", date(2026, 3, 3)), ("monthly", date(2026, 3, 3))],
)
def test_what_it_counts_is_what_plain_sql_counts(town, kind, day):
    span = bulletin_span(BulletinKind(kind), day, MONDAY)
    query = text(
        "SELECT count(*) FROM ticket WHERE reported_at >= :since AND reported_at < :until"
        " AND secrecy <> 'confidential'"
    )
    moments = {
        "since": span.since.isoformat(" ", "microseconds"),
        "until": span.until.isoformat(" ", "microseconds"),
    }
    with town.reading() as session:
        total = session.execute(query, moments).scalar_one()
    paper = bulletin(town, kind, day)

    assert total > 0
    assert f"共受理诉求{total}件" in paper.sections[0].text
    assert sum(row[1] for row in table_of(paper, "类别分布").rows) == total
    assert sum(row[1] for row in table_of(paper, "区域分布").rows) == total


def test_a_topic_counts_its_categories_alone(town):
    paper = bulletin(town, "topic", date(2026, 3, 8), topic=NOISE)

    assert "受理此类诉求44件" in paper.sections[0].text
    assert sum(filter(None, paper.sections[0].charts[0].counts)) < 44


def test_fewer_than_five_stand_with_the_others(town):
    rows = table_of(bulletin(town, "weekly", date(2026, 3, 4)), "类别分布").rows

    assert [row[1] for row in rows] == [24, 12]
    assert rows[-1][0] == "其余"


def test_no_small_count_of_either_span_is_shown_or_computable(town):
    before = LAST_WEEK - timedelta(days=7)
    for at in range(3):
        store(town, f"前{at}", reported_at=before, category=LAMPS, district="990103")
    for section in bulletin(town, "weekly", date(2026, 3, 4)).sections:
        for table in section.tables:
            if table.caption in ("类别分布", "区域分布"):
                numbers = [cell for row in table.rows for cell in row[1:3] if cell != 0]
                assert not any(isinstance(cell, int) and cell < 5 for cell in numbers)
                hidden = [row for row in table.rows if not isinstance(row[2], int)]
                assert len(hidden) != 1
                assert all(row[4] == "—" for row in hidden)
        assert all(not chart.before for chart in section.charts)
    assert listed([("电话", 30), ("微信", 8), ("网站", 2)], 40) == (
        "电话30件，占75.0%；微信和其余10件，占25.0%"
    )


def test_the_course_has_every_day_and_ends_with_the_span(town):
    for at in range(12):
        day = LAST_WEEK + timedelta(days=at - 7)
        store(town, *(f"每日{at}-{n}" for n in range(6)), reported_at=day, category="1101")
    course = bulletin(town, "weekly", date(2026, 3, 4)).sections[0].charts[0]

    assert len(course.names) == 28
    assert (course.names[0], course.names[-1]) == ("02-09", "03-08")
    with town.reading() as session:
        days = dict(
            session.execute(
                text(
                    "SELECT substr(CAST(reported_at AS text), 6, 5), count(*) FROM ticket"
                    " WHERE secrecy <> 'confidential' GROUP BY 1"
                )
            ).all()
        )
    shown = dict(zip(course.names, course.counts, strict=True))
    assert {day for day, n in shown.items() if n == 0} == shown.keys() - days.keys()
    assert all(shown[day] in (None, n) for day, n in days.items())
    assert all(shown[day] is None for day, n in days.items() if n < 5)
    assert any(shown.values())


def test_urgent_tickets_are_listed_without_a_word_of_the_caller(town):
    paper = bulletin(town, "weekly", date(2026, 3, 4))

    assert len(table_of(paper, "特急和敏感诉求").rows) == 2
    for secret in ("张三丰", "13900000001", "88号", "险0"):
        assert secret not in sayings(paper)


def test_of_many_urgent_tickets_some_are_listed_and_all_are_counted(town):
    for at in range(35):
        status = "closed" if at < 4 else "dispatched"
        store(town, f"急{at}", reported_at=LAST_WEEK, urgency="critical", status=status)
    paper = bulletin(town, "weekly", date(2026, 3, 4))

    assert "特急和敏感诉求37件，已办结少于5件" in sayings(paper)
    assert len(table_of(paper, "特急和敏感诉求").rows) == 30


def test_nothing_confidential_is_listed(town):
    store(town, "密险", reported_at=LAST_WEEK, urgency="critical", secrecy="confidential")
    from hotline.domain.roles import LEADER

    with town.reading() as session:
        urgent = urgent_tickets(session, LEADER, LAST_WEEK, MONDAY)
    assert {ticket.secrecy for ticket in urgent} == {"open"}


def test_a_city_without_a_ticket_has_a_bulletin_too(each_database):
    text_of_it = sayings(bulletin(each_database, "monthly", date(2026, 3, 4)))

    assert "共受理诉求0件" in text_of_it
    assert "没有明显上升的类别" in text_of_it


@pytest.mark.parametrize(
    ("kind", "day", "topic", "field", "message"),
    [
        ("daily", date(2026, 3, 10), "", "date", "2026-03-10 还没有到"),
        ("topic", date(2026, 3, 8), "飞碟", "topic", "没有名为“飞碟”的类别"),
        ("topic", date(2026, 3, 8), "", "topic", "没有名为“”的类别"),
        ("weekly", date(2026, 3, 8), "噪声", "topic", "只有专报有专题"),
    ],
)
def test_what_cannot_be_written_is_refused_by_name(each_database, kind, day, topic, field, message):
    with pytest.raises(InvalidInput, match=message) as refused:
        bulletin(each_database, kind, day, topic=topic)
    assert refused.value.faults[0][0] == field
    assert refused.value.remedy


def test_a_running_month_is_compared_with_the_same_part_of_the_last():
    span = bulletin_span(BulletinKind.MONTHLY, date(2026, 3, 9), MONDAY)

    assert (span.since, span.until) == (datetime(2026, 3, 1), MONDAY)
    assert span.others["上月同期"] == (datetime(2026, 2, 1), datetime(2026, 2, 9, 10))
    assert span.name == "2026年3月（截至3月9日10时00分）"


def test_a_whole_month_is_compared_with_the_whole_last_one():
    span = bulletin_span(BulletinKind.MONTHLY, date(2026, 2, 14), MONDAY)

    assert (span.since, span.until) == (datetime(2026, 2, 1), datetime(2026, 3, 1))
    assert span.others["上月"] == (datetime(2026, 1, 1), datetime(2026, 2, 1))
    assert span.others["上年同月"] == (datetime(2025, 2, 1), datetime(2025, 3, 1))


def test_an_assessment_names_groups_scores_and_reasons(town):
    with town.reading() as session:
        desk = desk_of(town)
        paper = make_bulletin(session, desk, BulletinKind.ASSESSMENT, date(2026, 3, 3))
        scores = scores_of(session, desk, code=desk.city.schemes[0].code, period="2026-03")
    assert paper.title == "考评通报"
    assert [section.heading[0] for section in paper.sections] == ["一", "二", "三", "四"]
    assert scores["name"] in paper.sections[0].text
    assert "尚未公布" in paper.sections[0].text
    compared = [unit for unit in scores["units"] if unit["standing"] == "compared"]
    assert sum(len(table.rows) for table in paper.sections[1].tables) == len(compared)
    assert SECRET not in sayings(paper)


def test_the_last_of_a_group_is_named_with_what_cost_it_most(town):
    def unit(code, points):
        parts = [
            {"name": name, "weight": 50, "points": value, "numerator": 80, "denominator": 100}
            for name, value in (("按时办结", points), ("满意", 49))
        ]
        return {"unit": code, "group": "街道", "total": points + 49, "components": parts}

    groups = {"街道": [unit("990102001", 50), unit("990102002", 31.5)]}
    line = assessment._named(desk_of(town), groups)
    assert line == "街道：红榜 鼓楼街道办事处。黑榜 文庙街道办事处（按时办结80/100，失18.5分）。"
