"""What a caller may add on the way: further facts, and an urge.

They do it themselves by number and code, or through an agent.
"""

from sqlmodel import Session

from hotline.casework.danger_after_end import danger_after_end
from hotline.casework.spoken import take_spoken_step
from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, require_text
from hotline.domain.models import Comment, Ticket
from hotline.domain.outcomes import Audience, NoticeKind
from hotline.domain.roles import Actor
from hotline.domain.workflow import Action
from hotline.supervision.telling import tell


def supplement(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, text: str
) -> Comment | None:
    """Add facts; a clock that waited for them goes on, and a danger in them is told at once.

    Who handles a merged ticket reads it there with the other one, masked as its own caller is.
    Where the matter has ended, a danger is a new ticket.
    """
    text = check_length(require_text(text, "text", "补充内容"), "text", "内容")
    action = Action.SUPPLEMENT
    if danger_after_end(session, actor, ticket, desk, action=action, text=text):
        return None
    matter = take_spoken_step(session, actor, ticket, desk, action=action, text=text)
    comment = Comment(
        ticket_id=ticket.row_id, by=actor.login, at=desk.now(), audience=Audience.CALLER, text=text
    )
    session.add(comment)
    tell(session, matter, desk, kind=NoticeKind.SUPPLEMENT)
    return comment


def caller_urge(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """The caller asks where their matter stands (催单): counted, no new ticket.

    Whoever works on it is urged; a danger in their words is told as in a supplement.
    """
    reason = check_length(reason.strip(), "reason", "内容")
    action = Action.CALLER_URGE
    if danger_after_end(session, actor, ticket, desk, action=action, text=reason):
        return
    matter = take_spoken_step(
        session, actor, ticket, desk, action=action, text=reason, reason=reason
    )
    tell(session, matter, desk, kind=NoticeKind.CALLER_URGE)
