"""Notices of whoever is signed in: the list, the mark that they were read, the number in the
bar.
"""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.desk.notices import mark_read
from hotline.reading.notice_messages import shown_notices
from hotline.reading.notice_texts import address_of
from hotline.storage.notices import count_unread, loudest_of, notices_of
from hotline.web.dependencies import AtDesk, Signed, reading, writing
from hotline.web.guards import signed_in
from hotline.web.pages.forms import Sent, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.rendering import render
from hotline.web.sessions import BY_ITSELF

PAGE = 50


@get("/notices", guards=[signed_in])
@reading
def show_notices(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    after = request.query_params.get("after", "")
    last = int(after) if after.isdecimal() and len(after) < 19 else 0
    rows = notices_of(session, actor, after=last, limit=PAGE + 1)
    following = rows[PAGE - 1].id if len(rows) > PAGE else ""
    return page(
        request,
        "notices.html",
        desk,
        groups=shown_notices(session, actor, rows[:PAGE], desk),
        address_of=address_of,
        newest=rows[0].id if rows else 0,
        next=following,
        unread=count_unread(session, actor),
    )


@get("/notices/count", guards=[signed_in], opt={BY_ITSELF: True})
@reading
def show_count(session: Session, actor: Signed, desk: AtDesk) -> Response[str]:
    """The number beside the link in the bar, and the newest one that gives a sound."""
    loud = [rule.kind for rule in desk.city.notices if rule.is_loud]
    values = {
        "unread": count_unread(session, actor),
        "loudest": loudest_of(session, actor, loud),
    }
    return render("_unread.html", values)


@post("/notices/readings", guards=[signed_in])
@writing
def read_notices(session: Session, data: Sent, actor: Signed, desk: AtDesk) -> Response[Any]:
    until = typed(data).get("until", "")
    mark_read(
        session, actor, int(until) if until.isdecimal() and len(until) < 19 else 0, desk.now()
    )
    return Redirect("/notices", status_code=303)


route_handlers = [show_notices, show_count, read_notices]
