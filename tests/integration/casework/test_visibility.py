import pytest
from sqlalchemy import event

from hotline.casework.withdrawal import withdraw
from hotline.desk.steps import find_for_step
from hotline.domain.errors import Conflict, NotFound
from hotline.storage.ticket_filters import TicketFilter
from hotline.storage.tickets import count_tickets, find_ticket, most_urgent, newest_tickets
from tests.support.path import dispatched, registered

ALL = TicketFilter()


def test_a_clerk_sees_the_tickets_of_their_unit_and_below_in_lists_and_alone(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    for clerk in (cast.street_clerk, cast.district_clerk):
        assert [t.no for t in newest_tickets(session, clerk, ALL).tickets] == [ticket.no]
        assert find_ticket(session, clerk, ticket.no) is ticket


def test_for_a_stranger_a_ticket_does_not_exist(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    session.flush()
    assert newest_tickets(session, cast.stranger, ALL).tickets == []
    assert count_tickets(session, cast.stranger, ALL) == 0
    for find in (find_ticket, find_for_step):
        with pytest.raises(NotFound):
            find(session, cast.stranger, ticket.no)


def test_a_supporting_unit_sees_the_ticket(session, desk, cast):
    ticket = dispatched(session, desk, cast, co_units=["YS-ZF"])
    session.flush()
    assert [t.no for t in newest_tickets(session, cast.stranger, ALL).tickets] == [ticket.no]
    assert find_ticket(session, cast.stranger, ticket.no) is ticket


def test_a_confidential_ticket_is_seen_by_dispatcher_and_supervisor_only(session, desk, cast):
    ticket = registered(session, desk, cast, secrecy="保密")
    session.flush()
    for person in (cast.dispatcher, cast.supervisor):
        assert [t.no for t in newest_tickets(session, person, ALL).tickets] == [ticket.no]
    for person in (cast.agent, cast.reviewer, cast.leader, cast.street_clerk, cast.stranger):
        assert newest_tickets(session, person, ALL).tickets == []
        with pytest.raises(NotFound):
            find_ticket(session, person, ticket.no)


def test_pages_follow_their_key_and_miss_nothing(session, desk, cast):
    numbers = [dispatched(session, desk, cast).no for _ in range(7)]
    for walk in (newest_tickets, most_urgent):
        listed, after = [], ""
        while True:
            page = walk(session, cast.dispatcher, ALL, after=after, limit=3)
            listed += [ticket.no for ticket in page.tickets]
            after = page.next
            if not after:
                break
        assert sorted(listed) == sorted(numbers)


def test_a_page_costs_one_statement_however_many_tickets_there_are(each_database, desk, cast):
    with each_database.writing() as session:
        for _ in range(5):
            dispatched(session, desk, cast)
    statements = []
    with each_database.reading() as session:
        session.connection()
        event.listen(
            each_database.engine, "before_cursor_execute", lambda *a: statements.append(a[2])
        )
        newest_tickets(
            session,
            cast.district_clerk,
            TicketFilter(status=("dispatched",), district="990102"),
            limit=3,
        )
    assert len([s for s in statements if s.lstrip().upper().startswith("SELECT")]) == 1


def test_whoever_saw_an_older_version_is_told_before_they_overwrite(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    with pytest.raises(Conflict, match="刷新"):
        find_for_step(session, cast.dispatcher, ticket.no, version=ticket.version - 1)


@pytest.mark.parametrize(
    "key", ["²", "9" * 40, "-1", "x", "20261399999999_5", "20260309100000_²", "_", "' or 1=1"]
)
def test_a_key_that_is_none_shows_the_first_page(session, desk, cast, key):
    ticket = dispatched(session, desk, cast)
    session.flush()
    for walk in (newest_tickets, most_urgent):
        assert [t.no for t in walk(session, cast.dispatcher, ALL, after=key).tickets] == [ticket.no]


def test_a_supporting_unit_goes_on_seeing_a_ticket_that_its_caller_took_back(session, desk, cast):
    ticket = dispatched(session, desk, cast, co_units=["YS-ZF"])
    withdraw(session, cast.agent, ticket, desk, reason="诉求人自行解决")
    session.flush()
    assert find_ticket(session, cast.stranger, ticket.no) is ticket
    assert [t.no for t in newest_tickets(session, cast.stranger, ALL).tickets] == [ticket.no]
