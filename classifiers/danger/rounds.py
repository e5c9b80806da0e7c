"""Many texts read at once, though each asks for its next reading only when it knows the last one:
a reading is a generator that yields what it wants read and gets the dangers of that.
"""

from collections.abc import Generator, Sequence
from typing import TypeVar

from classifiers.danger.reader import Danger, danger_reader

Request = tuple[str, str]  # a text or a part of one, and what the words of urgency say of it
Outcome = TypeVar("Outcome")
Reading = Generator[Sequence[Request], Sequence[Danger], Outcome]


def in_rounds(readings: Sequence[Reading[Outcome]]) -> list[Outcome]:
    """What all readings come to; what they ask for in a round is read together."""
    outcomes: dict[int, Outcome] = {}
    waiting: dict[int, Sequence[Request]] = {}
    for number, reading in enumerate(readings):
        _go_on(number, reading, None, waiting, outcomes)
    while waiting:
        requests = [request for own in waiting.values() for request in own]
        dangers = iter(danger_reader().read_many(requests))
        answered, waiting = waiting, {}
        for number, own in answered.items():
            answer = [next(dangers) for _ in own]
            _go_on(number, readings[number], answer, waiting, outcomes)
    return [outcomes[number] for number in range(len(readings))]


def _go_on(
    number: int,
    reading: Reading[Outcome],
    answer: Sequence[Danger] | None,
    waiting: dict[int, Sequence[Request]],
    outcomes: dict[int, Outcome],
) -> None:
    try:
        waiting[number] = next(reading) if answer is None else reading.send(answer)
    except StopIteration as end:
        outcomes[number] = end.value
