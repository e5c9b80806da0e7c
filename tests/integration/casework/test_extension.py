from datetime import datetime, timedelta

import pytest

from hotline.casework import extension, pass_down
from hotline.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed
from hotline.domain.roles import Actor, Role
from hotline.storage.history import history_of
from tests.support.path import accepted, in_progress

WORDS = {"reason": "需专业检测", "basis": "热线办法第二十条"}
DUE, LATER = datetime(2026, 3, 16, 17, 30), datetime(2026, 3, 18, 17, 30)


def ticket_with_application(session, desk, cast, *, limit="2wd"):
    ticket = in_progress(session, desk, cast)
    extension.ask_extension(session, cast.street_clerk, ticket, desk, limit=limit, **WORDS)
    return ticket


@pytest.mark.parametrize("person", ["supervisor", "dispatcher"])
def test_a_granted_extension_moves_the_due_time_and_both_stand_in_the_history(
    session, desk, cast, person
):
    ticket = ticket_with_application(session, desk, cast)
    tomorrow = datetime(2026, 3, 10, 17, 30)
    assert (ticket.status, ticket.clock, ticket.due_at) == (
        "extension_requested",
        "decide",
        tomorrow,
    )
    extension.grant_extension(session, getattr(cast, person), ticket, desk, note="同意")
    assert (ticket.status, ticket.due_handle, ticket.due_at, ticket.extensions) == (
        "in_progress",
        LATER,
        LATER,
        1,
    )
    last = history_of(session, ticket)[-1]
    assert (last.old_due, last.new_due) == (tomorrow, LATER)
    assert last.details == {"old_due_handle": DUE.isoformat(), "new_due_handle": LATER.isoformat()}


def test_a_refused_extension_keeps_the_due_time_and_says_why(session, desk, cast):
    ticket = ticket_with_application(session, desk, cast)
    with pytest.raises(InvalidInput, match="理由"):
        extension.refuse_extension(session, cast.supervisor, ticket, desk, note=" ")
    extension.refuse_extension(session, cast.supervisor, ticket, desk, note="可按期完成")
    assert (ticket.status, ticket.due_handle, ticket.extensions) == ("in_progress", DUE, 0)
    extension.ask_extension(session, cast.street_clerk, ticket, desk, limit="1wd", **WORDS)


def test_only_the_city_s_number_of_extensions_is_granted(session, desk, cast):
    ticket = ticket_with_application(session, desk, cast)
    extension.grant_extension(session, cast.supervisor, ticket, desk, note="")
    with pytest.raises(Conflict, match="已延期 1 次"):
        extension.ask_extension(session, cast.street_clerk, ticket, desk, limit="1wd", **WORDS)


def test_an_extension_is_asked_for_before_the_limit(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    extension.ask_extension(session, cast.street_clerk, ticket, desk.at(DUE), limit="1wd", **WORDS)
    late = in_progress(session, desk, cast)
    with pytest.raises(Conflict, match="到期"):
        extension.ask_extension(
            session,
            cast.street_clerk,
            late,
            desk.at(DUE + timedelta(seconds=1)),
            limit="1wd",
            **WORDS,
        )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"limit": "11wd"}, "10wd"),
        ({"limit": "soon"}, "soon"),
        ({"reason": " "}, "理由"),
        ({"basis": ""}, "依据"),
    ],
)
def test_an_extension_needs_a_reason_a_basis_and_a_limit_that_the_city_allows(
    session, desk, cast, changes, message
):
    ticket = in_progress(session, desk, cast)
    version = ticket.version
    with pytest.raises(InvalidInput, match=message):
        extension.ask_extension(
            session, cast.street_clerk, ticket, desk, **{"limit": "2wd", **WORDS, **changes}
        )
    assert (ticket.status, ticket.version) == ("in_progress", version)


@pytest.mark.parametrize("person", ["stranger", "agent", "reviewer", "supervisor", "leader"])
def test_only_the_holder_asks(session, desk, cast, person):
    ticket = in_progress(session, desk, cast)
    with pytest.raises(NotAllowed):
        extension.ask_extension(session, getattr(cast, person), ticket, desk, limit="1wd", **WORDS)


@pytest.mark.parametrize(
    "person", ["street_clerk", "district_clerk", "agent", "reviewer", "leader"]
)
def test_only_the_centre_decides(session, desk, cast, person):
    ticket = ticket_with_application(session, desk, cast)
    for decide in (extension.grant_extension, extension.refuse_extension):
        with pytest.raises(NotAllowed):
            decide(session, getattr(cast, person), ticket, desk, note="同意")


def test_who_asked_does_not_decide_even_in_another_post(session, desk, cast):
    ticket = ticket_with_application(session, desk, cast)
    turncoat = Actor(login=cast.street_clerk.login, role=Role.SUPERVISOR)
    with pytest.raises(NotAllowed, match="本人"):
        extension.grant_extension(session, turncoat, ticket, desk, note="")


def test_there_is_nothing_to_extend_before_the_work_began_nor_to_grant_unasked(session, desk, cast):
    ticket = accepted(session, desk, cast)
    with pytest.raises(IllegalTransition):
        extension.ask_extension(session, cast.street_clerk, ticket, desk, limit="1wd", **WORDS)
    with pytest.raises(IllegalTransition):
        extension.grant_extension(
            session, cast.supervisor, in_progress(session, desk, cast), desk, note=""
        )


def test_an_extension_ends_the_shorter_limit_of_a_unit_below(session, desk, cast):
    ticket = in_progress(session, desk, cast, unit="990102001")
    assert pass_down.due_of_holder(ticket) == DUE
    ticket.due_unit = DUE - timedelta(days=3)
    extension.ask_extension(session, cast.street_clerk, ticket, desk, limit="2wd", **WORDS)
    extension.grant_extension(session, cast.supervisor, ticket, desk, note="")
    assert ticket.due_at == LATER
