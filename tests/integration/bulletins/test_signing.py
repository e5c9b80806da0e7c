"""Bulletins are drafted in the morning, signed or dropped by a person, and go to the list."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from hotline.bulletins.drafting import due_drafts, make_draft, store_draft, tell_unsigned
from hotline.bulletins.signing import drop, readable_bulletin, sheet_of, sign
from hotline.domain.bulletins import BulletinKind
from hotline.domain.errors import Conflict, InvalidInput, NotFound
from hotline.domain.models import Notice, StoredBulletin
from hotline.domain.roles import Actor, Role
from hotline.operation.bulletin_drafting import draft_bulletins
from hotline.operation.chores import Shift
from hotline.reading.notice_messages import messages
from tests.conftest import MONDAY, desk_of
from tests.support.stored import store

SEVEN = MONDAY.replace(hour=7)
LEADER = Actor("boss", Role.LEADER)
ON_LIST = Actor("clerk", Role.CLERK, "S-CG", frozenset({"S-CG"}))


@pytest.fixture
def town(each_database):
    for at in range(9):
        moment = datetime(2026, 2, 20, 9) + timedelta(days=2 * at)
        store(each_database, f"噪声扰民 {at}", reported_at=moment, created_at=moment)
    return each_database


def drafted_at(database, now: datetime) -> int:
    return draft_bulletins(Shift(database, None, now=lambda: now))


def kinds_of(database) -> list[tuple[str, str]]:
    with database.reading() as session:
        rows = session.exec(select(StoredBulletin).order_by(StoredBulletin.id)).all()
        return [(str(row.kind), f"{row.since:%m-%d}") for row in rows]


def one_draft(database, now: datetime = SEVEN, kind: BulletinKind = BulletinKind.DAILY):
    desk = desk_of(database, now)
    with database.reading() as session:
        draft = make_draft(session, desk, kind, now.date() - timedelta(days=1))
    with database.writing() as session:
        return store_draft(session, desk, draft).row_id


def receivers_told(database, kind: str) -> list[str]:
    with database.reading() as session:
        rows = session.exec(select(Notice).order_by(Notice.id)).all()
        return [row.receiver for row in rows if row.kind == kind]


def listed_to(database, *receivers: str):
    desk = desk_of(database)
    rules = replace(desk.city.settings.bulletins, receivers=receivers)
    city = replace(desk.city, settings=replace(desk.city.settings, bulletins=rules))
    return replace(desk, city=city)


def test_at_seven_on_a_monday_day_and_week_are_drafted_once_and_a_missed_month_too(town):
    assert drafted_at(town, SEVEN) == 3
    assert drafted_at(town, SEVEN + timedelta(hours=2)) == 0
    assert kinds_of(town) == [("daily", "03-08"), ("weekly", "03-02"), ("monthly", "02-01")]
    assert set(receivers_told(town, "bulletin_drafted")) == {"role:supervisor", "role:leader"}


def test_before_seven_nothing_new_is_drafted(town):
    drafted_at(town, SEVEN)
    assert drafted_at(town, SEVEN + timedelta(hours=23, minutes=59)) == 0
    assert drafted_at(town, SEVEN + timedelta(hours=24)) == 1


def test_a_city_without_tickets_gets_no_bulletins(each_database):
    desk = desk_of(each_database, SEVEN)
    with each_database.reading() as session:
        assert due_drafts(session, desk) == []


def test_the_same_is_drafted_once(town):
    one_draft(town)
    with pytest.raises(Conflict, match="已经起草"):
        one_draft(town)


def test_who_signs_is_on_the_sheet_and_the_list_is_told(town):
    number, desk = one_draft(town), listed_to(town, "leader", "S-CG")
    with town.writing() as session:
        sign(session, LEADER, number, desk, remark="请各单位抓紧。")
    with town.reading() as session:
        paper = sheet_of(readable_bulletin(session, LEADER, number), "王局长")
        groups = [group for group in messages(session, desk) if group.kind == "bulletin_signed"]

    assert (paper.sections[0].heading, paper.sections[0].text) == ("按语", "请各单位抓紧。")
    assert "签发人：王局长" in paper.signed
    assert {group.receiver for group in groups} == {"role:leader", "unit:S-CG"}
    assert all("热线日报 2026年3月8日" in group.text for group in groups)
    assert f"/bulletins/{number}" in groups[0].text


def test_the_figures_of_a_signed_bulletin_never_change(town):
    number = one_draft(town)
    with town.reading() as session:
        before = readable_bulletin(session, LEADER, number).paper
    store(town, "后来补录", reported_at=datetime(2026, 3, 8, 9))
    with town.writing() as session:
        sign(session, LEADER, number, desk_of(town))
    with town.reading() as session:
        assert readable_bulletin(session, LEADER, number).paper == before


def test_a_unit_reads_what_was_sent_to_it_and_nothing_before(town):
    number, desk = one_draft(town), listed_to(town, "S-CG")
    stranger = replace(ON_LIST, unit="S-JJ", units=frozenset({"S-JJ"}))
    with town.reading() as session, pytest.raises(NotFound):
        readable_bulletin(session, ON_LIST, number)
    with town.writing() as session:
        sign(session, LEADER, number, desk)
    with town.reading() as session:
        assert readable_bulletin(session, ON_LIST, number).row_id == number
        with pytest.raises(NotFound):
            readable_bulletin(session, stranger, number)


def test_it_is_decided_once(town):
    number, desk = one_draft(town), desk_of(town)
    with town.writing() as session:
        drop(session, LEADER, number, desk, reason="数字有误")
    with town.writing() as session, pytest.raises(Conflict, match="boss"):
        sign(session, LEADER, number, desk)
    assert receivers_told(town, "bulletin_signed") == []


def test_a_dropped_one_needs_a_reason_and_says_so(town):
    number, desk = one_draft(town), desk_of(town)
    with town.writing() as session, pytest.raises(InvalidInput):
        drop(session, LEADER, number, desk, reason=" ")
    with town.writing() as session:
        drop(session, LEADER, number, desk, reason="数字有误")
    with town.reading() as session:
        assert "已作废" in sheet_of(readable_bulletin(session, LEADER, number), "").number


def test_no_personal_data_gets_into_the_remark(town):
    number = one_draft(town)
    with town.writing() as session, pytest.raises(InvalidInput, match="个人信息"):
        sign(session, LEADER, number, desk_of(town), remark="请联系13900000001")


def test_of_a_draft_that_waits_too_long_they_are_told_once(town):
    one_draft(town)
    for hours, n in ((3, 0), (5, 1), (6, 0)):
        desk = desk_of(town, SEVEN + timedelta(hours=hours))
        with town.writing() as session:
            assert tell_unsigned(session, desk) == n
    assert receivers_told(town, "bulletin_unsigned") == ["role:supervisor", "role:leader"]
