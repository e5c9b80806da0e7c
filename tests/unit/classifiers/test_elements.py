"""Which of the five elements a report tells, and what the agent should ask, once and whole."""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.elements import NAMES, Elements, read_elements
from classifiers.times.find import find_times

AT = datetime(2026, 3, 18, 10, 0)
with (Path(__file__).parent / "data" / "elements.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))


def read(text: str, request_type: str = "complaint", **fields: str) -> Elements:
    return read_elements(text, request_type=request_type, times=find_times(text, AT), **fields)


def missing(text: str, request_type: str = "complaint", **fields: str) -> dict[str, str]:
    return {
        element.kind: element.question for element in read(text, request_type, **fields).missing
    }


# The patterns were made with the part `dev` in view and are the same for the other.
@pytest.mark.parametrize("part", ["dev", "unseen"])
@pytest.mark.parametrize("column", ["present", "missing"])
def test_nine_of_ten_elements_are_told_right(part: str, column: str) -> None:
    counts: Counter[str] = Counter()
    for row in (row for row in ROWS if row["part"] == part):
        kinds = {
            element.kind
            for element in getattr(read(row["text"], row["type"], address=row["address"]), column)
        }
        expected = set(row[column].split())
        counts += Counter(
            hit=len(kinds & expected), false=len(kinds - expected), missed=len(expected - kinds)
        )
    assert counts["hit"] > 40
    assert counts["hit"] / (counts["hit"] + counts["false"]) >= 0.9
    assert counts["hit"] / (counts["hit"] + counts["missed"]) >= 0.95


def test_everything_missing_is_asked_in_one_sentence() -> None:
    question = read("我要投诉").question
    assert question.startswith("请一并问清：1. 在哪个区县")
    assert "2. 什么时候发生的" in question
    assert "3. 具体发生了什么事" in question


def test_one_question_stands_alone_and_a_whole_report_asks_nothing() -> None:
    assert read("人民路的路灯坏了", "help").question == "什么时候发生的，或从哪一天开始的？"
    assert read("人民路的路灯从昨天晚上开始不亮", "help").question == ""


def test_a_vague_time_is_asked_for_by_its_own_words() -> None:
    assert missing("人民路最近总是停电", "help")["when"] == "“最近”具体是哪一天？"
    assert missing("人民路周五晚上停电", "help")["when"] == "“周五晚上”是哪一周？"


def test_a_shop_needs_a_name_and_a_driver_a_plate() -> None:
    assert missing("昨天在人民路一家奶茶店充卡不给退")["who"] == "涉及的单位或店铺叫什么名字？"
    assert "who" not in missing("昨天在人民路蜜雪奶茶店充卡不给退")
    assert missing("昨天火车站出租车拒载")["who"] == "车牌号，或线路、车次是多少？"


def test_what_the_sheet_already_says_is_not_asked() -> None:
    assert "where" in missing("昨天路灯坏了", "help")
    assert "where" not in missing("昨天路灯坏了", "help", address="人民路8号")
    assert [
        element.text for element in read("路灯坏了", caller="王芳").present if element.kind == "who"
    ] == ["王芳"]


def test_who_only_asks_or_proposes_is_not_questioned() -> None:
    assert missing("请问医保怎么报销", "consult") == {}
    assert missing("建议多装几盏灯", "suggestion") == {}


def test_papers_and_accounts_lie_nowhere() -> None:
    assert "where" not in missing("昨天公积金取不出来", "help")


def test_a_refusal_without_a_reason_asks_for_the_reason() -> None:
    assert "cause" in missing("昨天人民路金地物业不给开门")
    assert "cause" not in missing("昨天人民路金地物业不给开门，说是系统坏了")


def test_places_that_the_city_knows_count() -> None:
    text = "老三样那边昨天停水"
    assert "where" not in {element.kind for element in read_elements(text, places=[(0, 3)]).missing}
    assert "where" in {element.kind for element in read_elements(text).missing}


@given(
    st.text(
        alphabet=st.sampled_from("我在人民路小区昨天晚上的店不给退因为说是，。投诉12")
        | st.characters(),
        max_size=60,
    ),
    st.sampled_from(["", "help", "complaint", "praise"]),
)
def test_no_text_breaks_it_and_spans_are_those_of_the_text(text: str, request_type: str) -> None:
    elements = read(text, request_type)
    assert all(
        text[element.start : element.stop] == element.text
        for element in elements.present
        if element.start >= 0
    )
    assert {element.kind for element in elements.missing} <= set(NAMES)
    assert all(element.question.endswith("？") for element in elements.missing)
