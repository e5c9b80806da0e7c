"""Orders of supervision: the centre presses on what many callers wait for."""

from collections.abc import Generator
from datetime import datetime

from hotline.demo.demo_case import DemoCase
from hotline.domain.roles import Role
from hotline.domain.statuses import Status
from hotline.supervision import orders

Steps = Generator[datetime, None, datetime]
# Share of the tickets about which an order is written: in daily life, and by story.
DAILY, BY_STORY = 0.008, {"site": 0.15, "wages": 0.25, "heating": 0.06, "gym": 0.06}
LEADER = 0.3


def press(case: DemoCase, now: datetime) -> Steps:
    """An order, the unit's answer and its closing, or none; what is not reached stays open."""
    share = BY_STORY.get(case.contact.story, DAILY)
    if case.contact.halt or case.ticket.status != Status.IN_PROGRESS or not case.chance(share):
        return now
    at = case.at_centre(now, 60)
    yield at
    role = Role.LEADER if case.chance(LEADER) else Role.SUPERVISOR
    order = orders.issue(
        case.session,
        case.someone(role),
        case.ticket,
        case.at(at),
        level="written",
        demand=case.say("order_demand"),
    )
    at = case.later(at, 500)
    yield at
    orders.answer(
        case.session,
        case.clerk,
        case.ticket,
        case.at(at),
        order=order,
        text=case.say("handling"),
    )
    at = case.at_centre(at, 200)
    yield at
    orders.lift(
        case.session,
        case.someone(Role.SUPERVISOR),
        case.ticket,
        case.at(at),
        order=order,
        note="反馈属实，同意销号",
    )
    return at
