"""What moves a ticket that stands still: looks, urgings, orders, and taking it up again."""

from typing import Annotated

from sqlmodel import Session

from hotline.casework import cycles, staff_notes, suspension
from hotline.desk.desk import Desk
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.roles import Actor
from hotline.domain.workflow import Action
from hotline.supervision import orders
from hotline.web.body import Body
from hotline.web.reading.order_filters import read_until
from hotline.web.steps.form import StepForm, named, statement
from hotline.web.steps.step import Step


class LookForm(StepForm):
    note: Annotated[str, named("复查情况", "做了什么，挂账的理由是否仍然成立")]


class UrgingForm(StepForm):
    reason: Annotated[str, named("催办理由")]


class SupervisionForm(StepForm):
    level: Annotated[str, named("督办方式")]
    demand: Annotated[str, statement("督办要求", "不要写诉求人的姓名、电话")]
    unit: Annotated[str, named("被督办单位", "不填为现在的承办单位；也可填协办单位或上级单位")] = ""
    until: Annotated[str, named("反馈时限", "如 2026-03-12 17:30；不填按城市规定的时限")] = ""


class InstructionForm(StepForm):
    instruction: Annotated[str, statement("批示内容", "不要写诉求人的姓名、电话")]
    unit: Annotated[str, named("受文单位", "不填为现在的承办单位；也可填协办单位或上级单位")] = ""
    until: Annotated[str, named("办理时限", "如 2026-03-12 17:30；不填按城市规定的时限")] = ""


class ResumptionForm(StepForm):
    reason: Annotated[str, named("恢复办理的理由")]


class ReworkForm(StepForm):
    reason: Annotated[str, named("重办理由", "开始新一轮办理，上一轮的考核数据固化")]


class OrderAnswerForm(Body):
    answer: Annotated[str, statement("办理情况和结果")]


class OrderClosingForm(Body):
    note: Annotated[str, statement("销号意见")]


def issue(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    level: str,
    demand: str,
    unit: str,
    until: str,
) -> SupervisionOrder:
    due = read_until(until)
    return staff_notes.supervise(
        session, actor, ticket, desk, level=level, demand=demand, unit=unit, until=due
    )


def instruct(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    instruction: str,
    unit: str,
    until: str,
) -> SupervisionOrder:
    due = read_until(until)
    return staff_notes.instruct(
        session, actor, ticket, desk, instruction=instruction, unit=unit, until=due
    )


def answer_order(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    order: SupervisionOrder,
    answer: str,
) -> None:
    orders.answer(session, actor, ticket, desk, order=order, text=answer)


STEPS = (
    Step(
        "looks",
        "挂账复查",
        (Action.LOOK,),
        LookForm,
        staff_notes.look,
        done="已记录复查",
        plain=True,
        button="记录复查",
    ),
    Step(
        "urgings",
        "催办",
        (Action.URGE,),
        UrgingForm,
        staff_notes.urge_on,
        done="已催办",
        plain=True,
    ),
    Step(
        "supervisions",
        "督办",
        (Action.SUPERVISE,),
        SupervisionForm,
        issue,
        done="已签发督办",
        also=(Action.URGE,),
    ),
    Step(
        "instructions",
        "批示",
        (Action.INSTRUCT,),
        InstructionForm,
        instruct,
        done="已批示，督办单已发出",
        plain=True,
    ),
    Step(
        "resumptions",
        "恢复办理",
        (Action.RESUME,),
        ResumptionForm,
        suspension.resume,
        done="已恢复办理",
        plain=True,
        minor=True,
    ),
    Step(
        "reworks",
        "重办",
        (Action.REWORK,),
        ReworkForm,
        cycles.rework,
        done="已退回重办",
        plain=True,
        button="退回重办",
        minor=True,
        is_final=True,
    ),
)

# On one order instead of a ticket: the verbs take `order` besides.
ORDER_STEPS = (
    Step(
        "answers",
        "反馈",
        (Action.ANSWER_SUPERVISION,),
        OrderAnswerForm,
        answer_order,
        done="已反馈，等待督办员销号",
    ),
    Step(
        "closings", "销号", (Action.LIFT_SUPERVISION,), OrderClosingForm, orders.lift, done="已销号"
    ),
)
