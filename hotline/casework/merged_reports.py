"""What the callers of merged tickets said, sent and added, for the page of the leading ticket: each
as its own caller wishes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlmodel import Session

from hotline.casework.personal_data import CallerShown, may_open, show_caller
from hotline.desk.desk import Desk
from hotline.domain.models import Attachment, Comment, Ticket
from hotline.domain.outcomes import Audience
from hotline.domain.roles import Actor
from hotline.reading.masking import mask_of
from hotline.storage.merged import merged_into
from hotline.storage.ticket_rows import rows_of_ticket


@dataclass(frozen=True)
class MergedReport:
    """One merged ticket as the reader of the leading one may see it.

    comments, attachments  what its caller added and sent, later ones too
    """

    ticket: Ticket
    caller: CallerShown
    may_open: bool
    comments: Sequence[Comment]
    attachments: Sequence[Attachment]


def merged_reports(
    session: Session,
    actor: Actor,
    parent: Ticket,
    desk: Desk,
    *,
    opened: Mapping[str, CallerShown] = MappingProxyType({}),
) -> list[MergedReport]:
    """In the order in which they were registered; `opened` callers stand in full, by number."""
    return [
        _report(session, actor, ticket, desk, opened=opened.get(ticket.no))
        for ticket in merged_into(session, parent)
    ]


def _report(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, opened: CallerShown | None
) -> MergedReport:
    mask = mask_of(session, actor, ticket, desk.vault, is_open=bool(opened))
    comments = mask.rows(rows_of_ticket(session, Comment, ticket))
    attachments = mask.rows(rows_of_ticket(session, Attachment, ticket))
    return MergedReport(
        mask.ticket,
        opened or show_caller(session, actor, ticket, desk),
        may_open(actor, ticket),
        [row for row in comments if row.audience == Audience.CALLER],
        attachments,
    )
