"""What people do about an early warning or a hot issue, declared once: page and API are made from
it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import HotIssue, RaisedWarning
from hotline.domain.roles import DECIDES, Actor, Role
from hotline.domain.warnings import RULES, WarningAction, open_actions
from hotline.supervision import issue_life, warning_life
from hotline.web.body import Body
from hotline.web.steps.form import FormField, StepForm, content_of, fields_of, named, statement


class WarningConfirmForm(StepForm):
    note: Annotated[str, statement("核实情况", "不要写诉求人的姓名、电话")] = ""


class WarningRejectForm(StepForm):
    reason: Annotated[str, statement("误报理由")]


class WarningAssignForm(StepForm):
    unit: Annotated[str, named("交给的单位", longest=40)]
    note: Annotated[str, statement("要求", "不要写诉求人的姓名、电话")] = ""


class WarningMeasureForm(StepForm):
    measure: Annotated[str, statement("处置措施", "做了什么、结果如何")]


class WarningCloseForm(StepForm):
    note: Annotated[str, statement("结论")]


class IssueMergeForm(StepForm):
    into: Annotated[int, named("并入的热点编号")]
    note: Annotated[str, statement("理由")]


class IssueSplitForm(StepForm):
    tickets: Annotated[list[str], named("拆出的工单编号", "几件之间用空格或逗号隔开")]
    note: Annotated[str, statement("理由")]


@dataclass(frozen=True)
class WatchStep:
    """`verb` takes session, actor, the warning or issue, desk and the fields by name; where it
    answers another issue the page goes on there.

    action   of a warning's life; None on an issue
    roles    who may take it on some warning or issue
    """

    noun: str
    name: str
    form: type[Body]
    verb: Callable[..., Any]
    done: str
    roles: frozenset[Role]
    action: WarningAction | None = None
    hint: str = ""
    is_final: bool = False

    @property
    def fields(self) -> list[FormField]:
        return [field for field in fields_of(self.form).values() if field.name != "version"]

    def take(
        self,
        session: Session,
        actor: Actor,
        matter: RaisedWarning | HotIssue,
        desk: Desk,
        form: Body,
    ) -> Any:
        return self.verb(session, actor, matter, desk, **content_of(form))


def _of_warning(
    noun: str,
    name: str,
    action: WarningAction,
    form: type[Body],
    verb: Callable[..., Any],
    **more: Any,
) -> WatchStep:
    return WatchStep(noun, name, form, verb, roles=RULES[action].roles, action=action, **more)


WARNING_STEPS = {
    step.noun: step
    for step in (
        _of_warning(
            "confirmations",
            "属实",
            WarningAction.CONFIRM,
            WarningConfirmForm,
            warning_life.confirm,
            done="已确认预警属实",
        ),
        _of_warning(
            "rejections",
            "误报",
            WarningAction.REJECT,
            WarningRejectForm,
            warning_life.reject,
            done="已记为误报",
            hint="预警到此结束，计入准确率。",
            is_final=True,
        ),
        _of_warning(
            "assignments",
            "交办",
            WarningAction.ASSIGN,
            WarningAssignForm,
            warning_life.assign,
            done="已交单位处置",
            hint="单位会收到提醒，看到这条预警和其中它能看的工单。",
        ),
        _of_warning(
            "measures",
            "反馈措施",
            WarningAction.MEASURE,
            WarningMeasureForm,
            warning_life.report_measure,
            done="已反馈处置措施",
        ),
        _of_warning(
            "closings",
            "结束",
            WarningAction.CLOSE,
            WarningCloseForm,
            warning_life.close,
            done="预警已结束",
            is_final=True,
        ),
    )
}
ISSUE_STEPS = {
    step.noun: step
    for step in (
        WatchStep(
            "merges",
            "并入另一热点",
            IssueMergeForm,
            issue_life.merge_issue,
            done="已合并热点",
            roles=DECIDES,
            hint="两个热点说的是同一件事时使用；全部工单归入另一热点。",
        ),
        WatchStep(
            "splits",
            "拆分",
            IssueSplitForm,
            issue_life.split_issue,
            done="已拆分热点",
            roles=DECIDES,
            hint="其中几件是另一件事时使用；拆出的工单成为一个新的热点。",
        ),
    )
}


def open_steps_of_warning(actor: Actor, warning: RaisedWarning) -> list[WatchStep]:
    actions = open_actions(actor, warning.state, warning.unit)
    return [step for step in WARNING_STEPS.values() if step.action in actions]


def open_steps_of_issue(actor: Actor) -> list[WatchStep]:
    return [step for step in ISSUE_STEPS.values() if actor.role in step.roles]
