"""The town formula: 5 x own/all, 30 x yes/(yes+no), 20 if any solved, 40 x weighted
ratings/rated, less overdue.
"""

from decimal import Decimal

import pytest

from hotline.domain.scoring.scores import UnitStanding, score
from tests.support.schemes import shipped, unit

[TOWN] = shipped("town")
BLANK = dict.fromkeys(TOWN.columns, 0)


def points(*units):
    """Points by unit and code of the component."""
    scored = score(TOWN, units)
    return {
        result.unit: {part.head.code: part.points for part in result.components}
        for result in scored
    }


def village(name="东村", group="村居", **counts):
    return unit(name, group, **(BLANK | counts))


def test_volume_is_five_times_the_share_of_the_own_group():
    villages = [village("东村", received=3), village("西村", received=1)]
    by_village = points(*villages, village("城管办", "科室", received=96))
    assert [by_village[name]["volume"] for name in ("东村", "西村", "城管办")] == [
        Decimal("3.75"),
        Decimal("1.25"),
        5,
    ]


def test_first_contact_is_thirty_times_yes_among_those_who_answered():
    assert points(village(received=7, contact_yes=5, contact_no=2))["东村"][
        "first_contact"
    ] == Decimal("21.43")


@pytest.mark.parametrize(
    ("counts", "expected"), [({"solved": 1}, 20), ({"explained": 1}, 20), ({"unsolved": 4}, 0)]
)
def test_resolution_is_all_or_nothing(counts, expected):
    assert points(village(received=4, **counts))["东村"]["resolution"] == expected


@pytest.mark.parametrize(
    ("counts", "shown", "expected"),
    [
        ({"basically_satisfied": 2, "dissatisfied": 1}, "53.33", "21.33"),
        ({"basically_satisfied": 1, "dissatisfied": 1}, "40.00", "16.00"),
    ],
)
def test_the_sample_ratings_weigh_basically_satisfied_with_0_8(counts, shown, expected):
    [result] = score(TOWN, [village(received=3, **counts)])
    part = result.components[3]
    assert part.numerator == Decimal("0.8") * counts["basically_satisfied"]
    assert (part.rate, part.points) == (Decimal(shown), Decimal(expected))


def test_overdue_tickets_are_taken_from_the_total_up_to_their_limit():
    good = {"received": 9, "contact_yes": 9, "solved": 9, "satisfied": 9}
    [result] = score(TOWN, [village(**good, overdue=2)])
    assert (result.total, TOWN.total) == (93, 95)
    [worst] = score(TOWN, [village(**good, overdue=9)])
    assert worst.total == 90


def test_justified_overdue_tickets_are_excluded_and_stay_visible():
    [result] = score(TOWN, [village(received=9, contact_yes=9, overdue=3, overdue_excluded=2)])
    part = result.components[4]
    assert (part.points, part.numerator, part.excluded) == (-1, 1, {"overdue_excluded": 2})


def test_the_points_come_from_the_unrounded_rate():
    """30 x 5/7 of a rate cut to whole percents would be 21.30."""
    coarse = points(village(received=7, contact_yes=5, contact_no=2))
    assert coarse["东村"]["first_contact"] != Decimal("21.30")
    assert TOWN.rounding.rate is None


def test_the_assessment_year_runs_from_november_to_october():
    period = TOWN.period("2025")
    assert (str(period.first), str(period.last)) == ("2024-11-01", "2025-10-31")


def test_a_village_without_tickets_is_apart_in_its_group():
    scored = score(TOWN, [village("东村", received=3, contact_yes=1), village("西村")])
    assert [(result.unit, result.standing, result.rank) for result in scored] == [
        ("东村", UnitStanding.COMPARED, 1),
        ("西村", UnitStanding.NO_TICKETS, None),
    ]
