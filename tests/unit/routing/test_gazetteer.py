"""Names in a text, and the place that follows from them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from routing.gazetteer import Gazetteer
from routing.location import Location
from routing.tables import Place
from tests.support import town

GAZETTEER = Gazetteer(town.AREAS, town.PLACES)
NAMES = [name for row in (*town.AREAS, *town.PLACES) for name in (row.name, *row.aliases)]


def locate(text: str, address: str = "", district: str = "") -> Location:
    return GAZETTEER.locate(text, address, district)


def names_in(text: str) -> list[str]:
    return [mention.name for mention in GAZETTEER.mentions(text)]


def test_the_longest_name_wins_where_two_overlap() -> None:
    assert names_in("通江大道堵车") == ["通江大道"]
    assert names_in("城东区实验小学门口") == ["城东区实验小学"]


def test_an_alias_stands_for_its_place() -> None:
    assert [mention.surface for mention in GAZETTEER.mentions("百合苑停电")] == ["百合苑"]
    assert names_in("百合苑停电") == ["百合花园"]
    assert locate("在市一院挂号难").street == "0201"


def test_a_hospital_is_known_without_its_city() -> None:
    assert locate("第一人民医院门口乱停车").place == "测试市第一人民医院"


def test_a_metro_station_tells_the_street() -> None:
    assert locate("塔山地铁站口积水").street == "0102"


def test_a_word_that_is_also_a_name_counts_only_as_a_place() -> None:
    assert names_in("希望大家生活幸福") == []
    assert names_in("幸福门口有人摆摊") == ["幸福"]


def test_an_estate_is_known_by_its_stem_where_the_text_uses_it_as_a_place() -> None:
    for text in ("我住四季如春，楼上漏水", "四季如春3号楼停水", "四季如春后门有人摆摊"):
        assert locate(text).place == "四季如春小区", text
    assert names_in("我们这里四季如春，气候宜人") == []


def test_a_short_name_counts_where_somebody_works_or_lives() -> None:
    assert names_in("我在幸福租房，房东不退押金") == ["幸福"]
    assert names_in("我在幸福生活中找到答案") == []


def test_a_name_inside_a_longer_word_does_not_count() -> None:
    towns = Gazetteer(
        town.AREAS, [Place("新华街", "road", ("0101",)), Place("建设路", "road", ("0102",))]
    )
    assert towns.mentions("新华街道办事处") == []
    assert [mention.name for mention in towns.mentions("新华街道路破损")] == ["新华街"]
    assert towns.mentions("请加快建设路灯") == []


def test_full_width_letters_and_capitals_are_the_same_name() -> None:
    towns = Gazetteer(town.AREAS, [Place("K2小区", "estate", ("0101",))])
    assert [mention.surface for mention in towns.mentions("Ｋ２小区停水")] == ["Ｋ２小区"]
    assert towns.locate("k2小区停水").street == "0101"


def test_the_matter_is_where_it_happens_not_where_the_caller_lives() -> None:
    for home in (
        "我住百合花园，",
        "家住百合花园，",
        "本人是百合花园的居民，",
        "户籍在城东区，",
        "老家在塔山街道，",
    ):
        assert locate(home + "反映金色家园门口占道").district == "02", home


def test_the_order_of_home_and_scene_does_not_matter() -> None:
    assert locate("反映金色家园门口占道，我住百合花园").district == "02"


def test_between_work_and_home_the_dispatcher_decides() -> None:
    assert locate("我在城东区上班，住在金色家园，物业不开暖气").confidence < 0.7
    assert locate("我在城东区打工，老板不发工资").confidence > 0.8


def test_a_home_alone_is_where_the_matter_happens() -> None:
    answer = locate("家住百合花园，楼上漏水")
    assert (answer.district, answer.street) == ("01", "0101")
    assert "诉求人住“百合花园”" in answer.how


def test_a_place_only_used_to_measure_from_is_not_the_scene() -> None:
    assert locate("距离百合花园500米的金色家园停水").place == "金色家园"


def test_the_office_that_was_asked_is_not_the_scene() -> None:
    assert locate("向塔山街道反映多次，金色家园还是没有路灯").district == "02"


def test_a_name_of_two_districts_asks_for_the_district() -> None:
    answer = locate("反映人民路有人占道")
    assert answer.ambiguous
    assert answer.district == ""
    assert {spot.district for spot in answer.candidates} == {"01", "02"}
    assert "请确认区县" in answer.how


def test_a_district_a_street_or_another_place_decides_between_namesakes() -> None:
    assert locate("城西区人民路占道").street == "0201"
    assert locate("人民路占道，就在柳湖街道").district == "01"
    assert locate("人民路占道，金色家园的人都出不去").district == "02"


def test_the_district_chosen_at_intake_decides_between_namesakes() -> None:
    assert locate("人民路占道", district="01").street == "0101"
    assert locate("人民路占道", district="城西区").street == "0201"


def test_a_home_decides_between_namesakes_with_less_confidence() -> None:
    by_home = locate("我住百合花园，人民路有人占道")
    by_name = locate("城东区人民路有人占道")
    assert by_home.district == by_name.district == "01"
    assert by_home.confidence < by_name.confidence


def test_two_crossing_roads_meet_in_the_street_that_they_share() -> None:
    answer = locate("人民路与解放路交叉口没有红绿灯")
    assert (answer.district, answer.street) == ("02", "0201")


def test_a_road_through_several_streets_of_one_district_tells_only_the_district() -> None:
    answer = locate("解放路路面塌陷")
    assert (answer.district, answer.street, answer.ambiguous) == ("02", "", False)
    assert {spot.street for spot in answer.candidates} == {"0201", "0202"}


def test_a_road_on_a_border_takes_its_side_from_the_street_that_is_named() -> None:
    assert locate("通江大道滩头街道段扬尘").district == "03"
    assert locate("通江大道扬尘").ambiguous


def test_a_matter_on_the_border_of_two_districts_spans_both() -> None:
    answer = locate("城东区和城西区交界处垃圾没人管")
    assert answer.spans == ("01", "02")
    assert not answer.ambiguous
    assert locate("通江大道全线没有路灯").spans == ("01", "02", "03")


def test_a_zone_is_a_territory_of_its_own() -> None:
    assert locate("江北新区老化工异味").street == "0301"
    assert locate("在江北，到处是工地").district == "03"


def test_house_numbers_do_no_harm() -> None:
    assert locate("城东区人民路18号3栋2单元").street == "0101"


def test_the_address_decides_when_the_text_names_no_scene() -> None:
    assert locate("楼上漏水", address="金色家园3栋").place == "金色家园"
    assert locate("我住百合花园，楼上漏水", address="金色家园3栋").place == "金色家园"


def test_a_scene_in_the_text_is_stronger_than_the_address() -> None:
    assert locate("反映金色家园门口占道", address="城东区百合花园").place == "金色家园"


def test_a_text_against_the_chosen_district_is_less_sure_and_says_so() -> None:
    answer = locate("反映金色家园门口占道", district="01")
    assert answer.district == "02"
    assert answer.confidence < 0.6
    assert "不一致" in answer.how


def test_without_any_place_the_chosen_district_stands() -> None:
    assert locate("楼上漏水", district="01").district == "01"
    assert not locate("楼上漏水").known
    assert not locate("楼上漏水", district="月球区").known


def test_two_scenes_in_different_districts_are_less_sure_than_one() -> None:
    assert locate("反映百合花园门口和其他问题，反映金色家园门口占道").confidence < 0.8


def test_the_answer_quotes_the_words_that_it_used() -> None:
    assert locate("城东区人民路占道").text_found == "城东区人民路"


@given(
    st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), max_size=12).map("".join),
    st.text(max_size=20),
)
def test_any_text_is_located_without_fault(text: str, address: str) -> None:
    answer = locate(text, address)
    assert 0 <= answer.confidence <= 1
    assert not (answer.district and answer.ambiguous)
    assert not answer.street or answer.district


@given(st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), max_size=12).map("".join))
def test_the_span_of_a_mention_is_its_surface_and_mentions_do_not_overlap(text: str) -> None:
    mentions = GAZETTEER.mentions(text)
    assert all(text[mention.start : mention.end] == mention.surface for mention in mentions)
    assert all(mention.end <= following.start for mention, following in pairwise(mentions))


def test_a_very_long_text_is_located() -> None:
    assert locate("啊" * 100_000 + "。反映金色家园门口占道").place == "金色家园"
    assert locate("人民路" * 33_000).candidates


def test_traditional_characters_are_the_same_name() -> None:
    assert locate("反映金色家園門口停電").place == "金色家园"
    assert [mention.surface for mention in GAZETTEER.mentions("金色家園")] == ["金色家園"]
