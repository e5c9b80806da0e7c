"""今日要情 and 我的关注: what a leader must know first, with 批示 and 关注 beside it."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, post
from litestar.response import Redirect
from sqlmodel import Session

from analytics.search.base import Query
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.permissions import MAY
from hotline.domain.roles import SEES_ANALYSIS, Actor, Role
from hotline.domain.workflow import Action
from hotline.people.watched import unwatch, watch
from hotline.reading.pressing import (
    check_watchable,
    dangers_beyond,
    pressing_matters,
    standing_dangers,
    unshown,
    watched_matters,
)
from hotline.reading.pressing_matter import PressingMatter
from hotline.storage.ticket_filters import ANY
from hotline.storage.tickets import find_ticket
from hotline.supervision.receivers import Holder, worker_of
from hotline.web.dependencies import AtDesk, Signed, writing
from hotline.web.figure_labels import PRESSING
from hotline.web.guards import only
from hotline.web.labels import ROLE
from hotline.web.page_labels import LEADS, STANDS_ABOVE, SUPPORTS, WORKS_ON_IT
from hotline.web.pages.countdown import countdown
from hotline.web.pages.forms import Form, Sent, checked, form_of, typed
from hotline.web.steps import STEPS


def matters_on_page(
    session: Session, actor: Actor, desk: Desk, query: Query, gathered: Any, filters: dict[str, str]
) -> dict[str, Any]:
    """What the templates of the matters need; `filters` are the page's, for lists."""
    standing = standing_dangers(session, actor, query)
    matters = pressing_matters(session, actor, desk, query, gathered, standing=standing)
    beyond = dangers_beyond(standing, matters)
    watched = watched_matters(session, actor, desk)
    return {
        "matters": matters,
        "more_dangers": beyond,
        "all_dangers": beyond + sum(matter.n for matter in matters if matter.sign == "danger"),
        "dangers": "/tickets?" + urlencode(filters | {"danger": ANY}),
        "danger_address": lambda matter: _danger_address(matter, filters),
        "watched": watched,
        "unshown": unshown(session, actor, watched),
        "matter_signs": PRESSING,
        "count_of": lambda ticket: countdown(ticket, desk, desk.now()),
        "may_instruct": actor.role in MAY[Action.INSTRUCT],
        "receivers_of": lambda ticket: _receivers(ticket, desk),
        "instruction": STEPS["instructions"],
        "instruction_form": _instruction_form,
    }


@post("/leader/watched", guards=[only(*SEES_ANALYSIS)])
@writing
def watch_matter(session: Session, data: Sent, actor: Signed, desk: AtDesk) -> Response[Any]:
    """Raises NotFound for what is not there for its reader."""
    kind, key = _matter_of(data)
    if kind == "ticket":
        find_ticket(session, actor, key)
    check_watchable(session, actor, desk, kind, key)
    watch(session, actor.login, kind, key, desk.now())
    return Redirect("/leader?done=watched", status_code=303)


@post("/leader/watched/removals", guards=[only(*SEES_ANALYSIS)])
@writing
def unwatch_matter(session: Session, data: Sent, actor: Signed) -> Response[Any]:
    unwatch(session, actor.login, *_matter_of(data))
    return Redirect("/leader?done=unwatched", status_code=303)


def _matter_of(data: Sent) -> tuple[str, str]:
    values = typed(checked(data))
    return values.get("kind", ""), values.get("key", "")


def _danger_address(matter: PressingMatter, filters: dict[str, str]) -> str:
    """The list of the dangers of one kind at one place."""
    ticket = matter.ticket
    values = {"danger": ticket.danger, "place": ticket.place} if ticket else {"danger": ANY}
    return "/tickets?" + urlencode(filters | values)


def _receivers(ticket: Ticket, desk: Desk) -> tuple[str, dict[str, str]]:
    """Who works on the ticket, who gets an order unless another is chosen; and the other units
    that it may go to, by code, with what they are to it.
    """
    units, worker = desk.city.units, worker_of(ticket, desk)
    own = [code for code in (ticket.unit, *ticket.co_units) if code in units]
    parts = [(code, LEADS if code == ticket.unit else SUPPORTS) for code in own]
    parts += [(units[code].parent, STANDS_ABOVE.format(unit=units[code].name)) for code in own]
    name = desk.city.unit_name(worker.unit) or worker.unit
    receivers: dict[str, str] = {}
    for code, part in parts:
        if code in units and code not in ticket.accused and Holder(code) != worker:
            receivers.setdefault(code, f"{units[code].name}（{part}）")
    return f"{name}（{ROLE[Role(worker.role)] if worker.role else WORKS_ON_IT}）", receivers


def _instruction_form(ticket: Ticket) -> Form:
    return form_of(STEPS["instructions"], name=f"instructions-{ticket.no}")


route_handlers = [watch_matter, unwatch_matter]
