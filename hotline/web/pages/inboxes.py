"""Doors of chats for their administrator: new, changed, with new secrets, withdrawn."""

from collections.abc import Callable, Mapping
from typing import Any

from litestar import Response, get, post
from sqlmodel import Session

from hotline.chats.inboxes import (
    NewInbox,
    add_inbox,
    change_inbox,
    known_inbox,
    renew_secrets,
    withdraw_inbox,
)
from hotline.delivery.networks import allowed_networks
from hotline.delivery.posting import refuse_inner_url
from hotline.desk.desk import Desk
from hotline.domain.chats.states import PUSHED
from hotline.domain.errors import HotlineError, InvalidInput
from hotline.domain.roles import MANAGES_ACCOUNTS
from hotline.storage.chats import all_inboxes
from hotline.storage.database import Database
from hotline.web.chat_labels import INBOX_IDENTITY, INBOX_KIND
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.forms import Form, Sent, checked, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of

ADMINISTRATORS = [only(*MANAGES_ACCOUNTS)]
# Those of official accounts are made with their account.
KINDS = {kind: name for kind, name in INBOX_KIND.items() if kind not in PUSHED}


@get("/inboxes", guards=ADMINISTRATORS)
@reading
def list_inboxes(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    return inboxes_page(session, request, desk)


@post("/inboxes", guards=ADMINISTRATORS, status_code=200)
@in_thread
def make_inbox(
    request: PageRequest, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    """Its secrets are told once, on the answer; a refused form comes back."""
    values = typed(checked(data))
    kind = values.get("kind", "")
    refusal = _refusal_of_webhook(values, database)

    def take(session: Session) -> tuple[str, NewInbox]:
        if refusal:
            raise refusal
        if kind not in KINDS:
            raise InvalidInput(
                "用途不可用", field="kind", remedy=f"请选 {'、'.join(KINDS.values())}"
            )
        created = add_inbox(
            session,
            values.get("name", "").strip(),
            desk.vault,
            desk.now(),
            kind=kind,
            webhook=values.get("webhook", "").strip(),
            hmac_mandatory=values.get("hmac_mandatory") == "yes",
            by=actor.login,
        )
        return created.inbox.name, created

    return _with_secrets(request, database, desk, take, Form("inbox", values))


@post("/inboxes/{name:str}/changes", guards=ADMINISTRATORS)
@in_thread
def change(
    request: PageRequest, name: str, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    values = typed(checked(data))
    refusal = _refusal_of_webhook(values, database)

    def take(session: Session) -> None:
        if refusal:
            raise refusal
        change_inbox(
            session,
            known_inbox(session, name),
            desk.now(),
            webhook=values.get("webhook", "").strip(),
            hmac_mandatory=values.get("hmac_mandatory") == "yes",
            by=actor.login,
        )

    return _step(request, database, desk, take, then="/inboxes?done=inbox-changed")


@post("/inboxes/{name:str}/secrets", guards=ADMINISTRATORS, status_code=200)
@in_thread
def renew(
    request: PageRequest, name: str, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    def take(session: Session) -> tuple[str, NewInbox]:
        row = known_inbox(session, name)
        return name, renew_secrets(session, row, desk.vault, desk.now(), by=actor.login)

    return _with_secrets(request, database, desk, take, Form("inbox"))


@post("/inboxes/{name:str}/withdrawals", guards=ADMINISTRATORS)
@in_thread
def withdraw(
    request: PageRequest, name: str, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    def take(session: Session) -> None:
        withdraw_inbox(session, known_inbox(session, name), desk.now(), by=actor.login)

    return _step(request, database, desk, take, then="/inboxes?done=inbox-withdrawn")


def _refusal_of_webhook(values: Mapping[str, str], database: Database) -> InvalidInput | None:
    """Asked before the transaction, because names are looked up for it."""
    try:
        url = values.get("webhook", "").strip()
        refuse_inner_url(url, allowed_networks(database.settings))
    except InvalidInput as error:
        return error
    return None


def inboxes_page(
    session: Session,
    request: PageRequest,
    desk: Desk,
    form: Form | None = None,
    error: HotlineError | None = None,
    *,
    new: tuple[str, str, str] | None = None,
) -> Response[str]:
    """`new`: name, hmac_token and webhook_secret, this once."""
    return page(
        request,
        "inboxes.html",
        desk,
        status=problem_of(error).status if error else 200,
        inboxes=all_inboxes(session),
        pushed=PUSHED,
        kinds=INBOX_KIND,
        offered=KINDS,
        mandatory=INBOX_IDENTITY,
        form=form or Form("inbox"),
        new=new,
    )


def _step(
    request: PageRequest,
    database: Database,
    desk: Desk,
    take: Callable[[Session], Any],
    *,
    then: str | Callable[[Any], Response[Any]],
    form: Form | None = None,
) -> Response[Any]:
    def show(session: Session, error: HotlineError) -> Response[str]:
        return inboxes_page(session, request, desk, refused(form or Form("inbox"), error), error)

    return taken_or_shown_again(database, take, show, then=then)


def _with_secrets(
    request: PageRequest,
    database: Database,
    desk: Desk,
    take: Callable[[Session], tuple[str, NewInbox]],
    form: Form,
) -> Response[Any]:
    def then(result: tuple[str, NewInbox]) -> Response[str]:
        name, created = result
        secrets = (name, created.hmac_token, created.webhook_secret)
        with database.reading() as session:
            return inboxes_page(session, request, desk, new=secrets)

    return _step(request, database, desk, take, then=then, form=form)


route_handlers = [list_inboxes, make_inbox, change, renew, withdraw]
