"""What the caller wants, by the words that say so."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.request_type import _CUE_OF, NAMES, _words, request_type

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
    kind, share, cues = request_type("举报有人在河道非法采砂")
    assert (kind, cues) == ("report", ["举报", "非法"])
    assert share == 1.0


def words_one_by_one(text: str) -> list[str]:
    cues, place = [], 0
    while place < len(text):
        word = max((word for word in _CUE_OF if text.startswith(word, place)), key=len, default="")
        cues += [word] if word else []
        place += len(word) or 1
    return cues


PIECES = st.sampled_from(sorted(_CUE_OF)) | st.sampled_from("请求投诉的，a\ud800𠮷希望")


@given(
    st.lists(
        st.tuples(PIECES, st.integers(1, 4)).map(lambda cut: cut[0][: cut[1]]), max_size=12
    ).map("".join)
)
def test_of_words_that_overlap_the_first_and_longest_counts(text: str) -> None:
    assert _words(text) == words_one_by_one(text)
