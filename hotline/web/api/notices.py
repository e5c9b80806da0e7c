"""Notices: what the signed-in person, their unit or their desk has to be told."""

from typing import Any

from litestar import Request, get, post
from sqlmodel import Session

from hotline.desk.notices import mark_read
from hotline.domain.errors import InvalidInput
from hotline.storage.notices import count_unread, notices_of
from hotline.web.body import Body
from hotline.web.dependencies import AtDesk, Signed, reading, writing
from hotline.web.guards import signed_in
from hotline.web.reading.order_filters import read_page

LARGEST_ID = 2**62
FIELDS = (
    "id",
    "receiver",
    "kind",
    "ticket_no",
    "order_id",
    "warning_id",
    "bulletin_id",
    "at",
    "read_at",
)


@get("/api/v1/notices", guards=[signed_in])
@reading
def list_notices(
    session: Session, request: Request[Any, Any, Any], actor: Signed
) -> dict[str, Any]:
    """Newest first; `unread` counts up to 100."""
    after, limit = read_page(request.query_params)
    rows = notices_of(session, actor, after=after, limit=limit + 1)
    shown = [{name: getattr(notice, name) for name in FIELDS} for notice in rows[:limit]]
    following = str(rows[limit - 1].id) if len(rows) > limit else ""
    return {"unread": count_unread(session, actor), "notices": shown, "next": following}


class NoticeReading(Body):
    until: int


@post("/api/v1/notices/readings", guards=[signed_in])
@writing
def read_notices(
    session: Session, actor: Signed, desk: AtDesk, data: NoticeReading
) -> dict[str, Any]:
    """Everything up to this id has been read."""
    if not 0 <= data.until <= LARGEST_ID:
        raise InvalidInput(
            f"通知编号 {data.until} 不可用", field="until", remedy="请填通知列表中的 id"
        )
    return {"read": mark_read(session, actor, data.until, desk.now())}


route_handlers = [list_notices, read_notices]
