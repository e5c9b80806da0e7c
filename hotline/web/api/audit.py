"""The audit log for a log collector."""

from typing import Any

from litestar import Request, Response, get
from sqlmodel import Session

from hotline.domain.errors import InvalidInput
from hotline.domain.roles import READS_AUDIT
from hotline.storage.audit import entries_after
from hotline.web.dependencies import reading
from hotline.web.guards import only
from hotline.web.reading.audit import json_lines

MOST = 1000
JSON_LINES = "application/x-ndjson"


@get("/api/v1/audit", guards=[only(*READS_AUDIT)], media_type=JSON_LINES)
@reading
def list_audit(session: Session, request: Request[Any, Any, Any]) -> Response[bytes]:
    """JSON lines, the oldest first, from the entry after `?after=` on.

    At most a thousand; the collector asks again with the last number that it got.
    """
    text = request.query_params.get("after", "0")
    if not text.isdecimal() or len(text) > 9:
        raise InvalidInput(f"after “{text[:20]}”不是编号", field="after", remedy="请填上一条的编号")
    entries = entries_after(session, int(text), limit=MOST)
    return Response(json_lines(entries), media_type=JSON_LINES)


route_handlers = [list_audit]
