"""Who types finds units by their names, short names and initials; no stranger reads the list."""


def test_every_unit_stands_with_its_short_names_and_the_initials_of_each(see):
    units = {unit["code"]: unit for unit in see("dispatcher", "/unit-names").json()}
    assert len(units) > 100
    bureau = units["S-CG"]
    assert bureau["names"][:2] == ["示例市城市管理综合执法局", "市城管局"]
    assert bureau["initials"][1] == "scgj"


def test_lists_of_units_are_marked_for_typing_and_stay_lists(see):
    page = see("agent", "/intake").text
    assert '<select id="intake-unit" name="unit"' in page
    assert " data-units" in page.split('<select id="intake-unit"', 1)[1].split(">", 1)[0]


def test_phrases_of_the_city_stand_with_their_names_and_initials(see):
    phrases = {phrase["name"]: phrase for phrase in see("street_clerk", "/phrases").json()}
    assert phrases["已登记"]["initials"] == "ydj"
    assert "保持电话畅通" in phrases["已登记"]["text"]
