"""What follows from a caller's rating: the ticket is closed or reworked, a bad rating has to be
rectified.
"""

from sqlmodel import Session

from hotline.casework.caller_rating import BAD, RatingContent, is_bad, reason_of
from hotline.casework.cycles import close, rework
from hotline.casework.rectification import open_rectification
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import SYSTEM
from hotline.domain.statuses import Status
from hotline.supervision.telling import tell


def act_on_rating(session: Session, ticket: Ticket, desk: Desk, *, content: RatingContent) -> None:
    """Solved closes; unsolved opens a new cycle, so often as the city allows; a bad rating has
    to be rectified.

    What the front desk answered stays ended, whatever its caller says: the supervisor is told of
    one who is not content.
    """
    ticket.rating, ticket.solved = content.rating, content.solved
    if not ticket.unit and is_bad(content):
        tell(session, ticket, desk, kind=NoticeKind.ANSWER_RATED)
    if content.rating <= BAD and ticket.unit:
        open_rectification(session, ticket, desk, reason=reason_of(content))
        tell(session, ticket, desk, kind=NoticeKind.BAD_RATING)
    most = desk.city.settings.cycles
    if not content.solved and ticket.unit and ticket.cycle < most:
        rework(session, SYSTEM, ticket, desk, reason=reason_of(content))
    elif ticket.status == Status.CALLBACK:
        unsolved = f"办理 {ticket.cycle} 次，诉求人仍反映未解决，不再自动重办"
        close(session, ticket, desk, reason="诉求人确认已解决" if content.solved else unsolved)
