"""What no hotline accepts is recognised, what sounds like it is not taken for it."""

import csv
from pathlib import Path

import pytest

from classifiers.predict import default_classifier
from classifiers.unaccepted import WAYS, unaccepted

with (Path(__file__).parent / "data" / "unaccepted.csv").open(encoding="utf-8") as file:
    CASES = [(row["kind"], row["text"]) for row in csv.DictReader(file)]


def kind_of(text: str) -> str:
    refusal = unaccepted(text)
    return refusal.kind if refusal else ""


def test_nine_of_ten_are_recognised_with_their_kind() -> None:
    cases = [(kind, text) for kind, text in CASES if kind]
    assert {kind for kind, _ in cases} == set(WAYS)
    assert sum(kind_of(text) == kind for kind, text in cases) >= 0.9 * len(cases)


def test_what_only_mentions_a_court_or_a_city_is_accepted() -> None:
    assert [text for kind, text in CASES if not kind and kind_of(text)] == []


@pytest.mark.parametrize("text", ["我对一审判决不服，法官偏袒对方", "有人抢我包跑了，快派警察"])
def test_a_person_decides_and_sees_reason_and_way(text: str) -> None:
    read = default_classifier().classify(text)
    assert read.abstained
    assert read.unaccepted
    assert read.unaccepted.reason in read.reasons[-1]
    assert read.unaccepted.way in read.reasons[-1]


def test_a_long_letter_is_not_judged_by_a_court_on_its_way() -> None:
    letter = "法院判决不服" + "村里的路三年没修，一下雨全是泥，孩子上学很难。" * 10
    assert kind_of(letter) == ""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("court", "法院判老板赔我工伤钱，他人躲起来一直不赔"),
        ("court", "工伤仲裁判了公司赔三万，到现在一分没见着"),
        ("court", "下周二我那个案件宣判，你们跟法院说说"),
        ("city", "帮邻市的亲戚打个电话，他们那边停水了"),
        ("none", "喂喂，我就试试电话通不通"),
        ("", "法院家属院停水了没人来修"),
        ("", "公司不给工资，能不能申请仲裁"),
        ("", "去邻市的班车停了，怎么坐"),
        ("", "热线打不通"),
        ("", "试一下你们能不能解决停车难"),
    ],
)
def test_judgments_that_nobody_obeys_neighbours_and_trial_calls(kind: str, text: str) -> None:
    assert kind_of(text) == kind
