"""Sentences as a dispatcher hears them, about 示例市: with the category known, which unit leads
and who is asked?

`units` are those that may lead; `asks` is yes where nobody can know the district, no where nothing
is left to ask; `also` is a category that is as right, as conduct is where an office is accused.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from routing.decision import Decision
from routing.router import Router

ROWS = list(
    csv.DictReader((Path(__file__).parent / "data/dispatch.csv").open(encoding="utf-8", newline=""))
)
ON = date(2026, 11, 26)


@cache
def demo_router() -> Router:
    pack = read_pack(DEMO).pack
    assert pack
    return pack.router


def decision_on(row: dict[str, str]) -> Decision:
    return demo_router().route(row["text"], classification=[(row["category"], 0.9)], on=ON)


def is_right(row: dict[str, str]) -> bool:
    return not row["units"] or decision_on(row).unit in row["units"].split()


def test_nothing_goes_to_a_wrong_unit_by_itself() -> None:
    wrong = [row["text"] for row in ROWS if not is_right(row) and not decision_on(row).needs_review]
    assert wrong == []


def test_of_a_hundred_sentences_ninety_seven_lead_to_the_right_unit() -> None:
    wrong = [row["text"] for row in ROWS if not is_right(row)]
    assert len(wrong) <= 0.03 * len(ROWS), wrong


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["asks"] == "yes"], ids=lambda row: row["text"]
)
def test_what_the_words_leave_open_is_asked(row: dict[str, str]) -> None:
    decision = decision_on(row)
    assert decision.needs_review
    assert any("请确认区县" in reason for reason in decision.reasons)


def test_what_is_clear_is_not_asked() -> None:
    doubted = [row["text"] for row in ROWS if row["asks"] == "no" and decision_on(row).needs_review]
    assert doubted == []


@pytest.mark.parametrize(
    "text",
    ["燃气公司的工作人员上门安检态度恶劣", "东湖区城管局执法人员打人", "信访局推诿，让我来回跑"],
)
def test_greeting_and_thanks_do_not_send_a_complaint_to_whom_it_accuses(text: str) -> None:
    plain, polite = (
        demo_router().route(written, classification=[("1805", 0.9)], on=ON)
        for written in (text, f"您好，{text}，谢谢。")
    )
    assert polite.unit == plain.unit
    assert polite.accused == plain.accused != ()


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("清溪区市场监管局发证要找中介，中介就是他们科长的弟媳", "0205"),
        ("红旗街道的低保专干吃回扣，一户一百", "1501"),
        ("临江区住建局验收要给茶水费才过，楼道一直没通水", "0101"),
    ],
)
def test_what_smells_of_corruption_goes_to_no_unit_before_a_person_has_read_it(
    text: str, category: str
) -> None:
    assert demo_router().route(text, classification=[(category, 0.97)], on=ON).needs_review
