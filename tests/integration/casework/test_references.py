"""A reference or key of one sender never meets another's."""

from itertools import permutations

import pytest
from sqlmodel import func, select

from hotline.casework.receive import receive
from hotline.domain.errors import Conflict
from hotline.domain.models import Ticket
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
