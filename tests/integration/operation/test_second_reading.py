"""What waits because the machine was unsure of its category is read once more by the worker, and
goes to its unit where sentence and words together are sure; nothing else is touched.
"""

from datetime import timedelta

import numpy as np
import pytest
from sqlmodel import select

from classifiers.confidence import ConfidenceCurve
from classifiers.sentences import SentenceReader
from hotline.casework import receive
from hotline.casework.comment import comment
from hotline.desk.live_model import models_folder
from hotline.domain.models import SuggestionRecord, Ticket
from hotline.domain.roles import CALLER
from hotline.operation.chores import Shift
from hotline.operation.second_reading import YOUNG, SecondReader
from hotline.storage.history import history_of, verify_chain
from hotline.storage.model_registry import use_model
from tests.conftest import MONDAY, desk_of
from tests.support.path import ticket_of
from tests.support.reports import a_report

UNCLEAR = "鼓楼街道这边半夜老是轰轰的，人没法合眼"
SOON = MONDAY + timedelta(seconds=20)


def reader_of(label: str, sureness: float) -> SentenceReader:
    curve = ConfidenceCurve(np.array([0.0, 1.0]), np.array([0.3, sureness]))
    return SentenceReader(
        lambda texts: np.ones((len(texts), 1)),
        (label, "0101"),
        np.array([[3.0, -1.0]]),
        np.zeros(2),
        curve,
    )


def sure(label: str = "0302") -> SecondReader:
    return SecondReader(lambda: reader_of(label, 0.99))


def wait(database, text: str = UNCLEAR, channel: str = "web", **changes) -> str:
    """The number of a ticket that waits for the dispatcher."""
    desk = desk_of(database)
    changes = {"title": "", "category": "", "channel": channel} | changes
    report = a_report(MONDAY, text=text, **changes)
    with database.writing() as session:
        ticket = ticket_of(session, receive.receive(session, CALLER, report, desk))
        assert ticket.status == "triage"
        return ticket.no


def read_again(database, reader: SecondReader, now=SOON) -> int:
    return reader(Shift(database, None, now=lambda: now))


def ticket_and_suggestion(database, no: str) -> tuple[Ticket, SuggestionRecord]:
    with database.reading() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        assert verify_chain(history_of(session, ticket)) == []
        of_ticket = SuggestionRecord.ticket_id == ticket.id
        return ticket, session.exec(select(SuggestionRecord).where(of_ticket)).one()


def test_what_both_readers_are_sure_of_goes_to_its_unit(each_database):
    no = wait(each_database)
    assert read_again(each_database, sure()) == 1
    ticket, suggestion = ticket_and_suggestion(each_database, no)
    assert (ticket.status, ticket.category, ticket.needs_review) == ("dispatched", "0302", False)
    assert ticket.unit == suggestion.unit
    assert (suggestion.automatic, suggestion.category, suggestion.decided_by) == (True, "0302", "")
    assert "复读" in suggestion.reasons[0]


def test_what_stays_unsure_waits_as_before_and_is_read_once(each_database):
    no = wait(each_database)
    before = ticket_and_suggestion(each_database, no)
    reads: list[int] = []

    def reader() -> SentenceReader:
        reads.append(1)
        return reader_of("0302", 0.5)

    second = SecondReader(reader)
    assert read_again(each_database, second) == 0
    assert read_again(each_database, second) == 0
    after = ticket_and_suggestion(each_database, no)
    assert [row.model_dump() for row in after] == [row.model_dump() for row in before]


def test_nothing_is_read_again_without_the_extra_or_under_a_model_of_the_city(database):
    no = wait(database)
    assert read_again(database, SecondReader(lambda: None)) == 0
    folder = models_folder(database.settings.data)
    use_model(folder, "none", at="2026-03-09", by="tests")
    assert read_again(database, sure()) == 0
    assert ticket_and_suggestion(database, no)[0].status == "triage"


@pytest.mark.parametrize(
    "text",
    [
        "鼓楼街道办事处工作人员态度恶劣，推诿扯皮。",
        "鼓楼街道有人家里煤气泄漏，味道很大，老人已经晕倒了",
        "对法院的判决不服，想让你们改判，鼓楼街道这边的",
    ],
)
def test_what_a_person_must_decide_stays_with_the_person(database, text):
    desk = desk_of(database)
    report = a_report(MONDAY, text=text, title="", category="", channel="web")
    with database.writing() as session:
        ticket = ticket_of(session, receive.receive(session, CALLER, report, desk))
        no, status = ticket.no, ticket.status
    assert read_again(database, sure()) == 0
    assert ticket_and_suggestion(database, no)[0].status == status


def test_a_call_that_an_agent_took_is_left_to_people(database):
    no = wait(database, channel="phone")
    assert read_again(database, sure()) == 0
    assert ticket_and_suggestion(database, no)[0].status == "triage"


def test_what_somebody_has_touched_or_what_is_old_is_left_alone(database, cast):
    touched, old = wait(database), wait(database)
    with database.writing() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == touched)).one()
        comment(session, cast.dispatcher, ticket, desk_of(database), text="我来看")
    assert read_again(database, sure(), now=MONDAY + YOUNG + timedelta(minutes=1)) == 0
    assert ticket_and_suggestion(database, old)[0].status == "triage"
    assert read_again(database, sure()) == 1
    assert ticket_and_suggestion(database, touched)[0].status == "triage"


def test_a_category_that_came_with_the_report_stays(database):
    no = wait(database, text="有个事情想反映一下", category="0302")
    read_again(database, sure("1201"))
    assert ticket_and_suggestion(database, no)[0].category == "0302"
