"""Files that belong to tickets; what is in them lies encrypted in the data folder."""

from pydantic import NaiveDatetime
from sqlmodel import Field

from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of
from hotline.domain.outcomes import Audience


class Attachment(NumberedRow, table=True):
    """One file of a ticket: `key` finds it in the folder, `digest` (SHA-256 of the content)
    tells whether it is whole.

    audience  staff, or caller for what the caller sent
    """

    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    name: str
    media_type: str
    size: int
    digest: str
    key: str = Field(unique=True)
    audience: Audience = Field(default=Audience.STAFF, sa_type=word_of(Audience))
    note: str = ""
    by: str
    at: NaiveDatetime
