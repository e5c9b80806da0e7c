"""Merge tickets and take them apart."""

from typing import Any

from litestar import post
from sqlmodel import Session

from hotline.casework import merge as merging
from hotline.desk.steps import find_for_step
from hotline.domain.workflow import Action
from hotline.web.api.documents import after_step
from hotline.web.api.forms import Body
from hotline.web.dependencies import AtDesk, Signed, writing
from hotline.web.guards import may


class Merge(Body):
    into: str
    reason: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/merges", guards=[may(Action.MERGE)])
@writing
def merge(session: Session, actor: Signed, desk: AtDesk, no: str, data: Merge) -> dict[str, Any]:
    ticket, parent = merging.find_pair(session, actor, no, data.into, version=data.version)
    merging.merge(session, actor, ticket, desk, parent=parent, reason=data.reason)
    return after_step(ticket, desk)


class Separation(Body):
    reason: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/separations", guards=[may(Action.UNMERGE)])
@writing
def unmerge(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Separation
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    merging.unmerge(session, actor, ticket, desk, reason=data.reason)
    return after_step(ticket, desk)


route_handlers = [merge, unmerge]
