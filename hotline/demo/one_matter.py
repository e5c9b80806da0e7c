"""Many callers of one story: the dispatcher merges what is the same matter, so that one unit works
and all callers are answered by one reply.
"""

from collections.abc import Generator
from datetime import datetime, timedelta

from hotline.casework import merge
from hotline.demo.after_signature import call_back_until_heard
from hotline.demo.demo_case import DemoCase
from hotline.domain.models import Ticket
from hotline.domain.roles import Role
from hotline.domain.statuses import Status
from hotline.domain.workflow import EVENTS, TRANSITIONS, Action

Steps = Generator[datetime, None, datetime]
MERGED = 0.6
DAY = timedelta(days=1)


def merge_with_story(case: DemoCase, now: datetime) -> Steps:
    """Merged into the open ticket of its story and place, where there is one and somebody sees it;
    the first is what later ones are merged into.
    """
    if not case.contact.story or case.contact.halt or case.contact.spot is None:
        return now
    key = (case.contact.story, case.contact.spot.full)
    lead = case.leading.get(key)
    if lead is None or not _fits(case.ticket, lead):
        case.leading[key] = case.ticket
        return now
    if not case.chance(MERGED):
        return now
    at = case.at_centre(now, 40)
    yield at
    if not _fits(case.ticket, lead):
        return at
    case.session.flush()
    dispatcher = case.someone(Role.DISPATCHER)
    reason = "同一事项，合并办理"
    desk = case.at(at)
    # the dispatcher has read both: a story complains of nobody who handles it
    merge.merge(
        case.session, dispatcher, case.ticket, desk, parent=lead, reason=reason, unmeant="looked"
    )
    return at


def _fits(ticket: Ticket, lead: Ticket) -> bool:
    may_merge = (Status(ticket.status), Action.MERGE) in TRANSITIONS
    is_open = lead.status in EVENTS[Action.ABSORB] and may_merge
    is_secret = "confidential" in (ticket.secrecy, lead.secrecy)
    barred = {lead.unit, *lead.co_units} & set(ticket.accused)
    return is_open and not is_secret and not barred


def wait_for_answer(case: DemoCase, now: datetime) -> Steps:
    """Until the leading ticket has ended, and then this caller is called as if alone."""
    while case.ticket.status == Status.MERGED:
        now = case.called(now + DAY)
        yield now
    if case.ticket.status == Status.CALLBACK:
        now = yield from call_back_until_heard(case, now)
    return now
