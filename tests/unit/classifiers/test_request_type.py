"""What the caller wants, by the words that say so."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.plain_text import plain
from classifiers.request_cues import CUE_OF, words_of
from classifiers.request_type import NAMES, request_type

DATA = Path(__file__).parent / "data"


def cases_of(name: str) -> list[tuple[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return [(row["kind"], row["text"]) for row in csv.DictReader(file)]


CASES = cases_of("request_type.csv")
SPOKEN = cases_of("request_type_spoken.csv")


def test_nineteen_of_twenty_plain_sentences_are_read_right() -> None:
    wrong = [(kind, text) for kind, text in CASES if request_type(text)[0] != kind]
    assert len(wrong) <= 0.05 * len(CASES), wrong


def test_what_people_say_in_their_own_words_is_read() -> None:
    """Several types may fit: whoever is right among them is right."""
    right = [request_type(plain(text))[0] in kinds.split() for kinds, text in SPOKEN]
    assert len(right) >= 500
    assert sum(right) >= 0.85 * len(right)


@pytest.mark.parametrize(
    "frame", ["您好，{}，谢谢。", "市民来电反映：{}请相关部门核实处理。", "【市民来电】{}。盼复"]
)
def test_a_frame_changes_no_type(frame: str) -> None:
    changed = [
        text
        for _, text in SPOKEN
        if request_type(plain(frame.format(text)))[0] != request_type(plain(text))[0]
    ]
    assert len(changed) <= 0.03 * len(SPOKEN), changed


def test_every_type_has_cases() -> None:
    assert {kind for kind, _ in CASES} == set(NAMES)


@pytest.mark.parametrize("text", ["", "   ", "。！"])
def test_an_empty_report_asks_for_help(text: str) -> None:
    assert request_type(text) == ("help", 0.4, [])


def test_the_words_that_decided_are_named() -> None:
    kind, share, cues = request_type("举报有人在河道非法采砂")
    assert (kind, cues) == ("report", ["举报", "非法"])
    assert share > 0.8


def words_one_by_one(text: str) -> list[str]:
    cues, place = [], 0
    while place < len(text):
        word = max((word for word in CUE_OF if text.startswith(word, place)), key=len, default="")
        cues += [word] if word else []
        place += len(word) or 1
    return cues


PIECES = st.sampled_from(sorted(CUE_OF)) | st.sampled_from("请求投诉的，a\ud800𠮷希望")


@given(
    st.lists(
        st.tuples(PIECES, st.integers(1, 4)).map(lambda cut: cut[0][: cut[1]]), max_size=12
    ).map("".join)
)
def test_of_words_that_overlap_the_first_and_longest_counts(text: str) -> None:
    assert words_of(text) == words_one_by_one(text)
