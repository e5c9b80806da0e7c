"""Comments (备注): notes that leave a ticket's status as it is."""

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, require_text, take_step
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Comment, Ticket
from hotline.domain.outcomes import Audience
from hotline.domain.roles import Actor
from hotline.domain.workflow import Action


def comment(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    text: str,
    audience: str = Audience.STAFF,
) -> Comment:
    """Add a note; `audience` caller marks a supplement by the caller."""
    text = check_length(require_text(text, "text", "备注内容"), "text", "备注")
    if audience not in set(Audience):
        raise InvalidInput(
            f"备注对象“{audience[:20]}”不可用", field="audience", remedy="可用：staff、caller"
        )
    now = desk.now()
    take_step(session, actor, ticket, Action.COMMENT, at=now, details={"audience": audience})
    row = Comment(
        ticket_id=ticket.row_id, by=actor.login, at=now, audience=Audience(audience), text=text
    )
    session.add(row)
    return row


def keep_spoken(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, text: str) -> None:
    """What the caller added, as who handles the ticket reads it; its step is taken elsewhere."""
    row = Comment(
        ticket_id=ticket.row_id, by=actor.login, at=desk.now(), audience=Audience.CALLER, text=text
    )
    session.add(row)
