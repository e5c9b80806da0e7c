"""Notices in the words of the city: bundled, held in quiet hours, each once."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from hotline.casework import extension, handling, recall
from hotline.casework.withdrawal import withdraw
from hotline.desk.notices import notify_of_ticket
from hotline.domain.models import Notice
from hotline.domain.outcomes import NoticeKind
from hotline.reading.notice_messages import messages, shown_notices
from hotline.storage.notices import note_sent, notices_of
from hotline.supervision.clock_watch import watch_clocks
from tests.support.path import ANSWER, accepted, dispatched, in_progress

UNIT = "unit:990102001"
FRIDAY_NIGHT = datetime(2026, 3, 13, 22, 0)


@pytest.fixture
def ticket(session, desk, cast):
    """Its own notices are gone."""
    ticket = in_progress(session, desk, cast)
    ticket.title = "王小明反映路灯不亮，电话13800138000"
    session.flush()
    for notice in session.exec(select(Notice)):
        session.delete(notice)
    session.flush()
    return ticket


def happens(session, ticket, kind, at, times=1):
    for _ in range(times):
        notify_of_ticket(session, UNIT, kind, ticket, at)
    session.flush()


def kinds(session, desk):
    return [(str(group.kind), len(group.notices)) for group in messages(session, desk)]


def test_a_message_has_number_title_clock_and_link_and_no_phone(session, desk, ticket):
    happens(session, ticket, NoticeKind.AMBER, desk.now())
    (group,) = messages(session, desk, root="https://12345.example")
    assert ticket.no in group.text
    assert f"https://12345.example/tickets/{ticket.no}" in group.text
    assert f"办理时限 {ticket.due_at:%m-%d %H:%M}" in group.text
    assert "路灯不亮" in group.text
    assert "13800138000" not in group.text


@pytest.mark.parametrize(("identity", "secrecy"), [("hidden", "open"), ("real", "confidential")])
def test_of_who_wants_to_be_hidden_no_title_leaves_the_house(
    session, desk, ticket, identity, secrecy
):
    ticket.identity_mode, ticket.secrecy = identity, secrecy
    happens(session, ticket, NoticeKind.AMBER, desk.now())
    (group,) = messages(session, desk)
    assert ("路灯" in group.text, ticket.no in group.text) == (False, True)


def test_a_notice_tells_the_clock_of_its_own_moment_whatever_runs_later(
    session, desk, cast, ticket
):
    happens(session, ticket, NoticeKind.APPLICATION_GRANTED, desk.now())
    due = ticket.due_at
    later = desk.at(desk.now() + timedelta(hours=2))
    withdraw(session, cast.agent, ticket, later, reason="已自行解决")
    happens(session, ticket, NoticeKind.APPLICATION_GRANTED, later.now())
    rows = notices_of(session, cast.street_clerk)
    kind = NoticeKind.APPLICATION_GRANTED
    groups = shown_notices(session, cast.street_clerk, rows, later)
    newer, older = [group.text for group in groups if group.kind == kind]
    assert f"办理时限 {due:%m-%d %H:%M}" in older
    assert ("时限" in newer, "…" in newer) == (False, False)


def test_many_of_a_kind_are_one_message_and_danger_never(session, desk, ticket):
    happens(session, ticket, NoticeKind.NEW_TICKET, desk.now(), times=6)
    happens(session, ticket, NoticeKind.PHOTO, desk.now(), times=2)
    happens(session, ticket, NoticeKind.DANGER, desk.now(), times=6)
    assert kinds(session, desk) == [
        ("new_ticket", 6),
        *[("photo", 1)] * 2,
        *[("danger", 1)] * 6,
    ]


def test_what_can_wait_waits_for_the_morning_or_for_working_time_and_danger_for_nothing(
    session, desk, ticket
):
    for kind in (NoticeKind.NEW_TICKET, NoticeKind.PHOTO, NoticeKind.DANGER):
        happens(session, ticket, kind, FRIDAY_NIGHT)
    night, saturday, monday = (
        desk.at(FRIDAY_NIGHT),
        desk.at(datetime(2026, 3, 14, 8, 0)),
        desk.at(datetime(2026, 3, 16, 9, 0)),
    )
    assert kinds(session, night) == [("danger", 1)]
    assert kinds(session, saturday) == [("photo", 1), ("danger", 1)]
    assert kinds(session, monday) == [("new_ticket", 1), ("photo", 1), ("danger", 1)]


def test_a_danger_does_not_stand_behind_what_waits_for_the_morning(session, desk, ticket):
    happens(session, ticket, NoticeKind.NEW_TICKET, FRIDAY_NIGHT, times=4)
    happens(session, ticket, NoticeKind.DANGER, FRIDAY_NIGHT)
    (group,) = messages(session, desk.at(FRIDAY_NIGHT), limit=1)
    assert group.kind == NoticeKind.DANGER


def test_what_waited_is_not_sent_in_the_next_night(session, desk, ticket):
    happens(session, ticket, NoticeKind.PHOTO, desk.now())
    assert kinds(session, desk.at(FRIDAY_NIGHT + timedelta(days=1))) == []


def test_each_is_sent_once_and_what_was_read_is_not_sent(session, desk, ticket):
    happens(session, ticket, NoticeKind.PHOTO, desk.now(), times=2)
    first, second = messages(session, desk)
    note_sent(session, [first.notices[0].row_id], desk.now())
    second.notices[0].read_at = desk.now()
    session.flush()
    assert messages(session, desk) == []


def test_on_the_page_unread_danger_stands_first_and_no_text_has_the_link(
    session, desk, cast, ticket
):
    happens(session, ticket, NoticeKind.DANGER, desk.now())
    happens(session, ticket, NoticeKind.PHOTO, desk.now())
    groups = shown_notices(session, cast.street_clerk, notices_of(session, cast.street_clerk), desk)
    assert [group.kind for group in groups] == ["danger", "photo"]
    assert not any("/tickets/" in group.text for group in groups)
    groups[0].notices[0].read_at = desk.now()
    groups = shown_notices(session, cast.street_clerk, notices_of(session, cast.street_clerk), desk)
    assert [group.kind for group in groups] == ["photo", "danger"]


def test_the_page_has_one_line_for_many_unread_ones_and_no_title_of_what_the_reader_does_not_see(
    session, desk, cast, ticket
):
    happens(session, ticket, NoticeKind.NEW_TICKET, desk.now(), times=6)
    rows = notices_of(session, cast.street_clerk)
    (group,) = shown_notices(session, cast.street_clerk, rows, desk)
    assert (group.kind, len(group.notices)) == (NoticeKind.NEW_TICKET, 6)
    ticket.unit = "YS-ZF"
    rows = notices_of(session, cast.street_clerk)[:1]
    (alone,) = shown_notices(session, cast.street_clerk, rows, desk)
    assert "路灯" not in alone.text


def test_two_clocks_that_end_together_are_told_each_by_its_name(session, desk, cast):
    ticket = accepted(session, desk, cast)
    ticket.due_contact = ticket.due_handle = datetime(2026, 3, 10, 11, 0)
    session.flush()
    watch_clocks(session, desk.at(datetime(2026, 3, 10, 11, 5)))
    session.flush()
    rows = notices_of(session, cast.street_clerk)
    red = [group.text for group in shown_notices(session, cast.street_clerk, rows, desk)]
    assert {name for name in ("先行联系时限", "办理时限") if any(name in text for text in red)} == {
        "先行联系时限",
        "办理时限",
    }


def unread(session, receiver):
    session.flush()
    query = select(Notice.kind).where(Notice.receiver == receiver, Notice.read_at.is_(None))
    return [str(kind) for kind in session.exec(query)]


def ask(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    extension.ask_extension(
        session, cast.street_clerk, ticket, desk, limit="2wd", reason="等待检测", basis="规程"
    )
    assert unread(session, "role:dispatcher") == unread(session, "role:supervisor") == ["applied"]
    return ticket


def granted(session, desk, cast, ticket):
    extension.grant_extension(session, cast.supervisor, ticket, desk, note="同意")


def refused(session, desk, cast, ticket):
    extension.refuse_extension(session, cast.supervisor, ticket, desk, note="时间足够")


def answered_instead(session, desk, cast, ticket):
    handling.reply(session, cast.street_clerk, ticket, desk, answer=ANSWER)


def moved_instead(session, desk, cast, ticket):
    recall.move(session, cast.supervisor, ticket, desk, unit="YS-ZF", reason="职责已调整")


@pytest.mark.parametrize("end", [granted, refused, answered_instead, moved_instead])
def test_what_needs_no_decision_any_more_is_asked_of_nobody(session, desk, cast, end):
    end(session, desk, cast, ask(session, desk, cast))
    assert unread(session, "role:dispatcher") == unread(session, "role:supervisor") == []


def test_what_is_signed_is_not_to_be_signed_and_what_was_recalled_neither(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    assert unread(session, UNIT) == ["new_ticket"]
    handling.accept(session, cast.street_clerk, ticket, desk)
    assert unread(session, UNIT) == []
    recall.recall(session, cast.dispatcher, dispatched(session, desk, cast), desk, reason="有误")
    assert unread(session, UNIT) == ["recalled"]


def test_many_in_one_message_say_what_how_many_until_when_and_where(session, desk, cast):
    tickets = [dispatched(session, desk, cast) for _ in range(6)]
    session.flush()
    for notice in session.exec(select(Notice)):
        session.delete(notice)
    for each in tickets:
        happens(session, each, NoticeKind.NEW_TICKET, desk.now(), times=2)
    (group,) = messages(session, desk, root="https://hotline.example")
    assert (group.count, len(group.notices)) == (6, 12)
    due = min(each.due_at for each in tickets)
    assert group.text.startswith(f"新工单 6 件（{tickets[0].no}、")
    assert f"请于 {due:%m-%d %H:%M}（最早一件） 前签收" in group.text
    assert group.text.endswith("https://hotline.example/notices")
