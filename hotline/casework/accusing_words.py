"""Later words of a caller that complain of the unit which has their ticket: it reads none of them.

They become a confidential ticket of the same caller, linked with theirs, for the centre to decide.
"""

import re
from dataclasses import replace

from sqlmodel import Session, select

from classifiers.folding import fold
from hotline.casework.linked_ticket import not_to_accused, open_linked
from hotline.casework.prepared import prepare
from hotline.casework.receive import Receipt, receipt_of
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.permissions import require
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import CALLER, Actor
from hotline.domain.workflow import Action
from hotline.storage.merged import parent_of
from routing.conduct import Conduct, bad_conduct
from routing.decision import Decision
from routing.reasons import UNNAMED_STAFF

# Words that many callers have for a matter which takes long.
_OF_DELAY = frozenset({"hint", "neglect"})
_REACH = 16
_CLAUSE = re.compile(r"[，,。！!？?；;\n]")
_STAFF = re.compile(
    r"你们|人员|经办|承办|队员|执法|民警|窗口|干部|专干|社工|网格员|[科队所局处站]长|主任|书记|来的人"
)


def kept_from_holders(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, action: Action, text: str
) -> Receipt | None:
    """The receipt of the ticket that these words became; None where they complain of no unit that
    has this one, so that `action` may keep them. The same words again make no second one.
    """
    if not complains_of_holders(session, ticket, desk, text=text):
        return None
    require(actor, action, secrecy=ticket.secrecy)
    if earlier := _earlier(session, ticket, text):
        return receipt_of(earlier, desk, created=False)
    closed = desk.router.units.controlled_by(_holders(session, ticket))
    return open_linked(
        session, ticket, desk, text=text, decide=lambda read: _for_centre(read, ticket, closed)
    )


def complains_of_holders(session: Session, ticket: Ticket, desk: Desk, *, text: str) -> bool:
    """Whether a unit that has the ticket, or its staff, may be complained of in these words."""
    holders = _holders(session, ticket)
    if not text.strip() or not holders:
        return False
    return _complains(_read(ticket, desk, text=text), holders, text)


def _holders(session: Session, ticket: Ticket) -> set[str]:
    """Who reads what the caller adds: also where the ticket is merged into another one."""
    parent = parent_of(session, ticket, locked=False)
    matters = [ticket, *([parent] if parent else [])]
    return {unit for each in matters for unit in (each.unit, *each.co_units)} - {""}


def _read(ticket: Ticket, desk: Desk, *, text: str) -> Decision:
    report = IncomingReport(
        text=text, channel=ticket.channel, address=ticket.address, district=ticket.district
    )
    return prepare(report, desk, actor=CALLER).decision


def _complains(decision: Decision, holders: set[str], text: str) -> bool:
    """Of a unit by its name, or of the conduct of staff without one: they are whoever came."""
    if not holders.isdisjoint((*decision.accused, *decision.all_suspects)):
        return True
    if decision.accused:
        return False
    folded = fold(text)
    cues = [cue for cue in bad_conduct(folded).all if cue.kind not in _OF_DELAY]
    is_unnamed = UNNAMED_STAFF in decision.reasons
    return bool(cues) and (is_unnamed or any(_of_staff(folded, cue) for cue in cues))


def _of_staff(folded: str, cue: Conduct) -> bool:
    """Whether who came or who is spoken to stands just before, in the same clause."""
    before = folded[max(cue.start - _REACH, 0) : cue.start]
    return bool(_STAFF.search(_CLAUSE.split(before)[-1]))


def _for_centre(decision: Decision, ticket: Ticket, closed: frozenset[str]) -> Decision:
    """Nobody gets it, least of all `closed`, before a person has said whom it complains of."""
    decision = not_to_accused(decision, ticket, closed)
    suspects = sorted({*decision.suspects, *closed} - {*decision.accused})
    return replace(decision, secrecy=True, needs_review=True, suspects=tuple(suspects))


def _earlier(session: Session, ticket: Ticket, text: str) -> Ticket | None:
    first = ticket.first_matter or ticket.no
    same = (Ticket.first_matter == first, Ticket.content == text, Ticket.secrecy == "confidential")
    return session.exec(select(Ticket).where(*same).limit(1)).first()
