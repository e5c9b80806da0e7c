"""A caller's later words, read before the database is locked for writing: reading takes a hundred
times as long as the step itself, and everybody else would wait for it.
"""

from sqlmodel import Session

from hotline.casework.accusing_words import complains_of_holders
from hotline.casework.danger import kinds_of_danger
from hotline.casework.linked_ticket import linked_report
from hotline.casework.prepared import prepare
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.statuses import OPEN


def read_later_words(
    session: Session, ticket: Ticket, desk: Desk, *, text: str, of_caller: bool
) -> None:
    """Into the readings of `desk`, which the step gets too. What staff heard (not `of_caller`) is
    asked for dangers only. Nothing is decided here: where the ticket is another one by the time
    of the step, the step reads anew.
    """
    text = text.strip()
    if not text:
        return
    opens = bool(kinds_of_danger(text, desk)) and ticket.status not in OPEN
    if of_caller:
        opens |= complains_of_holders(session, ticket, desk, text=text)
    if opens:
        prepare(linked_report(ticket, text), desk)
