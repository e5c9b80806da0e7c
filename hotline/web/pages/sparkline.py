"""A line of days so small that it stands in a row of a table."""

from collections.abc import Sequence

WIDTH, HEIGHT = 120, 24
_MARGIN = 2


def sparkline(days: Sequence[tuple[str, int]]) -> str:
    """Points of an SVG polyline, WIDTH by HEIGHT, from counts by day; a straight line at the bottom
    where nothing came.
    """
    most = max((n for _, n in days), default=0) or 1
    step = (WIDTH - 2 * _MARGIN) / max(1, len(days) - 1)
    height = HEIGHT - 2 * _MARGIN
    return " ".join(
        f"{_MARGIN + at * step:.1f},{HEIGHT - _MARGIN - n / most * height:.1f}"
        for at, (_, n) in enumerate(days)
    )
