"""What the caller wants, by the words that say so."""

import csv
from pathlib import Path

import pytest

from classifiers.request_type import NAMES, request_type

with (Path(__file__).parent / "data" / "request_type.csv").open(encoding="utf-8") as file:
    CASES = [(row["kind"], row["text"]) for row in csv.DictReader(file)]


def test_nineteen_of_twenty_plain_sentences_are_read_right() -> None:
    wrong = [(kind, text) for kind, text in CASES if request_type(text)[0] != kind]
    assert len(wrong) <= 0.05 * len(CASES), wrong


def test_every_type_has_cases() -> None:
    assert {kind for kind, _ in CASES} == set(NAMES)


@pytest.mark.parametrize("text", ["", "   ", "小区门口"])
def test_without_any_hint_a_report_asks_for_help(text: str) -> None:
    assert request_type(text) == ("help", 0.4, [])


def test_the_words_that_decided_are_named() -> None:
    kind, share, words = request_type("举报有人在河道非法采砂")
    assert (kind, words) == ("report", ["举报", "非法"])
    assert share == 1.0
