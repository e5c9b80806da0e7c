"""What a caller may add on the way: further facts, and an urge.

They do it themselves by number and code, or through an agent.
"""

from sqlmodel import Session

from hotline.casework.accusing_words import kept_from_holders
from hotline.casework.comment import keep_spoken
from hotline.casework.danger import kinds_of_danger
from hotline.casework.danger_after_end import danger_after_end
from hotline.casework.receive import Receipt
from hotline.casework.spoken import take_spoken_step
from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, require_text
from hotline.domain.dangers import dangers_of
from hotline.domain.models import Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import CALLER, Actor
from hotline.domain.statuses import OPEN
from hotline.domain.workflow import Action
from hotline.supervision.telling import tell, tell_alarmed_centre


def supplement(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, text: str
) -> Receipt | None:
    """Add facts; a clock that waited for them goes on, and a danger in them is told at once.

    Who handles a merged ticket reads it there with the other one, masked as its own caller is.
    Where the matter has ended, a danger is a new ticket, whose receipt this is; so are words that
    complain of who has the ticket, of which these hear no more than a danger.
    """
    text = check_length(require_text(text, "text", "补充内容"), "text", "内容")
    action = Action.SUPPLEMENT
    if opened := kept_from_holders(session, actor, ticket, desk, action=action, text=text):
        if opened.created and _goes_on_by(ticket, text, desk):
            take_spoken_step(session, actor, ticket, desk, action=action, text=text)
        return opened
    if opened := danger_after_end(session, actor, ticket, desk, action=action, text=text):
        return opened
    matter = take_spoken_step(session, actor, ticket, desk, action=action, text=text)
    keep_spoken(session, actor, ticket, desk, text=text)
    tell(session, matter, desk, kind=NoticeKind.SUPPLEMENT)
    return None


def caller_urge(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str
) -> Receipt | None:
    """The caller asks where their matter stands (催单): counted, no new ticket.

    Whoever works on it is urged; a danger in their words is told as in a supplement, and who has
    the ticket reads no complaint about themselves.
    """
    reason = check_length(reason.strip(), "reason", "内容")
    action = Action.CALLER_URGE
    if kept := kept_from_holders(session, actor, ticket, desk, action=action, text=reason):
        if ticket.status in OPEN:
            matter = take_spoken_step(session, actor, ticket, desk, action=action, text=reason)
            tell(session, matter, desk, kind=NoticeKind.CALLER_URGE)
        return kept
    if opened := danger_after_end(session, actor, ticket, desk, action=action, text=reason):
        return opened
    matter = take_spoken_step(
        session, actor, ticket, desk, action=action, text=reason, reason=reason
    )
    tell(session, matter, desk, kind=NoticeKind.CALLER_URGE)
    return None


def danger_in_note(session: Session, ticket: Ticket, desk: Desk, *, text: str) -> Receipt | None:
    """What staff heard and wrote down for each other, such as in a call: a danger in it is told as
    in a supplement, but nobody else reads the note. Nothing without one.
    """
    if not kinds_of_danger(text, desk):
        return None
    action = Action.SUPPLEMENT
    if opened := danger_after_end(session, CALLER, ticket, desk, action=action, text=text):
        return opened
    take_spoken_step(session, CALLER, ticket, desk, action=action, text=text)
    return None


def danger_in_contact(
    session: Session, ticket: Ticket, desk: Desk, *, note: str, reached: bool
) -> None:
    """The same of the note of a unit's contact: where the caller was reached about this danger, the
    call has been made and the centre hears of the note only.
    """
    kinds = kinds_of_danger(note, desk)
    if kinds and reached and set(kinds) <= set(dangers_of(ticket)):
        tell_alarmed_centre(session, ticket, desk, kind=NoticeKind.SUPPLEMENT)
        return
    danger_in_note(session, ticket, desk, text=note)


def _goes_on_by(ticket: Ticket, text: str, desk: Desk) -> bool:
    """Whether something waits for the caller's words, or must be told of them at once."""
    waits = ticket.paused_at is not None or bool(kinds_of_danger(text, desk))
    return ticket.status in OPEN and waits
