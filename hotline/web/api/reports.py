"""POST /api/v1/reports: the door of every channel, for callers without a login and for staff."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, post
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from pydantic import TypeAdapter

from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.permissions import CALLER, Actor, require
from hotline.domain.reports import IncomingReport, read_report
from hotline.domain.workflow import Action
from hotline.intake.line.groups import Slip
from hotline.web.api.bodies import read_mapping
from hotline.web.dependencies import provide_desk
from hotline.web.guards import public

PUBLIC_CHANNELS = ("web", "app", "wechat")
KEY = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass
class ReportOperation(Operation):
    """The body is read by hand, because JSON and forms are both welcome; this tells its fields."""

    def __post_init__(self) -> None:
        schema = TypeAdapter(IncomingReport).json_schema()
        fields = {
            name: Schema(description=str(known.get("title", name)))
            for name, known in schema["properties"].items()
        }
        body = Schema(
            type="object", properties=fields, required=["text"], additional_properties=False
        )
        self.request_body = RequestBody(content={"application/json": OpenAPIMediaType(schema=body)})


@post("/api/v1/reports", guards=[public], operation_class=ReportOperation)
async def create_report(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """201 for a new ticket; 200 with the same answer when the same key or reference comes again.

    The desk is asked for by hand: injecting it costs as much as checking the report.
    """
    desk = await provide_desk(request.app.state)
    actor, data = sender(request.user, await read_mapping(request))
    report = read_report(data, now=desk.now())
    slip = await request.app.state.door.submit(actor, report, key_of(request))
    request.app.state.measures.reports.labels("created" if slip.created else "repeated").inc()
    return Response(answer(slip, desk), status_code=201 if slip.created else 200)


def sender(user: Actor | None, data: Mapping[str, Any]) -> tuple[Actor, Mapping[str, Any]]:
    """Who registers: staff by their role.

    Anybody else as a caller, over a channel that is open to callers.
    """
    if user is not None:
        require(user, Action.REGISTER)
        return user, data
    return CALLER, data if data.get("channel") in PUBLIC_CHANNELS else {**data, "channel": "web"}


def key_of(request: Request[Any, Any, Any]) -> str:
    key = request.headers.get("idempotency-key", "").strip()
    if key and not KEY.fullmatch(key):
        raise InvalidInput(
            "请求头 Idempotency-Key 不可用",
            field="Idempotency-Key",
            remedy="请用 1 至 200 个可见 ASCII 字符，如 UUID",
        )
    return key


def answer(slip: Slip, desk: Desk) -> dict[str, Any]:
    """What anybody may know who sent the report: nothing of what the machine thought."""
    unit, category = desk.city.units.get(slip.unit), desk.city.categories.get(slip.category)
    return {
        "ticket_no": slip.no,
        "query_code": slip.query_code,
        "status": slip.status,
        "unit": slip.unit,
        "unit_name": unit.name if unit else "",
        "category": slip.category,
        "category_name": category.name if category else "",
        "due_at": slip.due_at,
        "promised_at": slip.due_handle,
        "created_at": slip.created_at,
        "created": slip.created,
    }


route_handlers = [create_report]
