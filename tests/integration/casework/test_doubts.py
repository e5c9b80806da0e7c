"""Of whom a report may complain: nobody gets it before a person has said yes or no."""

import pytest

from hotline.casework import arbitration, dispatch, doubts, merge, protection, recall
from hotline.casework.protection import Protection
from hotline.casework.take_call import Ending, take_call
from hotline.domain.doubts import mentioned, names_unknown, withheld
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed, Unanswered
from hotline.storage.history import history_of, verify_chain
from hotline.storage.ticket_rows import suggestion_of
from hotline.web.pages.candidates import candidates
from hotline.web.pages.named_units import card_lines
from routing.reasons import UNNAMED_STAFF
from tests.support.path import dispatched, registered
from tests.support.reports import a_report

HELD = "宽带安装师傅临走顺了我一副耳机"
STRANGER = "一个姓孙的"


def held(session, desk, cast):
    ticket = registered(session, desk, cast, text=HELD, category="0405")
    assert withheld(ticket)
    return ticket


def unknown(session, desk, cast):
    return registered(session, desk, cast, accused=STRANGER)


def named(session, desk, cast, *units):
    """In doubt of these, whatever the reader made of the text."""
    ticket = registered(session, desk, cast)
    ticket.doubts = {"mentioned": list(units)}
    return ticket


def send(session, cast, ticket, desk, unit, **changes):
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=unit, **changes)


def test_what_is_withheld_is_no_candidate_and_cannot_be_sent(session, desk, cast):
    ticket = held(session, desk, cast)
    proposals = candidates(ticket, suggestion_of(session, ticket), desk)
    assert withheld(ticket).isdisjoint(proposal.unit for proposal in proposals)
    with pytest.raises(Conflict, match="可能是在反映"):
        send(session, cast, ticket, desk, "G-TX")
    assert ticket.status == "triage"


IN_DANGER = "我老公在云山区公安分局里被打断了肋骨，吐血了。"


def test_a_danger_does_not_send_it_to_whom_it_may_complain_of_before_a_person_has_said_no(
    session, desk, cast
):
    ticket = registered(session, desk, cast, text=IN_DANGER, category="0606")
    record = suggestion_of(session, ticket)
    assert ticket.danger
    assert "YS-GA" in withheld(ticket)
    lines = card_lines(ticket, record, desk)
    assert any(line.is_red and "YS-GA" in line.asks and "请先核实" in line.text for line in lines)
    assert "YS-GA" not in [proposal.unit for proposal in candidates(ticket, record, desk)]
    with pytest.raises(Conflict, match="可能是在反映"):
        send(session, cast, ticket, desk, "YS-GA")
    doubts.clear(session, cast.dispatcher, ticket, desk)
    send(session, cast, ticket, desk, "YS-GA")
    assert ticket.unit == "YS-GA"


def test_nor_where_another_unit_would_have_led_without_the_danger(session, desk, cast):
    ticket = registered(session, desk, cast, text=IN_DANGER, category="0404")
    record = suggestion_of(session, ticket)
    assert ticket.danger
    assert "YS-GA" in withheld(ticket)
    (line,) = (line for line in card_lines(ticket, record, desk) if "YS-GA" in line.asks)
    assert line.is_red
    assert "可能是反映示例市公安局云山区分局或其工作人员的问题" in line.text
    with pytest.raises(Conflict, match="可能是在反映"):
        send(session, cast, ticket, desk, "YS-GA")
    doubts.clear(session, cast.dispatcher, ticket, desk)
    plan = desk.city.danger_plans[ticket.danger]
    proposed = [proposal.unit for proposal in candidates(ticket, record, desk)]
    assert proposed[0] == plan.units[0]


def test_after_no_on_an_unknown_name_no_line_is_left(session, desk, cast):
    ticket = unknown(session, desk, cast)
    record = suggestion_of(session, ticket)
    assert any("未能对应到单位" in line.text for line in card_lines(ticket, record, desk))
    doubts.clear(session, cast.dispatcher, ticket, desk)
    assert card_lines(ticket, record, desk) == []


def test_no_makes_it_a_candidate_again_and_stands_in_the_history(session, desk, cast):
    ticket = held(session, desk, cast)
    record = suggestion_of(session, ticket)
    doubts.clear(session, cast.dispatcher, ticket, desk)
    assert candidates(ticket, record, desk)[0].unit == "G-TX"
    assert record.unit == ""
    last = history_of(session, ticket)[-1]
    assert (last.action, last.reason) == ("clear", doubts.NOT_ABOUT)
    assert "G-TX" in last.details["doubts"]["withheld"]
    assert verify_chain(history_of(session, ticket)) == []
    send(session, cast, ticket, desk, "G-TX")
    assert ticket.unit == "G-TX"


def test_yes_bars_the_unit_and_proposes_the_one_above(session, desk, cast):
    ticket = held(session, desk, cast)
    yes = Protection(accused=["G-TX"])
    protection.protect(session, cast.dispatcher, ticket, desk, protection=yes, reason="正文反映它")
    assert (ticket.doubts, ticket.secrecy) == ({}, "confidential")
    proposals = candidates(ticket, suggestion_of(session, ticket), desk)
    assert proposals[0].unit == "S-GX"
    assert set(ticket.accused).isdisjoint(proposal.unit for proposal in proposals)


def test_where_nothing_is_in_doubt_nothing_is_cleared(session, desk, cast):
    ticket = registered(session, desk, cast)
    with pytest.raises(Conflict, match="没有待确认"):
        doubts.clear(session, cast.dispatcher, ticket, desk)


def test_only_who_decides_clears(session, desk, cast):
    ticket = held(session, desk, cast)
    for person in (cast.agent, cast.street_clerk, cast.reviewer):
        with pytest.raises(NotAllowed):
            doubts.clear(session, person, ticket, desk)


def test_who_sends_it_to_a_unit_that_is_named_says_that_it_is_not_meant(session, desk, cast):
    ticket = named(session, desk, cast, "G-GS", "G-GD")
    with pytest.raises(Unanswered, match="先说明是不是在反映它") as refusal:
        send(session, cast, ticket, desk, "G-GS")
    assert (refusal.value.faults[0][0], ticket.status) == ("unmeant", "triage")
    send(session, cast, ticket, desk, "G-GS", unmeant="looked")
    assert mentioned(ticket) == ("G-GD",)
    assert history_of(session, ticket)[-1].details["not_accused"] == ["G-GS"]
    recall.undo(session, cast.dispatcher, ticket, desk)
    assert mentioned(ticket) == ("G-GS", "G-GD")


@pytest.mark.parametrize("who", ["agent", "dispatcher"])
def test_whom_the_caller_accuses_is_found_before_any_unit_gets_it(session, desk, cast, who):
    ticket = unknown(session, desk, cast)
    assert names_unknown(ticket)
    with pytest.raises((Conflict, NotAllowed)):
        dispatch.dispatch(session, getattr(cast, who), ticket, desk, unit="DH-CG")
    assert ticket.unit == ""


def test_the_accused_is_found_by_matching_it_to_a_unit(session, desk, cast):
    ticket = unknown(session, desk, cast)
    yes = Protection(accused=["DH-CG"])
    protection.protect(session, cast.dispatcher, ticket, desk, protection=yes, reason="即该局孙某")
    assert not names_unknown(ticket)
    send(session, cast, ticket, desk, "DH-ZF")
    assert ticket.unit == "DH-ZF"


def test_or_by_saying_that_it_is_no_unit_of_the_city(session, desk, cast):
    ticket = unknown(session, desk, cast)
    doubts.clear(session, cast.dispatcher, ticket, desk)
    assert history_of(session, ticket)[-1].reason == doubts.NOT_OF_CITY
    send(session, cast, ticket, desk, "DH-CG")
    assert ticket.unit == "DH-CG"


def test_a_report_that_names_who_handles_the_other_is_not_merged_without_a_warning(
    session, desk, cast
):
    parent = dispatched(session, desk, cast, unit="G-GS")
    ticket = named(session, desk, cast, "G-GS")
    with pytest.raises(Conflict, match="可能是在反映“示例市供水集团有限公司”"):
        merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一件事")
    merge.merge(
        session, cast.dispatcher, ticket, desk, parent=parent, reason="同一件事", unmeant="looked"
    )
    entry = history_of(session, ticket)[-1]
    assert (ticket.status, entry.details["not_accused"]) == ("merged", ["G-GS"])


def test_the_text_is_read_again_for_whom_the_other_ticket_went_to(session, desk, cast):
    text = "供水公司抄表员一年没来过，水费全是估的。"
    parent = dispatched(session, desk, cast, unit="G-GS")
    ticket = registered(session, desk, cast, text=text)
    ticket.doubts, ticket.accused, ticket.secrecy = {}, [], "open"
    with pytest.raises(Conflict, match="正文提到"):
        merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一件事")


def test_while_nobody_has_found_the_accused_nothing_is_merged(session, desk, cast):
    parent = dispatched(session, desk, cast)
    ticket = unknown(session, desk, cast)
    ticket.secrecy = "open"
    with pytest.raises(Conflict, match="举报对象"):
        merge.merge(
            session, cast.dispatcher, ticket, desk, parent=parent, reason="同", unmeant="looked"
        )


def test_conduct_of_staff_of_a_unit_that_nobody_found_is_seen_on_the_card(session, desk, cast):
    ticket = registered(session, desk, cast)
    record = suggestion_of(session, ticket)
    record.reasons = [*record.reasons, UNNAMED_STAFF]
    (line,) = card_lines(ticket, record, desk)
    assert (line.text, line.is_red) == (UNNAMED_STAFF, True)


def test_who_would_get_a_report_of_staff_without_a_unit_waits_until_a_person_has_answered(
    session, desk, cast
):
    text = "云溪镇镇里的干部把我家低保吃了三年"
    ticket = registered(session, desk, cast, text=text, address="云山区云溪镇")
    assert mentioned(ticket) == ("990103100",)
    (line,) = card_lines(ticket, suggestion_of(session, ticket), desk)
    assert (line.is_red, list(line.asks)) == (True, ["990103100"])
    assert "云溪镇人民政府" in line.text


def test_a_unit_that_is_named_is_asked_about_as_supporting_and_by_a_move_too(session, desk, cast):
    ticket = named(session, desk, cast, "G-GS")
    with pytest.raises(Unanswered):
        send(session, cast, ticket, desk, "DH-CG", co_units=["G-GS"])
    send(session, cast, ticket, desk, "DH-CG")
    move = {"unit": "G-GS", "reason": "归口"}
    with pytest.raises(Unanswered):
        recall.move(session, cast.dispatcher, ticket, desk, **move)
    assert (ticket.unit, mentioned(ticket)) == ("DH-CG", ("G-GS",))
    recall.move(session, cast.dispatcher, ticket, desk, **move, unmeant="looked")
    assert (ticket.unit, mentioned(ticket)) == ("G-GS", ())
    assert history_of(session, ticket)[-1].details["not_accused"] == ["G-GS"]


def test_and_by_a_decision_of_the_units(session, desk, cast):
    ticket = named(session, desk, cast, "G-GS")
    arbitration.refer_arbitration(session, cast.dispatcher, ticket, desk, reason="职责交叉")
    decision = {"unit": "G-GS", "reason": "会商", "basis": "纪要"}
    with pytest.raises(Unanswered):
        arbitration.force_dispatch(session, cast.supervisor, ticket, desk, **decision)
    arbitration.force_dispatch(session, cast.supervisor, ticket, desk, **decision, unmeant="looked")
    assert (ticket.unit, mentioned(ticket)) == ("G-GS", ())


def test_the_answer_to_the_question_comes_from_a_closed_list(session, desk, cast):
    ticket = named(session, desk, cast, "G-GS")
    with pytest.raises(InvalidInput, match="正文提到的单位"):
        send(session, cast, ticket, desk, "G-GS", unmeant="无所谓")


@pytest.mark.parametrize(("unmeant", "unit"), [("", ""), ("looked", "S-CG")])
def test_at_the_end_of_a_call_the_dispatcher_decides_unless_the_agent_has_looked(
    session, desk, cast, monkeypatch, unmeant, unit
):
    monkeypatch.setattr(
        "hotline.casework.ticket_opening.doubts_of", lambda *_: {"mentioned": ["S-CG"]}
    )
    report = a_report(text="垃圾桶满了三天没有人清运")
    ending = Ending("dispatch", unit="S-CG", unmeant=unmeant)
    receipt = take_call(session, cast.agent, report, desk, ending=ending)
    assert receipt.unit == unit
