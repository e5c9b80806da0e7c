"""What is typed on a page is kept for its owner while they type; scripts of the page ask here."""

from contextlib import suppress

from litestar import get, post
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from hotline.people.drafts import draft_of, drop_draft, keep_draft
from hotline.web.dependencies import AtDesk, Data, Signed, reading, writing
from hotline.web.guards import signed_in
from hotline.web.pages.forms import Sent, typed
from hotline.web.pages.threads import in_thread


@get("/drafts/{name:str}", guards=[signed_in])
@reading
def show_draft(session: Session, actor: Signed, desk: AtDesk, name: str) -> dict[str, str]:
    return draft_of(session, actor.login, desk.vault, name)


@post("/drafts/{name:str}", guards=[signed_in], status_code=204)
@in_thread
def save_draft(name: str, data: Sent, actor: Signed, desk: AtDesk, database: Data) -> None:
    """A draft is no promise: nobody waits for the disk, and of two tabs in one moment one wins."""
    with suppress(IntegrityError), database.writing(waits=False) as session:
        keep_draft(session, actor.login, desk.vault, name, typed(data), desk.now())


@post("/drafts/{name:str}/removals", guards=[signed_in], status_code=204)
@writing
def remove_draft(session: Session, actor: Signed, name: str) -> None:
    drop_draft(session, actor.login, name)


route_handlers = [show_draft, save_draft, remove_draft]
