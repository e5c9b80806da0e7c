"""A reference or key of one sender never meets another's."""

from itertools import permutations

import pytest
from sqlmodel import col, func, select

from hotline.casework.prepared import Submission, prepare_all
from hotline.casework.receive import receive, store
from hotline.domain.errors import Conflict
from hotline.domain.models import IntakeKey, Ticket
from hotline.domain.roles import CALLER, Actor, Role
from tests.support.reports import a_report

SENDERS = {
    "a stranger": CALLER,
    "an agent": Actor(login="agent", role=Role.AGENT),
    "another agent": Actor(login="agent2", role=Role.AGENT),
    "a dispatcher": Actor(login="dispatcher", role=Role.DISPATCHER),
    "a gateway": Actor(login="gateway", role=Role.AGENT),
    "a login named like the stranger": Actor(login="caller", role=Role.AGENT),
    "the import": Actor(login="import", role=Role.SYSTEM),
}
PAIRS = list(permutations(SENDERS, 2))


@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.parametrize("same_text", [True, False])
def test_two_senders_with_the_same_reference_get_two_tickets(
    session, desk, first, second, same_text
):
    mine = receive(session, SENDERS[first], a_report(ref="GW-18"), desk)
    report = a_report(ref="GW-18") if same_text else a_report(ref="GW-18", text="路灯不亮，很黑。")
    theirs = receive(session, SENDERS[second], report, desk)
    assert mine.created
    assert theirs.created
    assert mine.no != theirs.no


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_senders_with_the_same_key_get_two_tickets(session, desk, first, second):
    mine = receive(session, SENDERS[first], a_report(), desk, key="k-1")
    theirs = receive(session, SENDERS[second], a_report(), desk, key="k-1")
    assert mine.no != theirs.no


@pytest.mark.parametrize("sender", SENDERS)
def test_the_same_reference_with_another_text_is_a_conflict_for_everybody(session, desk, sender):
    first = receive(session, SENDERS[sender], a_report(ref="GW-18"), desk)
    with pytest.raises(Conflict, match="同一 ref") as refused:
        receive(session, SENDERS[sender], a_report(ref="GW-18", text="路灯不亮，很黑。"), desk)
    assert first.no not in str(refused.value)
    assert first.query_code not in str(refused.value)
    assert session.exec(select(func.count()).select_from(Ticket)).one() == 1


@pytest.mark.parametrize("sender", SENDERS)
def test_the_same_report_of_the_same_sender_gets_its_first_ticket(session, desk, sender):
    first = receive(session, SENDERS[sender], a_report(ref="GW-18"), desk)
    again = receive(session, SENDERS[sender], a_report(ref="GW-18"), desk)
    assert (again.no, again.query_code, again.created) == (first.no, first.query_code, False)
    assert session.exec(select(func.count()).select_from(Ticket)).one() == 1


def test_a_reference_tells_an_agent_nothing_of_a_confidential_ticket(session, desk, cast):
    secret = receive(session, cast.dispatcher, a_report(ref="S-1", secrecy="保密"), desk)
    guess = receive(session, cast.agent, a_report(ref="S-1", secrecy="保密"), desk)
    assert guess.created
    assert secret.no != guess.no
    assert secret.query_code != guess.query_code


def from_network(address, key="", **fields):
    return Submission(CALLER, a_report(**fields), key, address=address)


def received(session, desk, *submissions):
    """Each in a group of its own."""
    return [store(session, prepare_all([each], desk), desk)[0] for each in submissions]


@pytest.mark.parametrize("name", [{"ref": "1"}, {"key": "k-1"}])
def test_two_strangers_with_the_same_few_words_under_the_same_name_share_no_receipt(
    session, desk, name
):
    mine, theirs, again = received(
        session,
        desk,
        *(from_network(each, **name) for each in ("203.0.113.9", "198.51.100.7", "203.0.113.9")),
    )
    assert isinstance(theirs, Conflict)
    assert mine.no not in str(theirs)
    assert mine.query_code not in str(theirs)
    assert (again.no, again.created) == (mine.no, False)


def test_a_stranger_who_changed_the_network_gets_the_receipt_by_a_key_that_nobody_guesses(
    session, desk
):
    key = "0b9f8a52-70e6-4d5e-9a56-c7a5c56ad1f0"
    mine, again = received(
        session, desk, *(from_network(each, key) for each in ("203.0.113.9", "198.51.100.7"))
    )
    assert (again.no, again.query_code, again.created) == (mine.no, mine.query_code, False)


def test_no_address_is_stored_with_a_strangers_reference(session, desk):
    received(session, desk, from_network("203.0.113.9", ref="1"))
    plain = receive(session, CALLER, a_report(ref="2"), desk)
    first, second = session.exec(select(IntakeKey).order_by(col(IntakeKey.key)))
    assert plain.created
    assert first.digest != second.digest
    assert "203.0.113.9" not in f"{first}"
