"""Who is told of what happens to tickets, in which words and when: rules that a city sets."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from hotline.domain.outcomes import NoticeKind
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.counting import add_working_time, working_seconds_between

# unit: whom the event is about, without one who leads; holder: who has to act now, at the centre a
# role; login: the person themselves; list: who gets the bulletins, as city.toml says
OF_TICKET = ("holder", "unit", "support", "superior")
OF_CENTRE = ("dispatcher", "supervisor", "reviewer", "leader", "agent")
RECEIVERS = (*OF_TICKET, *OF_CENTRE, "login", "list")
FIELDS = ("no", "title", "clock", "due", "link", "call")
ALARMS = (NoticeKind.DANGER, NoticeKind.DANGER_AHEAD)
# Of one danger each receiver has one that is not read: the last, what it contradicts is taken back.
OF_DANGER = (*ALARMS, NoticeKind.DANGER_ELSEWHERE)
# Danger waits for nothing and is never one of many.
AT_ONCE_ALONE = frozenset(
    {
        *OF_DANGER,
        NoticeKind.CHAT_DANGER,
        NoticeKind.CHAT_DANGER_NO_CALL,
    }
)
OF_PERSON = frozenset({NoticeKind.NEW_DEVICE})
OF_CHATS = frozenset({NoticeKind.CHAT_LATE, NoticeKind.CHAT_DANGER, NoticeKind.CHAT_DANGER_NO_CALL})
# About no ticket: their words know the link alone.
WITHOUT_TICKET = OF_PERSON | OF_CHATS
OF_BULLETIN = frozenset(
    {NoticeKind.BULLETIN_DRAFTED, NoticeKind.BULLETIN_UNSIGNED, NoticeKind.BULLETIN_SIGNED}
)


def receivers_allowed(kind: str) -> tuple[str, ...]:
    """By which names an event may be told."""
    if kind in OF_PERSON:
        return ("login",)
    if kind == NoticeKind.BULLETIN_SIGNED:
        return ("list",)
    return OF_CENTRE if kind in OF_BULLETIN | OF_CHATS else (*OF_TICKET, *OF_CENTRE)


def fields_allowed(kind: str) -> tuple[str, ...]:
    """What may stand in braces in the text of an event."""
    if kind in WITHOUT_TICKET:
        return ("link",)
    return ("title", "link") if kind in OF_BULLETIN else FIELDS


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when until when in a day `day` notices wait; over midnight where it begins later than it
    ends.
    """

    begins: time
    ends: time

    @classmethod
    def of(cls, begins: str, ends: str) -> "QuietHours":
        return cls(time.fromisoformat(begins), time.fromisoformat(ends))

    def end_after(self, at: datetime) -> datetime:
        """When the quiet is over that holds at this moment; the moment itself where none does."""
        over_midnight = self.begins > self.ends
        late, early = at.time() >= self.begins, at.time() < self.ends
        if not ((late or early) if over_midnight else (late and early)):
            return at
        days = 1 if over_midnight and late else 0
        return datetime.combine(at.date() + timedelta(days=days), self.ends)

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}-{self.ends:%H:%M}"


USUAL_QUIET = QuietHours(time(21), time(8))


class When(StrEnum):
    """When a message may leave the house; the page shows a notice at once."""

    NOW = "now"
    DAY = "day"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """bundle   from so many waiting ones they are one message; 0: each alone
    is_loud  the page gives a sound
    """

    kind: NoticeKind
    receivers: tuple[str, ...]
    text: str
    when: When = When.NOW
    bundle: int = 0
    is_loud: bool = False

    def leaves_at(
        self, at: datetime, calendar: WorkCalendar, quiet: QuietHours = USUAL_QUIET
    ) -> datetime:
        """When a message about something that happened `at` may be sent."""
        if self.when is When.WORK and not _works(calendar, at):
            return add_working_time(calendar, at, 1) - timedelta(seconds=1)
        return quiet.end_after(at) if self.when is When.DAY else at


def _works(calendar: WorkCalendar, at: datetime) -> bool:
    return working_seconds_between(calendar, at, at + timedelta(seconds=1)) > 0
