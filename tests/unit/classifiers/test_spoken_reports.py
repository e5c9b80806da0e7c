"""Reports in people's own words, written before the lessons were: their category, and what must
not change it.
"""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from opencc import OpenCC

from classifiers.place_names import PlaceNames
from classifiers.predict import Classifier, default_classifier
from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack

DATA = Path(__file__).parent / "data"
with (DATA / "spoken_reports.csv").open(encoding="utf-8") as file:
    REPORTS = [(row["categories"].split(), row["text"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    city = read_pack(DEMO).pack
    assert city is not None
    return default_classifier().in_city(places=city.place_names)


def right(classifier: Classifier, form: Callable[[str], str] = str, first: int = 1) -> float:
    read = classifier.classify_many([form(text) for _, text in REPORTS], explain=False)
    hits = [
        any(guess.code in codes for guess in each.alternatives[:first])
        for (codes, _), each in zip(REPORTS, read, strict=True)
    ]
    return sum(hits) / len(hits)


def test_what_people_say_finds_its_category(classifier: Classifier) -> None:
    assert len(REPORTS) >= 200
    assert right(classifier) >= 0.82
    assert right(classifier, first=3) >= 0.92


@pytest.mark.parametrize(
    "form",
    [
        OpenCC("s2t").convert,
        "市民来电反映：{}请相关部门核实处理。".format,
        "您好，{}，谢谢。".format,
        "尊敬的领导你好，我打12345反映，{}".format,
    ],
)
def test_how_it_is_framed_or_written_changes_little(
    classifier: Classifier, form: Callable[[str], str]
) -> None:
    plain, framed = right(classifier), right(classifier, form)
    assert abs(plain - framed) <= 0.03


def test_the_name_of_an_estate_decides_nothing(classifier: Classifier) -> None:
    names = ("拆迁安置一区", "港务局宿舍", "荷塘月色小区", "金沙水岸", "创智天地花园", "渔光里")
    for matter in ("停水三天了", "楼道里有人充电瓶车", "路灯不亮，晚上看不见路"):
        texts = [f"{name}{matter}" for name in names]
        codes = {each.alternatives[0].code for each in classifier.classify_many(texts)}
        assert len(codes) == 1, (matter, codes)


def test_a_name_gives_way_to_its_noun() -> None:
    places = PlaceNames({"拆迁安置一区": "小区", "市一院": "医院"})
    assert places.replaced("市一院旁边的拆迁安置一区停水") == "医院旁边的小区停水"
    assert places.replaced("停水\ud800") == "停水\ud800"


def test_reasons_stand_as_the_caller_wrote_them(classifier: Classifier) -> None:
    reasons = classifier.classify("小區門口的路燈壞了，晚上看不清路").reasons[0]
    assert "路燈" in reasons
