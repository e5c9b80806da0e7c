"""Which clocks a ticket has and when each is due: the rules are rows of the city pack."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from hotline.domain.errors import InvalidInput
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.limits import Limit
from hotline.domain.time.working_time import Due, Pause, due

ANY = "*"


class Clock(StrEnum):
    DISPATCH = "dispatch"
    SIGN = "sign"
    CONTACT = "contact"
    HANDLE = "handle"
    REVIEW = "review"
    CALLBACK = "callback"


class Start(StrEnum):
    """The moments of a ticket from which clocks run."""

    REGISTERED = "registered"
    DISPATCHED = "dispatched"
    REPLIED = "replied"
    PASSED = "passed"


# When somebody must look at a matter whose handling clock stands still: no limit of deadlines.csv,
# but a date to watch.
LOOK = "look"
# Until when the centre must decide what a unit applied for: a date as well. While it runs, no other
# clock of the ticket does.
DECIDE = "decide"


class ClockFacts(NamedTuple):
    """What is true of one clock.

    start   the moment from which it runs; None: somebody sets its end
    name    its name in the files of a city pack
    step    what ends it: the step of the ticket's way that is done in time or late
    at_centre  the role that must act before it ends, where that is nobody of a unit
    beside  further clocks that run in a stage that waits for this one
    """

    start: Start | None
    name: str
    step: str
    at_centre: str = ""
    beside: tuple[Clock, ...] = ()


# The caller waits from the registration on: neither a late dispatch nor a return to the dispatcher
# moves the handle clock.
CLOCKS: dict[str, ClockFacts] = {
    Clock.DISPATCH: ClockFacts(Start.REGISTERED, "派单", "dispatch", "dispatcher", (Clock.HANDLE,)),
    Clock.SIGN: ClockFacts(Start.DISPATCHED, "签收", "sign", beside=(Clock.CONTACT, Clock.HANDLE)),
    Clock.CONTACT: ClockFacts(Start.DISPATCHED, "先行联系", "contact", beside=(Clock.HANDLE,)),
    Clock.HANDLE: ClockFacts(Start.REGISTERED, "办理", "reply"),
    Clock.REVIEW: ClockFacts(Start.REPLIED, "审核", "review", "reviewer"),
    Clock.CALLBACK: ClockFacts(Start.PASSED, "回访", "callback", "reviewer"),
    LOOK: ClockFacts(None, "复查", "reply", beside=(Clock.HANDLE,)),
    DECIDE: ClockFacts(None, "审批", "reply", "dispatcher"),
}
STARTS = {clock: start for clock in Clock if (start := CLOCKS[clock].start)}


def column_of(clock: str) -> str:
    """The field of a ticket that holds the end of this clock."""
    return f"due_{clock}"


class Matter(NamedTuple):
    """What decides a ticket's limits."""

    request_type: str
    urgency: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One row of deadlines.csv; `category` is a prefix of category codes, "*" anywhere is "any"."""

    clock: Clock
    request_type: str
    urgency: str
    category: str
    limit: Limit
    profile: str = ANY
    note: str = ""
    line: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        """Two rules of one key would contradict each other."""
        return self.profile, self.clock, self.request_type, self.urgency, self.category

    @property
    def rank(self) -> tuple[bool, int, bool, bool]:
        """What is more specific.

        Urgency first: a rule for a whole category must not slow an emergency down.
        """
        category = 0 if self.category == ANY else len(self.category)
        return self.urgency != ANY, category, self.request_type != ANY, self.profile != ANY

    def applies(self, clock: str, matter: Matter) -> bool:
        return (
            self.clock == clock
            and self.request_type in (ANY, matter.request_type)
            and self.urgency in (ANY, matter.urgency)
            and (self.category == ANY or matter.category.startswith(self.category))
        )


class DeadlineTable:
    """The rules of one profile and those of every profile ("*").

    Of the rules that apply the most specific one wins.

    Without `profile` all rules count, which must then be of one profile and "*" only.
    """

    def __init__(self, rules: Iterable[DeadlineRule], profile: str | None = None) -> None:
        rules = list(rules)
        self.profile = _check_profile(profile, rules)
        own = [rule for rule in rules if rule.profile in (ANY, self.profile)]
        _refuse_contradictions(own)
        self.rules = tuple(sorted(own, key=lambda rule: rule.rank, reverse=True))
        self._found: dict[tuple[str, Matter], DeadlineRule | None] = {}

    def limit(
        self, clock: str, *, request_type: str, urgency: str, category: str = ""
    ) -> Limit | None:
        """None: this clock does not run for such a ticket."""
        rule = self.rule(clock, Matter(request_type, urgency, category))
        return rule.limit if rule else None

    def rule(self, clock: str, matter: Matter) -> DeadlineRule | None:
        """The row that decides, to show its note and line."""
        key = (clock, matter)
        if key not in self._found:
            self._found[key] = next(
                (rule for rule in self.rules if rule.applies(clock, matter)), None
            )
        return self._found[key]


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One clock of one ticket: since when, by which rule, until when."""

    clock: Clock
    start: datetime
    rule: DeadlineRule
    due: Due


def clocks(
    table: DeadlineTable,
    calendar: WorkCalendar,
    matter: Matter,
    starts: Mapping[Start, datetime],
    pauses: Mapping[Clock, Sequence[Pause]] | None = None,
) -> dict[Clock, RunningClock]:
    """The clocks whose start has come and for which there is a rule; `pauses` are those of each
    clock, in order.
    """
    running = {}
    for clock, event in STARTS.items():
        start, rule = starts.get(event), table.rule(clock, matter)
        if start and rule:
            due_time = due(start, rule.limit, calendar, (pauses or {}).get(clock, ()))
            running[clock] = RunningClock(clock, start, rule, due_time)
    return running


def _check_profile(profile: str | None, rules: Iterable[DeadlineRule]) -> str:
    known = list(dict.fromkeys(rule.profile for rule in rules if rule.profile != ANY))
    remedy = f"deadlines.csv 中现有：{'、'.join(known) or '（无）'}"
    if profile is None:
        if len(known) > 1:
            raise InvalidInput("未指定采用哪一套时限方案", remedy=remedy, field="profile")
        return known[0] if known else ANY
    if profile != ANY and profile not in known:
        raise InvalidInput(f"没有名为“{profile}”的时限方案", remedy=remedy, field="profile")
    return profile


def _refuse_contradictions(rules: Iterable[DeadlineRule]) -> None:
    first_rules: dict[tuple[str, ...], DeadlineRule] = {}
    for rule in rules:
        if other := first_rules.get(rule.key):
            raise InvalidInput(
                f"时限规则“{' / '.join(rule.key)}”重复（第 {other.line} 行与第 {rule.line} 行）",
                remedy="同一条件只保留一行",
            )
        first_rules[rule.key] = rule
