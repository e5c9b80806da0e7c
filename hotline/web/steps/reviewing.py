"""What follows a reply: reviews, calls to the caller, checks of what was mended or left out."""

from typing import Annotated, Any

import msgspec
from sqlmodel import Session

from hotline.casework import call_back, exclusion, rectification, review
from hotline.desk.desk import Desk
from hotline.domain.models import Callback, Ticket
from hotline.domain.roles import Actor
from hotline.domain.workflow import Action
from hotline.web.steps.decision import CheckForm, DecisionForm, either
from hotline.web.steps.form import StepForm, named
from hotline.web.steps.step import Step


class CallbackForm(StepForm):
    """When nobody was reached only `way` and `note` count."""

    way: Annotated[str, named("回访方式")]
    reached: Annotated[bool, named("是否联系上")]
    solved: Annotated[bool | None, named("事情解决了吗")] = None
    rating: Annotated[int | None, named("对办理是否满意")] = None
    contacted_by_unit: Annotated[bool | None, named("承办单位联系过您吗")] = None
    reasons: Annotated[list[str], named("不满意或未解决的原因")] = msgspec.field(
        default_factory=list
    )
    reason: Annotated[str, named("诉求人原话", "不满意或未解决时，原因和原话至少填一项")] = ""
    note: Annotated[str, named("备注")] = ""


def hear_caller(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reasons: list[str], **fields: Any
) -> Callback:
    attempt = call_back.CallAttempt(reasons=tuple(reasons), **fields)
    return call_back.call_back(session, actor, ticket, desk, attempt=attempt)


def check_rectification(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, decision: str, note: str
) -> None:
    passed = decision == "pass"
    rectification.check_rectification(session, actor, ticket, desk, passed=passed, note=note)


STEPS = (
    Step(
        "reviews",
        "审核答复",
        (Action.PASS_REVIEW, Action.SEND_BACK),
        CheckForm,
        either(review.pass_review, review.send_back),
        done="已审核",
    ),
    Step("callbacks", "回访", (Action.CALL_BACK,), CallbackForm, hear_caller, done="已记录回访"),
    Step(
        "limit-callbacks",
        "到期回访",
        (Action.CALL_AT_LIMIT,),
        CallbackForm,
        hear_caller,
        done="已记录到期回访",
        waits_for="limit-callback",
    ),
    Step(
        "rectification-checks",
        "审核整改",
        (Action.PASS_RECTIFICATION, Action.REFUSE_RECTIFICATION),
        CheckForm,
        check_rectification,
        done="已审核整改",
        waits_for="rectification-check",
    ),
    Step(
        "exclusion-decisions",
        "决定剔除申请",
        (Action.GRANT_EXCLUSION, Action.REFUSE_EXCLUSION),
        DecisionForm,
        either(exclusion.grant_exclusion, exclusion.refuse_exclusion),
        done="已决定剔除申请",
        waits_for="exclusion",
    ),
)
