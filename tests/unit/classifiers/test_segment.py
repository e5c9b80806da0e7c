"""One tokenizer: the fast cutter equals the reference, names stay whole, odd text does no harm."""

import csv
from itertools import islice
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers import segment as segmenter
from classifiers.segment import load_words, segment

REAL = Path(__file__).parents[3].parent / "shared" / "data" / "messages" / "train.csv"


def test_words_are_folded_to_lower_case_and_half_width() -> None:
    assert segment("ＫＴＶ　太吵了，Ｂ超检查") == ["ktv", "太吵", "了", "b超", "检查"]


def test_signs_and_blanks_are_no_words() -> None:
    assert segment("！？。… \n\t_—") == []


def test_a_street_name_of_the_city_stays_whole() -> None:
    load_words(["云麓谷南街道", "A3区"])
    assert segment("住在云麓谷南街道，a3区") == ["住", "在", "云麓谷南街道", "a3区"]


def test_loading_the_same_words_again_changes_nothing() -> None:
    load_words(["云麓谷南街道"])
    before = learned_words()
    load_words(["云麓谷南街道", "云麓谷南街道"])
    assert learned_words() == before


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_can_be_cut(text: str) -> None:
    assert all(word.strip() for word in segment(text))


def test_a_lone_surrogate_and_control_characters_are_dropped() -> None:
    assert segment("停\ud800水\x00了") == segment("停水了")


@pytest.mark.skipif(not REAL.exists(), reason="the real messages are not here")
def test_the_fast_cutter_equals_the_reference_on_real_text() -> None:
    load_words(["示例花园小区", "楚雅医院", "A市"])
    reference = jieba.Tokenizer()
    for word, frequency in learned_words().items():
        reference.add_word(word, frequency)
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"] for row in islice(csv.DictReader(file), 700)]
    assert sum(map(len, texts)) > 100_000
    for text in texts:
        tokens = segment(text)
        assert tokens == [word for word in reference.lcut(" ".join(_blanked(text))) if word != " "]


def learned_words() -> dict[str, int]:
    """Frequency by loaded word: what a second cutter needs to cut the same."""
    segmenter._load_own_words()
    return dict(segmenter._frequencies)


def _blanked(text: str) -> list[str]:
    from classifiers.segment import _words_only

    return _words_only(text).split()
