"""What units ask for, of the centre and of callers, and what they answer to bad ratings."""

from typing import Annotated

from sqlmodel import Session

from hotline.casework import (
    applications,
    exclusion,
    extension,
    missing_material,
    rectification,
    suspension,
)
from hotline.desk.desk import Desk
from hotline.domain.models import Application, Ticket
from hotline.domain.roles import Actor
from hotline.domain.time.times import day_of
from hotline.domain.vocabulary import EXCLUSION_REASONS, METRICS
from hotline.domain.workflow import Action
from hotline.web.steps.form import StepForm, named, statement
from hotline.web.steps.step import Step


class ExtensionForm(StepForm):
    limit: Annotated[str, named("延长", "如 3wd（3 个工作日）、5cd（5 个自然日）")]
    reason: Annotated[str, named("延期理由")]
    basis: Annotated[str, named("延期依据", "法律、文件名称和条款")]


class MaterialForm(StepForm):
    items: Annotated[str, statement("需补正的材料")]


class SuspensionForm(StepForm):
    until: Annotated[str, named("挂账到", "预计可以解决的日期")]
    reason: Annotated[str, named("挂账理由")]
    basis: Annotated[str, named("挂账依据")]


class RetractionForm(StepForm):
    reason: Annotated[str, named("撤回理由")] = ""


class RectificationForm(StepForm):
    text: Annotated[
        str, statement("整改情况", "写明核实结果、整改措施和时间，不写诉求人的姓名电话")
    ]


class ExclusionForm(StepForm):
    """`cycle` is the newest one unless another is named."""

    metrics: Annotated[list[str], named("剔除的指标", choices=METRICS)]
    code: Annotated[str, named("剔除原因", choices=EXCLUSION_REASONS)]
    evidence: Annotated[
        str,
        statement("证据", "写明事实、依据和证明材料；工单仍计入件数，只从所选指标中剔除"),
    ]
    cycle: Annotated[int | None, named("第几次办理")] = None


def ask_suspension(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    until: str,
    reason: str,
    basis: str,
) -> Application:
    return suspension.ask_suspension(
        session, actor, ticket, desk, until=day_of("until", until), reason=reason, basis=basis
    )


STEPS = (
    Step(
        "extensions",
        "申请延期",
        (Action.ASK_EXTENSION,),
        ExtensionForm,
        extension.ask_extension,
        done="已申请延期，等待热线中心决定",
    ),
    Step(
        "materials",
        "一次性告知补正",
        (Action.REQUEST_MATERIAL,),
        MaterialForm,
        missing_material.request_material,
        done="已告知诉求人，等待补正",
        plain=True,
        button="告知诉求人",
        hint="缺少材料只能告知一次，请一次写全；诉求人补充之前时限停止计算。",
        minor=True,
    ),
    Step(
        "suspensions",
        "申请挂账",
        (Action.ASK_SUSPENSION,),
        SuspensionForm,
        ask_suspension,
        done="已申请挂账，等待热线中心决定",
        minor=True,
    ),
    Step(
        "retractions",
        "撤回申请",
        (Action.RETRACT,),
        RetractionForm,
        applications.retract,
        done="已撤回申请，请继续办理",
        plain=True,
        hint="撤回后按原时限办理；等待决定期间也可以直接联系诉求人、提交答复。",
        waits_for="own-application",
        minor=True,
    ),
    Step(
        "rectifications",
        "反馈整改",
        (Action.ANSWER_RECTIFICATION,),
        RectificationForm,
        rectification.answer_rectification,
        done="已反馈整改，等待审核",
        plain=True,
        waits_for="rectification",
        afterwards=True,
    ),
    Step(
        "exclusions",
        "申请剔除",
        (Action.ASK_EXCLUSION,),
        ExclusionForm,
        exclusion.ask_exclusion,
        done="已申请剔除，等待热线中心决定",
        plain=True,
        unasked=("version", "cycle"),
        waits_for="figures",
        minor=True,
        afterwards=True,
    ),
)
