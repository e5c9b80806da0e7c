"""Play a planned year: every contact through the one door, every step by the person who would
take it, in order of time.

A day's contacts are stored together. Rows are flushed only when a ticket that has unwritten steps
goes on.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, islice
from random import Random

from sqlmodel import Session

from hotline.casework.prepared import Prepared, Submission, prepare_all
from hotline.casework.receive import Receipt, store
from hotline.demo.agenda import Agenda
from hotline.demo.batch_session import BatchSession
from hotline.demo.contacts import DemoContact
from hotline.demo.demo_case import DemoCase
from hotline.demo.demo_staff import DemoStaff
from hotline.demo.life import live
from hotline.demo.office_hours import OfficeHours
from hotline.demo.phone import TakenCall
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.reports import read_report
from hotline.domain.roles import SYSTEM, Role
from hotline.domain.statuses import Status
from hotline.storage.tickets import tickets_by_number

AHEAD = 500
BY_AGENT = frozenset({"phone", "letter", "visit"})
# Share of matters that the agent can settle on the line
SETTLED = {
    "consult": 0.9,
    "other": 0.85,
    "praise": 0.6,
    "suggestion": 0.12,
    "help": 0.13,
    "complaint": 0.05,
}
REJECTED = 0.03
# After these the next step asks the database for the row just made: assignment, return request,
# reply, application, pause.
NEEDED_NEXT = frozenset(
    {
        *(Status.DISPATCHED, Status.RETURN_REQUESTED, Status.REPLIED, Status.SUSPENDED),
        *(Status.EXTENSION_REQUESTED, Status.SUSPENSION_REQUESTED),
    }
)


@dataclass(frozen=True, slots=True)
class Intake:
    """A contact as it was taken down; `ending` as in `life.live`."""

    number: int
    contact: DemoContact
    prepared: Prepared
    random: Random
    ending: str


class Simulation:
    """One year on its way into one session."""

    def __init__(
        self, session: Session, desk: Desk, crew: DemoStaff, seed: int, end: datetime
    ) -> None:
        self.desk, self.crew, self.seed, self.end = desk, crew, seed, end
        self.office = OfficeHours(desk.calendar)
        self.ledger = BatchSession(session)
        self._agenda = Agenda[tuple[DemoCase, Iterator[datetime]]](end)
        self._unwritten: set[int] = set()
        self.taken: list[TakenCall] = []
        self._leading: dict[tuple[str, str], Ticket] = {}

    def run(self, contacts: Sequence[DemoContact], progress: Callable[[int], object]) -> None:
        numbered = enumerate(contacts)
        while chunk := list(islice(numbered, AHEAD)):
            intakes = self._prepare(chunk)
            for day, of_day in groupby(intakes, key=lambda intake: intake.contact.at.date()):
                self._until(datetime(day.year, day.month, day.day))
                self._receive(list(of_day))
            progress(len(chunk))
        self._until(self.end)
        self.ledger.flush()

    def _prepare(self, contacts: Sequence[tuple[int, DemoContact]]) -> list[Intake]:
        submissions = [
            Submission(SYSTEM, read_report(_data(contact), now=contact.at), at=contact.at)
            for _, contact in contacts
        ]
        read = prepare_all(submissions, self.desk.at(contacts[-1][1].at))
        return [
            self._intake(*numbered, prepared)
            for numbered, prepared in zip(contacts, read, strict=True)
        ]

    def _intake(self, number: int, contact: DemoContact, prepared: Prepared) -> Intake:
        random = Random(f"{self.seed} {number}")
        ending = _ending(random, contact)
        if ending or contact.halt == "triage":
            prepared = replace(prepared, decision=replace(prepared.decision, needs_review=True))
        agent = (
            self.crew.someone(random, Role.AGENT) if contact.data["channel"] in BY_AGENT else SYSTEM
        )
        submission = replace(prepared.submission, actor=agent)
        return Intake(number, contact, replace(prepared, submission=submission), random, ending)

    def _receive(self, intakes: Sequence[Intake]) -> None:
        """A day's contacts, and where their lives begin."""
        receipts = store(self.ledger, [intake.prepared for intake in intakes], self.desk)
        numbers = [receipt.no for receipt in receipts if isinstance(receipt, Receipt)]
        tickets = tickets_by_number(self.ledger, SYSTEM, numbers)
        for intake, ticket in zip(intakes, tickets, strict=True):
            case = DemoCase(
                intake.contact,
                intake.prepared,
                ticket,
                intake.random,
                self.ledger,
                self.desk,
                self.crew,
                self.office,
                self._leading,
            )
            self._go_on(intake.number, case, live(case, intake.ending))
            if intake.contact.data["channel"] == "phone":
                agent = intake.prepared.submission.actor.login
                self.taken.append(TakenCall(ticket, intake.contact.person, agent))

    def _until(self, moment: datetime) -> None:
        """Take every step that is due before this moment."""
        for number, (case, life) in self._agenda.until(moment):
            if case.ticket.id in self._unwritten:
                self.ledger.flush()
                self._unwritten.clear()
            self._go_on(number, case, life)

    def _go_on(self, number: int, case: DemoCase, life: Iterator[datetime]) -> None:
        """Take the step that the life stands at, and remember when the next one is due."""
        self.ledger.begin_step()
        moment = next(life, None)
        if case.ticket.status in NEEDED_NEXT:
            self._unwritten.add(case.ticket.row_id)
        self._agenda.add(moment, number, (case, life))


def _data(contact: DemoContact) -> dict[str, object]:
    if contact.data["identity"] == "anonymous":
        return contact.data
    return contact.data | {"caller": contact.person.name, "phone": contact.person.phone}


def _ending(random: Random, contact: DemoContact) -> str:
    if contact.halt or contact.story or contact.data["urgency"] != "normal":
        return ""
    kind = contact.data["request_type"]
    if random.random() < SETTLED.get(kind, 0.0):
        return "answer"
    return "reject" if not contact.answer and random.random() < REJECTED else ""
