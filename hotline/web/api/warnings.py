"""GET /api/v1/warnings and POST /api/v1/warnings/{warning}/NOUN for every step of a warning's
life, made from the declarations.
"""

from typing import Any

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import NotFound
from hotline.domain.roles import Actor
from hotline.domain.warnings import READS_WARNINGS
from hotline.reading.open_warnings import as_read
from hotline.storage.warnings import (
    precision_by_kind,
    readable_warning,
    warning_steps,
    warnings_after,
)
from hotline.supervision.warning_life import find_warning_for_step
from hotline.web.dependencies import AtDesk, Signed, reading, writing
from hotline.web.guards import only
from hotline.web.reading.populations import SECOND
from hotline.web.reading.watch_documents import (
    precision_documents,
    warning_document,
    warning_step_documents,
)
from hotline.web.reading.watch_filters import JUDGED, number_of, read_warning_filter
from hotline.web.steps.watching import WARNING_STEPS, WatchStep


@get("/api/v1/warnings", guards=[only(*READS_WARNINGS)])
@reading
def list_warnings(
    session: Session, request: Request[Any, Any, Any], actor: Signed, desk: AtDesk
) -> dict[str, Any]:
    """Newest first. `next` is the `after` of the following page, "" on the last one; `precision`
    counts what was raised in the last ninety days.
    """
    chosen = read_warning_filter(request.query_params, desk.city)
    rows = warnings_after(session, actor, chosen.filter, after=chosen.after, limit=chosen.limit + 1)
    shown, now = as_read(session, actor, rows[: chosen.limit]), desk.now()
    return {
        "warnings": [warning_document(warning, desk) for warning in shown],
        "precision": precision_documents(
            precision_by_kind(session, actor, now - JUDGED, now + SECOND)
        ),
        "next": str(shown[-1].id) if len(rows) > chosen.limit else "",
    }


@get("/api/v1/warnings/{warning:str}", guards=[only(*READS_WARNINGS)])
@reading
def show_warning(session: Session, actor: Signed, desk: AtDesk, warning: str) -> dict[str, Any]:
    return _document(session, actor, desk, number_of(warning))


def step_route(step: WatchStep) -> HTTPRouteHandler:
    def take(
        session: Session, actor: Signed, desk: AtDesk, warning: str, data: Any = None
    ) -> dict[str, Any]:
        data = step.form() if data is None else data
        number = number_of(warning)
        row = find_warning_for_step(session, actor, number, version=data.version)
        step.take(session, actor, row, desk, data)
        session.flush()
        return _document(session, actor, desk, number)

    if any(field.needed for field in step.fields):
        take.__annotations__["data"], take.__defaults__ = step.form, None
    else:
        take.__annotations__["data"] = step.form | None
    take.__name__ = f"take_{step.noun}_of_warnings"
    path = f"/api/v1/warnings/{{warning:str}}/{step.noun}"
    return post(path, guards=[only(*step.roles)])(writing(take))


def _document(session: Session, actor: Actor, desk: Desk, number: int) -> dict[str, Any]:
    row = readable_warning(session, actor, number)
    if row is None:
        raise NotFound("没有这条预警", remedy="请从预警列表进入")
    (warning,) = as_read(session, actor, [row])
    steps = warning_step_documents(warning_steps(session, number))
    return warning_document(warning, desk) | {"steps": steps}


route_handlers = [list_warnings, show_warning, *map(step_route, WARNING_STEPS.values())]
