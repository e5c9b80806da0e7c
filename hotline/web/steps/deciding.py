"""What the centre decides on requests of units: returns, extensions, suspensions."""

from hotline.casework import dispatch, extension, suspension
from hotline.domain.workflow import Action
from hotline.web.steps.decision import DecisionForm, either
from hotline.web.steps.step import Step

STEPS = (
    Step(
        "return-decisions",
        "决定退单申请",
        (Action.GRANT_RETURN, Action.REFUSE_RETURN),
        DecisionForm,
        either(dispatch.grant_return, dispatch.refuse_return),
        done="已决定退单申请",
    ),
    Step(
        "extension-decisions",
        "决定延期申请",
        (Action.GRANT_EXTENSION, Action.REFUSE_EXTENSION),
        DecisionForm,
        either(extension.grant_extension, extension.refuse_extension),
        done="已决定延期申请",
        waits_for="extension",
    ),
    Step(
        "suspension-decisions",
        "决定挂账申请",
        (Action.SUSPEND, Action.REFUSE_SUSPENSION, Action.ENDORSE_SUSPENSION),
        DecisionForm,
        either(suspension.suspend, suspension.refuse_suspension),
        done="已决定挂账申请",
        waits_for="suspension",
    ),
)
