from decimal import Decimal

import pytest

from hotline.domain.errors import InvalidInput
from hotline.domain.scoring.component_base import Head
from hotline.domain.scoring.components import AnySolved, Deduction, Given, RateComponent
from hotline.domain.scoring.points import Curve, Rounding
from hotline.domain.scoring.scores import UnitStanding
from hotline.domain.scoring.tallies import tally
from tests.support.schemes import rate, scheme, score_one

D = Decimal


def test_without_a_threshold_points_are_in_proportion_to_the_rate():
    assert score_one(scheme(rate(weight=35)), good=2, all=3).total == D("23.33")


@pytest.mark.parametrize(
    ("good", "points"), [(100, 20), (95, 20), (94, 19), (80, 5), (70, 5), (0, 5)]
)
def test_full_marks_from_the_threshold_on_then_the_slope_then_the_floor(good, points):
    sloped = rate(weight=20, full_at=95, slope=1, floor=5)
    assert score_one(scheme(sloped), good=good, all=100).total == points


def test_a_cap_above_the_weight_rewards_what_is_above_the_threshold():
    rewarded = rate(weight=20, full_at=90, slope=1, cap=25)
    assert [score_one(scheme(rewarded), good=good, all=100).total for good in (90, 93, 100)] == [
        20,
        23,
        25,
    ]


def test_where_lower_is_better_the_slope_runs_the_other_way():
    returned = RateComponent(
        Head("r", "退单率"),
        Curve(D(10), D(5), D(2), lower_is_better=True),
        tally("good"),
        tally("all"),
    )
    assert [score_one(scheme(returned), good=good, all=100).total for good in (0, 5, 7, 50)] == [
        10,
        10,
        6,
        0,
    ]


def test_an_average_may_exceed_one_and_has_no_percent():
    curve = Curve(D(10), D(1), D(10), lower_is_better=True)
    contacts = RateComponent(
        Head("c", "平均来件次数"), curve, tally("good"), tally("all"), factor=1
    )
    [part] = score_one(scheme(contacts), good=13, all=10).components
    assert (part.rate, part.points) == (D("1.30"), 7)


def test_excluded_tickets_leave_the_denominator_and_stay_visible():
    result = score_one(scheme(), good=8, all=10, out=2)
    [part] = result.components
    assert (part.numerator, part.denominator, part.excluded, part.rate) == (8, 8, {"out": 2}, 100)
    assert result.volume == 10


def test_excluded_tickets_that_were_in_the_numerator_leave_both():
    [part] = score_one(scheme(), good=8, all=10, out=2, good_out=1).components
    assert (part.numerator, part.denominator, part.excluded) == (7, 8, {"out": 2, "good_out": 1})


def test_an_exclusion_of_one_component_does_not_touch_another():
    other = RateComponent(Head("o", "另一项"), Curve(D(50)), tally("good"), tally("all"))
    first, second = score_one(scheme(rate(weight=50), other), good=8, all=10, out=2).components
    assert (first.denominator, second.denominator) == (8, 10)


@pytest.mark.parametrize(
    ("counts", "column", "phrase"),
    [
        ({"good": 11, "all": 10}, "good", "分子（11）大于分母（10）"),
        ({"good": 9, "all": 10, "out": 2}, "good", "分子（9）大于分母（8）"),
        ({"good": 0, "all": 10, "out": 11}, "out", "剔除数（11）大于 all（10）"),
        ({"good": 1, "all": 10, "out": 3, "good_out": 2}, "good_out", "剔除数（2）大于 good（1）"),
        ({"good": 1, "all": 0}, "good", "大于分母（0）"),
    ],
)
def test_counts_that_contradict_each_other_are_refused_by_column(counts, column, phrase):
    with pytest.raises(InvalidInput, match="甲") as caught:
        score_one(scheme(), **counts)
    assert phrase in caught.value.message
    assert caught.value.faults[0][0] == column
    assert caught.value.remedy


def test_nothing_of_nothing_is_no_rate_and_the_other_components_make_the_total():
    other = RateComponent(Head("o", "另一项"), Curve(D(50)), tally("fine"), tally("asked"))
    result = score_one(scheme(rate(weight=50), other), good=3, all=4, asked=0)
    empty = result.components[1]
    assert (empty.rate, empty.points, empty.numerator, empty.denominator) == (None, None, 0, 0)
    assert (result.attainable, result.total) == (50, D("75.00"))


def test_nothing_of_nothing_may_be_given_full_points_but_still_has_no_rate():
    other = RateComponent(
        Head("o", "另一项", full_when_empty=True), Curve(D(50)), tally("fine"), tally("asked")
    )
    result = score_one(scheme(rate(weight=50), other), good=3, all=4)
    assert (
        result.components[1].rate,
        result.components[1].points,
        result.components[1].is_given,
    ) == (
        None,
        50,
        True,
    )
    assert result.total == D("87.50")


def test_given_full_points_alone_make_no_score():
    """A unit of which nothing can be assessed has neither 100 nor 0."""
    empty = RateComponent(
        Head("o", "解决率", full_when_empty=True), Curve(D(100)), tally("fine"), tally("asked")
    )
    result = score_one(scheme(empty), all=20)
    assert (result.standing, result.total, result.rank) == (UnitStanding.NOT_SCORABLE, None, None)


def test_everything_excluded_is_nothing_of_nothing():
    result = score_one(scheme(), good=0, all=3, out=3)
    assert (result.components[0].rate, result.total, result.standing) == (
        None,
        None,
        UnitStanding.NOT_SCORABLE,
    )


def test_any_solved_needs_no_denominator():
    solved = AnySolved(Head("a", "诉求解决"), D(20), tally("good"))
    assert score_one(scheme(rate(weight=80), solved), good=1, all=1).total == 100
    assert score_one(scheme(rate(weight=80), solved), good=0, all=1).total == 0


def test_an_any_component_without_a_case_is_not_a_failure():
    solved = AnySolved(Head("a", "诉求解决"), D(20), tally("fine"), tally("asked"))
    result = score_one(scheme(rate(weight=80), solved), good=1, all=1)
    assert (result.components[1].points, result.total) == (None, 100)


def test_deductions_from_the_total_are_not_scaled_with_it():
    other = RateComponent(Head("o", "另一项"), Curve(D(50)), tally("fine"), tally("asked"))
    fault = Deduction(Head("d", "扣分"), D(0), tally("bad"), D("1.5"), D(-100))
    result = score_one(scheme(rate(weight=50), other, fault), good=4, all=4, bad=3)
    assert result.total == D("95.5")


def test_the_total_stops_at_its_floor_and_cap():
    fault = Deduction(Head("d", "扣分"), D(0), tally("bad"), D(1), D(-1000))
    bonus = Given(Head("b", "加分"), D(0), "bonus", D(0), D(10), D(0))
    whole = scheme(rate(), fault, bonus, total_cap=D(105))
    assert score_one(whole, good=1, all=10, bad=90).total == 0
    assert score_one(whole, good=10, all=10, bonus=8).total == 105
    assert score_one(whole, good=10, all=10, bonus=8, bad=5).total == 103


def test_points_that_people_give_have_bounds():
    bonus = Given(Head("b", "加分"), D(0), "bonus", D(-2), D(5), D(0))
    with pytest.raises(InvalidInput, match="bonus"):
        score_one(scheme(rate(), bonus), good=1, all=1, bonus="5.01")


def test_halves_are_rounded_up_in_decimal():
    """83.33 % gives 17.665, which is 17.67; a binary float would give 17.66."""
    assert Curve(D(25), D(98), D("0.5"), D("12.5")).points(D("83.33")) == D("17.67")
    assert Curve(D(25), D(95), D("0.5"), D("12.5")).points(D("70.59")) == D("12.80")


def test_rates_and_points_take_the_decimals_of_their_scheme():
    coarse = scheme(rate(weight=30), rounding=Rounding(rate=0, points=1))
    [part] = score_one(coarse, good=2, all=3).components
    assert (part.rate, part.points) == (67, D("20.1"))
    exact = scheme(rate(weight="1.5"), rounding=Rounding(rate=None))
    assert score_one(exact, good=1, all=300).total == D("0.01")
