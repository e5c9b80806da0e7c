"""map.geojson: outlines of districts and streets, with every fault at its line."""

import pytest

from tests.support.packs import PackCopy

FIRST = '"code":"990102"'


def test_the_map_of_the_demo_city_has_every_area(pack: PackCopy) -> None:
    city = pack.read().pack
    assert set(city.map) == set(city.areas)
    assert all(ring[0] == ring[-1] for rings in city.map.values() for ring in rings)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (FIRST, '"code":"990199"', "在 districts.csv 中不存在"),
        (FIRST, '"code":"990103"', "重复"),
        (FIRST, '"name":"东湖区"', "没有 properties.code"),
        (FIRST, '"code":"990102001"', "缺少 东湖区 的轮廓"),
        ('"FeatureCollection","features"', '"FeatureCollection","shapes"', "没有 features"),
        ('{"type":"FeatureCollection"', '{"type":"FeatureCollection",,', "不是有效的 JSON"),
    ],
)
def test_a_wrong_map_is_a_fault(pack: PackCopy, old, new, message) -> None:
    pack.replace("map.geojson", old, new)
    faults = pack.read().faults
    assert [fault for fault in faults if fault.file == "map.geojson" and message in str(fault)]


@pytest.mark.parametrize(
    "geometry",
    [
        "null",
        '{"type":"Point","coordinates":[116,32]}',
        '{"type":"Polygon","coordinates":[[[116,32],[117,32],[116,32]]]}',
        '{"type":"Polygon","coordinates":[[[116,32],[117,32],[117,33],[116,33]]]}',
        '{"type":"Polygon","coordinates":[[[116,32],[117,"32"],[117,33],[116,32]]]}',
        '{"type":"Polygon","coordinates":[[[116,32],[187,32],[117,33],[116,32]]]}',
        '{"type":"MultiPolygon","coordinates":[7]}',
    ],
)
def test_a_shape_that_cannot_be_drawn_is_a_fault_at_its_line(pack: PackCopy, geometry) -> None:
    lines = pack.text("map.geojson").split("\n")
    lines[1] = f'{{"type":"Feature","properties":{{{FIRST}}},"geometry":{geometry}}},'
    (pack.folder / "map.geojson").write_text("\n".join(lines), encoding="utf-8")
    [fault] = [fault for fault in pack.read().faults if "不可用" in str(fault)]
    assert (fault.file, fault.line, fault.value) == ("map.geojson", 2, "990102")


def test_a_pack_without_a_map_has_none_and_no_fault(pack: PackCopy) -> None:
    (pack.folder / "map.geojson").unlink()
    reading = pack.read()
    assert reading.faults == []
    assert reading.pack.map == {}
