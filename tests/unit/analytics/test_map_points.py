"""Points for the matters of one area lie inside it, apart from each other."""

from itertools import combinations

from analytics.map_points import points_inside

SQUARE = ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0))
# A horseshoe: its midst lies outside.
HORSESHOE = (
    (0.0, 0.0),
    (0.0, 3.0),
    (3.0, 3.0),
    (3.0, 0.0),
    (2.0, 0.0),
    (2.0, 2.0),
    (1.0, 2.0),
    (1.0, 0.0),
    (0.0, 0.0),
)


def test_one_point_stands_in_the_midst_and_many_stand_apart():
    [(x, y)] = points_inside([SQUARE], 1)
    assert abs(x - 0.5) < 0.05
    assert abs(y - 0.5) < 0.05
    points = points_inside([SQUARE], 6)
    assert points[0] == (x, y)
    assert points == points_inside([SQUARE], 6)
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 0.2 for a, b in combinations(points, 2))


def test_a_point_never_lies_in_the_hollow_of_an_area_nor_in_its_small_islands():
    island = ((9.0, 9.0), (9.0, 9.1), (9.1, 9.1), (9.1, 9.0), (9.0, 9.0))
    for x, y in points_inside([island, HORSESHOE], 8):
        assert 0 < x < 3
        assert 0 < y < 3
        assert not (1 <= x <= 2 and y <= 2)


def test_an_area_without_extent_has_its_corner_and_none_has_no_point():
    flat = ((1.0, 2.0), (1.0, 2.0), (1.0, 2.0), (1.0, 2.0))
    assert points_inside([flat], 2) == [(1.0, 2.0)] * 2
    assert points_inside([], 3) == []
    assert points_inside([SQUARE], 0) == []
