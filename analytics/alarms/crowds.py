"""Many different people about one matter: 黄 at the rule's number, 红 from ten of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from analytics.alarms.matters import Matter, bar_reached, warning_at
from analytics.alarms.warning import RED, YELLOW, EarlyWarning, Event
from analytics.callers import different_callers

# Hours -> different people. Five within an hour are five within a day: a shorter span tells them
# from a busy day sooner.
_CROWDS = {2: 5, 6: 5, 24: 5, 72: 10}
_MANY = 10
# A crowd is looked for at every report of a busy series, a repeat mostly in quiet ones.
_UNUSUAL = 1e-5
_QUIET = timedelta(hours=max(_CROWDS))
_NONE, _GRADES = 0, ("", YELLOW, RED)


def grade_of_crowd(people: int) -> str:
    """Of so many different people within any of the spans."""
    return RED if people >= _MANY else YELLOW


def crowds(matter: Matter) -> Iterator[EarlyWarning]:
    """Each in the grade that it has when it is noticed, and once more when that becomes higher;
    from the beginning only after three quiet days.
    """
    silent, highest = datetime.min, _NONE
    for event in matter.events:
        crowd = _crowd_at(matter, event)
        if crowd is None:
            continue
        if event.at > silent:
            highest = _NONE
        rank, silent = _GRADES.index(crowd.grade), event.at + _QUIET
        if rank > highest:
            highest = rank
            yield crowd


def _crowd_at(matter: Matter, event: Event) -> EarlyWarning | None:
    """The crowd that this report completes or joins: of the shortest span that has the grade."""
    highest: EarlyWarning | None = None
    for hours, least in _CROWDS.items():
        span = timedelta(hours=hours)
        inside = matter.last(event, span)
        people = different_callers(other.caller for other in inside)
        grade = grade_of_crowd(people)
        if people < least or (highest and grade == highest.grade):
            continue
        unusual, expected = matter.unusual(inside, event.at - span, _UNUSUAL)
        if unusual:
            why = _why(hours, people, _MANY if grade == RED else least, inside, expected)
            highest = warning_at("crowd", grade, event, inside, expected, why)
    return highest


def _why(hours: int, people: int, least: int, inside: Sequence[Event], expected: float) -> str:
    """Of people is spoken only where callers are told apart."""
    if any(event.caller for event in inside):
        return f"{hours} 小时内 {people} 个不同的人反映" + bar_reached(
            people, least, expected, "人"
        )
    reports = f"{hours} 小时内同一地点同类诉求 {people} 件（未注明诉求人）"
    return reports + bar_reached(people, least, expected, "件")
