"""Webhooks of inboxes, from what happens in a chat to the receiver, and nothing is lost between."""

import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select
from standardwebhooks import Webhook

from hotline.chats.conversations import note_activity
from hotline.chats.inboxes import add_inbox
from hotline.chats.messages import add_message
from hotline.delivery.outbox import LEASE, note_result, redeliver, take_parcels
from hotline.domain.chats.states import ChatMessageKind
from hotline.domain.deliveries import BACK_OFF, DeliveryState, SendingOutcome, SendingResult
from hotline.domain.errors import Conflict, NotFound
from hotline.domain.models import ChatConversation, ChatInbox, Delivery
from hotline.domain.time.times import CITY_TIME, city_now
from hotline.operation.outgoing import KEPT, forget_sent
from hotline.storage.deliveries import (
    attempts_of,
    due_deliveries,
    ended_with_bodies,
    held_in_lanes,
    is_anything_due,
    newest_deliveries,
    unqueued_messages,
)
from tests.conftest import MONDAY, desk_of
from tests.support.chats import a_contact, chat_of, write
from tests.support.outgoing import outgoing
from tests.support.receivers import receiving

NAMES = {
    *("ix_delivery_due", "ix_delivery_lane", "ix_delivery_message", "ix_delivery_state"),
    *("ix_delivery_inbox", "ix_delivery_ended", "ix_chat_message_unsent"),
}


@pytest.fixture
def receiver():
    with receiving() as server:
        yield server


@pytest.fixture
def hooked(each_database, receiver):
    """A chat of an inbox whose webhook is the receiver."""
    desk = desk_of(each_database)
    with each_database.writing() as session:
        inbox = add_inbox(
            session,
            "site",
            desk.vault,
            desk.now(),
            webhook=f"{receiver.address}/hook",
            by="tests",
        )
        contact = a_contact(session, desk, inbox.inbox, source="c-77")
        message = write(session, contact, desk, "路灯坏了", client_id="echo-1")
        secret, chat = inbox.webhook_secret, chat_of(session, message)
    return outgoing(each_database), desk, secret, chat.row_id


def told(receiver, event):
    bodies = [json.loads(sent.body) for sent in receiver.received]
    return [body for body in bodies if body["event"] == event]


def test_what_happens_in_a_chat_is_told_signed_in_both_ways(hooked, receiver):
    out, _, secret, _ = hooked
    out.now = city_now()
    assert out.send() == len(receiver.received) > 2
    assert set(out.states()) == {"delivered"}
    for sent in receiver.received:
        assert Webhook(secret).verify(sent.body, sent.headers) == json.loads(sent.body)
        stamp = sent.headers["x-chatwoot-timestamp"]
        digest = hmac.new(secret.encode(), f"{stamp}.".encode() + sent.body, hashlib.sha256)
        assert sent.headers["x-chatwoot-signature"] == f"sha256={digest.hexdigest()}"
    codes = [sent.headers["webhook-id"] for sent in receiver.received]
    assert len(set(codes)) == len(codes)


def test_the_bodies_have_the_fields_that_chatwoots_receivers_read(hooked, receiver):
    out, *_ = hooked
    out.send()
    message = next(
        body for body in told(receiver, "message_created") if body["message_type"] == "incoming"
    )
    assert (message["content"], message["source_id"]) == ("路灯坏了", "echo-1")
    assert message["conversation"]["contact_inbox"] == {"source_id": "c-77"}
    assert message["sender"]["name"] == "王芳"
    assert message["inbox"]["name"] == "site"
    (created,) = told(receiver, "conversation_created")
    assert created["id"] == message["conversation"]["id"]
    assert told(receiver, "contact_created")[0]["source_id"] == "c-77"
    assert "pubsub" not in str([sent.body for sent in receiver.received])


def test_what_staff_write_for_each_other_is_told_to_nobody(hooked, receiver):
    out, desk, _, number = hooked
    out.send()
    before = len(receiver.received)
    with out.database.writing() as session:
        chat = session.get_one(ChatConversation, number)
        add_message(session, chat, desk, kind=ChatMessageKind.NOTE, text="此人常来", by="agent")
        note_activity(session, chat, desk, text="转交", by="agent")
    out.send()
    assert len(receiver.received) == before


def test_an_inbox_without_a_webhook_fills_no_outbox(each_database):
    desk = desk_of(each_database)
    with each_database.writing() as session:
        write(session, a_contact(session, desk), desk)
    out = outgoing(each_database)
    assert (out.send(), out.rows()) == (0, [])


def test_a_receiver_that_is_away_is_asked_from_five_minutes_to_ten_hours(hooked, receiver):
    out, *_ = hooked
    receiver.answers(500)
    heads = out.send()
    for tries, wait in enumerate(BACK_OFF, start=2):
        assert out.send(wait - timedelta(seconds=1)) == 0
        is_last = wait == BACK_OFF[-1]
        # What stood behind in the chat waited as long, and is tried once before it is given up.
        assert out.send(timedelta(seconds=1)) == (len(out.rows()) if is_last else heads)
        assert out.rows()[0].attempts == tries
    assert set(out.states()) == {"failed"}
    assert out.send(timedelta(days=9)) == 0
    with out.database.reading() as session:
        log = attempts_of(session, out.rows()[0])
    assert [attempt.status for attempt in log] == [500] * (len(BACK_OFF) + 1)
    assert "500" in out.rows()[0].reason


def test_what_was_given_up_is_sent_again_by_hand_with_the_same_code(hooked, receiver):
    out, *_ = hooked
    receiver.answers(410)
    out.send()
    assert set(out.states()) == {"failed"}
    code = out.rows()[0].code
    receiver.answers(200)
    receiver.received.clear()
    with out.database.writing() as session:
        redeliver(session, code, out.now)
    assert out.send() == 1
    assert receiver.received[0].headers["webhook-id"] == code
    assert out.states().count("delivered") == 1
    with out.database.writing() as session, pytest.raises(NotFound):
        redeliver(session, "msg_unknown", out.now)


def test_who_is_killed_in_the_middle_loses_nothing(hooked, receiver):
    out, desk, *_ = hooked
    for fill in out.sender.fillers:
        fill(out.database, desk.vault, out.now)
    with out.database.writing() as session:
        parcels = take_parcels(session, desk.vault, out.now, limit=2)
    assert len(parcels) == 2
    assert out.send(LEASE - timedelta(seconds=1)) == 0
    assert out.send(timedelta(seconds=1)) == len(out.rows())
    assert set(out.states()) == {"delivered"}
    codes = {sent.headers["webhook-id"] for sent in receiver.received}
    assert {parcel.code for parcel in parcels} <= codes


def test_two_senders_never_take_the_same(hooked):
    out, desk, *_ = hooked
    with out.database.writing() as session:
        inbox = session.get_one(ChatInbox, 1)
        for number in range(6):
            write(session, a_contact(session, desk, inbox, source=f"c-{number}"), desk)
    for fill in out.sender.fillers:
        fill(out.database, desk.vault, out.now)
    taken = []
    for _ in range(3):
        with out.database.writing() as session:
            taken += take_parcels(session, desk.vault, out.now, limit=2)
    codes = [parcel.code for parcel in taken]
    assert len(set(codes)) == len(codes) == min(6, len(out.rows()))


def test_of_a_lane_only_the_first_goes_out(hooked):
    out, desk, *_ = hooked
    for fill in out.sender.fillers:
        fill(out.database, desk.vault, out.now)
    with out.database.writing() as session:
        rows = session.exec(select(Delivery).order_by(Delivery.id)).all()
        for row in rows:
            row.lane = "one"
            session.add(row)
    with out.database.writing() as session:
        (first,) = take_parcels(session, desk.vault, out.now, limit=9)
        assert first.code == rows[0].code
    with out.database.writing() as session:
        assert take_parcels(session, desk.vault, out.now + LEASE / 2, limit=9) == []
        note_result(session, first.code, SendingResult(SendingOutcome.DONE, 200), out.now)
    with out.database.writing() as session:
        (second,) = take_parcels(session, desk.vault, out.now, limit=9)
        assert second.code == rows[1].code


def test_an_inner_address_is_refused_and_told_why(hooked, receiver):
    out, *_ = hooked
    inner = outgoing(out.database, webhook_networks="")
    inner.send()
    assert receiver.received == []
    assert set(inner.states()) == {"failed"}
    assert "内部网络" in inner.rows()[0].reason


def test_contents_are_stored_encrypted_and_forgotten_after_a_month(hooked):
    out, *_ = hooked
    out.send()
    (row, *_) = out.rows()
    assert "王芳".encode() not in row.body
    late = desk_of(out.database, out.now + KEPT + timedelta(seconds=1))
    with out.database.writing() as session:
        assert forget_sent(session, late) == len(out.rows())
        assert forget_sent(session, late) == 0
    assert {(row.body, row.state) for row in out.rows()} == {(None, DeliveryState.DELIVERED)}
    with out.database.writing() as session, pytest.raises(Conflict):
        redeliver(session, row.code, out.now)


def test_what_is_due_held_and_unqueued_is_found_by_an_index(database):
    statements = []
    event.listen(
        database.engine, "before_cursor_execute", lambda *heard: statements.append(heard[2:4])
    )
    with database.reading() as session:
        is_anything_due(session, MONDAY)
        due_deliveries(session, MONDAY, limit=4)
        held_in_lanes(session, ("a", "b"))
        unqueued_messages(session, "wechat", limit=9)
        newest_deliveries(session, state="failed", limit=9)
        newest_deliveries(session, inbox_id=3, after=9, limit=9)
        ended_with_bodies(session, MONDAY, limit=9)
    with database.engine.connect() as connection:
        plans = [
            row[3]
            for text, values in [pair for pair in statements if "SELECT" in pair[0]]
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        ]
    assert not [line for line in plans if line.startswith("SCAN") and "INDEX" not in line]
    assert {name for line in plans for name in NAMES if name in line} == NAMES


def test_the_signature_is_of_the_citys_time(hooked, receiver):
    out, *_ = hooked
    out.send()
    stamp = int(receiver.received[0].headers["webhook-timestamp"])
    assert stamp == int(out.now.replace(tzinfo=CITY_TIME).timestamp())


def test_what_happens_in_one_chat_comes_in_its_order_also_past_a_receiver_that_was_away(
    hooked, receiver
):
    out, desk, _, number = hooked
    receiver.answers(500)
    # One of the contact, one of the chat: what follows waits behind that.
    assert out.send() == 2
    receiver.answers(200)
    assert out.send(timedelta(minutes=1)) == 0
    with out.database.writing() as session:
        chat = session.get_one(ChatConversation, number)
        add_message(
            session, chat, desk, kind=ChatMessageKind.OUTGOING, text="已派人去修", by="agent"
        )
    assert out.send() == 0
    receiver.received.clear()
    out.send(BACK_OFF[0])
    assert set(out.states()) == {"delivered"}
    events = [json.loads(sent.body)["event"] for sent in receiver.received]
    assert [name for name in events if name != "contact_created"][0] == "conversation_created"
    texts = [body["content"] for body in told(receiver, "message_created")]
    assert (texts[0], texts[-1]) == ("路灯坏了", "已派人去修")


def test_a_chat_waits_for_no_other_one_and_not_for_what_was_given_up(hooked, receiver):
    out = hooked[0]
    receiver.answer = lambda sent: (410 if b"conversation_created" in sent.body else 200, b"", {})
    out.send()
    assert out.states().count("failed") == 1
    assert set(out.states()) == {"failed", "delivered"}
