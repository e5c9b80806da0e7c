"""Play a planned year: every contact through the one door, every step by the person who would take it, in order of time.

Rows are flushed only when a ticket that has unwritten steps goes on, or when the next contact comes in.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from sqlmodel import Session

from hotline.casework.desk import Desk
from hotline.casework.receive import Prepared, Receipt, prepare_all, store
from hotline.demo.casebook import Case
from hotline.demo.contacts import Contact
from hotline.demo.crew import Crew
from hotline.demo.life import live
from hotline.demo.office import Office
from hotline.domain.models import Ticket
from hotline.domain.permissions import SYSTEM, Actor, Role
from hotline.domain.reports import read_report

AHEAD = 500
BY_AGENT = frozenset({"phone", "letter", "visit"})
# Share of matters that the agent can settle on the line
SETTLED = {"consult": 0.9, "other": 0.85, "praise": 0.6, "suggestion": 0.12, "help": 0.13, "complaint": 0.05}
REJECTED = 0.03


class Play:
    """One year on its way into one session."""

    def __init__(self, session: Session, desk: Desk, crew: Crew, seed: int, end: datetime) -> None:
        self.session, self.desk, self.crew, self.seed, self.end = session, desk, crew, seed, end
        self.office = Office(desk.calendar)
        self._waiting: list[tuple[datetime, int, Case, Iterator[datetime]]] = []
        self._unwritten: set[int] = set()

    def run(self, contacts: Sequence[Contact], progress: Callable[[int], object]) -> None:
        with self.session.no_autoflush:
            for begin in range(0, len(contacts), AHEAD):
                chunk = contacts[begin : begin + AHEAD]
                for number, (contact, prepared) in enumerate(zip(chunk, self._prepare(chunk), strict=True), begin):
                    self._until(contact.at)
                    self._receive(number, contact, prepared)
                progress(len(chunk))
            self._until(self.end)
            self.session.flush()

    def _prepare(self, contacts: Sequence[Contact]) -> list[Prepared]:
        reports = [read_report(_data(contact), now=contact.at) for contact in contacts]
        return prepare_all([(report, "") for report in reports], self.desk.at(contacts[-1].at))

    def _receive(self, number: int, contact: Contact, prepared: Prepared) -> None:
        random = Random(f"{self.seed} {number}")
        ending = _ending(random, contact)
        if ending or contact.halt == "triage":
            prepared = replace(prepared, decision=replace(prepared.decision, needs_review=True))
        receipt = store(self.session, self._taker(random, contact), [prepared], self.desk.at(contact.at))[0]
        self._unwritten.clear()
        assert isinstance(receipt, Receipt)
        ticket = self.session.get_one(Ticket, receipt.ticket.id)
        case = Case(
            contact, ticket, *self._units(contact, prepared), random, self.session, self.desk, self.crew, self.office
        )
        self._go_on(number, case, live(case, ending))

    def _taker(self, random: Random, contact: Contact) -> Actor:
        return self.crew.someone(random, Role.AGENT) if contact.data["channel"] in BY_AGENT else SYSTEM

    def _units(self, contact: Contact, prepared: Prepared) -> tuple[str, str]:
        """Where an attentive dispatcher sends it, by the true category and the true place, and where a tired one does."""
        report = prepared.report
        decision = self.desk.router.route(
            report.text, title=report.title, address=report.address, classification=[(contact.truth, 1.0)],
            request_type=report.request_type, on=contact.at.date(), location=prepared.decision.location,
        )  # fmt: skip
        right = decision.unit or self.desk.city.centre
        others = [unit for unit, _ in (*prepared.decision.alternatives, *decision.alternatives) if unit != right]
        return right, others[0] if others else decision.co_units[0] if decision.co_units else right

    def _until(self, moment: datetime) -> None:
        """Take every step that is due before this moment."""
        while self._waiting and self._waiting[0][0] < moment:
            _, number, case, life = heapq.heappop(self._waiting)
            if case.ticket.id in self._unwritten:
                self.session.flush()
                self._unwritten.clear()
            self._go_on(number, case, life)
            self._unwritten.add(case.ticket.id or 0)

    def _go_on(self, number: int, case: Case, life: Iterator[datetime]) -> None:
        """Take the step that the life stands at, and remember when the next one is due."""
        moment = next(life, None)
        if moment is not None and moment < self.end:
            heapq.heappush(self._waiting, (moment, number, case, life))


def _data(contact: Contact) -> dict[str, object]:
    if contact.data["identity"] == "anonymous":
        return contact.data
    return contact.data | {"caller": contact.person.name, "phone": contact.person.phone}


def _ending(random: Random, contact: Contact) -> str:
    if contact.halt or contact.story or contact.data["urgency"] != "normal":
        return ""
    kind = contact.data["request_type"]
    if random.random() < SETTLED.get(kind, 0.0):
        return "answer"
    return "reject" if not contact.answer and random.random() < REJECTED else ""
