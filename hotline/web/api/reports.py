"""POST /api/v1/reports: the door of every channel, for callers without a login and for staff."""

import re
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, post
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import (
    OpenAPIMediaType,
    OpenAPIType,
    Operation,
    Reference,
    RequestBody,
    Schema,
)
from pydantic import TypeAdapter

from hotline.casework.receive import Receipt
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.permissions import require
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import CALLER, Actor
from hotline.domain.workflow import Action
from hotline.intake import api
from hotline.web.address import address_of
from hotline.web.api.bodies import read_mapping
from hotline.web.api.danger import danger_document
from hotline.web.budgets import limited
from hotline.web.dependencies import provide_desk, provide_visitor
from hotline.web.gateway import let_in_gateway
from hotline.web.guards import public

KEY = re.compile(r"[\x21-\x7e]{1,200}")
GATEWAY = "gateway"
within_budget = limited("reports")


@dataclass
class ReportOperation(Operation):
    """The body is read by hand, because JSON and forms are both welcome; this tells its fields."""

    def __post_init__(self) -> None:
        schema = TypeAdapter(IncomingReport).json_schema()
        fields: dict[str, Reference | Schema] = {
            name: Schema(description=str(known.get("title", name)))
            for name, known in schema["properties"].items()
        }
        body = Schema(
            type=OpenAPIType.OBJECT,
            properties=fields,
            required=["text"],
            additional_properties=False,
        )
        self.request_body = RequestBody(content={"application/json": OpenAPIMediaType(schema=body)})


async def limited_callers(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """Many callers come through one gateway: who brings its token has no budget, as staff have
    none.
    """
    gateway = await let_in_gateway(connection)
    connection.scope["state"][GATEWAY] = gateway
    if gateway is None:
        await within_budget(connection, handler)


REPEATED = ResponseSpec(dict[str, Any], description="同一来源已提交过，答复与第一次相同")


@post(
    "/api/v1/reports",
    guards=[public, limited_callers],
    operation_class=ReportOperation,
    responses={200: REPEATED},
)
async def create_report(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """201 for a new ticket; 200 with the same answer when the same key or reference comes again.

    The desk is asked for by hand: injecting it costs as much as checking the report.
    """
    state = request.app.state
    desk, actor = await provide_desk(state), sender(request)
    report = api.parse(await read_mapping(request), desk, actor=actor)
    receipt = await state.door.submit(actor, report, key_of(request), address=address_of(request))
    state.measures.reports.labels("created" if receipt.created else "repeated").inc()
    return registered(receipt, desk, report)


def sender(request: Request[Any, Any, Any]) -> Actor:
    """Who registers: staff by their role, gateways by their token, anybody else as a caller."""
    user = provide_visitor(request)
    if user is None:
        gateway: Actor | None = request.scope["state"].get(GATEWAY)
        return gateway or CALLER
    require(user, Action.REGISTER)
    return user


def key_of(request: Request[Any, Any, Any]) -> str:
    key = request.headers.get("idempotency-key", "").strip()
    if key and not KEY.fullmatch(key):
        raise InvalidInput(
            "请求头 Idempotency-Key 不可用",
            field="Idempotency-Key",
            remedy="请用 1 至 200 个可见 ASCII 字符，如 UUID",
        )
    return key


def registered(receipt: Receipt, desk: Desk, report: IncomingReport) -> Response[dict[str, Any]]:
    """201 with a new ticket, 200 with the one of the same report before."""
    body = _answer(receipt, desk, is_spoken=report.channel == "phone")
    return Response(body, status_code=201 if receipt.created else 200)


def _answer(receipt: Receipt, desk: Desk, *, is_spoken: bool) -> dict[str, Any]:
    """What anybody may know who sent the report: nothing of what the machine thought, but in danger
    whom to call first.
    """
    unit, category = (
        desk.city.units.get(receipt.unit),
        desk.city.categories.get(receipt.category),
    )
    return {
        "ticket_no": receipt.no,
        "query_code": receipt.query_code,
        "status": receipt.status,
        "unit": receipt.unit,
        "unit_name": unit.name if unit else "",
        "category": receipt.category,
        "category_name": category.name if category else "",
        "due_at": receipt.due_at,
        "promised_at": desk.promise(receipt)[0],
        "created_at": receipt.created_at,
        "created": receipt.created,
        "danger": danger_document(desk.city.plan_of(receipt.dangers), is_spoken=is_spoken),
    }


route_handlers = [create_report]
