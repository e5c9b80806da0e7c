"""The ways on from a page that tells of an error: to where somebody came from, to their list, to
sign in, never just to a start page.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from litestar import Request

from hotline.web.address import host_of, parts_of
from hotline.web.navigation import PUBLIC_NAVIGATION
from hotline.web.pages.layout import Screen

PLACES = ("/tickets/", "/cycles/", "/knowledge/", "/supervision/")
NAMES = {"/tickets/": "打开这张工单", "/cycles/": "打开这次办理"}


class Way(NamedTuple):
    href: str
    name: str


def ways_from(request: Request[Any, Any, Any], screen: Screen, status: int) -> Sequence[Way]:
    """The most likely one first; each address once."""
    ways = [*_back(request), *_place(request, status)]
    if screen.actor is None:
        ways += [Way(entry.href, entry.name) for entry in PUBLIC_NAVIGATION]
        ways.append(Way("/sign-in", "工作人员登录"))
    else:
        ways += [Way(entry.href, entry.name) for entry in screen.navigation[:3]]
    return list({way.href: way for way in reversed(ways)}.values())[::-1]


def _back(request: Request[Any, Any, Any]) -> list[Way]:
    """The page of ours that led here."""
    came = parts_of(request.headers.get("referer", ""))
    if came.netloc != host_of(request) or not came.path.startswith("/"):
        return []
    if request.method == "GET" and came.path == request.scope["path"]:
        return []
    return [Way(came.path + (f"?{came.query}" if came.query else ""), "返回刚才的页面")]


def _place(request: Request[Any, Any, Any], status: int) -> list[Way]:
    """The ticket or the like on which the step was refused."""
    path = request.scope["path"]
    start = next((place for place in PLACES if path.startswith(place)), "")
    if not start or status == 404:
        return []
    name, _, rest = path.removeprefix(start).partition("/")
    if start == "/cycles/":
        name = f"{name}/{rest.partition('/')[0]}"
    page = f"{start}{name}"
    return [Way(page, NAMES[start])] if page != path and start in NAMES else []
