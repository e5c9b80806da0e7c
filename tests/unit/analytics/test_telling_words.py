"""Words that mark a matter: a place stands whole or not at all, fillers not."""

import pytest

from analytics.telling_words import TellingWords
from analytics.words import words_of_many
from classifiers.segment import load_words, segment

TELLING = TellingWords(["樾湾府", "青莲里", "第三医院", "映月桥"])


@pytest.mark.parametrize("word", ["樾湾", "湾府", "莲里", "映月"])
def test_a_piece_of_a_name_says_nothing(word):
    assert not TELLING(word)


@pytest.mark.parametrize("word", ["樾湾府", "青莲里", "医院", "打桩", "漏水", "停电", "ETC"])
def test_whole_names_and_ordinary_words_that_are_in_some_of_them_stay(word):
    assert TELLING(word)


def test_what_the_city_taught_stays():
    load_words(["异地结算码"])
    assert TELLING("异地结算码")


def test_words_that_hold_any_sentence_together_are_none():
    text = "我们已经打了三次电话，你们一直没有来，他们说马上就到，还要等几天？"
    kept = {word for word in segment(text) if TELLING(word)}
    assert not kept & {"我们", "已经", "三次", "你们", "一直", "他们", "马上", "几天"}
    assert "电话" in kept


def test_what_is_common_in_many_categories_marks_none():
    def topic(*names):
        return {"words": {"buckets": [{"key": name, "doc_count": 9} for name in names]}}

    topics = [topic("处理", thing) for thing in ("井盖", "噪声", "供热", "公交", "学位", "医保")]
    topics[0]["words"]["buckets"].append({"key": "噪声", "doc_count": 3})
    assert words_of_many({"buckets": topics}) == {"处理"}
