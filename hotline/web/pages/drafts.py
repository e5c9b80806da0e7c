"""What is typed on a page is kept for its owner while they type; scripts of the page ask here."""

from contextlib import suppress
from typing import Any

from litestar import get, post
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from hotline.people.drafts import (
    OTHER,
    DraftSeen,
    KeptDraft,
    draft_of,
    drop_draft,
    keep_draft,
    kept_draft,
)
from hotline.storage.vault import Vault
from hotline.web.dependencies import AtDesk, Data, Signed, reading, writing
from hotline.web.guards import signed_in
from hotline.web.pages.forms import Sent, typed
from hotline.web.pages.layout import PageRequest
from hotline.web.pages.threads import in_thread


@get("/drafts/{name:str}", guards=[signed_in])
@reading
def show_draft(session: Session, actor: Signed, desk: AtDesk, name: str) -> dict[str, Any]:
    """`fields`, their `version`, and in `other` what another seat of this login typed."""
    draft = kept_draft(session, actor.login, desk.vault, name)
    return {"fields": draft.fields, **_standing(session, actor.login, desk.vault, name, draft)}


@post("/drafts/{name:str}", guards=[signed_in], status_code=200)
@in_thread
def save_draft(
    request: PageRequest, name: str, data: Sent, actor: Signed, desk: AtDesk, database: Data
) -> dict[str, Any]:
    """A draft is no promise: nobody waits for the disk. `seen` in the address is the version that
    this page saw last; what it had not seen comes back as `other`.
    """
    known = DraftSeen(*(request.query_params.get(part, "")[:40] for part in ("page", "seen")))
    with suppress(IntegrityError), database.writing(waits=False) as session:
        keep_draft(session, actor.login, desk.vault, name, typed(data), desk.now(), known=known)
        draft = kept_draft(session, actor.login, desk.vault, name)
        return _standing(session, actor.login, desk.vault, name, draft)
    return {"version": "", "other": {}}


def _standing(
    session: Session, login: str, vault: Vault, name: str, draft: KeptDraft
) -> dict[str, Any]:
    other = draft_of(session, login, vault, f"{name}{OTHER}")
    return {"version": draft.version, "other": other}


@post("/drafts/{name:str}/removals", guards=[signed_in], status_code=204)
@writing
def remove_draft(session: Session, actor: Signed, name: str) -> None:
    drop_draft(session, actor.login, name)


route_handlers = [show_draft, save_draft, remove_draft]
