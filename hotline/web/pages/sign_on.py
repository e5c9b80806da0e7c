"""Signing in through the provider: the browser goes there and comes back with a code."""

from functools import partial
from typing import Any

from litestar import Response, get
from litestar.concurrency import sync_to_thread
from litestar.datastructures import Cookie
from litestar.response import Redirect

from hotline.domain.errors import HotlineError, NotFound, SecondFactorNeeded
from hotline.people.provider import Provider
from hotline.people.sign_on import begin, finish
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk
from hotline.web.guards import public
from hotline.web.pages.forms import Form
from hotline.web.pages.layout import PageRequest
from hotline.web.pages.sign_in import enter, second_step_page, sign_in_page
from hotline.web.sessions import device_of, visit_of
from hotline.web.site import site_of

START, BACK = "/sign-in/provider", "/sign-in/provider/answer"
NOTE, NOTE_SECONDS = "hotline_sign_on", 600


@get(START, guards=[public, limited("sign-ins")])
async def leave_for_provider(request: PageRequest, desk: AtDesk) -> Response[Any]:
    state, target = request.app.state, request.query_params.get("next", "")[:500]
    start = partial(begin, state.vault, provider_of(request), _redirect(request))
    try:
        departure = await sync_to_thread(start, target, state.now())
    except HotlineError as error:
        return sign_in_page(request, Form("sign-in", {"next": target}), desk, error)
    return Redirect(departure.address, status_code=303, cookies=[_cookie(request, departure.note)])


@get(BACK, guards=[public, limited("sign-ins")])
async def come_back(request: PageRequest, desk: AtDesk) -> Response[Any]:
    """The address holds a code that is used up by now."""
    state, device = request.app.state, device_of(request)
    query, note = dict(request.query_params), request.cookies.get(NOTE, "")
    check = partial(finish, state.database, state.vault, provider_of(request), _redirect(request))
    visit = visit_of(request, device)
    try:
        signed, target = await sync_to_thread(check, note, query, visit, state.now())
        answer: Response[Any] = enter(request, target, signed, device)
    except SecondFactorNeeded as needed:
        answer = await sync_to_thread(second_step_page, request, needed.target, needed, desk)
    except HotlineError as error:
        answer = sign_in_page(request, Form("sign-in"), desk, error)
    answer.cookies.append(_cookie(request, ""))
    return answer


def provider_of(request: PageRequest) -> Provider:
    provider: Provider = request.app.state.provider
    if not provider.settings.issuer:
        raise NotFound("没有设置统一身份认证", remedy="请用账号和密码登录")
    return provider


def _redirect(request: PageRequest) -> str:
    return f"{site_of(request).origin}{BACK}"


def _cookie(request: PageRequest, note: str) -> Cookie:
    """Whoever did not start here cannot end here."""
    return Cookie(
        key=NOTE,
        value=note,
        path=START,
        httponly=True,
        samesite="lax",
        secure=request.scope["scheme"] == "https",
        max_age=NOTE_SECONDS if note else 0,
    )
