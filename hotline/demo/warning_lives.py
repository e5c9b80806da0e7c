"""Early warnings of the last weeks as the worker would have raised them, and what people made of
each: judged, given to a unit, answered, closed; notices of older days are read.
"""

from collections import Counter
from collections.abc import Generator
from datetime import datetime, time, timedelta
from random import Random

from sqlmodel import Session, col, select

from hotline.demo.agenda import Agenda
from hotline.demo.demo_staff import DemoStaff
from hotline.demo.material import phrases
from hotline.demo.office_hours import OfficeHours
from hotline.desk.desk import Desk
from hotline.domain.models import IssueMember, Notice, RaisedWarning, Ticket, WarningTicket
from hotline.domain.roles import Role
from hotline.domain.warnings import Grade, WarningKind
from hotline.operation.issue_keeping import IssueKeeper
from hotline.operation.warning_watch import drafts_now
from hotline.storage.warnings import accused_units
from hotline.supervision import warning_life
from hotline.supervision.warning_raising import raise_warning

DAYS = 35
LOOKS = (time(9), time(13), time(20))
# What one report alarms with is seldom false.
OF_ONE_REPORT, SELDOM_FALSE = (WarningKind.DANGER, WarningKind.SENSITIVE), 0.08
UNREAD = timedelta(hours=40)
Steps = Generator[datetime, None, None]


class WarningLives:
    """The warnings of one demo."""

    def __init__(
        self, session: Session, desk: Desk, crew: DemoStaff, *, seed: int, end: datetime
    ) -> None:
        self.session, self.desk, self.crew, self.end = session, desk, crew, end
        self.random = Random(f"{seed} warnings")
        self.office = OfficeHours(desk.calendar)
        self._agenda = Agenda[Steps](end)

    def run(self) -> None:
        keeper = IssueKeeper()
        while keeper.keep(self.session, self.desk.at(self.end)):
            pass
        for back in range(DAYS, -1, -1):
            day = (self.end - timedelta(days=back)).date()
            for now in (datetime.combine(day, look) for look in LOOKS):
                if now < self.end:
                    self._until(now)
                    self._watch(now)
        self._until(self.end)
        self._read_notices()

    def _watch(self, now: datetime) -> None:
        for draft in list(drafts_now(self.session, self.desk.at(now))):
            if draft.kind == WarningKind.LIMITS:
                continue  # it counts what runs at the end of the year, not at that hour
            row = raise_warning(self.session, self.desk.at(now), draft=draft)
            if row is not None:
                life = self._life(row, now)
                self._agenda.add(next(life, None), row.row_id, life)

    def _until(self, moment: datetime) -> None:
        for number, life in self._agenda.until(moment):
            self._agenda.add(next(life, None), number, life)

    def _life(self, row: RaisedWarning, now: datetime) -> Steps:
        """A red one is looked at within the hour, whatever the hour is."""
        session, desk, crew, random = self.session, self.desk, self.crew, self.random
        judge = crew.someone(random, Role.SUPERVISOR)
        hurried = row.grade == Grade.RED
        at = self.office.after(now, random.uniform(10, 50 if hurried else 200), always=hurried)
        yield at
        if not self._is_true(row):
            reason = self._say("warning_false")
            warning_life.reject(session, judge, row, desk.at(at), reason=reason)
            return
        warning_life.confirm(session, judge, row, desk.at(at), note=self._say("warning_true"))
        unit = self._unit_of(row)
        if unit:
            at = self.office.after(at, random.uniform(5, 60), always=hurried)
            yield at
            warning_life.assign(session, judge, row, desk.at(at), unit=unit, note="")
            at = self.office.after(at, random.uniform(60, 700))
            yield at
            measure, clerk = self._say("warning_measure"), crew.clerks[unit]
            warning_life.report_measure(session, clerk, row, desk.at(at), measure=measure)
        at = self.office.after(at, random.uniform(200, 1500))
        yield at
        note = self._say("warning_over")
        warning_life.close(session, judge, row, desk.at(at), note=note)

    def _is_true(self, row: RaisedWarning) -> bool:
        """Whether half of its tickets or more are of one matter; many people at one place always
        are.
        """
        if row.kind in OF_ONE_REPORT:
            return self.random.random() >= SELDOM_FALSE
        query = (
            select(IssueMember.issue_id)
            .join(WarningTicket, col(WarningTicket.ticket_id) == IssueMember.ticket_id)
            .where(col(WarningTicket.warning_id) == row.row_id)
        )
        matters = Counter(self.session.exec(query)).values()
        return row.kind == WarningKind.CROWD or 2 * max(matters, default=0) >= row.n

    def _unit_of(self, row: RaisedWarning) -> str:
        """Who handles most of its tickets, and is not complained about."""
        query = (
            select(Ticket.unit)
            .join(WarningTicket, col(WarningTicket.ticket_id) == Ticket.id)
            .where(col(WarningTicket.warning_id) == row.row_id, col(Ticket.unit) != "")
        )
        accused = accused_units(self.session, row.row_id)
        units = Counter(unit for unit in self.session.exec(query) if unit not in accused)
        return next((unit for unit, _ in units.most_common() if unit in self.crew.clerks), "")

    def _say(self, name: str) -> str:
        return self.random.choice(phrases()[name])

    def _read_notices(self) -> None:
        """People look at what they are told; only what is new waits."""
        before = self.end - UNREAD
        query = select(Notice).where(col(Notice.read_at).is_(None), col(Notice.at) < before)
        logins = {f"role:{role}": actors[0].login for role, actors in self.crew.by_role.items()}
        logins |= {f"unit:{unit}": actor.login for unit, actor in self.crew.clerks.items()}
        for notice in self.session.exec(query):
            login = logins.get(notice.receiver, notice.receiver.removeprefix("login:"))
            notice.read_at, notice.read_by = notice.at + timedelta(hours=3), login
