"""What holds for every table and every scheme."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.domain.scoring.points import Curve
from hotline.domain.scoring.rounding import half_up
from hotline.domain.scoring.scores import UnitStanding, score
from tests.support.schemes import rate, scheme, shipped, unit

HUNDREDTHS = st.integers(0, 10_000).map(lambda number: Decimal(number).scaleb(-2))
EVERY = [
    scheme
    for name in ("scores", "town", "lianyungang-fitted", "arena", "ratings")
    for scheme in shipped(name)
]


@st.composite
def curves(draw) -> Curve:
    weight = draw(HUNDREDTHS)
    floor = draw(st.integers(0, int(weight * 100)).map(lambda number: Decimal(number).scaleb(-2)))
    return Curve(
        weight,
        draw(st.none() | HUNDREDTHS),
        draw(HUNDREDTHS),
        floor,
        draw(st.none() | st.just(weight + 5)),
    )


@st.composite
def consistent_counts(draw) -> dict[str, int]:
    """good, all, out, good_out that do not contradict each other."""
    everything = draw(st.integers(0, 500))
    out = draw(st.integers(0, everything))
    good_out = draw(st.integers(0, out))
    good = good_out + draw(st.integers(0, everything - out))
    return {"good": good, "all": everything, "out": out, "good_out": good_out}


@st.composite
def tables(draw):
    """A shipped scheme and units whose counts fit it, some of them without a case in some
    components.
    """
    of = draw(st.sampled_from(EVERY))
    units = [
        unit(str(number), of.groups[0] if of.groups else "", **draw(fitting(of)))
        for number in range(4)
    ]
    return of, [
        row for row in units if not any(list(part.faults(row.counts)) for part in of.components)
    ]


@st.composite
def fitting(draw, of) -> dict[str, int]:
    """Columns that are only denominators are large, exclusions small: most units have no
    contradiction.
    """
    above = {
        name
        for part in of.components
        if hasattr(part, "numerator")
        for name in part.numerator.names
    }
    below = {
        name for part in of.components for name in getattr(part, "denominator", of.volume).names
    } - above
    counts = {name: draw(st.integers(0, 9)) + 40 * (name in below) for name in of.columns}
    counts |= {name: count % 2 for name, count in counts.items() if name.endswith("_excluded")}
    for part in draw(st.lists(st.sampled_from(of.components), max_size=3)):
        counts |= {column.name: 0 for column in part.columns}
    return counts


@given(curves(), HUNDREDTHS, HUNDREDTHS)
def test_points_never_fall_when_the_rate_rises(curve, first, second):
    assert curve.points(min(first, second)) <= curve.points(max(first, second))


@given(curves(), HUNDREDTHS, HUNDREDTHS)
def test_points_never_rise_when_the_rate_of_faults_rises(curve, first, second):
    faults = replace(curve, lower_is_better=True, full_at=curve.full_at or Decimal(5))
    assert faults.points(min(first, second)) >= faults.points(max(first, second))


@given(curves(), st.fractions(0, 100))
def test_floor_and_cap_hold(curve, rate_of_unit):
    most = curve.weight if curve.cap is None else curve.cap
    assert curve.floor <= curve.points(rate_of_unit) <= most


@given(consistent_counts())
def test_exclusions_never_raise_numerator_or_denominator(counts):
    [part] = score(scheme(), [unit(**counts)])[0].components
    assert 0 <= part.numerator <= counts["good"]
    assert 0 <= part.denominator <= counts["all"]
    assert part.denominator == counts["all"] - counts["out"]


@given(consistent_counts())
def test_nothing_of_nothing_and_only_that_has_no_rate(counts):
    [part] = score(scheme(), [unit(**counts)])[0].components
    assert (part.rate is None) == (counts["all"] == counts["out"])
    assert (part.points is None) == (part.rate is None)


@given(consistent_counts())
def test_excluding_an_unsolved_ticket_never_lowers_the_rate(counts):
    more = counts | {"out": counts["out"] + 1}
    if counts["good"] - counts["good_out"] < counts["all"] - counts["out"]:
        [before] = score(scheme(), [unit(**counts)])[0].components
        [after] = score(scheme(), [unit(**more)])[0].components
        assert after.rate is None or after.rate >= before.rate


@given(tables())
@settings(max_examples=50, deadline=None)
def test_the_total_is_the_sum_of_the_rounded_points_where_every_component_has_a_case(table):
    of, units = table
    for result in score(of, units):
        for part in result.components:
            assert part.points is None or part.points == part.points.quantize(Decimal("0.01"))
        if result.total is not None and result.attainable == of.total:
            assert result.total == max(sum(part.points for part in result.components), 0)


@given(tables())
@settings(max_examples=50, deadline=None)
def test_every_unit_stands_once_and_only_who_is_compared_has_a_place(table):
    of, units = table
    scored = score(of, units)
    assert sorted(result.unit for result in scored) == sorted(row.unit for row in units)
    for result in scored:
        assert (result.standing is UnitStanding.COMPARED) == (
            result.rank is not None or result.band is not None
        )
        assert result.total is None or 0 <= result.total <= of.total


@given(tables())
@settings(max_examples=50, deadline=None)
def test_a_better_total_never_has_a_worse_rank(table):
    ranked = [result for result in score(*table) if result.rank]
    for result in ranked:
        assert result.rank == 1 + sum(other.total > result.total for other in ranked)


@given(st.fractions(-1000, 1000, max_denominator=5000), st.integers(0, 4))
def test_rounding_is_half_up_of_the_exact_number(value, places):
    rounded = half_up(value, places)
    step = Fraction(1, 10**places)
    assert abs(Fraction(rounded) - value) <= step / 2
    if abs(Fraction(rounded) - value) == step / 2:
        assert abs(Fraction(rounded)) > abs(value)


@given(st.decimals(-1000, 1000, places=4))
def test_rounding_agrees_with_decimal(value):
    assert half_up(value, 2) == value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@given(st.integers(0, 300), st.integers(1, 300))
def test_a_share_of_the_group_adds_up_to_its_weight_but_for_rounding(own, others):
    [town] = shipped("town")
    blank = dict.fromkeys(town.columns, 0)
    units = [
        unit(name, "村居", **(blank | {"received": count}))
        for name, count in (("东", own), ("西", others))
    ]
    points = [result.components[0].points for result in score(town, units)]
    assert abs(sum(points) - 5) <= Decimal("0.01")


def test_the_same_rate_gives_the_same_points_in_any_size():
    small, large = (
        score(scheme(rate(weight=35)), [unit(good=2 * n, all=3 * n)])[0] for n in (1, 1000)
    )
    assert small.total == large.total == Decimal("23.33")
