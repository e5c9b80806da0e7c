"""Forms that were not taken: what was typed is shown again, and kept for its owner where their
session had ended.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from litestar import Request
from litestar.concurrency import sync_to_thread

from hotline.people.drafts import keep_draft
from hotline.people.sessions import digest_of
from hotline.storage.staff import owner_of_session
from hotline.web.address import host_of, parts_of
from hotline.web.request import FORM
from hotline.web.sessions import COOKIE

# The draft of a form that came too late, and what it holds.
CARRIED, PATH, BODY = "carried", "path", "body"
# In the scope of a request: what was typed, and whether it waits for its owner.
TYPED, WAITS = "hotline.typed", "hotline.waits"
PAGES_WITH_SECRETS = ("/sign-in", "/sign-out", "/account", "/progress", "/rate")
NO_PAGES = ("/api/", "/drafts/")
# A handler that gives hints to a page in which what was typed stands on says so in its `opt`.
GIVES_HINTS = "gives_hints"
HIDDEN = frozenset({"_csrf", "key", "version", "back", "next"})


async def note_typed(request: Request[Any, Any, Any], *, is_public: bool) -> None:
    """Remember the fields of a form before anything can refuse it.

    is_public  whoever sends it needs no login: nothing is kept for the one who was signed in here
    """
    path = request.scope["path"]
    if request.content_type[0] != FORM or path.startswith(PAGES_WITH_SECRETS + NO_PAGES):
        return
    if request.route_handler.opt.get(GIVES_HINTS):
        return
    scope: Any = request.scope
    sent = await request.json()
    fields = scope[TYPED] = {name: value for name, value in sent.items() if name != "_csrf"}
    if is_public or request.user is not None:
        return
    if request.cookies.get(COOKIE) and is_own(request):
        scope[WAITS] = await sync_to_thread(_keep, request, fields)


def typed_of(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """What was typed; empty where there was no form."""
    scope: Any = request.scope
    fields: dict[str, Any] = scope.get(TYPED, {})
    return fields


def waits_for_owner(request: Request[Any, Any, Any]) -> bool:
    return bool(request.scope.get(WAITS))


def shown_fields(fields: Mapping[str, Any]) -> dict[str, str]:
    """Texts that a person can recognise."""
    return {
        name: "、".join(values)
        for name, value in fields.items()
        if name not in HIDDEN and any(values := _several(value))
    }


def pairs_of(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and values as a form sends them."""
    for name, value in fields.items():
        for text in _several(value):
            yield name, text


def _several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def is_own(request: Request[Any, Any, Any]) -> bool:
    """Whether a page of ours sent it: another site must not put words into somebody's form."""
    if site := request.headers.get("sec-fetch-site"):
        return site == "same-origin"
    origin = parts_of(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == host_of(request)


def _keep(request: Request[Any, Any, Any], fields: Mapping[str, Any]) -> bool:
    """Under the login whose session it was; False where nobody knows any more."""
    state, digest = request.app.state, digest_of(request.cookies[COOKIE])
    with state.database.writing() as session:
        login = owner_of_session(session, digest)
        if not login:
            return False
        late = {PATH: request.scope["path"], BODY: urlencode(list(pairs_of(fields)))}
        keep_draft(session, login, state.vault, CARRIED, late, state.now())
    return True
