"""What a desk has at hand: the city in force, the classifier, the router, the clocks, the vault."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from classifiers.predict import Classifier, default_classifier
from classifiers.segment import load_words
from classifiers.sentences import SentenceReader
from hotline.city.loading import current_city
from hotline.city.pack import CityPack
from hotline.desk.city_classifier import CityClassifier
from hotline.desk.knowledge_index import KnowledgeIndex
from hotline.desk.readings import Readings
from hotline.domain.models import Ticket
from hotline.domain.statuses import OPEN
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.deadlines import Clock, DeadlineTable
from hotline.domain.time.limits import Limit
from hotline.domain.time.times import city_now
from hotline.domain.time.working_time import due
from hotline.storage.vault import Vault
from routing.router import Router


@dataclass(frozen=True)
class Desk:
    """Everything casework needs besides the session and the actor.

    Immutable, made anew when the city changes.
    """

    city: CityPack
    classifier: CityClassifier
    router: Router
    calendar: WorkCalendar
    deadlines: DeadlineTable
    vault: Vault
    now: Callable[[], datetime] = city_now
    knowledge: KnowledgeIndex = field(default_factory=KnowledgeIndex, compare=False)
    readings: Readings | None = field(default=None, compare=False)

    def at(self, moment: datetime) -> "Desk":
        """The same desk at another moment: for the demo, for tests and for late entry of paper
        reports.
        """
        return replace(self, now=lambda: moment)

    def remembering(self) -> "Desk":
        """The same desk for one request, which reads the same words but once."""
        return self if self.readings is not None else replace(self, readings=Readings())

    def with_sentences(self, reader: SentenceReader) -> "Desk":
        """The same desk, where categories are read by sentence too."""
        return replace(self, classifier=self.classifier.with_sentences(reader))

    def due(self, clock: Clock, ticket: Ticket, start: datetime) -> tuple[datetime | None, bool]:
        """When a clock of this ticket that starts now ends, and whether the calendar of that
        year is provisional.
        """
        limit = self.limit(clock, ticket)
        if limit is None:
            return None, False
        end = due(start, limit, self.calendar)
        return end.due, end.provisional

    def promise(self, ticket: Any) -> tuple[datetime | None, bool]:
        """Until when the caller has an answer, and whether that day is provisional: what stands
        with the ticket, before its first dispatch what its limit says, nothing once it is answered.

        ticket  a ticket, or a receipt, which has of one what a clock asks for
        """
        if ticket.due_handle or ticket.status not in OPEN:
            return ticket.due_handle, getattr(ticket, "due_provisional", False)
        return self.due(Clock.HANDLE, ticket, ticket.created_at)

    def limit(self, clock: Clock, ticket: Ticket) -> Limit | None:
        """The limit of a clock of this ticket; None when that clock does not run for it."""
        return self.deadlines.limit(
            clock,
            request_type=ticket.request_type,
            urgency=ticket.urgency,
            category=ticket.category,
        )


def open_desk(
    session: Session,
    vault: Vault,
    *,
    now: Callable[[], datetime] = city_now,
    model: Callable[[], Classifier] = default_classifier,
) -> Desk:
    """The desk of the city that is loaded in the database; raises NoCity.

    `model` is asked when a text is to be read.
    """
    city = current_city(session)
    load_words(city.dictionary_words)
    return Desk(
        city=city,
        classifier=CityClassifier(
            model,
            city.sensitive_words,
            city.danger_signs,
            targets=city.category_targets,
            names={code: entry.name for code, entry in city.categories.items()},
            places=city.place_names,
        ),
        router=city.router,
        calendar=city.calendar,
        deadlines=city.deadline_table,
        vault=vault,
        now=now,
    )
