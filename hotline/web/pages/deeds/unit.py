"""Forms of the units: sign, contact, answer, return, pass on, ask for time."""

from sqlmodel import Session

from hotline.casework import (
    exclusion,
    extension,
    handling,
    missing_material,
    pass_down,
    rectification,
    support,
    suspension,
)
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.permissions import Actor
from hotline.domain.time.times import day_of
from hotline.domain.workflow import Action
from hotline.web.pages.deeds.base import YES_NO, Deed
from hotline.web.pages.forms import Typed, several, typed


def _accept(session: Session, actor: Actor, ticket: Ticket, _data: Typed, desk: Desk) -> None:
    handling.accept(session, actor, ticket, desk)


def _contact(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    handling.contact(
        session, actor, ticket, desk, way=form.get("way", ""), note=form.get("note", "")
    )


def _reply(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    words = {
        name: form.get(name, "")
        for name in (
            "result",
            "handling",
            "public_answer",
            "basis",
            "unsolved_reason",
            "without_opinions",
        )
    }
    answer = handling.ReplyContent(**words, is_true=YES_NO.get(form.get("is_true", "")))
    handling.reply(session, actor, ticket, desk, answer=answer)


def _ask_return(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    words = {name: form.get(name, "") for name in ("code", "reason", "basis", "suggested_unit")}
    handling.ask_return(session, actor, ticket, desk, **words)


def _pass_down(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    words = {name: form.get(name, "") for name in ("limit", "reason")}
    pass_down.pass_down(session, actor, ticket, desk, unit=form.get("unit", ""), **words)


def _ask_extension(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    words = {name: form.get(name, "") for name in ("limit", "reason", "basis")}
    extension.ask_extension(session, actor, ticket, desk, **words)


def _ask_suspension(
    session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk
) -> None:
    form = typed(data)
    words = {name: form.get(name, "") for name in ("reason", "basis")}
    until = day_of("until", form.get("until", ""))
    suspension.ask_suspension(session, actor, ticket, desk, until=until, **words)


def _request_material(
    session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk
) -> None:
    missing_material.request_material(
        session, actor, ticket, desk, items=typed(data).get("items", "")
    )


def _support_accept(
    session: Session, actor: Actor, ticket: Ticket, _data: Typed, desk: Desk
) -> None:
    support.support_accept(session, actor, ticket, desk)


def _opinion(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    support.support_reply(session, actor, ticket, desk, opinion=typed(data).get("opinion", ""))


def _rectify(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    rectification.answer_rectification(
        session, actor, ticket, desk, text=typed(data).get("text", "")
    )


def _ask_exclusion(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    form = typed(data)
    words = {name: form.get(name, "") for name in ("code", "evidence")}
    exclusion.ask_exclusion(session, actor, ticket, desk, metrics=several(data, "metrics"), **words)


DEEDS = (
    Deed("acceptances", "签收", (Action.ACCEPT,), _accept),
    Deed("replies", "答复", (Action.REPLY,), _reply),
    Deed("contacts", "先行联系", (Action.CONTACT,), _contact),
    Deed("support-acceptances", "协办签收", (Action.SUPPORT_ACCEPT,), _support_accept),
    Deed("opinions", "协办意见", (Action.SUPPORT_REPLY,), _opinion),
    Deed("returns", "申请退单", (Action.ASK_RETURN,), _ask_return),
    Deed("pass-downs", "下派", (Action.PASS_DOWN,), _pass_down),
    Deed("extensions", "申请延期", (Action.ASK_EXTENSION,), _ask_extension),
    Deed("materials", "一次性告知补正", (Action.REQUEST_MATERIAL,), _request_material, minor=True),
    Deed("suspensions", "申请挂账", (Action.ASK_SUSPENSION,), _ask_suspension, minor=True),
    Deed(
        "rectifications",
        "反馈整改",
        (Action.ANSWER_RECTIFICATION,),
        _rectify,
        decides="rectification",
    ),
    Deed(
        "exclusions",
        "申请剔除",
        (Action.ASK_EXCLUSION,),
        _ask_exclusion,
        minor=True,
        decides="figures",
    ),
)
