"""The centre, which judges the others, stands beside the ranks."""

from types import SimpleNamespace

from hotline.scoring.organiser import beside_the_ranks

CITY = SimpleNamespace(centre="ZX", unit_name=lambda code: "受理中心" if code == "ZX" else code)


def row(unit, rank, group="市级部门", standing="compared"):
    return {"unit": unit, "group": group, "rank": rank, "band": "好", "standing": standing}


def ranks(units):
    return {unit["unit"]: unit["rank"] for unit in units}


def test_who_was_behind_the_centre_moves_up_in_its_group_alone():
    units = [
        row("水务局", 1),
        row("受理中心", 2),
        row("城管局", 3),
        row("教育局", 3),
        row("镇", 3, group="街道"),
        row("档案局", None, standing="small_sample"),
    ]
    moved = beside_the_ranks(CITY, units)
    assert ranks(moved) == {
        "水务局": 1,
        "受理中心": None,
        "城管局": 2,
        "教育局": 2,
        "镇": 3,
        "档案局": None,
    }
    assert [unit["standing"] for unit in moved if unit["unit"] == "受理中心"] == ["organiser"]
    assert beside_the_ranks(CITY, moved) == moved


def test_a_city_that_does_not_rank_loses_the_centre_alone():
    moved = beside_the_ranks(CITY, [row("ZX", None), row("水务局", None)])
    assert [unit["standing"] for unit in moved] == ["organiser", "compared"]


def test_a_centre_without_tickets_stays_what_it_is():
    units = [row("ZX", None, standing="no_tickets"), row("水务局", 1)]
    assert beside_the_ranks(CITY, units) == units
