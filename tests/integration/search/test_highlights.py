"""What was found is marked in the original text, in both engines."""

import pytest

from analytics.search.base import EVERYTHING, Query


@pytest.fixture
def marked(town_engine):
    def first(text, **query):
        return town_engine.search(Query(text, see=EVERYTHING, **query)).hits[0].highlights

    return first


def test_the_word_is_marked_in_title_and_content(marked):
    assert marked("朝阳路 停水") == {
        "title": "<mark>朝阳路</mark>3号楼<mark>停水</mark>三天没人",
        "content": "<mark>朝阳路</mark>3号楼<mark>停水</mark>三天没人管",
    }


def test_the_original_characters_stay(marked):
    assert "<mark>開發區</mark>中山路<mark>停電</mark>" in marked("开发区 停电")["content"]
    assert "<mark>Ｋ１２路</mark>" in marked("k12路")["content"]


def test_markup_in_a_text_stays_text(marked):
    assert marked("危险")["content"] == "路面有坑 &lt;b&gt;<mark>危险</mark>&lt;/b&gt; &amp; 请修"


def test_without_words_nothing_is_marked(marked):
    assert marked("") == {}


def test_marks_can_be_left_out(marked):
    assert marked("停水", highlight=False) == {}


def test_a_word_found_in_the_place_alone_marks_nothing(marked):
    assert marked("政务大厅") == {}
