"""What is kept of chats, and who hears of it."""

import hmac
import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlmodel import select

from hotline.chats.calling import answer_waiting_too_long, end_quiet_chats
from hotline.chats.contacts import person_of, source_keys_of, source_of, update_contact
from hotline.chats.hearing import Incoming, hear
from hotline.chats.inboxes import hmac_of, secret_of
from hotline.chats.messages import answers_since
from hotline.cli import hotline
from hotline.domain.chats.states import ChatEventKind, ChatMessageKind, ChatState
from hotline.domain.errors import Conflict, InvalidInput, NotSignedIn, TooMany
from hotline.domain.models import ChatContact, ChatConversation, ChatInbox, ChatMessage
from hotline.storage.chat_events import events_after, unhooked_events, unsent_messages
from hotline.storage.chat_lists import closed_chats, find_chat, waiting_chats
from hotline.storage.chats import all_inboxes, contact_of_key, conversations_of
from hotline.storage.database import open_database
from hotline.storage.files import FOLDER
from hotline.storage.reencryption import foreign_parts, reencrypt
from hotline.storage.vault import open_vault
from tests.conftest import desk_of
from tests.support.chats import SATURDAY_NIGHT, a_contact, an_inbox, chat_of, texts_of, write


def test_what_a_contact_tells_is_stored_encrypted_and_read_again(each_database):
    desk = desk_of(each_database)
    with each_database.writing() as session:
        contact = a_contact(session, desk, source="openid-77")
        write(session, contact, desk, "我是王芳，电话13900001111，路灯坏了")
    with each_database.engine.connect() as connection:
        rows = [
            repr(row)
            for table in ("chat_contact", "chat_message", "chat_conversation")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}").all()
        ]
    assert not any("13900001111" in row or "openid-77" in row or "王芳" in row for row in rows)
    with each_database.reading() as session:
        again = session.exec(select(ChatContact)).one()
        assert person_of(again, desk.vault).phone == "13900001111"
        assert source_of(again, desk.vault) == "openid-77"


def test_the_same_source_is_the_same_contact_and_only_within_its_inbox(database, desk):
    with database.writing() as session:
        first = an_inbox(session, desk, "one-door")
        contact = a_contact(session, desk, first)
        assert a_contact(session, desk, first).id == contact.id
        assert a_contact(session, desk, an_inbox(session, desk, "other-door")).id != contact.id


def test_a_message_that_comes_again_is_kept_once(database, desk):
    with database.writing() as session:
        contact = a_contact(session, desk)
        first = write(session, contact, desk, client_id="m-1")
        assert write(session, contact, desk, client_id="m-1").id == first.id
        incoming = ChatMessage.kind == ChatMessageKind.INCOMING
        assert len(session.exec(select(ChatMessage).where(incoming)).all()) == 1


def test_a_message_of_nothing_of_too_much_or_of_what_cannot_be_stored_is_refused(database, desk):
    with database.writing() as session:
        contact = a_contact(session, desk)
        for text in ("", " \n", "长" * 10_001, "a\x00b", None, 7):
            with pytest.raises(InvalidInput):
                write(session, contact, desk, text)
        assert conversations_of(session, [contact.row_id]) == []


def test_who_writes_faster_than_anybody_reads_is_told_to_wait_and_others_are_not(database, desk):
    with database.writing() as session:
        inbox = an_inbox(session, desk)
        contact, other = (a_contact(session, desk, inbox, source=name) for name in ("a", "b"))
        with pytest.raises(TooMany):
            [write(session, contact, desk, f"{number}") for number in range(200)]
        write(session, other, desk)
        write(session, contact, desk.at(desk.now() + timedelta(minutes=1)))


def test_a_chat_waits_for_a_person_and_becomes_a_message_with_a_promise(database, desk):
    with database.writing() as session:
        chat = chat_of(session, write(session, a_contact(session, desk), desk, "人工"))
        assert (chat.state, waiting_chats(session)) == (ChatState.WAITING, [chat])
        soon = desk.at(desk.now() + timedelta(minutes=2))
        assert answer_waiting_too_long(session, soon) == 0
        later = desk.at(desk.now() + timedelta(minutes=4))
        assert answer_waiting_too_long(session, later) == 1
        assert answer_waiting_too_long(session, later) == 0
        assert (chat.state, chat.promised_at.isoformat()) == (
            ChatState.MESSAGE,
            "2026-03-10T17:30:00",
        )
        assert "明天 17:30 前回复您" in texts_of(session, chat, desk)[-1]
        assert waiting_chats(session) == [chat]


def test_at_night_nobody_is_left_waiting_for_a_person(database, desk):
    with database.writing() as session:
        night = desk.at(SATURDAY_NIGHT)
        chat = chat_of(session, write(session, a_contact(session, night), night, "人工"))
        assert chat.state == ChatState.MESSAGE
        assert "明天 8:00 恢复人工" in texts_of(session, chat, desk)[-1]


@pytest.mark.parametrize("before", [[], ["人工"]])
def test_in_danger_nobody_is_put_off_until_tomorrow(database, desk, before):
    with database.writing() as session:
        night = desk.at(SATURDAY_NIGHT)
        contact = a_contact(session, night)
        for text in [*before, "我不想活了，站在楼顶"]:
            chat = chat_of(session, write(session, contact, night, text))
        assert chat.state == ChatState.MESSAGE
        assert chat.promised_at <= SATURDAY_NIGHT + timedelta(hours=1)
        assert before or "已通知值班人员" in texts_of(session, chat, desk)[-1]


def test_what_is_closed_takes_no_message_and_the_next_one_begins_a_new_chat(database, desk):
    with database.writing() as session:
        contact = a_contact(session, desk)
        first = chat_of(session, write(session, contact, desk))
        first.state = ChatState.CLOSED
        session.flush()
        with pytest.raises(Conflict):
            hear(session, contact, desk, incoming=Incoming("还有"), conversation=first)
        assert write(session, contact, desk).conversation_id != first.id


def test_a_channel_that_is_told_finds_each_answer_until_it_says_that_it_has_arrived(
    each_database,
):
    desk = desk_of(each_database)
    with each_database.writing() as session:
        pushed = a_contact(session, desk, an_inbox(session, desk, "wx", kind="wechat"))
        message = write(session, pushed, desk, "人工")
        asks = a_contact(session, desk, an_inbox(session, desk, "api"))
        write(session, asks, desk, "人工")
        answers = answers_since(session, chat_of(session, message), after=message.row_id)
        assert [row.kind for row in answers] == [ChatMessageKind.MACHINE]
    with each_database.writing() as session:
        unsent = unsent_messages(session, {"wechat"})
        assert [row.id for row in unsent] == [row.id for row in answers]
        unsent[0].sent_at = desk.now()
    with each_database.reading() as session:
        assert unsent_messages(session, {"wechat"}) == []


def test_events_come_in_order_and_wait_for_the_webhook_of_their_inbox(each_database):
    desk = desk_of(each_database)
    with each_database.writing() as session:
        hooked = an_inbox(session, desk, "hooked", webhook="https://example.cn/hook")
        write(session, a_contact(session, desk, hooked), desk, "人工")
        write(session, a_contact(session, desk, an_inbox(session, desk, "quiet")), desk, "人工")
    with each_database.writing() as session:
        kinds = [row.kind for row in events_after(session, 0)]
        assert kinds[:4] == [
            ChatEventKind.CONTACT_CREATED,
            ChatEventKind.CREATED,
            ChatEventKind.MESSAGE,
            ChatEventKind.STATUS,
        ]
        unhooked = unhooked_events(session)
        assert 2 * len(unhooked) == len(kinds)
        assert {row.inbox_id for row in unhooked} == {hooked.id}


def test_an_identity_counts_only_with_the_hash_of_the_inbox(database, desk):
    with database.writing() as session:
        inbox = an_inbox(session, desk, "strict", hmac_mandatory=True)
        with pytest.raises(NotSignedIn):
            a_contact(session, desk, inbox, identifier="u-1")
        contact = a_contact(session, desk, an_inbox(session, desk, "loose"), identifier="u-1")
        assert not contact.verified
        loose = session.get_one(ChatInbox, contact.inbox_id)
        person = person_of(contact, desk.vault)
        digest = hmac.new(hmac_of(loose, desk.vault).encode(), b"u-1", "sha256").hexdigest()
        args = (session, loose, contact, person, desk.vault, desk.now())
        update_contact(*args, identifier_hash=digest)
        assert contact.verified
        stranger = replace(person, identifier="u-2")
        with pytest.raises(NotSignedIn):
            update_contact(*args[:3], stranger, *args[4:], identifier_hash=digest)
        update_contact(*args[:3], stranger, *args[4:])
        assert not contact.verified


def test_an_agent_sees_what_goes_on_and_what_was_theirs(database, desk, cast):
    with database.writing() as session:
        chat = chat_of(session, write(session, a_contact(session, desk), desk, "人工"))
        assert find_chat(session, cast.agent, chat.row_id) is chat
        chat.state, chat.agent = ChatState.CLOSED, "somebody"
        session.flush()
        assert closed_chats(session, cast.agent, limit=9) == []
        assert closed_chats(session, cast.supervisor, limit=9) == [chat]


def test_chats_change_to_another_suite_and_their_contacts_are_found_as_before(settings, desk):
    with closing(open_database(settings)) as database:
        with database.writing() as session:
            inbox = an_inbox(session, desk)
            write(session, a_contact(session, desk, inbox, source="openid-9"), desk)
        vault = open_vault(replace(settings, crypto="sm"))
        folder = settings.data / FOLDER
        assert reencrypt(database, vault, folder).chats >= 4
        assert list(foreign_parts(database, vault, folder)) == []
        with database.reading() as session:
            keys = source_keys_of(inbox, "openid-9", vault)
            contact = contact_of_key(session, keys)
            assert contact is not None
            assert contact.source_key == keys[0]
            assert person_of(contact, vault).name == "王芳"


def test_the_command_makes_inboxes_and_tells_their_secrets_once(settings):
    def run(*arguments):
        return CliRunner().invoke(hotline, ["inbox", *arguments, "--data", str(settings.data)])

    done = run("add", "miniapp", "--webhook", "https://example.cn/x", "--hmac-mandatory", "--json")
    assert done.exit_code == 0, done.output
    made_of = json.loads(done.output)
    assert set(made_of) == {"name", "identifier", "hmac_token", "webhook_secret"}
    listed = run("list", "--json").output
    assert made_of["identifier"] in listed
    assert made_of["hmac_token"] not in listed
    assert made_of["webhook_secret"] not in listed
    assert run("add", "miniapp").exit_code == 1
    assert run("add", "x", "--webhook", "ftp://example.cn").exit_code == 1
    with closing(open_database(settings)) as database, database.reading() as session:
        (inbox,) = all_inboxes(session)
        assert secret_of(inbox, open_vault(settings)) == made_of["webhook_secret"]


def test_a_chat_with_the_machine_alone_ends_by_itself(database, desk):
    with database.writing() as session:
        chat = chat_of(session, write(session, a_contact(session, desk), desk))
        chat.state = ChatState.MACHINE
        session.flush()
        later = desk.at(desk.now() + timedelta(hours=2))
        assert (end_quiet_chats(session, desk), end_quiet_chats(session, later)) == (0, 1)
        assert session.get_one(ChatConversation, chat.row_id).state == ChatState.CLOSED


@pytest.mark.parametrize("url", ["http://user:pw@example.cn/x", "ftp://example.cn", "x" * 501])
def test_an_address_that_may_not_be_posted_to_makes_no_inbox(database, desk, url):
    with pytest.raises(InvalidInput), database.writing() as session:
        an_inbox(session, desk, webhook=url)
