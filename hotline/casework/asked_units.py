"""Of which units a person has to say, before they read a ticket, whether it complains of them:
those that its text, later words of its caller or a ticket that was merged into it name.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from classifiers.plain_text import whole_text
from hotline.desk.desk import Desk
from hotline.domain.doubts import mentioned
from hotline.domain.models import Comment, HistoryEntry, Ticket
from hotline.domain.outcomes import Audience
from hotline.domain.workflow import Action
from hotline.storage.merged import JOINING, merged_into

_SENDING = (Action.DISPATCH, Action.FORCE_DISPATCH, Action.MOVE, Action.PASS_DOWN)
_SETTLING = (*_SENDING, *JOINING, Action.CLEAR)


@dataclass(frozen=True)
class UnitQuestion:
    """Whether the ticket `no` complains of these units, which would read it.

    named  codes of units that its text names
    staff  codes of units that would get it although it only tells of staff of no unit
    """

    no: str
    named: Sequence[str]
    staff: Sequence[str]


def questions(
    session: Session, ticket: Ticket, desk: Desk, *, units: Collection[str]
) -> list[UnitQuestion]:
    """What nobody has answered yet, of the ticket and of those merged into it, where it goes to
    `units`.
    """
    tickets = [ticket, *merged_into(session, ticket)]
    steps, added = _steps(session, tickets), _added_texts(session, tickets)
    open_questions = []
    for each in tickets:
        read = _named(each, added.get(each.row_id, ()), desk)
        answered = _answered(each, ticket, steps, desk)
        is_cleared = any(
            step.action == Action.CLEAR and step.ticket_id == each.id for step in steps
        )
        left = [] if is_cleared else [code for code in read if code not in answered]
        stored = [code for code in mentioned(each) if each is ticket or code not in answered]
        holding = desk.router.units.holding(dict.fromkeys((*stored, *left)), units)
        if holding:
            named = [code for code in holding if code in read]
            staff = [code for code in holding if code not in read]
            open_questions.append(UnitQuestion(each.no, named, staff))
    return open_questions


def is_asked(session: Session, ticket: Ticket, desk: Desk, *, units: Collection[str]) -> bool:
    return bool(questions(session, ticket, desk, units=units))


def _named(ticket: Ticket, added: Iterable[str], desk: Desk) -> list[str]:
    texts = [whole_text(ticket.title, ticket.content), *added]
    read = (desk.router.mentioned(text, ticket.district, ticket.street) for text in texts)
    return list(dict.fromkeys(code for codes in read for code in codes))


def _steps(session: Session, tickets: Sequence[Ticket]) -> Sequence[HistoryEntry]:
    query = select(HistoryEntry).where(
        col(HistoryEntry.ticket_id).in_([each.row_id for each in tickets]),
        col(HistoryEntry.action).in_(_SETTLING),
    )
    return session.exec(query.order_by(col(HistoryEntry.id))).all()


def _added_texts(session: Session, tickets: Sequence[Ticket]) -> dict[int, list[str]]:
    """What callers have added, by id of the ticket: units read it too."""
    query = select(Comment.ticket_id, Comment.text).where(
        col(Comment.ticket_id).in_([each.row_id for each in tickets]),
        Comment.audience == Audience.CALLER,
    )
    texts: dict[int, list[str]] = {}
    for ticket_id, text in session.exec(query.order_by(col(Comment.id))):
        texts.setdefault(ticket_id, []).append(text)
    return texts


def _answered(
    ticket: Ticket, leading: Ticket, steps: Iterable[HistoryEntry], desk: Desk
) -> set[str]:
    """Units of which somebody has said that this ticket does not complain of them: in its own
    steps, and in those of the leading one since it was merged. A successor stands for its
    predecessor.
    """
    codes: set[str] = set()
    is_merged = ticket is leading
    for step in steps:
        own = step.ticket_id == ticket.id
        is_merged = is_merged or (own and step.action in JOINING)
        if own or (is_merged and step.ticket_id == leading.id):
            codes.update(step.details.get("not_accused", ()))
    successors = desk.city.successors["unit"]
    return codes | {successors[code] for code in codes if code in successors}
