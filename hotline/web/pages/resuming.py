"""Going on after a session ended: over the page, or, without scripts, with the form that was sent
too late.
"""

from typing import Any

from litestar import Response, get
from litestar.response import Redirect
from sqlmodel import Session

from hotline.people.drafts import draft_of
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import own_account
from hotline.web.late_forms import BODY, CARRIED, PATH, pairs_of, shown_fields
from hotline.web.navigation import start_of
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread
from hotline.web.request import fields_of


@get("/session", guards=[own_account])
@in_thread
def show_session(request: PageRequest, actor: Signed) -> dict[str, str]:
    """Whose session a page stands in now, and the token that its forms send."""
    return {"login": actor.login, "token": request.auth.csrf}


@get("/signed-in", guards=[own_account])
@in_thread
def show_signed_in(request: PageRequest, desk: AtDesk) -> Response[str]:
    """Where signing in over a page ends; the page that waits for it goes on by itself."""
    return page(request, "signed_in.html", desk)


@get("/carried", guards=[own_account])
@reading
def show_carried(session: Session, request: PageRequest, actor: Signed, desk: AtDesk) -> Any:
    """The form that came after the session had ended: its owner reads it and sends it again.

    Nothing is sent by itself, so no other site can have filled it.
    """
    late = draft_of(session, actor.login, desk.vault, CARRIED)
    if not late:
        return Redirect(start_of(actor), status_code=303)
    fields = fields_of(late[BODY].encode())
    return page(
        request,
        "carried.html",
        desk,
        path=late[PATH],
        fields=list(pairs_of(fields)),
        shown=shown_fields(fields),
    )


route_handlers = [show_session, show_signed_in, show_carried]
