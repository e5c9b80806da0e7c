"""Everything that people can do to tickets, as deeds for a machine that tries them all: legal
ones and others.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from inspect import signature
from typing import Any

from sqlmodel import col, select

from hotline.casework import (
    applications,
    arbitration,
    attachments,
    call_back,
    caller_rating,
    caller_steps,
    cycles,
    dispatch,
    doubts,
    exclusion,
    expiry,
    extension,
    handling,
    merge,
    missing_material,
    parting,
    pass_down,
    protection,
    rating,
    recall,
    rectification,
    relaxation,
    review,
    support,
    suspension,
    withdrawal,
)
from hotline.casework.call_back import CallAttempt
from hotline.casework.comment import comment
from hotline.casework.protection import Protection
from hotline.domain.errors import Conflict, NotFound
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.roles import Actor
from hotline.domain.workflow import Action
from hotline.storage.files import Stored
from hotline.supervision import orders
from hotline.supervision.urge import urge
from tests.support.path import ANSWER

UNITS = ("990102001", "DH-ZF", "DH-CG", "YS-ZF")
HEARD = {
    "solved": CallAttempt(way="phone", reached=True, solved=True, rating=5),
    "bad": CallAttempt(way="phone", reached=True, solved=False, rating=1, reason="未解决"),
    "missed": CallAttempt(way="phone", reached=False, note="无人接听"),
}
Do = Callable[[Any, Actor, Ticket, Any, Ticket, "Chance"], Any]


@dataclass(frozen=True)
class Chance:
    """What is drawn for a deed: a unit, another ticket, whether it is asked for rightly, the
    hours before it.
    """

    unit: str
    other: int
    well: bool
    heard: str
    hours: int


def _dispatch(session, actor, ticket, desk, other, chance):
    co_units = [unit for unit in UNITS if unit != chance.unit][:1] if chance.well else []
    dispatch.dispatch(session, actor, ticket, desk, unit=chance.unit, co_units=co_units)


def _force(session, actor, ticket, desk, other, chance):
    arbitration.force_dispatch(
        session, actor, ticket, desk, unit=chance.unit, reason="会商结论", basis="权责清单"
    )


def _ask_return(session, actor, ticket, desk, other, chance):
    handling.ask_return(
        session, actor, ticket, desk, code="not_our_duty", reason="不属职责", basis="权责清单"
    )


def _reply(session, actor, ticket, desk, other, chance):
    answer = ANSWER if chance.well else replace(ANSWER, without_opinions="事情紧急")
    handling.reply(session, actor, ticket, desk, answer=answer)


def _ask_extension(session, actor, ticket, desk, other, chance):
    limit = "2wd" if chance.well else "11wd"
    extension.ask_extension(
        session, actor, ticket, desk, limit=limit, reason="情况复杂", basis="热线办法"
    )


def _ask_suspension(session, actor, ticket, desk, other, chance):
    until = desk.now() + timedelta(days=20 if chance.well else 400)
    suspension.ask_suspension(
        session, actor, ticket, desk, until=until, reason="待拆迁", basis="热线办法"
    )


def _pass_down(session, actor, ticket, desk, other, chance):
    limit = "1wd" if chance.well else "90wd"
    pass_down.pass_down(
        session, actor, ticket, desk, unit=chance.unit, limit=limit, reason="请属地办理"
    )


def _attach(session, actor, ticket, desk, other, chance):
    stored = Stored("现场.jpg", "image/jpeg", 3, "0" * 64, secrets.token_hex(16))
    attachments.attach(session, actor, ticket, desk, stored=stored)


def _spoken(verb: Callable[..., Any]) -> Do:
    """A step with one text, whatever its verb calls it."""
    text = {_text_of(verb): "因为情况如此"}
    return lambda session, actor, ticket, desk, other, chance: verb(
        session, actor, ticket, desk, **text
    )


def _text_of(verb: Callable[..., Any]) -> str:
    parameters = signature(verb).parameters
    [name] = (name for name in ("reason", "note", "text", "items", "opinion") if name in parameters)
    return name


def _silent(verb: Callable[..., Any]) -> Do:
    return lambda session, actor, ticket, desk, other, chance: verb(session, actor, ticket, desk)


def _supervise(session, actor, ticket, desk, other, chance):
    level = "written" if chance.well else "listing"
    orders.issue(session, actor, ticket, desk, level=level, demand="请限期办结")


def _instruct(session, actor, ticket, desk, other, chance):
    orders.instruct(session, actor, ticket, desk, instruction="请牵头单位今日到场")


def _on_order(verb: Callable[..., Any]) -> Do:
    """What is done to the newest order of the ticket."""

    def do(session, actor, ticket, desk, other, chance):
        query = select(SupervisionOrder).where(SupervisionOrder.ticket_id == ticket.id)
        order = session.exec(query.order_by(col(SupervisionOrder.id).desc())).first()
        if order is None:
            raise NotFound("没有督办单")
        verb(session, actor, ticket, desk, order=order, **{_text_of(verb): "情况说明"})

    return do


def _call(action: Action) -> Do:
    """One way to call of the two: the verb itself takes the one that fits."""

    def do(session, actor, ticket, desk, other, chance):
        if call_back.stage_of(ticket, desk)[1] != action:
            raise Conflict(f"{action} does not fit")
        call_back.call_back(session, actor, ticket, desk, attempt=HEARD[chance.heard])

    return do


def _rate(session, actor, ticket, desk, other, chance):
    rating.rate(
        session,
        actor,
        ticket,
        desk,
        content=caller_rating.RatingContent(5 if chance.well else 1, chance.hours < 5),
    )


def _check(passed: bool) -> Do:
    return lambda s, a, t, d, o, c: rectification.check_rectification(
        s, a, t, d, passed=passed, note="看过了"
    )


def _ask_exclusion(session, actor, ticket, desk, other, chance):
    metrics = ["on_time", "satisfaction"] if chance.well else ["contact"]
    exclusion.ask_exclusion(
        session, actor, ticket, desk, metrics=metrics, code="unreasonable", evidence="附材料"
    )


DEEDS: dict[Action, Do] = {
    Action.DISPATCH: _dispatch,
    Action.ANSWER: _spoken(dispatch.answer),
    Action.REJECT: lambda s, a, t, d, o, c: dispatch.reject(
        s, a, t, d, reason="outside_city", explanation="请拨打邻市热线"
    ),
    Action.ACCEPT: _silent(handling.accept),
    Action.CONTACT: lambda s, a, t, d, o, c: handling.contact(
        s, a, t, d, way="phone" if c.well else "none", note="联系"
    ),
    Action.ASK_RETURN: _ask_return,
    Action.GRANT_RETURN: _spoken(dispatch.grant_return),
    Action.REFUSE_RETURN: _spoken(dispatch.refuse_return),
    Action.REFER_ARBITRATION: _spoken(arbitration.refer_arbitration),
    Action.FORCE_DISPATCH: _force,
    Action.PASS_DOWN: _pass_down,
    Action.ASK_EXTENSION: _ask_extension,
    Action.GRANT_EXTENSION: _spoken(extension.grant_extension),
    Action.REFUSE_EXTENSION: _spoken(extension.refuse_extension),
    Action.ASK_SUSPENSION: _ask_suspension,
    Action.SUSPEND: _spoken(suspension.suspend),
    Action.ENDORSE_SUSPENSION: _spoken(suspension.suspend),
    Action.RETRACT: _spoken(applications.retract),
    Action.RECALL: _spoken(recall.recall),
    Action.UNDO: _silent(recall.undo),
    Action.MOVE: lambda s, a, t, d, o, c: recall.move(
        s, a, t, d, unit=c.unit, reason="职责已调整", co_units=[]
    ),
    Action.REFUSE_SUSPENSION: _spoken(suspension.refuse_suspension),
    Action.LOOK: _spoken(suspension.look),
    Action.RESUME: _spoken(suspension.resume),
    Action.REPLY: _reply,
    Action.PASS_REVIEW: _silent(review.pass_review),
    Action.SEND_BACK: _spoken(review.send_back),
    Action.CALL_BACK: _call(Action.CALL_BACK),
    Action.CALL_AT_LIMIT: _call(Action.CALL_AT_LIMIT),
    Action.RATE: _rate,
    Action.ANSWER_RECTIFICATION: _spoken(rectification.answer_rectification),
    Action.PASS_RECTIFICATION: _check(passed=True),
    Action.REFUSE_RECTIFICATION: _check(passed=False),
    Action.ASK_EXCLUSION: _ask_exclusion,
    Action.GRANT_EXCLUSION: _spoken(exclusion.grant_exclusion),
    Action.REFUSE_EXCLUSION: _spoken(exclusion.refuse_exclusion),
    Action.REWORK: _spoken(cycles.rework),
    Action.MERGE: lambda s, a, t, d, o, c: merge.merge(s, a, t, d, parent=o, reason="同一问题"),
    Action.UNMERGE: _spoken(parting.unmerge),
    Action.WITHDRAW: _spoken(withdrawal.withdraw),
    Action.ARCHIVE: lambda s, a, t, d, o, c: expiry.archive(s, t, d),
    Action.SUPPORT_ACCEPT: _silent(support.support_accept),
    Action.SUPPORT_REPLY: _spoken(support.support_reply),
    Action.REQUEST_MATERIAL: _spoken(missing_material.request_material),
    Action.SUPPLEMENT: _spoken(caller_steps.supplement),
    Action.CALLER_URGE: _spoken(caller_steps.caller_urge),
    Action.PROTECT: lambda s, a, t, d, o, c: protection.protect(
        s,
        a,
        t,
        d,
        protection=Protection("confidential", accused=[c.unit] if c.well else []),
        reason="诉求人来电要求",
    ),
    Action.CLEAR: _silent(doubts.clear),
    Action.ASK_RELAXATION: lambda s, a, t, d, o, c: relaxation.relax(
        s,
        a,
        t,
        d,
        protection=Protection("open", accused=t.accused),
        reason="已公开",
        consent="来电同意" if c.well else "",
    ),
    Action.RELAX: _spoken(relaxation.confirm_relaxation),
    Action.REFUSE_RELAXATION: _spoken(relaxation.refuse_relaxation),
    Action.ATTACH: _attach,
    Action.COMMENT: _spoken(comment),
    Action.URGE: _spoken(urge),
    Action.SUPERVISE: _supervise,
    Action.INSTRUCT: _instruct,
    Action.ANSWER_SUPERVISION: _on_order(orders.answer),
    Action.LIFT_SUPERVISION: _on_order(orders.lift),
}


def lead(session, ticket: Ticket, desk, cast, far: int, unit: str) -> None:
    """Take the first `far` steps of the usual way, each by the one who takes it in life."""
    clerk = cast.street_clerk if unit in cast.street_clerk.units else cast.stranger
    other = "DH-CG" if unit == "YS-ZF" else "YS-ZF"
    steps = (
        lambda: dispatch.dispatch(
            session, cast.dispatcher, ticket, desk, unit=unit, co_units=[other]
        ),
        lambda: handling.accept(session, clerk, ticket, desk),
        lambda: handling.contact(session, clerk, ticket, desk, way="phone", note="已通话"),
        lambda: handling.reply(
            session, clerk, ticket, desk, answer=replace(ANSWER, without_opinions="事情紧急")
        ),
        lambda: review.pass_review(session, cast.reviewer, ticket, desk),
    )
    for step in steps[:far]:
        step()
