"""Who need not be ready for a danger any more because somebody said so: it holds until words of
danger come anew.
"""

from sqlmodel import Session

from hotline.casework.first_call import SAID_DANGER
from hotline.domain.models import Ticket
from hotline.domain.workflow import Action
from hotline.reading.handling_clock import SPOKEN
from hotline.storage.history import steps_of

# In the details of a step: the units that it lets stand down; the kind of a danger that it brings
# to the leading ticket.
STOOD_DOWN, BROUGHT_DANGER = "stood_down", "brought_danger"
_STEPS = (Action.PASS_REVIEW, Action.MERGE, Action.JOIN, Action.ABSORB, *SPOKEN)


def stood_down(session: Session, ticket: Ticket) -> set[str]:
    """The units that a danger of this ticket does not put on their feet again."""
    down: set[str] = set()
    for step in steps_of(session, ticket, *_STEPS):
        if step.details.get(SAID_DANGER) or step.details.get(BROUGHT_DANGER):
            down.clear()
        down.update(step.details.get(STOOD_DOWN, ()))
    return down
