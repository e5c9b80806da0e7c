"""Where no unit is proposed: what no hotline accepts, and what the router only guesses at."""

from collections.abc import Iterable
from dataclasses import replace

from classifiers.predict import Classification
from routing.decision import Decision

# A unit less likely than this is a guess that misleads who reads it.
LEAST = 0.2


def without_guess(decision: Decision, read: Classification) -> Decision:
    """The decision with its unit among the candidates, for a person to choose; danger to life and
    complaints about a unit keep their way.
    """
    guessed = read.unaccepted is not None or decision.confidence < LEAST
    if not (decision.unit and guessed) or read.danger.is_danger or decision.secrecy:
        return decision
    return replace(
        decision,
        unit="",
        unit_name="",
        co_units=(),
        needs_review=True,
        alternatives=((decision.unit, decision.confidence), *decision.alternatives),
    )


def accepted_at_home(read: Classification, text: str, home: Iterable[str]) -> Classification:
    """Who names the city itself or one of its districts (`home`) does not speak of another city."""
    is_elsewhere = read.unaccepted is not None and read.unaccepted.kind == "city"
    if is_elsewhere and any(name.rstrip("市区县") in text for name in home):
        return replace(read, unaccepted=None)
    return read
