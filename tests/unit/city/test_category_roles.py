"""Which category is for conduct of staff and which for praise is said by the pack, not by code."""

from datetime import date

import pytest

from tests.support.packs import PackCopy

DAY = date(2026, 3, 9)
# Names a unit and accuses nobody: only the category makes a complaint of it.
NEUTRAL = "市教育局今天发了通知，说下周开学"
PRAISE = "感谢供水公司师傅连夜抢修，态度特别好！"


def move_role(pack: PackCopy, old: str, new: str, role: str):
    pack.set_cell("categories.csv", f"{old},", "role", "")
    pack.set_cell("categories.csv", f"{new},", "role", role)
    reading = pack.read()
    assert reading.faults == []
    return reading.pack


@pytest.mark.parametrize("role", ["conduct", "作风"])
def test_conduct_is_where_the_pack_says(pack: PackCopy, role):
    city = move_role(pack, "1805", "1810", role)
    assert city.tables.category_of("conduct") == "1810"
    duty = "1805,*,S-JW,"
    assert any(line.startswith(duty) for line in pack.text("duties.csv").split("\n"))
    decision = city.router.route(NEUTRAL, classification=[("1810", 0.9)], on=DAY)
    assert decision.secrecy
    assert "S-JY" in decision.accused
    old = city.router.route(NEUTRAL, classification=[("1805", 0.9)], on=DAY)
    assert old.accused == ()


def test_praise_gets_the_category_of_the_pack(pack: PackCopy):
    city = move_role(pack, "1809", "1810", "表扬")
    decision = city.router.route(
        PRAISE, classification=[("0401", 0.9)], request_type="praise", on=DAY
    )
    assert not decision.accused
    assert city.tables.category_of("praise") == "1810"


def test_a_pack_without_the_column_is_read_with_a_note_and_still_knows_accusations(pack: PackCopy):
    lines = [line.split(",") for line in pack.text("categories.csv").split("\n") if line]
    number = lines[0].index("role")
    text = "\n".join(",".join(cells[:number] + cells[number + 1 :]) for cells in lines)
    (pack.folder / "categories.csv").write_text(text + "\n", encoding="utf-8")
    reading = pack.read()
    assert reading.faults == []
    assert [note for note in reading.notes if "role" in note]
    text = "市教育局工作人员推诿扯皮，态度恶劣。"
    decision = reading.pack.router.route(text, classification=[("1805", 0.9)], on=DAY)
    assert "S-JY" in decision.accused
