"""[calls] of city.toml: within how many seconds a call is answered, what is drawn for a check."""

from dataclasses import dataclass

from hotline.city.toml_reading import Section

# name -> lowest, highest
NUMBERS = {
    "answer_seconds": (1, 120),
    "ring_minutes": (1, 60),
    "check_percent": (0, 100),
    "repeat_calls": (2, 100),
    "repeat_days": (1, 90),
    "harassment_calls": (2, 1000),
    "harassment_hours": (1, 168),
}


@dataclass(frozen=True, slots=True)
class CallRules:
    """Thresholds of calls.

    answer_seconds  a call that is answered within them was answered in time
    ring_minutes    so long without news a caller may wait; after it their hang-up was lost
    check_percent   share of answered calls that are drawn for the quality check
    repeat_calls    so often within repeat_days: a repeat caller
    harassment_calls  so often within harassment_hours without any ticket: probably harassment
    """

    answer_seconds: int = 15
    ring_minutes: int = 10
    check_percent: int = 3
    repeat_calls: int = 3
    repeat_days: int = 7
    harassment_calls: int = 10
    harassment_hours: int = 24


USUAL_CALLS = CallRules()


def read_calls(section: Section) -> CallRules:
    section.only(tuple(NUMBERS))
    return CallRules(
        **{
            name: section.whole(name, low, high, getattr(USUAL_CALLS, name))
            for name, (low, high) in NUMBERS.items()
        }
    )
