"""The dispatch catalogue."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from routing.duties import DutyCatalogue, in_force
from routing.tables import Duty
from tests.support import town
from tests.support.town import TODAY

CATALOGUE = DutyCatalogue(town.DUTIES, town.AREAS)


def units(category: str, district: str = "", street: str = "", on: date = TODAY) -> list[str]:
    return [duty.unit for duty in CATALOGUE.find(category, district, street, on=on)]


def test_the_street_comes_before_the_district_and_that_before_the_city() -> None:
    assert units("12", "01", "0102") == ["E-2", "E-GOV", "HB"]


def test_the_more_specific_category_comes_before_its_parent() -> None:
    catalogue = DutyCatalogue([Duty("01", "*", "GOV"), Duty("0101", "*", "CG")], town.AREAS)
    assert [duty.unit for duty in catalogue.find("010199", on=TODAY)] == ["CG", "GOV"]


def test_a_duty_of_a_first_level_category_holds_for_all_below_it() -> None:
    assert units("1201", "01") == ["E-GOV", "HB"]
    assert units("13", "01") == []


def test_a_street_brings_its_district() -> None:
    assert units("0101", "", "0102") == ["E-CG", "CG"]


def test_a_duty_counts_from_its_first_day_to_its_last() -> None:
    duty = Duty("0101", "*", "CG", valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    assert [
        in_force(duty, day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31))
    ] == [0, 1, 1]
    assert not in_force(duty, date(2027, 1, 1))


def test_a_reassigned_duty_changes_hands_on_its_day() -> None:
    change = date(2026, 7, 1)
    old = Duty("0101", "*", "CG", valid_to=change - timedelta(days=1))
    new = Duty("0101", "*", "HB", valid_from=change)
    catalogue = DutyCatalogue([old, new], town.AREAS)
    assert catalogue.find("0101", on=change - timedelta(days=1)) == [old]
    assert catalogue.find("0101", on=change) == [new]


def test_a_category_with_a_duty_by_territory_needs_a_place() -> None:
    assert CATALOGUE.needs_place("0101")
    assert CATALOGUE.needs_place("1201")
    assert not CATALOGUE.needs_place("0401")


def test_the_reason_names_line_area_unit_basis_and_dates() -> None:
    duty = Duty(
        "0101", "01", "E-CG", basis="《市容条例》第三条", valid_from=date(2026, 1, 1), line=2
    )
    reason = CATALOGUE.why(duty, "城东区城市管理局")
    for part in (
        "第2行",
        "0101",
        "城东区",
        "城东区城市管理局",
        "《市容条例》第三条",
        "自2026-01-01起有效",
    ):
        assert part in reason


@given(
    st.text("01289*", max_size=6),
    st.text("0123", max_size=4),
    st.text("0123", max_size=4),
    st.dates(),
)
def test_every_duty_that_is_found_is_in_force_and_fits_category_and_place(
    category: str, district: str, street: str, on: date
) -> None:
    for duty in CATALOGUE.find(category, district, street, on=on):
        assert category.startswith(duty.category)
        assert in_force(duty, on)
        assert duty.area in {"*", district, street, street[:2]}
