"""Random calendars, limits and pauses, as Hypothesis strategies."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from hotline.domain.time.calendar import Override, WorkCalendar
from hotline.domain.time.limits import Limit, LimitUnit
from hotline.domain.time.working_time import Pause
from tests.unit.domain.time.slow_clock import SlowClock

FIRST, LAST = datetime(2026, 1, 1), datetime(2027, 1, 20)
WINDOW = 150


@dataclass(frozen=True)
class Case:
    start: datetime
    limit: Limit
    frames: tuple
    overrides: dict[date, Override]
    pauses: tuple[Pause, ...]
    step: int

    @property
    def calendar(self) -> WorkCalendar:
        return WorkCalendar(self.frames, self.overrides)

    def slow_clock(self) -> SlowClock:
        days = {
            on: (own.frames or self.frames) if own.working else ()
            for on, own in self.overrides.items()
        }
        first = (self.start - timedelta(days=5)).date()
        return SlowClock(self.frames, days, first=first, days=WINDOW, step=self.step)

    def slow_due(self, clock: SlowClock) -> datetime:
        amount = int(self.limit.amount) if self.limit.counts_days else self.limit.seconds
        return clock.due(
            self.start, amount, self.limit.unit, [(pause.begin, pause.end) for pause in self.pauses]
        )

    def slow_provisional(self, clock: SlowClock) -> bool:
        """Follows the pauses one by one, to know the last day that was looked at."""
        if not self.limit.counts_working_time:
            return False
        first = self.start.date() + timedelta(days=self.limit.unit is LimitUnit.WORKING_DAYS)
        last = first
        for count, pause in enumerate(self.pauses):
            if pause.begin < self.up_to(count).slow_due(clock):
                first, last = min(first, pause.begin.date()), max(last, pause.end.date())
        return clock.is_provisional(
            first, max(last, (self.slow_due(clock) - timedelta(seconds=1)).date())
        )

    def up_to(self, count: int) -> "Case":
        return Case(
            self.start, self.limit, self.frames, self.overrides, self.pauses[:count], self.step
        )


def moments(low: datetime, high: datetime, step: int):
    count = int((high - low).total_seconds()) // step
    return st.integers(0, count).map(lambda n: low + timedelta(seconds=n * step))


@st.composite
def frames(draw, step: int):
    """One to three frames of at least half an hour together."""
    marks = st.integers(0, 86_400 // step).map(lambda n: n * step)
    ends = sorted(draw(st.lists(marks, min_size=2, max_size=6, unique=True)))
    pairs = tuple(zip(ends[0::2], ends[1::2], strict=False))
    return pairs if sum(b - a for a, b in pairs) >= 1800 else ((32_400, 43_200), (48_600, 63_000))


@st.composite
def cases(draw, step: int = 60):
    start = draw(moments(FIRST, LAST, step))
    daily = draw(frames(step))
    near = st.integers(-3, 40).map(lambda n: start.date() + timedelta(days=n))
    own = st.builds(Override, st.booleans(), st.one_of(st.none(), frames(step)))
    overrides = draw(st.dictionaries(near, own, max_size=6))
    limit = draw(limits(sum(end - begin for begin, end in daily)))
    begins = moments(start - timedelta(days=2), start + timedelta(days=30), step)
    lengths = st.integers(0, 6 * 86_400 // step).map(lambda n: timedelta(seconds=n * step))
    pauses = draw(st.lists(st.tuples(begins, lengths), max_size=3))
    return Case(
        start, limit, daily, overrides, tuple(Pause(at, at + length) for at, length in pauses), step
    )


@st.composite
def limits(draw, daily_seconds: int):
    unit = draw(st.sampled_from(LimitUnit))
    if unit is LimitUnit.WORKING_HOURS:
        quarters = draw(st.integers(1, 15 * daily_seconds // 900))
        return Limit(Decimal(quarters) / 4, unit)
    high = {
        LimitUnit.WORKING_DAYS: 15,
        LimitUnit.CALENDAR_DAYS: 40,
        LimitUnit.CALENDAR_HOURS: 1000,
    }[unit]
    return Limit(Decimal(draw(st.integers(unit is not LimitUnit.CALENDAR_DAYS, high))), unit)
