"""When a caller who was not reached may be tried again: not at once, and at another time of the
day.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from hotline.domain.time.frames import Frames

DAYS_AHEAD = 2


def next_attempt(tried: Sequence[datetime], parts: Frames, not_before: datetime) -> datetime:
    """The first moment from `not_before` on that lies in one of the least tried parts of the
    day.
    """
    counts = Counter(part_of(moment, parts) for moment in tried)
    fewest = min(counts[number] for number in range(len(parts)))
    least_tried = [part for number, part in enumerate(parts) if counts[number] == fewest]
    return min(moment for part in least_tried for moment in _openings(part, not_before))


def part_of(moment: datetime, parts: Frames) -> int | None:
    """The number of the part in which a moment lies; None between them."""
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    return next(
        (number for number, (begin, end) in enumerate(parts) if begin <= second < end), None
    )


def _openings(part: tuple[int, int], not_before: datetime) -> list[datetime]:
    """The first moment of this part today, if it is not over, and tomorrow."""
    midnight = datetime.combine(not_before.date(), datetime.min.time())
    days = (midnight + timedelta(days=day) for day in range(DAYS_AHEAD))
    spans = [(day + timedelta(seconds=part[0]), day + timedelta(seconds=part[1])) for day in days]
    return [max(begin, not_before) for begin, end in spans if not_before < end]
