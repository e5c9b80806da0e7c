"""What callers say: to an agent, or themselves by number and code. And the remarks of staff."""

from typing import Annotated, Any, Literal

from sqlmodel import Session

from hotline.casework import caller_steps, withdrawal
from hotline.casework.staff_notes import note_down
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.domain.workflow import Action
from hotline.web.body import Body
from hotline.web.steps.form import StepForm, named, statement
from hotline.web.steps.step import Step, Verb


class CommentForm(StepForm):
    text: Annotated[str, statement("备注内容")]
    audience: Annotated[Literal["staff", "caller"], named("谁的话")] = "staff"


class SupplementForm(StepForm):
    text: Annotated[str, statement("补充内容", "诉求人来电补充的情况，承办单位会看到")]


class CallerUrgingForm(StepForm):
    reason: Annotated[str, statement("诉求人的话")] = ""


class WithdrawalForm(StepForm):
    reason: Annotated[str, statement("撤诉理由", "诉求人本人要求撤回；撤回后不能恢复")]


class OwnStepForm(Body):
    """Callers name their ticket by the number and the code of their receipt; `text` is what they
    have to say.
    """

    ticket_no: Annotated[str, named("工单编号")]
    query_code: Annotated[str, named("提取码")]
    text: Annotated[str, statement("内容")] = ""


def in_own_words(verb: Verb) -> Verb:
    """The verb whose `reason` is the text of the caller, and is called so where it is refused."""

    def take(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, text: str) -> Any:
        try:
            return verb(session, actor, ticket, desk, reason=text)
        except InvalidInput as error:
            error.faults = tuple(
                ("text" if field == "reason" else field, message) for field, message in error.faults
            )
            raise

    return take


STEPS = (
    Step(
        "comments",
        "备注",
        (Action.COMMENT,),
        CommentForm,
        note_down,
        done="已添加备注",
        plain=True,
        unasked=("version", "audience"),
        button="添加备注",
    ),
    Step(
        "supplements",
        "诉求人补充",
        (Action.SUPPLEMENT,),
        SupplementForm,
        caller_steps.supplement,
        done="已记录诉求人补充",
        plain=True,
        button="记录补充",
        minor=True,
    ),
    Step(
        "caller-urgings",
        "诉求人催单",
        (Action.CALLER_URGE,),
        CallerUrgingForm,
        caller_steps.caller_urge,
        done="已记录诉求人催单",
        plain=True,
        button="记录催单",
        minor=True,
    ),
    Step(
        "withdrawals",
        "诉求人撤诉",
        (Action.WITHDRAW,),
        WithdrawalForm,
        withdrawal.withdraw,
        done="已撤诉",
        kept_open="诉求人的话可能有险情，未撤诉，已按补充情况通知有关单位",
        plain=True,
        button="撤诉",
        minor=True,
        is_final=True,
    ),
)

# At the public door, with number and code instead of a login.
OWN_STEPS = (
    Step(
        "supplements",
        "补充情况",
        (Action.SUPPLEMENT,),
        OwnStepForm,
        caller_steps.supplement,
        done="已收到您补充的情况，承办单位会看到",
    ),
    Step(
        "urgings",
        "催单",
        (Action.CALLER_URGE,),
        OwnStepForm,
        in_own_words(caller_steps.caller_urge),
        done="已为您催办",
    ),
    Step(
        "withdrawals",
        "撤回诉求",
        (Action.WITHDRAW,),
        OwnStepForm,
        in_own_words(withdrawal.withdraw),
        done="已撤回这件诉求",
        kept_open="您说的情况可能有危险，这件诉求没有撤回，已通知有关单位，会有人马上联系您",
        is_final=True,
    ),
)
