"""示例市, the pack that ships, is whole, believable and says everywhere that it is an example."""

from collections import Counter

from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack, read_pack_texts


def test_the_demo_pack_has_no_fault_and_no_note():
    reading = read_pack(DEMO)
    assert reading.faults == []
    assert reading.notes == []
    assert reading.pack
    assert reading.pack.example


def test_it_has_the_size_of_a_prefecture_level_city(demo_city):
    kinds = Counter(area.kind for area in demo_city.tables.areas)
    assert (kinds["district"], kinds["zone"], kinds["street"] + kinds["town"]) == (6, 2, 60)
    assert len(demo_city.tables.places) >= 400
    assert sum(1 for entry in demo_city.tables.categories if entry.parent) == 129
    assert sum(1 for unit in demo_city.tables.units if unit.kind != "street") >= 90


def test_every_street_is_a_unit_of_its_own_code(demo_city):
    streets = {area.code for area in demo_city.tables.areas if area.kind in ("street", "town")}
    assert {unit.code for unit in demo_city.tables.units if unit.kind == "street"} == streets


def test_every_district_has_a_government(demo_city):
    governments = {unit.area for unit in demo_city.tables.units if unit.kind == "government"}
    assert governments == {
        area.code for area in demo_city.tables.areas if area.kind in ("district", "zone")
    }


def test_some_names_are_in_several_districts_on_purpose(demo_city):
    districts = Counter(
        place.name
        for place in demo_city.tables.places
        for _ in {demo_city.areas[street].parent for street in place.streets}
    )
    assert districts["人民路"] == 3
    assert districts["幸福小区"] == 3


def test_staff_conduct_is_confidential_and_nobody_else_may_lead(demo_city):
    [duty] = [duty for duty in demo_city.tables.duties if duty.category == "1805"]
    assert (duty.unit, duty.first, duty.exclusive) == ("S-JW", "direct", True)
    assert demo_city.categories["1805"].confidential


def test_enforcement_never_goes_to_a_street(demo_city):
    enforcement = ("0102", "0104", "0113", "0701", "1103", "1701")
    duties = [duty for duty in demo_city.tables.duties if duty.category in enforcement]
    assert duties
    assert not any(duty.street_may_receive for duty in duties)


def test_every_duty_says_that_its_basis_is_an_example(demo_city):
    duties = demo_city.tables.duties
    assert all(
        duty.basis.startswith("示例：依据《示例市") and "非现行权责" in duty.basis
        for duty in duties
    )


def test_the_stored_texts_give_the_same_pack(demo_city):
    again = read_pack_texts(demo_city.files).pack
    assert again == demo_city


def test_the_calendar_and_the_limits_of_the_pack_are_ready_to_use(demo_city):
    limit = demo_city.deadline_table.limit(
        "handle", request_type="complaint", urgency="normal", category="0101"
    )
    assert str(limit) == "5wd"
    assert demo_city.calendar.frames == ((32400, 43200), (48600, 63000))
