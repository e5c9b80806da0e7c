"""Each event of notices.csv reaches exactly its receivers: each once."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework import (
    arbitration,
    attachments,
    call_back,
    caller_steps,
    cycles,
    dispatch,
    extension,
    handling,
    merge,
    parting,
    pass_down,
    recall,
    receive,
    review,
    suspension,
    withdrawal,
)
from hotline.casework.call_back import CallAttempt
from hotline.domain.models import Notice, Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.storage.files import Stored
from hotline.supervision.clock_watch import watch_clocks
from hotline.supervision.orders import answer, issue, lift
from hotline.supervision.telling import tell
from hotline.supervision.urge import urge
from tests.support.path import (
    accepted,
    dispatched,
    in_callback,
    in_progress,
    registered,
    replied,
    ticket_of,
)
from tests.support.reports import a_report

UNIT, CO_UNIT, ABOVE = "unit:990102001", "unit:S-CG", "unit:DH-ZF"
# Of danger.csv for gas.
PLANNED = ["unit:G-RQ", "unit:S-XFJ", "unit:S-YJ"]
DISPATCHER, SUPERVISOR = "role:dispatcher", "role:supervisor"
RETURN = {"code": "not_our_duty", "reason": "不属本单位", "basis": "目录"}
GAS = "东湖区府前街 8 号楼道煤气漏了，味道很大，有人头晕。"


def hearers(session, kind):
    session.flush()
    return sorted(session.exec(select(Notice.receiver).where(Notice.kind == kind)))


def new_ticket(session, desk, cast):
    dispatched(session, desk, cast)


def supporting(session, desk, cast):
    dispatched(session, desk, cast, co_units=["S-CG"])


def return_granted(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    handling.ask_return(session, cast.street_clerk, ticket, desk, **RETURN)
    dispatch.grant_return(session, cast.dispatcher, ticket, desk, note="同意")


def return_granted_with_support(session, desk, cast):
    ticket = dispatched(session, desk, cast, co_units=["S-CG"])
    handling.ask_return(session, cast.street_clerk, ticket, desk, **RETURN)
    dispatch.grant_return(session, cast.dispatcher, ticket, desk, note="同意")


def forced_elsewhere(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    handling.ask_return(session, cast.street_clerk, ticket, desk, **RETURN)
    arbitration.refer_arbitration(session, cast.dispatcher, ticket, desk, reason="职责不清")
    arbitration.force_dispatch(
        session, cast.dispatcher, ticket, desk, unit="S-CG", reason="会商结论", basis="权责清单"
    )


def return_refused(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    handling.ask_return(session, cast.street_clerk, ticket, desk, **RETURN)
    dispatch.refuse_return(session, cast.dispatcher, ticket, desk, note="属地负责")


def applied(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    extension.ask_extension(
        session, cast.street_clerk, ticket, desk, limit="2wd", reason="检测", basis="规程"
    )
    return ticket


def granted(session, desk, cast):
    ticket = applied(session, desk, cast)
    extension.grant_extension(session, cast.supervisor, ticket, desk, note="同意")


def refused(session, desk, cast):
    ticket = applied(session, desk, cast)
    extension.refuse_extension(session, cast.supervisor, ticket, desk, note="时间足够")


def sent_back(session, desk, cast):
    review.send_back(session, cast.reviewer, replied(session, desk, cast), desk, note="未说明")


def rework(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    ticket.co_units = ["S-CG"]
    cycles.rework(session, cast.reviewer, ticket, desk, reason="未解决")


def bad_rating(session, desk, cast):
    attempt = CallAttempt(way="phone", reached=True, solved=True, rating=1, reason="太慢")
    ticket = in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=attempt)


def passed_down(session, desk, cast):
    ticket = dispatched(session, desk, cast, unit="DH-ZF")
    pass_down.pass_down(
        session, cast.district_clerk, ticket, desk, unit="990102001", reason="属地办理"
    )


def recalled(session, desk, cast):
    recall.recall(session, cast.dispatcher, dispatched(session, desk, cast), desk, reason="有误")


def moved(session, desk, cast):
    ticket = accepted(session, desk, cast)
    recall.move(session, cast.dispatcher, ticket, desk, unit="S-CG", reason="归口")


def supplement(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    caller_steps.supplement(session, cast.caller, ticket, desk, text="又响了")


def supplement_before_dispatch(session, desk, cast):
    ticket = registered(session, desk, cast)
    caller_steps.supplement(session, cast.caller, ticket, desk, text="又响了")


def supplement_of_merged(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), registered(session, desk, cast)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一事")
    caller_steps.supplement(session, cast.caller, ticket, desk, text="又响了")


def merged_away(session, desk, cast):
    parent = in_progress(session, desk, cast)
    ticket = dispatched(session, desk, cast, unit="YS-ZF", co_units=["S-CG"])
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一事")
    return ticket


def parted(session, desk, cast):
    ticket = merged_away(session, desk, cast)
    parting.unmerge(session, cast.dispatcher, ticket, desk, reason="地点不同")


def joined_caller_left(session, desk, cast):
    ticket = merged_away(session, desk, cast)
    withdrawal.withdraw(session, cast.agent, ticket, desk, reason="已解决")


def resumed(session, desk, cast):
    ticket, until = in_progress(session, desk, cast), desk.now() + timedelta(days=20)
    suspension.ask_suspension(
        session, cast.street_clerk, ticket, desk, until=until, reason="待拆迁", basis="办法"
    )
    suspension.suspend(session, cast.supervisor, ticket, desk, note="")
    suspension.resume(session, cast.supervisor, ticket, desk, reason="已腾退")


def photo(session, desk, cast):
    stored = Stored("a.png", "image/png", 4, "0" * 64, "key")
    ticket = in_progress(session, desk, cast)
    attachments.attach(session, cast.caller, ticket, desk, stored=stored)


def proof_of_the_unit(session, desk, cast):
    stored = Stored("a.png", "image/png", 4, "0" * 64, "key")
    ticket = in_progress(session, desk, cast)
    attachments.attach(session, cast.street_clerk, ticket, desk, stored=stored)


def caller_urge(session, desk, cast):
    caller_steps.caller_urge(
        session, cast.caller, in_progress(session, desk, cast), desk, reason=""
    )


def withdrawn(session, desk, cast):
    ticket = in_progress(session, desk, cast, co_units=["S-CG"])
    withdrawal.withdraw(session, cast.agent, ticket, desk, reason="已解决")


def ordered(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    return ticket, issue(session, cast.supervisor, ticket, desk, level="written", demand="说明")


def answered(session, desk, cast):
    ticket, order = ordered(session, desk, cast)
    answer(session, cast.street_clerk, ticket, desk, order=order, text="已办")


def lifted(session, desk, cast):
    ticket, order = ordered(session, desk, cast)
    lift(session, cast.supervisor, ticket, desk, order=order, note="属实")


def lamps(session, desk, cast):
    """Until the limit for signing has just ended."""
    ticket = dispatched(session, desk, cast)
    session.flush()
    hours = 0
    while desk.now() + timedelta(hours=hours) < ticket.due_sign + timedelta(hours=18):
        hours += 1
        watch_clocks(session, desk.at(desk.now() + timedelta(hours=hours)))


def danger(session, desk, cast):
    report = a_report(now=desk.now(), text=GAS, title="", category="")
    ticket = ticket_of(session, receive.receive(session, cast.agent, report, desk))
    assert ticket.danger
    dispatch.dispatch(
        session, cast.dispatcher, ticket, desk, unit="990102001", co_units=["S-CG"], reason="属地"
    )


def danger_of_the_plan(session, desk, cast):
    report = a_report(now=desk.now(), text=GAS, title="", category="")
    ticket = ticket_of(session, receive.receive(session, cast.agent, report, desk))
    assert hearers(session, "danger_ahead") == sorted(PLANNED)
    return ticket


def danger_sent_elsewhere(session, desk, cast):
    ticket = danger_of_the_plan(session, desk, cast)
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit="YS-ZF", reason="属地")
    recall.move(session, cast.supervisor, ticket, desk, unit="S-CG", reason="归口")


def danger_answered(session, desk, cast):
    ticket = danger_of_the_plan(session, desk, cast)
    dispatch.answer(session, cast.dispatcher, ticket, desk, text="消防已到场处置。")


def danger_sent_by_the_plan(session, desk, cast):
    ticket = danger_of_the_plan(session, desk, cast)
    lead, *others = (receiver.removeprefix("unit:") for receiver in PLANNED)
    dispatch.dispatch(
        session, cast.dispatcher, ticket, desk, unit=lead, co_units=others, reason="预案"
    )


TABLE = [
    (new_ticket, "new_ticket", [UNIT]),
    (new_ticket, "supporting", []),
    (supporting, "supporting", [CO_UNIT]),
    (supporting, "new_ticket", [UNIT]),
    (return_granted, "return_decided", [UNIT]),
    (return_refused, "return_decided", [UNIT]),
    (return_granted_with_support, "recalled", [CO_UNIT]),
    (forced_elsewhere, "moved_away", [UNIT]),
    (forced_elsewhere, "new_ticket", [UNIT, CO_UNIT]),
    (applied, "applied", [DISPATCHER, SUPERVISOR]),
    (granted, "application_granted", [UNIT]),
    (refused, "application_refused", [UNIT]),
    (sent_back, "sent_back", [UNIT]),
    (rework, "rework", [UNIT, CO_UNIT]),
    (bad_rating, "bad_rating", [UNIT, ABOVE]),
    (passed_down, "passed_down", [UNIT]),
    (recalled, "recalled", [UNIT]),
    (moved, "moved_away", [UNIT]),
    (moved, "moved_here", [CO_UNIT]),
    (supplement, "supplement", [UNIT]),
    (supplement_before_dispatch, "supplement", [DISPATCHER]),
    (supplement_of_merged, "supplement", [UNIT]),
    (supplement_of_merged, "joined", [UNIT]),
    (merged_away, "merged_away", ["unit:YS-ZF", CO_UNIT]),
    (merged_away, "joined", [UNIT]),
    (parted, "given_back", ["unit:YS-ZF", CO_UNIT]),
    (parted, "parted", [UNIT]),
    (joined_caller_left, "caller_left", [UNIT]),
    (joined_caller_left, "withdrawn", []),
    (resumed, "resumed", [UNIT]),
    (danger_sent_elsewhere, "danger_elsewhere", [*PLANNED, "unit:YS-ZF"]),
    (danger_sent_elsewhere, "moved_away", []),
    (danger_answered, "danger_elsewhere", PLANNED),
    (danger_sent_by_the_plan, "danger_elsewhere", []),
    (photo, "photo", [UNIT]),
    (proof_of_the_unit, "photo", []),
    (caller_urge, "caller_urge", [UNIT]),
    (withdrawn, "withdrawn", [UNIT, CO_UNIT]),
    (ordered, "written", [UNIT]),
    (answered, "answered", [SUPERVISOR]),
    (lifted, "closed", [UNIT]),
    (lamps, "amber", [UNIT]),
    (lamps, "red", [SUPERVISOR, UNIT]),
    (danger, "danger", [DISPATCHER, SUPERVISOR, UNIT, CO_UNIT]),
]


@pytest.mark.parametrize(
    ("event", "kind", "receivers"),
    TABLE,
    ids=[f"{event.__name__}-{kind}" for event, kind, _ in TABLE],
)
def test_each_event_reaches_exactly_its_receivers(session, desk, cast, event, kind, receivers):
    event(session, desk, cast)
    assert hearers(session, kind) == sorted(receivers)


def test_every_event_of_the_table_is_met_here():
    elsewhere = {
        "urge",
        "site",
        "listing",
        "answer_rated",
        "endorsed",
        "danger_ahead",
        "new_device",
        "undecided",
        "warning",
        "warning_assigned",
        "chat_late",
        "chat_danger",
        "chat_danger_no_call",
        "warning_confirmed",
        "warning_measured",
        "warning_ended",
        "bulletin_drafted",
        "bulletin_unsigned",
        "bulletin_signed",
    }
    assert {kind for _, kind, _ in TABLE} | elsewhere == set(NoticeKind)


def test_the_accused_unit_and_who_may_not_see_a_confidential_ticket_are_told_nothing(
    session, desk, cast
):
    ticket = dispatched(session, desk, cast, secrecy="confidential", co_units=["S-CG"])
    ticket.accused = ["S-CG"]
    cycle = len(hearers(session, "rework"))
    tell(session, ticket, desk, kind=NoticeKind.REWORK)
    assert hearers(session, "rework")[cycle:] == [UNIT]


def test_no_notice_holds_what_a_caller_said(session, desk, cast):
    supplement(session, desk, cast)
    session.flush()
    rows = session.exec(select(Notice)).all()
    ticket = session.exec(select(Ticket)).one()
    for row in rows:
        texts = [str(value) for value in row.model_dump().values()]
        assert not any("又响了" in text or ticket.content in text for text in texts)


def test_a_unit_whose_application_waits_hears_its_caller_and_is_pressed_itself(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    extension.ask_extension(
        session, cast.street_clerk, ticket, desk, limit="2wd", reason="检测", basis="规程"
    )
    caller_steps.supplement(session, cast.caller, ticket, desk, text="又响了")
    assert hearers(session, "supplement") == [DISPATCHER, UNIT]
    urge(session, cast.supervisor, ticket, desk, reason="请加快")
    assert hearers(session, "urge") == [UNIT]
    order = issue(session, cast.supervisor, ticket, desk, level="written", demand="说明进展")
    assert (order.unit, order.role) == ("990102001", "")
