"""Places that are written almost right."""

import pytest

from routing.gazetteer import Gazetteer
from tests.support import town

GAZETTEER = Gazetteer(town.AREAS, town.PLACES)


@pytest.mark.parametrize(
    "written",
    ["四季如村小区", "四季如小区", "四季如春晓区", "四季如春春小区", "四季入春小区"],
    ids=["wrong", "missing", "wrong in the tail", "too many", "wrong early"],
)
def test_one_wrong_missing_or_extra_character_is_forgiven(written: str) -> None:
    answer = GAZETTEER.locate(f"反映{written}没有路灯")
    assert answer.place == "四季如春小区"
    assert answer.confidence < GAZETTEER.locate("反映四季如春小区没有路灯").confidence
    assert f"“{written}”应为“四季如春小区”" in answer.how


def test_a_name_written_by_its_sound_is_understood() -> None:
    assert GAZETTEER.locate("金色佳园停水").place == "金色家园"
    assert GAZETTEER.locate("百合花圆停水").place == "百合花园"


def test_two_wrong_characters_are_too_many() -> None:
    assert not GAZETTEER.locate("反映四季入村小区没有路灯").known


def test_an_ordinary_phrase_near_a_short_name_is_no_place() -> None:
    assert not GAZETTEER.locate("我们家门前的好色家园").known
    assert not GAZETTEER.locate("希望尽快把问题解决掉").known


def test_a_misspelling_is_not_looked_for_where_a_scene_is_known() -> None:
    answer = GAZETTEER.locate("反映百合花园门口的四季如村小区广告")
    assert answer.place == "百合花园"


def test_a_misspelt_scene_is_found_beside_a_correct_home() -> None:
    assert GAZETTEER.locate("我住百合花园，反映四季如村小区门口占道").place == "四季如春小区"
