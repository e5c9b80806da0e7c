import pytest
from sqlmodel import func, select

from hotline.casework.prepared import Submission, prepare_all
from hotline.casework.receive import receive, store
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import Caller, HistoryEntry, SuggestionRecord, Ticket
from hotline.storage.history import history_of, verify_chain
from hotline.storage.numbers import is_ticket_no
from tests.support.path import ticket_of
from tests.support.reports import NOW, a_report


def ticket_from(session, actor, report, desk):
    return ticket_of(session, receive(session, actor, report, desk))


def test_a_report_becomes_a_ticket_with_number_code_clock_and_history(session, desk, cast):
    receipt = receive(session, cast.agent, a_report(), desk)
    ticket = ticket_of(session, receipt)
    assert receipt.created
    assert is_ticket_no(ticket.no)
    assert desk.vault.knows(ticket.no, receipt.query_code)
    assert ticket.due_at
    assert ticket.due_at > NOW
    history = history_of(session, ticket)
    assert [entry.action for entry in history][0] == "register"
    assert verify_chain(history) == []
    assert ticket.version == len(history)
    assert ticket.head == history[-1].digest


def test_the_machine_tells_its_model_and_reasons_with_each_ticket(session, desk, cast):
    ticket = ticket_from(session, cast.agent, a_report(), desk)
    record = session.exec(
        select(SuggestionRecord).where(SuggestionRecord.ticket_id == ticket.id)
    ).one()
    assert record.model == desk.classifier.classify("").model
    assert record.reasons


def test_personal_data_is_not_stored_in_the_clear(session, desk, cast):
    receive(session, cast.agent, a_report(), desk)
    caller = session.exec(select(Caller)).one()
    assert b"138001" not in caller.phone
    assert "张".encode() not in caller.name
    assert desk.vault.decrypt(caller.phone) == "13800138000"


def test_the_same_phone_is_the_same_caller_and_the_same_name_is_not(session, desk, cast):
    first = ticket_from(session, cast.agent, a_report(), desk)
    again = ticket_from(
        session, cast.agent, a_report(caller="老张", phone="+86 138 0013 8000"), desk
    )
    namesake = ticket_from(session, cast.agent, a_report(phone=""), desk)
    assert first.caller_id == again.caller_id != namesake.caller_id


def test_an_anonymous_report_keeps_nothing_of_the_caller(session, desk, cast):
    assert ticket_from(session, cast.agent, a_report(identity="匿名"), desk).caller_id is None
    assert session.exec(select(func.count()).select_from(Caller)).one() == 0


def test_the_same_key_gives_the_same_ticket_and_code(session, desk, cast):
    first = receive(session, cast.agent, a_report(), desk, key="k-1")
    again = receive(session, cast.agent, a_report(), desk, key="k-1")
    assert (first.no, first.query_code) == (again.no, again.query_code)
    assert not again.created
    assert session.exec(select(func.count()).select_from(Ticket)).one() == 1


def test_the_same_key_with_another_report_is_a_conflict(session, desk, cast):
    receive(session, cast.agent, a_report(), desk, key="k-1")
    with pytest.raises(Conflict, match="Idempotency-Key"):
        receive(session, cast.agent, a_report(text="另一件事：路灯不亮"), desk, key="k-1")


def test_the_same_reference_of_a_channel_makes_one_ticket(session, desk, cast):
    first = ticket_from(session, cast.agent, a_report(ref="A-1", channel="letter"), desk)
    assert (
        ticket_from(session, cast.agent, a_report(ref="A-1", channel="letter"), desk).no == first.no
    )
    assert (
        ticket_from(session, cast.agent, a_report(ref="A-1", channel="visit"), desk).no != first.no
    )


def test_repeats_within_one_group_make_one_ticket(session, desk, cast):
    submissions = [
        Submission(cast.agent, a_report(ref="A-1")),
        Submission(cast.agent, a_report(ref="A-1")),
        Submission(cast.agent, a_report(), "k"),
        Submission(cast.agent, a_report(), "k"),
        Submission(cast.agent, a_report()),
    ]
    receipts = store(session, prepare_all(submissions, desk), desk)
    assert [receipt.created for receipt in receipts] == [True, False, True, False, True]
    assert receipts[0].no == receipts[1].no
    assert session.exec(select(func.count()).select_from(Ticket)).one() == 3
    entries = session.exec(select(HistoryEntry)).all()
    assert {entry.ticket_id for entry in entries} == set(session.exec(select(Ticket.id)).all())


@pytest.mark.parametrize(("field", "value"), [("district", "火星区"), ("category", "9999")])
def test_what_the_city_does_not_have_is_refused_and_nothing_is_stored(
    session, desk, cast, field, value
):
    with pytest.raises(InvalidInput, match=value):
        receive(session, cast.agent, a_report(**{field: value}), desk)
    assert session.exec(select(func.count()).select_from(Ticket)).one() == 0


def test_a_complaint_about_a_unit_is_confidential_and_never_goes_to_it(session, desk, cast):
    text = "鼓楼街道办事处工作人员态度恶劣，推诿扯皮，多次去办事都不给办。"
    ticket = ticket_from(session, cast.agent, a_report(title="", text=text, category=""), desk)
    assert ticket.secrecy == "confidential"
    assert "990102001" in ticket.accused
    assert ticket.unit != "990102001"


def test_a_title_made_from_the_text_shows_no_phone_number_not_even_half(session, desk, cast):
    text = "东湖区鼓楼街道幸福路上的路灯坏了很多天，请打我电话13800138000联系，晚上看不清路。"
    ticket = ticket_from(session, cast.agent, a_report(title="", text=text), desk)
    assert "1380" not in ticket.title
    assert ticket.title.startswith("东湖区鼓楼街道")
