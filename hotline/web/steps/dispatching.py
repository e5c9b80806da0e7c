"""What the front desk and dispatchers decide: who handles it, or an answer at once, or none."""

from typing import Annotated

import msgspec

from hotline.casework import arbitration, dispatch, recall
from hotline.domain.vocabulary import REJECT_REASONS, UNMEANT
from hotline.domain.workflow import Action
from hotline.web.steps.form import StepForm, named
from hotline.web.steps.step import Step

UNMEANT_FIELD = named(
    "正文提到所派单位时",
    "看过正文才能派给它；如是在反映它，请设为被反映单位",
    choices=UNMEANT,
    listed=("", *UNMEANT),
)


class DispatchForm(StepForm):
    """An empty category, type or urgency stays as it is."""

    unit: Annotated[str, named("承办单位")]
    co_units: Annotated[list[str], named("协办单位")] = msgspec.field(default_factory=list)
    category: Annotated[str, named("分类")] = ""
    request_type: Annotated[str, named("诉求类型")] = ""
    urgency: Annotated[str, named("紧急程度")] = ""
    reason: Annotated[str, named("理由")] = ""
    basis: Annotated[str, named("依据")] = ""
    unmeant: Annotated[str, UNMEANT_FIELD] = ""


class ForcedDispatchForm(StepForm):
    unit: Annotated[str, named("承办单位")]
    reason: Annotated[str, named("会商结论")]
    basis: Annotated[str, named("指定依据")]
    co_units: Annotated[list[str], named("协办单位")] = msgspec.field(default_factory=list)
    unmeant: Annotated[str, UNMEANT_FIELD] = ""


class RecallForm(StepForm):
    reason: Annotated[str, named("收回理由")]


class MoveForm(StepForm):
    unit: Annotated[str, named("改派给")]
    reason: Annotated[str, named("改派理由")]
    basis: Annotated[str, named("改派依据")] = ""
    co_units: Annotated[list[str], named("协办单位")] = msgspec.field(default_factory=list)
    unmeant: Annotated[str, UNMEANT_FIELD] = ""


class DirectAnswerForm(StepForm):
    """`cites` names what the answer rests on as CODE@VERSION; `uncited` says why nothing does."""

    text: Annotated[str, named("答复内容", "诉求人看到的文字")]
    cites: Annotated[list[str], named("引用知识")] = msgspec.field(default_factory=list)
    uncited: Annotated[str, named("没有可引用的知识", "写明知识库缺什么")] = ""


class RejectionForm(StepForm):
    reason: Annotated[str, named("不予受理原因", choices=REJECT_REASONS)]
    explanation: Annotated[str, named("向诉求人的说明", "写明原因和可走的法定渠道")]


STEPS = (
    Step("dispatches", "派单", (Action.DISPATCH,), DispatchForm, dispatch.dispatch, done="已派单"),
    Step(
        "forced-dispatches",
        "指定派单",
        (Action.FORCE_DISPATCH,),
        ForcedDispatchForm,
        arbitration.force_dispatch,
        done="已指定派单",
    ),
    Step(
        "undoings",
        "撤销",
        (Action.UNDO,),
        StepForm,
        recall.undo,
        done="已撤销，工单恢复原状",
        plain=True,
        hint="派单、改派后 30 秒内可以撤销一次，时限、分类等一并恢复原状；相关单位会收到通知。",
        waits_for="undoing",
    ),
    Step(
        "recalls",
        "收回",
        (Action.RECALL,),
        RecallForm,
        recall.recall,
        done="已收回，工单回到待派单",
        plain=True,
        hint="单位签收之前可以收回；诉求人的时限不变，单位会收到通知。",
        minor=True,
    ),
    Step(
        "moves",
        "改派",
        (Action.MOVE,),
        MoveForm,
        recall.move,
        done="已改派",
        minor=True,
    ),
    Step(
        "answers",
        "直接答复",
        (Action.ANSWER,),
        DirectAnswerForm,
        dispatch.answer,
        done="已直接答复",
    ),
    Step(
        "rejections",
        "不予受理",
        (Action.REJECT,),
        RejectionForm,
        dispatch.reject,
        done="已登记为不予受理",
        plain=True,
        is_final=True,
    ),
)
