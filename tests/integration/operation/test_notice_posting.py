"""Messages for staff leave the house when they may, each until the receiver has taken it."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select
from standardwebhooks import Webhook

from hotline.commands.serve import server_options
from hotline.desk.notices import notify_of_ticket
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Notice, Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.time.times import CITY_TIME
from hotline.operation.doctor_notices import examine_notices
from tests.conftest import desk_of
from tests.support.cast import cast_of
from tests.support.outgoing import outgoing
from tests.support.path import dispatched
from tests.support.receivers import receiving

SECRET = "whsec_c2VjcmV0IG9mIHRoZSBub3RpY2VzIGhlcmU="
NIGHT = datetime(2026, 3, 10, 22, 30)
TURN = timedelta(seconds=15)
UNIT = "unit:990102001"


@pytest.fixture
def receiver():
    with receiving() as server:
        yield server


@pytest.fixture
def office(each_database, receiver):
    """A ticket and the sender at night; what was told on the way is gone."""
    with each_database.writing() as session:
        desk = desk_of(each_database)
        dispatched(session, desk, cast_of(desk.city))
        session.flush()
        for notice in session.exec(select(Notice)):
            session.delete(notice)
    address = f"{receiver.address}/notices"
    return outgoing(each_database, NIGHT, notices_to=address, notices_secret=SECRET)


def happens(office, kind, *, times=1):
    with office.database.writing() as session:
        ticket = session.exec(select(Ticket)).one()
        for _ in range(times):
            notify_of_ticket(session, UNIT, kind, ticket, office.now)


def posted(receiver):
    return [
        (row["kind"], row["receiver"], row["count"])
        for sent in receiver.received
        for row in json.loads(sent.body)["messages"]
    ]


def waiting(office):
    with office.database.reading() as session:
        return len(session.exec(select(Notice.id).where(col(Notice.sent_at).is_(None))).all())


def test_in_quiet_hours_danger_alone_leaves_and_at_their_end_everything(office, receiver):
    happens(office, NoticeKind.PHOTO, times=3)
    happens(office, NoticeKind.DANGER)
    office.send()
    assert posted(receiver) == [("danger", UNIT, 1)]
    office.send(after=datetime(2026, 3, 11, 7, 59) - office.now)
    assert (len(receiver.received), waiting(office)) == (1, 3)
    office.send(after=timedelta(minutes=1))
    assert posted(receiver)[1:] == [("photo", UNIT, 1)] * 3
    assert waiting(office) == 0


def test_more_than_one_post_holds_leaves_at_the_end_of_the_night_and_many_are_one(office, receiver):
    happens(office, NoticeKind.NEW_TICKET, times=700)
    office.send()
    assert receiver.received == []
    office.send(after=datetime(2026, 3, 11, 9, 0) - office.now)
    assert {count for _, _, count in posted(receiver)} == {1}
    assert (len(posted(receiver)) < 5, waiting(office)) == (True, 0)


def test_what_is_not_taken_is_posted_again_under_the_same_id_and_is_signed(office, receiver):
    happens(office, NoticeKind.DANGER)
    receiver.answers(500)
    office.send()
    office.send(after=timedelta(seconds=1))
    assert (len(receiver.received), waiting(office)) == (1, 1)
    receiver.answers(204)
    office.send(after=TURN)
    office.send(after=TURN)
    first, second = receiver.received
    assert (first.body, first.headers["webhook-id"]) == (second.body, second.headers["webhook-id"])
    assert waiting(office) == 0
    stamp = int(second.headers["webhook-timestamp"])
    assert datetime.fromtimestamp(stamp, CITY_TIME).replace(
        tzinfo=None
    ) == NIGHT + TURN + timedelta(seconds=1)


def test_the_signature_is_that_of_the_standard(office, receiver, monkeypatch):
    happens(office, NoticeKind.DANGER)
    office.send()
    (sent,) = receiver.received
    stamp = int(sent.headers["webhook-timestamp"])
    moment = datetime.fromtimestamp(stamp, CITY_TIME)
    monkeypatch.setattr("standardwebhooks.webhooks.datetime", _clock(moment))
    Webhook(SECRET).verify(sent.body, sent.headers)


def _clock(moment):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    return Clock


def test_without_a_receiver_nothing_leaves(office, receiver):
    office.database.settings = replace(office.database.settings, notices_to="")
    happens(office, NoticeKind.DANGER)
    office.send()
    assert (receiver.received, waiting(office)) == ([], 1)


def test_nothing_is_sent_that_is_older_than_any_holiday(office, receiver):
    happens(office, NoticeKind.DANGER)
    office.send(after=timedelta(days=16))
    assert receiver.received == []


def test_without_a_secret_nothing_pretends_to_be_signed(office, receiver):
    office.database.settings = replace(office.database.settings, notices_secret="")
    happens(office, NoticeKind.DANGER)
    office.send()
    (sent,) = receiver.received
    assert not [name for name in sent.headers if "signature" in name.lower()]


@pytest.mark.parametrize("address", ["nonsense", "file:///etc/passwd", "ftp://x/y"])
def test_an_address_that_is_none_is_refused_with_the_name_of_the_setting(office, address):
    settings = replace(office.database.settings, notices_to=address)
    with pytest.raises(InvalidInput, match="HOTLINE_NOTICES_TO") as refused:
        server_options(settings)
    assert "https://" in refused.value.remedy
    with office.database.reading() as session, pytest.raises(InvalidInput):
        examine_notices(session, settings, office.now)


def test_the_doctor_tells_where_messages_go_and_what_waits(office, receiver):
    settings = office.database.settings
    with office.database.reading() as session:
        unset = examine_notices(session, replace(settings, notices_to=""), office.now)
    assert (unset.status, "HOTLINE_NOTICES_TO" in unset.remedy) == ("degraded", True)
    open_settings = replace(settings, webhook_networks="127.0.0.0/8")
    happens(office, NoticeKind.DANGER)
    with office.database.reading() as session:
        waits = examine_notices(session, open_settings, office.now)
    assert (waits.status, "从未，等待 1 条" in waits.note) == ("ok", True)
    away = replace(open_settings, notices_to="http://127.0.0.1:9/x")
    with office.database.reading() as session:
        assert examine_notices(session, away, office.now).status == "down"
