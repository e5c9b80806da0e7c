"""Several people on one ticket: they see each other, and who is overtaken sees both texts."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import post
from sqlalchemy.exc import IntegrityError

from hotline.domain.models import Comment, Reply
from hotline.storage.ticket_readers import note_reader, other_readers
from hotline.storage.tickets import find_ticket
from hotline.web.dependencies import AtDesk, Data, Signed
from hotline.web.guards import signed_in
from hotline.web.pages.forms import Sent, typed
from hotline.web.pages.threads import in_thread
from hotline.web.pages.ticket_view import TicketView
from hotline.web.sessions import BY_ITSELF

MOST_NEWER = 5


@dataclass(frozen=True)
class NewerText:
    """What somebody did after the page was opened, and what they wrote with it."""

    at: datetime
    by: str
    action: str
    text: str


@post("/tickets/{no:str}/readers", guards=[signed_in], opt={BY_ITSELF: True}, status_code=200)
@in_thread
def note_reading(
    no: str, data: Sent, actor: Signed, desk: AtDesk, database: Data
) -> dict[str, Any]:
    """Who else has the ticket open, and its version now."""
    now, is_writing = desk.now(), bool(typed(data).get("writing"))
    with suppress(IntegrityError), database.writing(waits=False) as session:
        ticket = find_ticket(session, actor, no)
        note_reader(session, ticket, actor.login, now, is_writing=is_writing)
    with database.reading() as session:
        ticket = find_ticket(session, actor, no)
        others = other_readers(session, ticket, actor.login, now)
        people = [{"name": name, "writing": writes} for name, writes in others]
        return {"version": ticket.version, "others": people}


def newer_texts(view: TicketView, version: str) -> list[NewerText]:
    """Since the version that somebody had before them, newest first, as they may read it."""
    if not version.isascii() or not version.isdecimal():
        return []
    entries = [entry for entry in view.history if entry.ticket_version > int(version[:9])]
    return [
        NewerText(
            entry.at,
            view.people.get(entry.actor, entry.actor),
            entry.action,
            "\n".join(filter(None, [entry.reason, *_written(view, entry.at, entry.actor)])),
        )
        for entry in reversed(entries[-MOST_NEWER:])
    ]


def _written(view: TicketView, at: datetime, login: str) -> Sequence[str]:
    comments: Sequence[Comment] = view.comments
    replies: Sequence[Reply] = view.replies
    return [
        *(row.text for row in comments if (row.at, row.by) == (at, login)),
        *(
            f"{row.handling}\n{row.public_answer}"
            for row in replies
            if (row.at, row.by) == (at, login)
        ),
    ]
