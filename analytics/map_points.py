"""Points inside an area of a map: one in its midst, several apart from each other."""

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Ring = Sequence[Point]
# Corners of a lattice over the area among which points are chosen.
_LATTICE = 24


def points_inside(rings: Sequence[Ring], n: int) -> list[Point]:
    """`n` points within the largest of the rings, in degrees, the first the furthest from its
    border, each other the furthest from border and earlier ones; always the same ones.

    Rings of no extent have their first corner, none no point.
    """
    ring = max(rings, key=_extent, default=())
    if not ring or n < 1:
        return []
    lattice = _lattice(ring)
    if not lattice:
        return [ring[0]] * n
    room = {point: _to_border(point, ring) for point in lattice}
    points: list[Point] = []
    for at in range(n):
        best = max(lattice, key=lambda point: (room[point], -point[0], -point[1]))
        points.append(best)
        if at + 1 < n:
            room = {point: min(free, _apart(point, best)) for point, free in room.items()}
    return points


def _lattice(ring: Ring) -> list[Point]:
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    steps = [(step + 0.5) / _LATTICE for step in range(_LATTICE)]
    corners = [
        (west + across * (east - west), south + up * (north - south))
        for up in steps
        for across in steps
    ]
    return [corner for corner in corners if _is_inside(corner, ring)]


def _is_inside(point: Point, ring: Ring) -> bool:
    """Whether a ray to the east crosses the border an odd number of times."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossed = not crossed
    return crossed


def _to_border(point: Point, ring: Ring) -> float:
    return min(_to_side(point, start, end) for start, end in pairwise(ring))


def _to_side(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / square if square else 0.0
    along = min(1.0, max(0.0, along))
    return _apart(point, (start[0] + along * dx, start[1] + along * dy))


def _apart(here: Point, there: Point) -> float:
    return float(((here[0] - there[0]) ** 2 + (here[1] - there[1]) ** 2) ** 0.5)


def _extent(ring: Ring) -> float:
    """Twice the area."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)))
