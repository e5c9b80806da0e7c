"""Forms with two buttons, and the verbs behind the two."""

from typing import Annotated, Any, Literal

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.web.steps.form import StepForm, named, statement
from hotline.web.steps.step import Verb


class DecisionForm(StepForm):
    """On what a unit asked for."""

    decision: Annotated[Literal["grant", "refuse"], named("决定")]
    note: Annotated[str, named("理由", "不同意时必填")] = ""


class CheckForm(StepForm):
    """Of what a unit handed in."""

    decision: Annotated[Literal["pass", "send_back"], named("审核结论")]
    note: Annotated[str, statement("审核意见", "退回时必填")] = ""


def either(yes: Verb, no: Verb) -> Verb:
    """A verb with `decision` and `note` that calls one of the two."""

    def decide(
        session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, decision: str, note: str
    ) -> Any:
        verb = yes if decision in ("grant", "pass") else no
        return verb(session, actor, ticket, desk, note=note)

    return decide
