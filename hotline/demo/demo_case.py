"""What everyone in the demo has at hand while the year is played."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from random import Random
from typing import Any

from hotline.casework.prepared import Prepared
from hotline.demo.contacts import DemoContact
from hotline.demo.demo_staff import DemoStaff
from hotline.demo.material import phrases
from hotline.demo.office_hours import OfficeHours
from hotline.demo.town import fill
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor, Role
from routing.decision import Decision

# How often something lies at the centre, and how many times longer it takes then.
LIES, LONGER = 0.05, 15
# How often somebody works on it on a day off too.
DUTY_AT_CENTRE, DUTY_AT_UNIT = 0.55, 0.2


@dataclass
class DemoCase:
    """One contact on its way; `random` is its own, so that its fate hangs on nothing but the
    seed and its number.

    leading  of the whole year, by story and place, the ticket into which others are merged
    """

    contact: DemoContact
    prepared: Prepared
    ticket: Ticket
    random: Random
    session: Any
    desk: Desk
    crew: DemoStaff
    office: OfficeHours
    leading: dict[tuple[str, str], Ticket] = field(default_factory=dict)

    @cached_property
    def _routed(self) -> Decision:
        """By the true category and the true place; only what is about conduct accuses anybody."""
        report, contact = self.prepared.report, self.contact
        conduct = self.desk.city.tables.category_of("conduct")
        return self.desk.router.route(
            report.text,
            title=report.title,
            address=report.address,
            classification=[(contact.truth, 1.0)],
            request_type=report.request_type,
            cleared=contact.truth != conduct and not self.ticket.accused,
            on=contact.at.date(),
            location=self.prepared.decision.location,
        )

    @property
    def right_unit(self) -> str:
        """Where an attentive dispatcher sends it."""
        return self._routed.unit or self.desk.city.centre

    @property
    def other_unit(self) -> str:
        """Where a tired one sends it."""
        near = (*self.prepared.decision.alternatives, *self._routed.alternatives)
        others = [unit for unit, _ in near if unit != self.right_unit]
        return next(iter((*others, *self._routed.co_units)), self.right_unit)

    @property
    def other_category(self) -> str:
        """What another dispatcher makes of the text: the next likely category, if there is one."""
        conduct = self.desk.city.tables.category_of("conduct")
        likely = [each.code for each in self.prepared.classification.alternatives]
        known = self.desk.city.categories
        others = [
            code
            for code in likely
            if code not in (self.contact.truth, conduct) and code in known and known[code].parent
        ]
        return next(iter(others), self.contact.truth)

    def at(self, moment: datetime) -> Desk:
        return self.desk.at(moment)

    @property
    def is_hurried(self) -> bool:
        """Emergencies do not wait for office hours."""
        return self.ticket.urgency != "normal"

    @property
    def clerk(self) -> Actor:
        return self.crew.clerks[self.ticket.unit]

    def someone(self, role: Role) -> Actor:
        return self.crew.someone(self.random, role)

    def say(self, name: str) -> str:
        place = self.contact.spot.full if self.contact.spot else "现场"
        return fill(self.random.choice(phrases()[name]), {"地": place})

    def phrase(self, name: str, number: int) -> str:
        return phrases()[name][number]

    def choose(self, weights: Mapping[str, float]) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def at_centre(self, moment: datetime, median: float) -> datetime:
        """When the centre gets round to something: now and then it lies for days."""
        lies = not self.contact.halt and not self.is_hurried and self.chance(LIES)
        return self.later(moment, median * (LONGER if lies else 1), duty=DUTY_AT_CENTRE)

    def later(
        self, moment: datetime, median: float, spread: float = 0.7, *, duty: float = DUTY_AT_UNIT
    ) -> datetime:
        """About so many working minutes later; today's work on the last day is quick."""
        if self.contact.halt:
            return self.office.after(moment, self.random.uniform(8, 25))
        minutes = median * self.random.lognormvariate(0, spread)
        return self.office.after(
            moment,
            minutes / 6 if self.is_hurried else minutes,
            always=self.is_hurried,
            on_duty=self.chance(duty),
        )

    def called(self, moment: datetime) -> datetime:
        """When somebody at the centre calls who wanted to at this moment."""
        return self.opened(moment, duty=DUTY_AT_CENTRE)

    def opened(self, moment: datetime, *, duty: float = DUTY_AT_UNIT) -> datetime:
        """When somebody is there for what falls on this moment."""
        return self.office.opening(moment, self.random, on_duty=self.chance(duty))
