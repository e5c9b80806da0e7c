"""The rows of a ticket as its page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from hotline.domain.models import (
    Application,
    Assignment,
    Attachment,
    Comment,
    HistoryEntry,
    PauseRow,
    Reply,
    ReturnRequest,
)
from hotline.reading.masking import Row, TicketMask
from hotline.storage.history import history_of
from hotline.storage.ticket_rows import rows_of_ticket


@dataclass(frozen=True)
class ShownRows:
    """What stands in the tables of a ticket, as its reader may see it."""

    history: Sequence[HistoryEntry]
    assignments: Sequence[Assignment]
    returns: Sequence[ReturnRequest]
    applications: Sequence[Application]
    pauses: Sequence[PauseRow]
    replies: Sequence[Reply]
    comments: Sequence[Comment]
    attachments: Sequence[Attachment]

    @property
    def open_return(self) -> ReturnRequest | None:
        return next((request for request in self.returns if not request.decision), None)

    @property
    def waiting(self) -> Mapping[str, Application]:
        """Applications that nobody has decided, by kind."""
        return {str(row.kind): row for row in self.applications if not row.decision}


def shown_rows(session: Session, mask: TicketMask) -> ShownRows:
    def rows(table: type[Row]) -> list[Row]:
        return mask.rows(rows_of_ticket(session, table, mask.original))

    return ShownRows(
        history=mask.rows(history_of(session, mask.original)),
        assignments=rows(Assignment),
        returns=rows(ReturnRequest),
        applications=rows(Application),
        pauses=rows(PauseRow),
        replies=rows(Reply),
        comments=rows(Comment),
        attachments=rows(Attachment),
    )
