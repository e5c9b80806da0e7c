"""Every step of the workflow that people take, declared once, by noun: on a ticket in the order
in which the page shows them, on an order of supervision, and by callers themselves.
"""

from collections.abc import Collection, Sequence

from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.web.steps import (
    asking,
    caller,
    deciding,
    dispatching,
    handling,
    protecting,
    reviewing,
    sharing,
    supervising,
)
from hotline.web.steps.step import Step

STEPS = {
    step.noun: step
    for module in (
        handling,
        asking,
        deciding,
        dispatching,
        reviewing,
        supervising,
        sharing,
        protecting,
        caller,
    )
    for step in module.STEPS
}
ORDER_STEPS = {step.noun: step for step in supervising.ORDER_STEPS}
OWN_STEPS = {step.noun: step for step in caller.OWN_STEPS}


def open_steps(actor: Actor, ticket: Ticket, waiting: Collection[str] = ()) -> Sequence[Step]:
    """The steps whose forms stand on the page of this ticket."""
    return [step for step in STEPS.values() if step.is_open(actor, ticket, waiting)]
