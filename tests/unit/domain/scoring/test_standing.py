"""Who is compared with whom: groups, ties, bands, small samples, units without tickets."""

from decimal import Decimal

from hotline.domain.scoring.scores import UnitStanding, score, summary
from hotline.domain.scoring.tallies import tally
from tests.support.schemes import scheme, unit

BANDS = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))


def ranks(scored):
    return [(result.unit, result.rank) for result in scored]


def test_units_are_ranked_by_total_and_equal_totals_share_a_rank():
    units = [
        unit("甲", good=8, all=10),
        unit("乙", good=9, all=10),
        unit("丙", good=16, all=20),
        unit("丁", good=1, all=10),
    ]
    assert ranks(score(scheme(), units)) == [("乙", 1), ("甲", 2), ("丙", 2), ("丁", 4)]


def test_each_group_has_its_own_first():
    units = [
        unit("甲", "街道", good=1, all=2),
        unit("乙", "部门", good=1, all=1),
        unit("丙", "街道", good=2, all=2),
    ]
    scored = score(scheme(groups=("街道", "部门")), units)
    assert ranks(scored) == [("丙", 1), ("甲", 2), ("乙", 1)]


def test_a_small_unit_has_points_but_neither_a_rank_nor_an_influence_on_ranks():
    units = [unit("大", good=90, all=100), unit("小", good=2, all=2), unit("中", good=8, all=10)]
    scored = score(scheme(minimum=10), units)
    assert ranks(scored) == [("大", 1), ("中", 2), ("小", None)]
    assert (scored[2].standing, scored[2].total) == (UnitStanding.SMALL_SAMPLE, 100)


def test_excluded_tickets_still_count_for_the_minimum():
    [result] = score(scheme(minimum=10), [unit(good=5, all=10, out=5)])
    assert result.standing is UnitStanding.COMPARED


def test_units_without_tickets_are_last_and_have_no_total():
    scored = score(scheme(), [unit("闲", good=0, all=0), unit("忙", good=0, all=3)])
    assert [(result.unit, result.standing, result.total) for result in scored] == [
        ("忙", UnitStanding.COMPARED, 0),
        ("闲", UnitStanding.NO_TICKETS, None),
    ]


def test_a_unit_that_received_nothing_but_has_tickets_due_is_not_without_tickets():
    [result] = score(scheme(volume=tally("received"), minimum=1), [unit(received=0, good=1, all=2)])
    assert result.standing is UnitStanding.SMALL_SAMPLE


def test_bands_stand_in_the_place_of_ranks():
    units = [unit(str(good), good=good, all=100) for good in (95, 90, 89, 60, 12)]
    scored = score(scheme(ranking="bands", bands=BANDS), units)
    assert [(result.band, result.rank) for result in scored] == [
        (band, None) for band in ("优", "优", "良", "中", "差")
    ]


def test_ranking_may_be_off():
    [result] = score(scheme(ranking="none", bands=BANDS), [unit(good=1, all=1)])
    assert (result.rank, result.band, result.total) == (None, None, 100)


def test_no_units_have_no_scores():
    assert score(scheme(), []) == ()


def test_the_summary_counts_every_standing():
    counted = summary(
        score(
            scheme(minimum=2),
            [unit("甲", all=0), unit("乙", good=1, all=1), unit("丙", good=1, all=9)],
        )
    )
    assert counted == {
        UnitStanding.COMPARED: 1,
        UnitStanding.SMALL_SAMPLE: 1,
        UnitStanding.NOT_SCORABLE: 0,
        UnitStanding.NO_TICKETS: 1,
        UnitStanding.ORGANISER: 0,
    }
