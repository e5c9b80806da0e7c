"""What follows a reply, and notes beside the way: reviews, callbacks, comments, urgings."""

from typing import Any, Literal

import msgspec
from litestar import post
from sqlmodel import Session

from hotline.casework import review
from hotline.casework.call_back import Heard, call_back
from hotline.casework.comment import comment as add_comment
from hotline.desk.steps import find_for_step
from hotline.domain.workflow import Action
from hotline.supervision.urge import urge as urge_holder
from hotline.web.api.documents import after_step
from hotline.web.api.forms import Body
from hotline.web.dependencies import AtDesk, Signed, writing
from hotline.web.guards import may


class Review(Body):
    decision: Literal["pass", "send_back"]
    note: str = ""
    version: int | None = None


@post("/api/v1/tickets/{no:str}/reviews", guards=[may(Action.PASS_REVIEW)])
@writing
def review_reply(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Review
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    if data.decision == "pass":
        review.pass_review(session, actor, ticket, desk, note=data.note)
    else:
        review.send_back(session, actor, ticket, desk, note=data.note)
    return after_step(ticket, desk)


class Callback(Body):
    way: str
    reached: bool
    solved: bool | None = None
    rating: int | None = None
    contacted_by_unit: bool | None = None
    reasons: list[str] = msgspec.field(default_factory=list)
    reason: str = ""
    note: str = ""
    version: int | None = None

    def heard(self) -> Heard:
        names = ("way", "reached", "solved", "rating", "contacted_by_unit", "reason", "note")
        return Heard(**{name: getattr(self, name) for name in names}, reasons=tuple(self.reasons))


@post("/api/v1/tickets/{no:str}/callbacks", guards=[may(Action.CALL_BACK)])
@writing
def hear_caller(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Callback
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    call_back(session, actor, ticket, desk, attempt=data.heard())
    return after_step(ticket, desk)


class Comment(Body):
    text: str
    audience: Literal["staff", "caller"] = "staff"
    version: int | None = None


@post("/api/v1/tickets/{no:str}/comments", guards=[may(Action.COMMENT)])
@writing
def comment(
    session: Session, actor: Signed, desk: AtDesk, no: str, data: Comment
) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    add_comment(session, actor, ticket, desk, text=data.text, audience=data.audience)
    return after_step(ticket, desk)


class Urging(Body):
    reason: str
    version: int | None = None


@post("/api/v1/tickets/{no:str}/urgings", guards=[may(Action.URGE)])
@writing
def urge(session: Session, actor: Signed, desk: AtDesk, no: str, data: Urging) -> dict[str, Any]:
    ticket = find_for_step(session, actor, no, version=data.version)
    urge_holder(session, actor, ticket, desk, reason=data.reason)
    return after_step(ticket, desk)


route_handlers = [review_reply, hear_caller, comment, urge]
