"""Secrecy, the caller's name and the accused: widened with a reason, narrowed never alone."""

import pytest

from hotline.casework import cycles, handling, merge, protection, relaxation
from hotline.casework.protection import Protection
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.permissions import can_see
from hotline.storage.history import history_of
from tests.support.path import dispatched, in_callback, in_progress, registered, replied

SECRET = Protection("confidential", "hidden")
WHY = "诉求人来电：怕被报复"


def hidden(session, desk, cast):
    ticket = registered(session, desk, cast)
    protection.protect(session, cast.dispatcher, ticket, desk, protection=SECRET, reason=WHY)
    return ticket


def relax(session, person, ticket, desk, weaker, consent=""):
    relaxation.relax(
        session, person, ticket, desk, protection=weaker, reason="案件已公开", consent=consent
    )


def test_the_dispatcher_hides_and_the_history_says_from_what_to_what_and_why(session, desk, cast):
    ticket = hidden(session, desk, cast)
    assert (ticket.secrecy, ticket.identity_mode) == ("confidential", "hidden")
    last = history_of(session, ticket)[-1]
    assert last.reason == WHY
    assert last.details == {
        "secrecy": ["open", "confidential"],
        "identity_mode": ["real", "hidden"],
    }


def test_whoever_becomes_accused_loses_the_ticket_and_sees_it_no_more(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    holder = ticket.unit
    assert can_see(cast.street_clerk, ticket)
    protection.protect(
        session,
        cast.dispatcher,
        ticket,
        desk,
        protection=Protection(accused=[holder]),
        reason="补充材料写明反映该街道",
    )
    assert (ticket.status, ticket.unit, ticket.secrecy) == ("triage", "", "confidential")
    assert holder in ticket.accused
    assert not can_see(cast.street_clerk, ticket)


def test_the_units_below_are_barred_too(session, desk, cast):
    ticket = registered(session, desk, cast)
    protection.protect(
        session,
        cast.dispatcher,
        ticket,
        desk,
        protection=Protection(accused=["DH-ZF"]),
        reason="反映区政府",
    )
    assert {"DH-ZF", "DH-CG", "990102001"} <= set(ticket.accused)


def test_a_reply_of_the_accused_has_to_be_sent_back_or_taken_back_first(session, desk, cast):
    ticket = replied(session, desk, cast)
    protection.protect(
        session,
        cast.supervisor,
        ticket,
        desk,
        protection=Protection(accused=[ticket.unit]),
        reason="反映该街道",
    )
    assert ticket.status == "triage"


def test_while_its_caller_is_called_back_it_is_taken_back_too(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    _accuse_the_holder(session, desk, cast, ticket)
    assert (ticket.status, ticket.unit) == ("triage", "")


def test_what_has_ended_goes_out_of_their_sight_and_comes_back_to_the_dispatcher_only(
    session, desk, cast
):
    ticket = in_callback(session, desk, cast)
    cycles.close(session, ticket, desk, reason="诉求人确认已解决")
    _accuse_the_holder(session, desk, cast, ticket)
    assert ticket.status == "closed"
    assert not can_see(cast.street_clerk, ticket)
    cycles.rework(session, cast.supervisor, ticket, desk, reason="诉求人来电：没有解决")
    assert (ticket.status, ticket.unit, ticket.cycle) == ("triage", "", 2)


def _accuse_the_holder(session, desk, cast, ticket):
    protection.protect(
        session,
        cast.dispatcher,
        ticket,
        desk,
        protection=Protection(accused=[ticket.unit]),
        reason="反映该街道",
    )


@pytest.mark.parametrize("weaker", [Protection("open"), Protection(identity="real")])
def test_protecting_never_narrows(session, desk, cast, weaker):
    ticket = hidden(session, desk, cast)
    with pytest.raises(InvalidInput, match="只能加强"):
        protection.protect(session, cast.dispatcher, ticket, desk, protection=weaker, reason=WHY)
    assert (ticket.secrecy, ticket.identity_mode) == ("confidential", "hidden")


def test_with_the_callers_consent_on_record_it_is_narrowed_at_once(session, desk, cast):
    ticket = hidden(session, desk, cast)
    weaker = Protection("open", "real")
    relax(session, cast.dispatcher, ticket, desk, weaker, consent="3 月 9 日来电同意")
    assert (ticket.secrecy, ticket.identity_mode) == ("open", "real")
    assert history_of(session, ticket)[-1].details["consent"] == "3 月 9 日来电同意"


def test_without_consent_nothing_changes_before_another_person_confirms(session, desk, cast):
    ticket = hidden(session, desk, cast)
    relax(session, cast.dispatcher, ticket, desk, Protection("private"))
    assert ticket.secrecy == "confidential"
    with pytest.raises(NotAllowed, match="本人"):
        relaxation.confirm_relaxation(session, cast.dispatcher, ticket, desk, note="同意")
    relaxation.confirm_relaxation(session, cast.supervisor, ticket, desk, note="同意")
    assert (ticket.secrecy, ticket.identity_mode) == ("private", "hidden")


def test_a_refused_request_leaves_everything_hidden_and_can_be_asked_again(session, desk, cast):
    ticket = hidden(session, desk, cast)
    relax(session, cast.dispatcher, ticket, desk, Protection("open"))
    with pytest.raises(Conflict, match="待确认"):
        relax(session, cast.dispatcher, ticket, desk, Protection("open"))
    relaxation.refuse_relaxation(session, cast.supervisor, ticket, desk, note="仍有风险")
    assert ticket.secrecy == "confidential"
    relax(session, cast.dispatcher, ticket, desk, Protection("open"))


def test_what_was_widened_after_the_request_stays(session, desk, cast):
    ticket = hidden(session, desk, cast)
    relax(session, cast.dispatcher, ticket, desk, Protection("open", "real"))
    protection.protect(
        session,
        cast.dispatcher,
        ticket,
        desk,
        protection=Protection(accused=["DH-CG"]),
        reason="反映东湖城管",
    )
    relaxation.confirm_relaxation(session, cast.supervisor, ticket, desk, note="同意")
    assert (ticket.accused, ticket.secrecy) == (["DH-CG"], "confidential")
    assert ticket.identity_mode == "real"


@pytest.mark.parametrize(
    ("before", "weaker", "widened"),
    [
        (Protection("private"), Protection("open"), Protection("confidential")),
        (
            Protection(identity="hidden"),
            Protection(identity="real"),
            Protection(identity="anonymous"),
        ),
    ],
)
def test_what_was_widened_in_the_same_field_after_the_request_stays(
    session, desk, cast, before, weaker, widened
):
    ticket, by = registered(session, desk, cast), cast.dispatcher
    protection.protect(session, by, ticket, desk, protection=before, reason=WHY)
    relax(session, by, ticket, desk, weaker)
    protection.protect(session, by, ticket, desk, protection=widened, reason=WHY)
    with pytest.raises(InvalidInput, match="没有任何改变"):
        relaxation.confirm_relaxation(session, cast.supervisor, ticket, desk, note="同意")
    for field, name in (("secrecy", "secrecy"), ("identity_mode", "identity")):
        assert getattr(widened, name) in ("", getattr(ticket, field))


def test_a_ticket_that_accuses_somebody_stays_confidential(session, desk, cast):
    ticket = registered(session, desk, cast)
    protection.protect(
        session,
        cast.dispatcher,
        ticket,
        desk,
        protection=Protection(accused=["DH-CG"]),
        reason="反映东湖城管",
    )
    with pytest.raises(InvalidInput, match="须保密"):
        relax(session, cast.dispatcher, ticket, desk, Protection("open"), consent="来电同意")


@pytest.mark.parametrize("person", ["agent", "street_clerk", "reviewer", "leader"])
def test_others_change_nothing_of_it(session, desk, cast, person):
    ticket = dispatched(session, desk, cast)
    with pytest.raises(NotAllowed):
        protection.protect(
            session, getattr(cast, person), ticket, desk, protection=SECRET, reason=WHY
        )


def test_unknown_units_and_empty_reasons_are_refused(session, desk, cast):
    ticket = registered(session, desk, cast)
    for wrong, reason in ((Protection(accused=["XX"]), WHY), (SECRET, " "), (Protection(), WHY)):
        with pytest.raises(InvalidInput):
            protection.protect(
                session, cast.dispatcher, ticket, desk, protection=wrong, reason=reason
            )


def test_the_accused_who_supports_is_dropped_and_the_lead_goes_on(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    ticket.co_units = ["YS-ZF"]
    protection.protect(
        session,
        cast.dispatcher,
        ticket,
        desk,
        protection=Protection(accused=["YS-ZF"]),
        reason="反映云山区政府",
    )
    assert (ticket.status, ticket.co_units) == ("dispatched", [])
    handling.accept(session, cast.street_clerk, ticket, desk)


@pytest.mark.parametrize(
    "stronger", [Protection(accused=("990102001",)), Protection("confidential")]
)
def test_a_merged_ticket_that_becomes_secret_parts_from_the_one_that_a_unit_holds(
    session, desk, cast, stronger
):
    parent, ticket = in_progress(session, desk, cast), registered(session, desk, cast)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一工地")
    protection.protect(session, cast.dispatcher, ticket, desk, protection=stronger, reason=WHY)
    assert (ticket.status, ticket.merged_into) == ("triage", "")
    assert not can_see(cast.street_clerk, ticket)
    assert (parent.accused, parent.secrecy, parent.group_size) == ([], "open", 1)


def test_a_merged_ticket_that_only_hides_its_caller_stays_merged(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), registered(session, desk, cast)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一工地")
    stronger = Protection(identity="hidden")
    protection.protect(session, cast.dispatcher, ticket, desk, protection=stronger, reason=WHY)
    assert (ticket.status, ticket.merged_into) == ("merged", parent.no)
