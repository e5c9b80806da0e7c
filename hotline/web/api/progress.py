"""GET /api/v1/progress: the caller's look at their ticket."""

from typing import Any

from litestar import Request, get

from hotline.casework.caller_access import find_by_code
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.report_fields import CONTROL
from hotline.domain.statuses import Status
from hotline.domain.workflow import Action
from hotline.reading.progress import Progress, progress_of
from hotline.storage.database import Database
from hotline.storage.openids import tickets_by_openid
from hotline.web.action_names import ACTION_NAMES
from hotline.web.address import address_of
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data
from hotline.web.gateway import has_openid, openid_of
from hotline.web.guards import public
from hotline.web.labels import STATUS

LONGEST, PAGE = 40, 20


@get("/api/v1/progress", guards=[public, limited("progress")], sync_to_thread=True)
def show_progress(
    request: Request[Any, Any, Any],
    database: Data,
    desk: AtDesk,
    ticket_no: str = "",
    query_code: str = "",
    after: str = "",
) -> Any:
    """Of one ticket by its number and code; for a gateway that names an openid in X-WX-OPENID of
    all that was reported by it, newest first.
    """
    if has_openid(request):
        return _of_openid(database, desk, openid_of(request), after)
    no, code = _short("ticket_no", ticket_no), _short("query_code", query_code)
    address = address_of(request)
    ticket = find_by_code(database, desk.vault, no, code, address, desk.now())
    with database.reading() as session:
        progress = progress_of(session, ticket, desk)
    return _document(progress)


def _of_openid(database: Database, desk: Desk, openid: str, after: str) -> dict[str, Any]:
    place = int(after) if after.isascii() and after.isdecimal() and len(after) < 10 else 0
    with database.reading() as session:
        rows = tickets_by_openid(session, desk.vault, openid, after=place, limit=PAGE + 1)
        shown = [progress_of(session, ticket, desk) for _, ticket in rows[:PAGE]]
    return {
        "tickets": [_document(progress) for progress in shown],
        "next": str(rows[PAGE - 1][0].id) if len(rows) > PAGE else "",
    }


def _document(progress: Progress) -> dict[str, Any]:
    steps = [
        {
            "at": step.at,
            "step": step.action,
            "step_name": ACTION_NAMES[Action(step.action)],
            "unit_name": step.unit,
            "old_promise": step.old_promise,
            "new_promise": step.new_promise,
        }
        for step in progress.steps
    ]
    return {**vars(progress), "status_name": STATUS[Status(progress.status)], "steps": steps}


def _short(name: str, value: str) -> str:
    value = value.strip()
    if not value or len(value) > LONGEST or CONTROL.search(value):
        raise InvalidInput(f"{name} 为空或不可用", field=name, remedy="请按受理回执填写")
    return value


route_handlers = [show_progress]
