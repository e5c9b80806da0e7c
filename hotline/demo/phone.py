"""The calls of the last days, as a phone system tells them: answered ones that became tickets,
callers who hung up in the queue, and telephones that nobody picked up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from sqlmodel import Session, col, select

from hotline.calls.quality import check_call
from hotline.calls.record import record_event
from hotline.calls.ringback import attempt
from hotline.demo.callers import Person
from hotline.demo.demo_staff import DemoStaff
from hotline.desk.desk import Desk
from hotline.domain.calls.events import CallEvent, CallEventKind, Direction
from hotline.domain.calls.quality import ITEMS
from hotline.domain.calls.seat_states import SeatState
from hotline.domain.models import PhoneCall, Ringback, Ticket
from hotline.domain.roles import Role
from hotline.storage.call_checks import waiting_checks
from hotline.storage.seats import all_seats

DAYS = 10
SOURCE, LINE, QUEUE = "demo", "12345", "hotline"
# For one call that is answered.
ABANDONED, MISSED = 0.12, 0.05
RUNG_BACK = 0.7
# Of calls that were drawn for the quality check; points that an item lost.
CHECKED, FATAL_SHARE, MOST_CHECKED = 0.7, 0.05, 100
LOST = (0, 0, 0, 1, 2, 5)


@dataclass(frozen=True)
class TakenCall:
    """The call that became `ticket`; `agent` took it down."""

    ticket: Ticket
    person: Person
    agent: str


def ring(
    session: Session,
    desk: Desk,
    crew: DemoStaff,
    taken: Sequence[TakenCall],
    *,
    seed: int,
    end: datetime,
) -> None:
    """The calls of the last days before `end`, and those who were rung back."""
    random, tickets = Random(f"{seed} calls"), dict[str, TakenCall]()
    events = list[CallEvent]()
    recent = [call for call in taken if call.ticket.created_at >= end - timedelta(days=DAYS)]
    for number, call in enumerate(recent):
        tickets[f"a{number}"] = call
        events += _answered(random, f"a{number}", call)
        if random.random() < ABANDONED + MISSED:
            events += _unanswered(random, f"u{number}", call, crew)
    calls = dict[str, PhoneCall]()
    for event in sorted(events, key=lambda event: (event.at, event.call_id, event.kind)):
        if event.at < end:
            calls[event.call_id] = record_event(session, event, desk.at(event.at), source=SOURCE)
    for name, call in tickets.items():
        if name in calls:
            _link(calls[name], call)
    _ring_back(session, desk, crew, random, end)
    _check(session, desk, crew, Random(f"{seed} checks"), end)
    for seat, _ in all_seats(session):
        seat.state = SeatState.AWAY


def _event(name: str, kind: CallEventKind, at: datetime, phone: str) -> CallEvent:
    return CallEvent(name, kind, at, Direction.IN, phone, LINE, QUEUE)


def _answered(random: Random, name: str, call: TakenCall) -> Iterator[CallEvent]:
    """It began some minutes before its ticket was there, and ended a little after."""
    begin = call.ticket.created_at - timedelta(seconds=random.randint(90, 420))
    waited = timedelta(seconds=min(int(random.expovariate(1 / 14)) + 3, 80))
    phone = call.person.phone
    yield _event(name, CallEventKind.NEW_CALL, begin, phone)
    answer = _event(name, CallEventKind.ANSWER, begin + waited, phone)
    yield replace(answer, users=(call.agent,))
    ended = call.ticket.created_at + timedelta(seconds=random.randint(5, 60))
    yield replace(_event(name, CallEventKind.HANGUP, ended, phone), cause="normalClearing")


def _unanswered(random: Random, name: str, call: TakenCall, crew: DemoStaff) -> Iterator[CallEvent]:
    """Somebody hangs up in the queue, or it rings at an agent who does not pick up."""
    begin = call.ticket.created_at + timedelta(minutes=random.randint(2, 50))
    phone = f"100{random.randrange(10**8):08d}"
    missed = random.random() < MISSED / (ABANDONED + MISSED)
    users = (crew.someone(random, Role.AGENT).login,) if missed else ()
    yield replace(_event(name, CallEventKind.NEW_CALL, begin, phone), users=users)
    ended = begin + timedelta(seconds=random.randint(12, 110))
    cause = "noAnswer" if missed else "cancel"
    yield replace(_event(name, CallEventKind.HANGUP, ended, phone), cause=cause)


def _link(call: PhoneCall, taken: TakenCall) -> None:
    call.ticket_id = taken.ticket.row_id
    call.taken_at = call.answered_at
    call.handled_at = call.wrapped_at = call.ended_at


def _check(session: Session, desk: Desk, crew: DemoStaff, random: Random, end: datetime) -> None:
    """Most of the calls that were drawn are checked within a day, some with a fatal fault."""
    for check in waiting_checks(session, but="", limit=MOST_CHECKED):
        at = check.drawn_at + timedelta(minutes=random.randint(60, 1_400))
        points = {name: most - random.choice(LOST) for name, most in ITEMS.items()}
        fatal = ("hung_up",) if random.random() < FATAL_SHARE else ()
        if at < end and random.random() < CHECKED:
            actor = crew.someone(random, Role.REVIEWER)
            check_call(session, actor, check, desk.at(at), points=points, fatal=fatal)


def _ring_back(
    session: Session, desk: Desk, crew: DemoStaff, random: Random, end: datetime
) -> None:
    """Most of them are reached the next day; the others wait."""
    rows = session.exec(select(Ringback).order_by(col(Ringback.first_at), col(Ringback.id)))
    for ringback in rows.all():
        at = ringback.first_at + timedelta(minutes=random.randint(20, 900))
        if ringback.done_at or at >= end or random.random() > RUNG_BACK:
            continue
        actor = crew.someone(random, Role.AGENT)
        result = random.choice(("reached", "reached", "reached", "no_answer"))
        attempt(session, actor, ringback, desk.at(at), result=result)
