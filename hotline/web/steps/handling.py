"""What units do with a ticket: sign, contact, reply, support, return, pass down."""

from typing import Annotated, Any

from sqlmodel import Session

from hotline.casework import handling, pass_down, support
from hotline.desk.desk import Desk
from hotline.domain.models import Reply, Ticket
from hotline.domain.roles import Actor
from hotline.domain.vocabulary import CONTACT_WAYS
from hotline.domain.workflow import Action
from hotline.web.steps.dispatching import UNMEANT_FIELD
from hotline.web.steps.form import StepForm, named
from hotline.web.steps.step import Step


class AcceptanceForm(StepForm):
    """There is nothing to say with a signature."""


class ReplyForm(StepForm, kw_only=True):
    result: Annotated[str, named("办理结果")]
    is_true: Annotated[bool | None, named("诉求是否属实")] = None
    handling: Annotated[str, named("办理情况", "内部留存：何时到场、查明什么、采取了什么措施")]
    public_answer: Annotated[
        str, named("公开答复内容", "诉求人看到的文字：回应诉求要点，写明依据和时间")
    ]
    basis: Annotated[str, named("政策依据")] = ""
    unsolved_reason: Annotated[str, named("未解决原因", "结果为未解决时必填")] = ""
    without_opinions: Annotated[
        str, named("不等协办意见的理由", "协办单位尚未提交意见而先行答复时必填")
    ] = ""


class ContactForm(StepForm):
    way: Annotated[str, named("联系方式", choices=CONTACT_WAYS)]
    note: Annotated[str, named("联系情况", "未联系时必须写明原因")] = ""


class OpinionForm(StepForm):
    opinion: Annotated[
        str, named("协办意见", "写明本单位查明的情况和采取的措施，供主办单位统一答复")
    ]


class ReturnForm(StepForm):
    code: Annotated[str, named("退单原因")]
    reason: Annotated[str, named("说明")]
    basis: Annotated[str, named("依据", "权责清单条目或文件名称、条款")]
    suggested_unit: Annotated[str, named("建议承办单位")] = ""


class PassDownForm(StepForm, kw_only=True):
    unit: Annotated[str, named("下级单位")]
    limit: Annotated[str, named("给下级的时限", "如 2wd；不填则与本单位时限相同")] = ""
    reason: Annotated[str, named("下派说明")]
    unmeant: Annotated[str, UNMEANT_FIELD] = ""


def reply(session: Session, actor: Actor, ticket: Ticket, desk: Desk, **fields: Any) -> Reply:
    answer = handling.ReplyContent(**fields)
    return handling.reply(session, actor, ticket, desk, answer=answer)


STEPS = (
    Step(
        "acceptances",
        "签收",
        (Action.ACCEPT,),
        AcceptanceForm,
        handling.accept,
        done="已签收，请在时限内先行联系诉求人",
    ),
    Step("replies", "答复", (Action.REPLY,), ReplyForm, reply, done="已提交答复，等待审核"),
    Step(
        "contacts",
        "先行联系",
        (Action.CONTACT,),
        ContactForm,
        handling.contact,
        done="已记录联系情况",
        plain=True,
        button="记录联系",
    ),
    Step(
        "support-acceptances",
        "协办签收",
        (Action.SUPPORT_ACCEPT,),
        AcceptanceForm,
        support.support_accept,
        done="已协办签收，请提交协办意见",
        plain=True,
        hint="签收后请向主办单位提交协办意见。",
    ),
    Step(
        "opinions",
        "协办意见",
        (Action.SUPPORT_REPLY,),
        OpinionForm,
        support.support_reply,
        done="已提交协办意见",
        plain=True,
        button="提交协办意见",
    ),
    Step(
        "returns",
        "申请退单",
        (Action.ASK_RETURN,),
        ReturnForm,
        handling.ask_return,
        done="已申请退单，等待派单员决定",
    ),
    Step(
        "pass-downs", "下派", (Action.PASS_DOWN,), PassDownForm, pass_down.pass_down, done="已下派"
    ),
)
