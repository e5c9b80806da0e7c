"""The quality check of calls: a form of points, faults that cost all of them, its score."""

from collections.abc import Collection, Mapping

from hotline.domain.errors import InvalidInput

# What is looked at, with the most points that it gives; together 100.
ITEMS: Mapping[str, int] = {
    "greeting": 10,
    "listening": 15,
    "facts": 25,
    "answer": 20,
    "record": 20,
    "closing": 10,
}
FATAL = ("rude", "hung_up", "leak", "refused", "false_record")
FULL = sum(ITEMS.values())


def score_of(points: Mapping[str, int], fatal: Collection[str]) -> int:
    """0 to 100; any fatal fault leaves nothing. Raises InvalidInput for what is missing or out of
    its range.
    """
    faults = [
        (name, f"请填 0 到 {most} 的整数")
        for name, most in ITEMS.items()
        if not 0 <= points.get(name, -1) <= most
    ]
    faults += [("fatal", f"没有“{name[:20]}”这种致命差错") for name in fatal if name not in FATAL]
    if faults:
        raise InvalidInput(f"质检表有 {len(faults)} 处需要更正", faults=tuple(faults))
    return 0 if fatal else sum(points[name] for name in ITEMS)


def is_drawn(lot: float, percent: float) -> bool:
    """Whether a lot from 0 to 100 is drawn at this share."""
    return lot < percent
