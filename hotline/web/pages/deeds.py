"""What a form on a ticket does: one entry for each noun under /tickets/{no}/."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from hotline.casework import call_back, dispatch, handle, notes, review, support
from hotline.casework.desk import Desk
from hotline.casework.steps import one_of
from hotline.domain.models import SuggestionRecord, Ticket
from hotline.domain.permissions import HOLDER_ONLY, MAY, SUPPORT_ONLY, Actor
from hotline.domain.workflow import EVENTS, TRANSITIONS, Action, Status
from hotline.web.pages.forms import Typed, several, typed

YES_NO = {"yes": True, "no": False}
Run = Callable[[Session, Actor, Ticket, Typed, Desk], Any]


@dataclass(frozen=True)
class Deed:
    """`actions` are what the form may lead to; it is shown when one of them is open."""

    noun: str
    name: str
    actions: tuple[Action, ...]
    run: Run

    def is_open(self, actor: Actor, ticket: Ticket) -> bool:
        return any(_may(actor, ticket, action) for action in self.actions)


def _may(actor: Actor, ticket: Ticket, action: Action) -> bool:
    status = Status(ticket.status)
    legal = (status, action) in TRANSITIONS or status in EVENTS.get(action, ())
    holds = action not in HOLDER_ONLY or ticket.unit in actor.units
    supports = action not in SUPPORT_ONLY or bool(actor.units & set(ticket.co_units))
    return legal and holds and supports and actor.role in MAY[action]


def open_deeds(actor: Actor, ticket: Ticket) -> Sequence[Deed]:
    return [deed for deed in DEEDS.values() if deed.is_open(actor, ticket)]


def _accept(session: Session, actor: Actor, ticket: Ticket, _data: Typed, desk: Desk) -> None:
    handle.accept(session, actor, ticket, desk)


def _contact(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    handle.contact(session, actor, ticket, form.get("way", ""), form.get("note", ""), desk)


def _reply(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    words = {
        name: form.get(name, "")
        for name in ("result", "handling", "public_answer", "basis", "unsolved_reason", "without_opinions")
    }
    answer = handle.Answer(**words, is_true=YES_NO.get(form.get("is_true", "")))
    handle.reply(session, actor, ticket, answer, desk)


def _ask_return(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    words = {name: form.get(name, "") for name in ("code", "reason", "basis", "suggested_unit")}
    handle.ask_return(session, actor, ticket, desk, **words)


def _decide(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    decision = one_of({"grant": "同意", "refuse": "不同意"}, form.get("decision", ""), "decision", "决定")
    decide = dispatch.grant_return if decision == "grant" else dispatch.refuse_return
    decide(session, actor, ticket, form.get("note", ""), desk)


def _dispatch(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    words = {name: form.get(name, "") for name in ("category", "reason", "basis")}
    unit = form.get("unit") or form.get("other_unit", "")
    suggested = session.exec(select(SuggestionRecord).where(SuggestionRecord.ticket_id == ticket.id)).first()
    if suggested and suggested.unit == unit and not words["reason"]:
        words |= {"reason": "采纳系统建议", "basis": words["basis"] or suggested.basis}
    co_units = [code for code in several(data, "co_units") if code != unit]
    dispatch.dispatch(session, actor, ticket, unit, desk, co_units=co_units, **words)


def _answer(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    dispatch.answer(session, actor, ticket, typed(data).get("text", ""), desk)


def _reject(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    dispatch.reject(session, actor, ticket, form.get("reason", ""), form.get("explanation", ""), desk)


def _review(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    decision = one_of({"pass": "通过", "send_back": "退回重办"}, form.get("decision", ""), "decision", "审核意见")
    if decision == "pass":
        review.pass_review(session, actor, ticket, desk, note=form.get("note", ""))
    else:
        review.send_back(session, actor, ticket, form.get("note", ""), desk)


def _call_back(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    flags = {name: YES_NO.get(form.get(name, "")) for name in ("solved", "contacted_by_unit")}
    reached = form.get("reached") == "yes"
    rating = int(form["rating"]) if form.get("rating", "").isdecimal() else None
    words = {name: form.get(name, "") for name in ("way", "reason", "note")}
    call_back.call_back(session, actor, ticket, call_back.Heard(reached=reached, rating=rating, **flags, **words), desk)


def _support_accept(session: Session, actor: Actor, ticket: Ticket, _data: Typed, desk: Desk) -> None:
    support.support_accept(session, actor, ticket, desk)


def _opinion(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    support.support_reply(session, actor, ticket, typed(data).get("opinion", ""), desk)


def _comment(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    notes.comment(session, actor, ticket, typed(data).get("text", ""), desk)


def _urge(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    notes.urge(session, actor, ticket, typed(data).get("reason", ""), desk)


DEEDS = {
    deed.noun: deed
    for deed in (
        Deed("acceptances", "签收", (Action.ACCEPT,), _accept),
        Deed("replies", "答复", (Action.REPLY,), _reply),
        Deed("contacts", "先行联系", (Action.CONTACT,), _contact),
        Deed("decisions", "决定退单申请", (Action.GRANT_RETURN, Action.REFUSE_RETURN), _decide),
        Deed("dispatches", "派单", (Action.DISPATCH,), _dispatch),
        Deed("answers", "直接答复", (Action.ANSWER,), _answer),
        Deed("rejections", "不予受理", (Action.REJECT,), _reject),
        Deed("reviews", "审核答复", (Action.PASS_REVIEW, Action.SEND_BACK), _review),
        Deed("callbacks", "回访", (Action.CALL_BACK,), _call_back),
        Deed("returns", "申请退单", (Action.ASK_RETURN,), _ask_return),
        Deed("support-acceptances", "协办签收", (Action.SUPPORT_ACCEPT,), _support_accept),
        Deed("opinions", "协办意见", (Action.SUPPORT_REPLY,), _opinion),
        Deed("urgings", "催办", (Action.URGE,), _urge),
        Deed("comments", "备注", (Action.COMMENT,), _comment),
    )
}
