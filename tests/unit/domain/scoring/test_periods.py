"""Which version scores which period."""

from dataclasses import replace
from datetime import date

import pytest

from hotline.domain.errors import InvalidInput, NotFound
from hotline.domain.scoring.periods import parse_period
from hotline.domain.scoring.schemes import scheme_for, span
from hotline.domain.scoring.scores import score
from tests.support.schemes import rate, scheme, shipped, unit

OLD = scheme(valid_to=date(2026, 2, 15))
NEW = scheme(rate(weight=50), valid_from=date(2026, 2, 16))


@pytest.mark.parametrize("text", ["2026-02", "2026/2", "2026年2月", "2026.02", " 2026-2 "])
def test_a_month_is_read_as_spreadsheets_write_it(text):
    period = parse_period(text)
    assert (period.name, period.first, period.last) == (
        "2026-02",
        date(2026, 2, 1),
        date(2026, 2, 28),
    )


@pytest.mark.parametrize(
    ("starts", "first", "last"),
    [
        (1, "2025-01-01", "2025-12-31"),
        (2, "2024-02-01", "2025-01-31"),
        (11, "2024-11-01", "2025-10-31"),
    ],
)
def test_an_assessment_year_is_named_by_the_year_it_ends_in(starts, first, last):
    period = parse_period("2025年度", year_starts=starts)
    assert (period.name, str(period.first), str(period.last)) == ("2025", first, last)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "0000-01", "0000", "三月", "2026-02-01", "9" * 5000]
)
def test_other_texts_are_no_period(text):
    with pytest.raises(InvalidInput, match="期间") as caught:
        parse_period(text)
    assert "2026-03" in caught.value.remedy


def test_the_last_day_of_the_period_decides_the_version():
    assert scheme_for([OLD, NEW], "test", "2026-01")[0] is OLD
    assert scheme_for([OLD, NEW], "test", "2026-02")[0] is NEW


def test_a_new_version_leaves_closed_periods_as_they_were():
    units = [unit(good=3, all=4)]
    before = score(scheme_for([OLD], "test", "2026-01")[0], units)
    assert score(scheme_for([OLD, NEW], "test", "2026-01")[0], units) == before
    assert score(scheme_for([OLD, NEW], "test", "2026-03")[0], units) != before


def test_the_arena_changes_its_weights_with_the_date():
    weights = {
        period: [
            int(part.weight) for part in scheme_for(shipped("arena"), "arena", period)[0].components
        ]
        for period in ("2026-06", "2026-07")
    }
    assert weights == {"2026-06": [30, 30, 30, 10], "2026-07": [15, 35, 40, 10]}


def test_a_period_without_a_valid_version_is_refused_with_those_that_are():
    with pytest.raises(NotFound, match="2026-03") as caught:
        scheme_for([OLD], "test", "2026-03")
    assert "至 2026-02-15" in caught.value.remedy


def test_an_unknown_scheme_is_refused():
    with pytest.raises(NotFound, match="other"):
        scheme_for([OLD], "other", "2026-03")


def test_a_monthly_scheme_scores_no_year():
    with pytest.raises(InvalidInput, match="2025") as caught:
        scheme_for([replace(OLD, periods=("month",))], "test", "2025")
    assert "月度" in caught.value.remedy


def test_spans_leave_open_ends_open():
    assert [span(version) for version in (OLD, NEW, scheme())] == [
        "至 2026-02-15",
        "2026-02-16 起",
        "长期有效",
    ]
