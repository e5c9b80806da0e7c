"""Who may know of a ticket: secrecy, the caller's name, the accused."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from sqlmodel import Session

from hotline.casework import doubts, protection, relaxation
from hotline.casework.protection import Protection
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.domain.vocabulary import IDENTITIES, SECRECIES
from hotline.domain.workflow import Action
from hotline.web.steps.decision import DecisionForm, either
from hotline.web.steps.form import StepForm, named, statement
from hotline.web.steps.step import Step


class ProtectionForm(StepForm):
    """An empty secrecy or identity stays as it is."""

    reason: Annotated[str, statement("理由")]
    secrecy: Annotated[str, named("公开范围", choices=SECRECIES)] = ""
    identity: Annotated[str, named("署名方式", choices=IDENTITIES)] = ""
    accused: Annotated[list[str], named("被反映单位", "连同其下属单位，不派给、不可见")] = (
        msgspec.field(default_factory=list)
    )


class ClearanceForm(StepForm):
    reason: Annotated[str, statement("理由", "留空则记为“不是在反映所提单位”")] = ""


class RelaxationForm(StepForm):
    """`accused` are the units that are accused no longer."""

    reason: Annotated[str, statement("放宽的理由")]
    consent: Annotated[
        str, statement("诉求人同意的情况", "何时、以什么方式同意；留空则须由另一人确认")
    ] = ""
    secrecy: Annotated[str, named("公开范围", choices=SECRECIES)] = ""
    identity: Annotated[str, named("署名方式", choices=IDENTITIES)] = ""
    accused: Annotated[list[str], named("不再作为被反映单位")] = msgspec.field(default_factory=list)


def protect(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    reason: str,
    secrecy: str,
    identity: str,
    accused: Sequence[str],
) -> None:
    protection_asked = Protection(secrecy, identity, accused)
    protection.protect(session, actor, ticket, desk, protection=protection_asked, reason=reason)


def relax(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    reason: str,
    consent: str,
    secrecy: str,
    identity: str,
    accused: Sequence[str],
) -> None:
    weaker = Protection(secrecy, identity, accused)
    relaxation.relax(
        session, actor, ticket, desk, protection=weaker, reason=reason, consent=consent
    )


STEPS = (
    Step(
        "protections",
        "保密与举报对象",
        (Action.PROTECT,),
        ProtectionForm,
        protect,
        done="已加强保密",
        minor=True,
    ),
    Step(
        "clearances",
        "不是在反映它",
        (Action.CLEAR,),
        ClearanceForm,
        doubts.clear,
        done="已记录，可以派单",
        plain=True,
        hint="正文提到的单位不是被反映单位，或举报对象不是本市承办单位；记入办理历史。",
        minor=True,
        waits_for="doubts",
    ),
    Step(
        "relaxations",
        "放宽保密",
        (Action.ASK_RELAXATION,),
        RelaxationForm,
        relax,
        done="已登记；没有诉求人同意的，由另一人确认后生效",
        minor=True,
        also=(Action.RELAX,),
    ),
    Step(
        "relaxation-decisions",
        "确认放宽保密",
        (Action.RELAX, Action.REFUSE_RELAXATION),
        DecisionForm,
        either(relaxation.confirm_relaxation, relaxation.refuse_relaxation),
        done="已决定放宽保密",
        waits_for="relaxation",
    ),
)
