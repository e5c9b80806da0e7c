"""Whether a report complains of the units that it may name: a person says so, before they get it.

Yes is `protect` with the units as accused; no is `clear`.
"""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session

from classifiers.plain_text import whole_text
from hotline.casework.asked_units import UnitQuestion, questions
from hotline.casework.standing_by import tell_units_again
from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, check_step, choose_key, take_step
from hotline.domain.dangers import dangers_of
from hotline.domain.doubts import (
    Doubts,
    doubted,
    doubts,
    names_unknown,
    withheld,
    without,
)
from hotline.domain.errors import Conflict, NotAllowed, Unanswered
from hotline.domain.models import SuggestionRecord, Ticket
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.vocabulary import UNMEANT
from hotline.domain.workflow import Action
from hotline.storage.merged import merged_into
from hotline.storage.ticket_rows import suggestion_of
from routing.decision import Decision
from routing.reasons import UNNAMED_STAFF

NOT_OF_CITY = "举报对象不是本市承办单位"
NOT_ABOUT = "不是在反映所提单位"
NAMES = "{no} 的正文提到“{units}”，先说明是不是在反映它，再派单"
TELLS_OF_STAFF = (
    "{no} 的正文反映了工作人员，没有写明单位，可能是“{units}”的人，先说明是不是在反映它，再派单"
)
_ANSWER = '请看过正文：如不是在反映它，请选“{looked}”（接口填写 "unmeant": "looked"）；'
_ANSWER = _ANSWER.format(looked=UNMEANT["looked"])


def doubts_of(decision: Decision, desk: Desk) -> Doubts:
    """Of the units that the text mentions those that are proposed, themselves or by one below; of
    staff whose unit nobody could tell, the unit that would get it.
    """
    proposed = {decision.unit, *decision.co_units, *(code for code, _ in decision.alternatives)}
    named = desk.router.units.holding(decision.mentioned, proposed)
    is_unnamed = UNNAMED_STAFF in decision.reasons and not decision.accused
    if is_unnamed and not named and not decision.suspects and decision.unit:
        named = [decision.unit]
    return doubts(decision.suspects, named, unknown=decision.names_unknown)


def clear(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str = "") -> None:
    """Say that it complains of none of the units in doubt, or that whom the caller accuses is no
    unit of the city. What was withheld may be proposed again.

    Raises Conflict where nothing is in doubt.
    """
    check_step(actor, ticket, Action.CLEAR)
    if not ticket.doubts:
        raise Conflict(f"工单 {ticket.no} 没有待确认的被反映单位", remedy="请刷新后查看")
    reason = check_length(reason.strip(), "reason", "理由")
    usual = NOT_OF_CITY if names_unknown(ticket) and not doubted(ticket) else NOT_ABOUT
    propose_again = bool(withheld(ticket))
    take_step(
        session,
        actor,
        ticket,
        Action.CLEAR,
        at=desk.now(),
        reason=reason or usual,
        details={"doubts": ticket.doubts},
        changes={"doubts": {}},
    )
    record = suggestion_of(session, ticket)
    if propose_again and record is not None:
        _propose(record, ticket, desk)
    if propose_again:
        tell_units_again(session, ticket, desk)


def check_settled(ticket: Ticket, units: Collection[str], desk: Desk) -> None:
    """Raise Conflict for units that may be whom the ticket complains of, and for every unit while
    nobody has found whom the caller accuses.
    """
    if names_unknown(ticket):
        raise Conflict(
            f"工单 {ticket.no} 的举报对象还没有对应到单位，不能派单",
            remedy="请选定被反映单位，或说明它不是本市承办单位；接诉时请转派单员",
        )
    if held := withheld(ticket) & set(units):
        names = "、".join(desk.city.units[unit].name for unit in sorted(held))
        raise Conflict(
            f"工单 {ticket.no} 可能是在反映“{names}”的问题，不能派给该单位",
            remedy="请先说明是否在反映它；接诉时请转派单员",
        )


def check_merge(ticket: Ticket, parent: Ticket, desk: Desk, *, is_seen: bool) -> list[str]:
    """The units that lead or support `parent` and that the ticket may complain of, by its doubts or
    by its text as it is read now.

    Raises Conflict, as a warning, for such units where `is_seen` does not say that somebody has
    looked, and always while nobody has found whom the caller accuses.
    """
    handling = {parent.unit, *parent.co_units} - {""}
    check_settled(ticket, (), desk)
    text = whole_text(ticket.title, ticket.content)
    named = set(desk.router.mentioned(text, ticket.district, ticket.street))
    meant = desk.router.units.holding(sorted(named | doubted(ticket)), handling)
    if meant and not is_seen:
        names = "、".join(desk.city.units[unit].name for unit in meant)
        how = "提到" if named.issuperset(meant) else "可能是在反映"
        raise Conflict(
            f"工单 {ticket.no} 的正文{how}“{names}”，正是工单 {parent.no} 的承办或协办单位",
            remedy=f"{_ANSWER}如是，请设为被反映单位",
        )
    return meant


def settled_by_sending(
    session: Session, ticket: Ticket, desk: Desk, *, units: Collection[str], unmeant: str
) -> tuple[TicketChanges, dict[str, Any]]:
    """What changes in the ticket, and what its step keeps, where it goes to units that it or a
    ticket merged into it mentions after all, themselves or by one below.

    unmeant  a key of UNMEANT: who sends it has seen that they are named, and says that they are not
             meant. Raises Unanswered without it, and for units that a merged ticket accuses what
             `check_clear_of` does.
    """
    looked = choose_key(UNMEANT, unmeant, "unmeant", "正文提到的单位") if unmeant else ""
    for merged in merged_into(session, ticket):
        check_clear_of(merged, units, desk)
    waiting = questions(session, ticket, desk, units=units)
    if not waiting:
        return {}, {}
    if not looked:
        raise Unanswered(
            "；".join(_asking(ticket, question, desk) for question in waiting),
            remedy=_ANSWER + "如是，请由派单员设为被反映单位",
            field="unmeant",
        )
    every = (code for question in waiting for code in (*question.named, *question.staff))
    cleared = list(dict.fromkeys(every))
    return {"doubts": without(ticket.doubts, cleared)}, {"not_accused": cleared}


def check_clear_of(ticket: Ticket, units: Collection[str], desk: Desk) -> None:
    """Raise NotAllowed for units that the ticket accuses, and what `check_settled` does."""
    for unit in units:
        if unit in ticket.accused:
            raise NotAllowed(
                f"工单 {ticket.no} 反映的是“{desk.city.units[unit].name}”，不能派给该单位",
                remedy="请派给其上级或监督单位",
            )
    check_settled(ticket, units, desk)


def _asking(ticket: Ticket, question: UnitQuestion, desk: Desk) -> str:
    merged = "" if question.no == ticket.no else f"并入工单 {ticket.no} 的"
    parts = []
    for codes, text in ((question.named, NAMES), (question.staff, TELLS_OF_STAFF)):
        if codes:
            names = "、".join(desk.city.units[code].name for code in codes)
            parts.append(text.format(no=f"{merged}工单 {question.no}", units=names))
    return "；".join(parts)


def _propose(record: SuggestionRecord, ticket: Ticket, desk: Desk) -> None:
    """The candidates as if the text complained of nobody; what the machine suggested stays."""
    decision = desk.router.route(
        ticket.content,
        title=ticket.title,
        address=ticket.address,
        district=ticket.district,
        classification=[(code, share) for code, _, share in record.categories],
        request_type=ticket.request_type,
        cleared=True,
        on=ticket.reported_at.date(),
    )
    plan = desk.city.plan_of(dangers_of(ticket))
    # A unit of the plan is shown however unsure the machine was of whom it first suggested.
    sure = max(record.confidence, desk.city.settings.suggest)
    planned = [[unit, sure] for unit in plan.units] if plan else []
    first = [[decision.unit, round(decision.confidence, 4)]] if decision.unit else []
    others = [[unit, round(share, 4)] for unit, share in decision.alternatives]
    record.alternatives = [*planned, *first, *others]
