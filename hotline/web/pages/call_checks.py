"""Quality check of calls: what was drawn, the form, appeals, scores by agent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from sqlmodel import Session

from hotline.calls.log import lines_of
from hotline.calls.quality import appeal, check_call, decide_appeal
from hotline.desk.desk import Desk
from hotline.domain.calls.permissions import CHECKS_CALLS, READS_CHECKS, TAKES_CALLS
from hotline.domain.calls.quality import ITEMS
from hotline.domain.errors import HotlineError, NotFound
from hotline.domain.models import CallCheck
from hotline.domain.roles import Actor
from hotline.storage.call_checks import (
    call_of_check,
    find_check,
    newest_checks,
    scores_by_agent,
    waiting_appeals,
    waiting_checks,
)
from hotline.web.dependencies import AtDesk, Data, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.forms import Form, Sent, Typed, checked, refused, several, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.step_taken import taken_or_shown_again
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of

DAYS, PAGE = 30, 30


@dataclass(frozen=True)
class CheckStep:
    """What is done to a check, by whom, and what is said afterwards."""

    take: Callable[[Session, Actor, CallCheck, Desk, Typed], Any]
    done: str


def _check(session: Session, actor: Actor, check: CallCheck, desk: Desk, data: Typed) -> None:
    note, fatal = typed(data).get("note", ""), several(data, "fatal")
    check_call(session, actor, check, desk, points=_points(data), fatal=fatal, note=note)


def _appeal(session: Session, actor: Actor, check: CallCheck, desk: Desk, data: Typed) -> None:
    appeal(session, actor, check, desk, reason=typed(data).get("reason", ""))


def _decide(session: Session, actor: Actor, check: CallCheck, desk: Desk, data: Typed) -> None:
    values = typed(data)
    decide_appeal(
        session,
        actor,
        check,
        desk,
        decision=values.get("decision", ""),
        opinion=values.get("opinion", ""),
        points=_points(data),
        fatal=several(data, "fatal"),
    )


STEPS = {
    "points": CheckStep(_check, "call-check"),
    "appeals": CheckStep(_appeal, "call-appeal"),
    "decisions": CheckStep(_decide, "call-decision"),
}


@get("/calls/checks", guards=[only(*READS_CHECKS)])
@reading
def show_checks(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    return checks_page(session, request, actor, desk)


@get("/calls/checks/{number:int}", guards=[only(*READS_CHECKS)])
@reading
def show_check(
    session: Session, request: PageRequest, number: int, actor: Signed, desk: AtDesk
) -> Response[str]:
    return check_page(session, request, actor, _find(session, actor, number), desk)


def step_of_check(noun: str, step: CheckStep) -> HTTPRouteHandler:
    def take_step(
        request: PageRequest, number: int, data: Sent, actor: Signed, database: Data, desk: AtDesk
    ) -> Response[Any]:
        form = Form(noun, typed(checked(data)))

        def take(session: Session) -> None:
            step.take(session, actor, _find(session, actor, number), desk, data)

        def show(session: Session, error: HotlineError) -> Response[str]:
            check = _find(session, actor, number)
            return check_page(session, request, actor, check, desk, refused(form, error), error)

        then = f"/calls/checks/{number}?done={step.done}"
        return taken_or_shown_again(database, take, show, then=then)

    take_step.__name__ = f"take_{noun}_of_check"
    path = f"/calls/checks/{{number:int}}/{noun}"
    return post(path, guards=[only(*READS_CHECKS)])(in_thread(take_step))


def checks_page(session: Session, request: PageRequest, actor: Actor, desk: Desk) -> Response[str]:
    """Agents see their own results, checkers all of them and what waits."""
    checks = actor.role in CHECKS_CALLS
    agent = "" if checks else actor.login
    until = desk.now() + timedelta(seconds=1)
    return page(
        request,
        "call_checks.html",
        desk,
        waiting=waiting_checks(session, but=actor.login, limit=PAGE) if checks else (),
        appeals=waiting_appeals(session, but=actor.login, limit=PAGE) if checks else (),
        done=newest_checks(session, agent=agent, limit=PAGE),
        scores=scores_by_agent(session, until - timedelta(days=DAYS), until, agent=agent),
        checks=checks,
        days=DAYS,
        percent=desk.city.settings.calls.check_percent,
    )


def check_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    check: CallCheck,
    desk: Desk,
    form: Form | None = None,
    error: HotlineError | None = None,
) -> Response[str]:
    (line,) = lines_of(session, actor, [call_of_check(session, check)], desk)
    is_checker = actor.role in CHECKS_CALLS and actor.login != check.agent
    waits = check.appealed_at is not None and check.decided_at is None
    return page(
        request,
        "call_check.html",
        desk,
        status=problem_of(error).status if error else 200,
        check=check,
        mask=line.mask,
        items=ITEMS,
        refused=form,
        form=form or Form("points", {name: str(most) for name, most in ITEMS.items()}),
        may_check=is_checker and check.checked_at is None,
        may_appeal=actor.login == check.agent and check.checked_at and not check.appealed_at,
        may_decide=is_checker and waits and actor.login != check.checked_by,
    )


def _find(session: Session, actor: Actor, number: int) -> CallCheck:
    """Agents have their own checks only, and none before it is done."""
    check = find_check(session, number)
    hidden = check.agent != actor.login or check.checked_at is None
    if actor.role in TAKES_CALLS and hidden:
        raise NotFound(f"没有质检 {number}", remedy="请从质检清单进入")
    return check


def _points(data: Typed) -> dict[str, int]:
    values = typed(data)
    texts = {name: values.get(name, "").strip() for name in ITEMS}
    return {
        name: int(text)
        for name, text in texts.items()
        if text.isascii() and text.isdecimal() and len(text) < 5
    }


route_handlers = [
    show_checks,
    show_check,
    *(step_of_check(noun, step) for noun, step in STEPS.items()),
]
