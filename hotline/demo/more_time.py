"""While the unit works: it asks for more time or to wait, and the centre decides."""

from collections.abc import Generator
from datetime import datetime, timedelta

from hotline.casework import extension, suspension
from hotline.demo.demo_case import DemoCase
from hotline.domain.roles import Role
from hotline.domain.statuses import Status

Steps = Generator[datetime, None, datetime]
EXTENDS, WAITS, GRANTED = 0.05, 0.012, 0.8
# Working minutes of the centre; days for which a matter waits.
DECIDES, LONGEST_DECISION, DAYS = 120, 480, (8, 25)
LEAST, ALONE = timedelta(hours=3), timedelta(days=29)


def ask_for_time(case: DemoCase, now: datetime) -> Steps:
    """An application and what became of it; without one, nothing happens."""
    halt = case.contact.halt
    kind = next((kind for kind in _ASKS if kind == halt), None) if halt else _drawn(case)
    at = case.later(now, 200)
    due = case.ticket.due_handle
    if kind is None or due is None or at + LEAST > due or (case.is_hurried and not halt):
        return now
    yield at
    _ASKS[kind](case, at)
    if halt:
        return at
    now = min(case.at_centre(at, DECIDES), case.office.after(at, LONGEST_DECISION))
    yield now
    granted = case.chance(GRANTED)
    if kind == Status.EXTENSION_REQUESTED:
        _decide_extension(case, now, granted)
        return now
    return (yield from _wait(case, now, granted))


def _drawn(case: DemoCase) -> Status | None:
    lot = case.random.random()
    if lot < WAITS:
        return Status.SUSPENSION_REQUESTED
    return Status.EXTENSION_REQUESTED if lot < WAITS + EXTENDS else None


def _ask_extension(case: DemoCase, now: datetime) -> None:
    extension.ask_extension(
        case.session,
        case.clerk,
        case.ticket,
        case.at(now),
        limit=case.random.choice(("2wd", "3wd", "5wd")),
        reason=case.say("extension_reason"),
        basis="示例：有关管理办法",
    )


def _ask_suspension(case: DemoCase, now: datetime) -> None:
    """Until a day that is still to come when the centre has decided, holidays between included, and
    so near that one person decides alone.
    """
    decided = case.office.after(now, LONGEST_DECISION)
    until = case.opened(decided + timedelta(days=case.random.randint(*DAYS)))
    until = min(until, now + ALONE)
    suspension.ask_suspension(
        case.session,
        case.clerk,
        case.ticket,
        case.at(now),
        until=until.replace(hour=17, minute=0, second=0),
        reason=case.say("suspension_reason"),
        basis="示例：年度改造计划",
    )


_ASKS = {
    Status.EXTENSION_REQUESTED: _ask_extension,
    Status.SUSPENSION_REQUESTED: _ask_suspension,
}


def _decide_extension(case: DemoCase, now: datetime, granted: bool) -> None:
    decide = extension.grant_extension if granted else extension.refuse_extension
    note = "情况属实，同意延期" if granted else "理由不充分，请按期办结"
    decide(case.session, case.someone(Role.SUPERVISOR), case.ticket, case.at(now), note=note)


def _wait(case: DemoCase, now: datetime, granted: bool) -> Steps:
    """The clock stands still until the day that was named, or a little less."""
    supervisor = case.someone(Role.SUPERVISOR)
    if not granted:
        suspension.refuse_suspension(
            case.session, supervisor, case.ticket, case.at(now), note="现有条件可以办理，请继续办理"
        )
        return now
    suspension.suspend(
        case.session, supervisor, case.ticket, case.at(now), note="同意挂账，届时复查"
    )
    now = case.called(now + timedelta(days=case.random.randint(4, DAYS[0])))
    yield now
    suspension.resume(
        case.session, supervisor, case.ticket, case.at(now), reason="条件已经具备，恢复办理"
    )
    return now
