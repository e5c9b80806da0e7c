"""Who need not be ready for a danger any more because somebody said so: it holds until words of
danger come anew.
"""

from sqlmodel import Session

from hotline.casework.first_call import SAID_DANGER
from hotline.domain.models import Ticket
from hotline.domain.workflow import Action
from hotline.reading.handling_clock import SPOKEN
from hotline.storage.history import steps_of
from hotline.storage.merged import last_merge

# In the details of a step: the units that it lets stand down; the kind of a danger that it brings
# to the leading ticket.
STOOD_DOWN, BROUGHT_DANGER = "stood_down", "brought_danger"
# In those of a merging: what was said of the danger of the merged ticket, a key of STANDBY.
STANDBY_OF, STAND_DOWN = "standby", "stand_down"
_STEPS = (Action.PASS_REVIEW, Action.MERGE, Action.JOIN, Action.ABSORB, *SPOKEN)


def stood_down(session: Session, ticket: Ticket) -> set[str]:
    """The units that a danger of this ticket does not put on their feet again."""
    down: set[str] = set()
    for step in steps_of(session, ticket, *_STEPS):
        if step.details.get(SAID_DANGER) or step.details.get(BROUGHT_DANGER):
            down.clear()
        down.update(step.details.get(STOOD_DOWN, ()))
    return down


def is_danger_over(session: Session, ticket: Ticket) -> bool:
    """Whether this ticket was merged with the word that its danger is over, and none was told
    since.
    """
    step = last_merge(session, ticket) if ticket.danger else None
    if step is None or step.details.get(STANDBY_OF) != STAND_DOWN:
        return False
    later = (entry for entry in steps_of(session, ticket, *SPOKEN) if entry.row_id > step.row_id)
    return not any(entry.details.get(SAID_DANGER) for entry in later)
