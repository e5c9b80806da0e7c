"""Forms of the centre: dispatch and answer, decide what units ask for, settle duty, merge,
review, call back, send again.
"""

from typing import Any

from sqlmodel import Session

from hotline.casework import (
    arbitration,
    call_back,
    dispatch,
    exclusion,
    extension,
    merge,
    rating_outcome,
    rectification,
    review,
    suspension,
)
from hotline.casework.correction import Correction
from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step, one_of
from hotline.domain.models import Ticket
from hotline.domain.permissions import Actor
from hotline.domain.workflow import Action
from hotline.storage.ticket_rows import suggestion_of
from hotline.supervision import orders
from hotline.supervision.urge import urge
from hotline.web.pages.citing import cited
from hotline.web.pages.deeds.base import YES_NO, Deed
from hotline.web.pages.forms import Form, Typed, several, typed
from hotline.web.reading.order_filters import read_until

DECISIONS = {"grant": "同意", "refuse": "不同意"}


def _decision(data: Typed) -> tuple[str, str]:
    """grant or refuse, and the note to it."""
    form = typed(data)
    return one_of(DECISIONS, form.get("decision", ""), "decision", "决定"), form.get("note", "")


def _dispatch(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    correction = Correction(
        *(form.get(name, "") for name in ("category", "request_type", "urgency"))
    )
    words = {name: form.get(name, "") for name in ("reason", "basis")}
    unit = form.get("unit") or form.get("other_unit", "")
    suggested = suggestion_of(session, ticket)
    if suggested and suggested.unit == unit and not words["reason"]:
        words |= {"reason": "采纳系统建议", "basis": words["basis"] or suggested.basis}
    co_units = [code for code in several(data, "co_units") if code != unit]
    dispatch.dispatch(
        session, actor, ticket, desk, unit=unit, co_units=co_units, correction=correction, **words
    )


def _supervise(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    words = {name: form.get(name, "") for name in ("level", "demand", "unit")}
    orders.issue(session, actor, ticket, desk, **words, until=read_until(form.get("until", "")))


def _answer(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = Form("answers", typed(data))
    dispatch.answer(
        session,
        actor,
        ticket,
        desk,
        text=form.value("text"),
        cites=cited(form),
        uncited=form.value("uncited"),
    )


def _reject(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    dispatch.reject(
        session,
        actor,
        ticket,
        desk,
        reason=form.get("reason", ""),
        explanation=form.get("explanation", ""),
    )


def _decide_return(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    decision, note = _decision(data)
    decide = dispatch.grant_return if decision == "grant" else dispatch.refuse_return
    decide(session, actor, ticket, desk, note=note)


def _decide_extension(
    session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk
) -> None:
    decision, note = _decision(data)
    decide = extension.grant_extension if decision == "grant" else extension.refuse_extension
    decide(session, actor, ticket, desk, note=note)


def _decide_suspension(
    session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk
) -> None:
    decision, note = _decision(data)
    decide = suspension.suspend if decision == "grant" else suspension.refuse_suspension
    decide(session, actor, ticket, desk, note=note)


def _look(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    suspension.look(session, actor, ticket, desk, note=typed(data).get("note", ""))


def _resume(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    suspension.resume(session, actor, ticket, desk, reason=typed(data).get("reason", ""))


def _refer(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    arbitration.refer_arbitration(
        session, actor, ticket, desk, reason=typed(data).get("reason", "")
    )


def _force(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    unit, words = form.get("unit", ""), {name: form.get(name, "") for name in ("reason", "basis")}
    co_units = [code for code in several(data, "co_units") if code != unit]
    arbitration.force_dispatch(session, actor, ticket, desk, unit=unit, co_units=co_units, **words)


def _merge(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    parent = find_for_step(session, actor, form.get("into", "").strip())
    merge.merge(session, actor, ticket, desk, parent=parent, reason=form.get("reason", ""))


def _unmerge(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    merge.unmerge(session, actor, ticket, desk, reason=typed(data).get("reason", ""))


def _review(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    decision = one_of(
        {"pass": "通过", "send_back": "退回重办"}, form.get("decision", ""), "decision", "审核意见"
    )
    if decision == "pass":
        review.pass_review(session, actor, ticket, desk, note=form.get("note", ""))
    else:
        review.send_back(session, actor, ticket, desk, note=form.get("note", ""))


def _call_back(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    words: dict[str, Any] = {
        name: YES_NO.get(form.get(name, "")) for name in ("solved", "contacted_by_unit")
    }
    words |= {name: form.get(name, "") for name in ("way", "reason", "note")}
    words |= {"reached": form.get("reached") == "yes", "reasons": tuple(several(data, "reasons"))}
    rating = int(form["rating"]) if form.get("rating", "").isdecimal() else None
    call_back.call_back(session, actor, ticket, desk, heard=call_back.Heard(rating=rating, **words))


def _check_rectification(
    session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk
) -> None:
    form = typed(data)
    decision = one_of(
        {"pass": "合格", "send_back": "退回"}, form.get("decision", ""), "decision", "审核意见"
    )
    rectification.check_rectification(
        session, actor, ticket, desk, passed=decision == "pass", note=form.get("note", "")
    )


def _decide_exclusion(
    session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk
) -> None:
    decision, note = _decision(data)
    decide = exclusion.grant_exclusion if decision == "grant" else exclusion.refuse_exclusion
    decide(session, actor, ticket, desk, note=note)


def _rework(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    rating_outcome.rework(session, actor, ticket, desk, reason=typed(data).get("reason", ""))


def _urge(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    urge(session, actor, ticket, desk, reason=typed(data).get("reason", ""))


DEEDS = (
    Deed("decisions", "决定退单申请", (Action.GRANT_RETURN, Action.REFUSE_RETURN), _decide_return),
    Deed(
        "extension-decisions",
        "决定延期申请",
        (Action.GRANT_EXTENSION, Action.REFUSE_EXTENSION),
        _decide_extension,
        decides="extension",
    ),
    Deed(
        "suspension-decisions",
        "决定挂账申请",
        (Action.SUSPEND, Action.REFUSE_SUSPENSION),
        _decide_suspension,
        decides="suspension",
    ),
    Deed("dispatches", "派单", (Action.DISPATCH,), _dispatch),
    Deed("forced-dispatches", "指定派单", (Action.FORCE_DISPATCH,), _force),
    Deed("answers", "直接答复", (Action.ANSWER,), _answer),
    Deed("rejections", "不予受理", (Action.REJECT,), _reject),
    Deed("reviews", "审核答复", (Action.PASS_REVIEW, Action.SEND_BACK), _review),
    Deed("callbacks", "回访", (Action.CALL_BACK,), _call_back),
    Deed(
        "limit-callbacks", "到期回访", (Action.CALL_AT_LIMIT,), _call_back, decides="limit-callback"
    ),
    Deed(
        "rectification-checks",
        "审核整改",
        (Action.PASS_RECTIFICATION, Action.REFUSE_RECTIFICATION),
        _check_rectification,
        decides="rectification-check",
    ),
    Deed(
        "exclusion-decisions",
        "决定剔除申请",
        (Action.GRANT_EXCLUSION, Action.REFUSE_EXCLUSION),
        _decide_exclusion,
        decides="exclusion",
    ),
    Deed("looks", "挂账复查", (Action.LOOK,), _look),
    Deed("urgings", "催办", (Action.URGE,), _urge),
    Deed("supervisions", "督办", (Action.SUPERVISE,), _supervise),
    Deed("resumptions", "恢复办理", (Action.RESUME,), _resume, minor=True),
    Deed("reworks", "重办", (Action.REWORK,), _rework, minor=True),
    Deed("arbitrations", "提请会商", (Action.REFER_ARBITRATION,), _refer, minor=True),
    Deed("merges", "并入另一张工单", (Action.MERGE,), _merge, minor=True, other="into"),
    Deed("separations", "拆单", (Action.UNMERGE,), _unmerge, minor=True),
)
