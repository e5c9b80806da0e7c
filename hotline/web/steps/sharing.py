"""Whose matter it is: disputed duty, tickets that are one matter, and tickets that are not."""

from typing import Annotated

from sqlmodel import Session

from hotline.casework import arbitration, merge, parting
from hotline.casework.caller_access import plain_number
from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.domain.vocabulary import STANDBY, UNMEANT
from hotline.domain.workflow import Action
from hotline.web.steps.form import StepForm, named
from hotline.web.steps.step import Step


class ArbitrationForm(StepForm):
    reason: Annotated[str, named("提请会商的理由")]


class MergeForm(StepForm):
    into: Annotated[str, named("并入工单的编号")]
    reason: Annotated[str, named("并单理由")]
    standby: Annotated[
        str,
        named(
            "本单险情的待命单位",
            "主办、协办和预案中已通知待命的单位；有险情的工单并单时必选",
            choices=STANDBY,
        ),
    ] = ""
    unmeant: Annotated[
        str,
        named(
            "正文提到主工单的承办单位时",
            "看过正文才能并入；如是在反映它，请分别办理",
            choices=UNMEANT,
            listed=("", *UNMEANT),
        ),
    ] = ""


class SeparationForm(StepForm):
    reason: Annotated[
        str,
        named(
            "拆单理由", "拆出后回到并单前的单位和环节，没有单位的回到派单员；诉求人的时限从未停止"
        ),
    ]


def merge_into(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    into: str,
    reason: str,
    standby: str,
    unmeant: str,
) -> None:
    """Both tickets are locked already, in their order. Of a danger it is said what becomes of the
    units that stand by.
    """
    if ticket.danger and not standby:
        choices = "、".join(f"{key}（{name}）" for key, name in STANDBY.items())
        raise InvalidInput(
            f"工单 {ticket.no} 有险情，并单时须说明待命单位是否继续待命",
            field="standby",
            remedy=f"请选择：{choices}",
        )
    parent = find_for_step(session, actor, plain_number(into))
    merge.merge(
        session, actor, ticket, desk, parent=parent, reason=reason, standby=standby, unmeant=unmeant
    )


STEPS = (
    Step(
        "arbitrations",
        "提请会商",
        (Action.REFER_ARBITRATION,),
        ArbitrationForm,
        arbitration.refer_arbitration,
        done="已提请会商",
        plain=True,
        hint="职责不清或有争议：由热线中心组织相关单位会商，指定后不得退单。",
        minor=True,
    ),
    Step(
        "merges",
        "并入另一张工单",
        (Action.MERGE,),
        MergeForm,
        merge_into,
        done="已并单",
        minor=True,
        other="into",
    ),
    Step(
        "separations",
        "拆单",
        (Action.UNMERGE,),
        SeparationForm,
        parting.unmerge,
        done="已拆单",
        plain=True,
        minor=True,
    ),
)
