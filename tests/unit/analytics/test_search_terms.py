"""Folding, terms and marks: what search rests on."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from analytics.search.fold import fold
from analytics.search.highlight import highlight
from analytics.search.terms import index_terms, read_search_text

CHINESE = st.text(alphabet="停水電电路灯朝阳開开ａＡａ1２３，。！ \n", max_size=60)


def padded(terms: str) -> str:
    return f" {terms} "


@given(st.text(max_size=80))
def test_folding_keeps_every_character_at_its_place(text):
    assert len(fold(text)) == len(text)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_folding_brings_width_case_and_old_characters_together():
    assert fold("開發區Ａ１２Ｂ，K１２棟") == "开发区a12b,k12栋"


def test_what_is_no_character_becomes_a_blank():
    assert fold("a\ud800b\x00c\ufeffd") == "a b c d"


@given(CHINESE, st.data())
def test_any_stretch_of_a_text_finds_it(text, data):
    if not re.search(r"[^\W_]", fold(text)):
        return
    run = data.draw(st.sampled_from(re.findall(r"[^\W_]+", fold(text))))
    units = re.findall(r"[0-9a-z]+|[^\W_]", run)
    start = data.draw(st.integers(0, len(units) - 1))
    end = data.draw(st.integers(start + 1, min(start + 3, len(units))))
    terms = index_terms(fold(text))
    (needle,) = read_search_text("".join(units[start:end])).needles
    if needle.grams:
        assert padded(" ".join(needle.grams)) in padded(terms["grams"])
    else:
        assert needle.text in terms["chars"].split(" ")


def test_pairs_do_not_cross_a_sign():
    assert index_terms("停水，断电")["grams"] == "停水 断电"


def test_words_are_distinct_and_neither_numbers_nor_single_characters():
    assert index_terms("停水 停水 3 号 2026")["words"] == ["停水"]


def test_a_run_of_letters_is_one_unit_and_a_very_long_one_is_several():
    assert index_terms("k12路")["chars"] == "k12 路"
    assert max(map(len, index_terms("a" * 1000)["chars"].split(" "))) == 64


def test_a_short_part_is_taken_as_it_stands():
    query = read_search_text("王小明")
    assert [needle.text for needle in query.needles] == ["王小明"]
    assert not query.word_needles


def test_a_long_part_is_taken_by_its_words():
    query = read_search_text("朝阳路停水没人管")
    assert not query.needles
    assert "停水" in [word.text for word in query.word_needles]
    assert [whole.text for whole in query.extra] == ["朝阳路停水没人管"]


def test_up_to_three_words_must_all_be_there():
    query = read_search_text("朝阳路停水")
    assert query.least == len(query.word_needles) == 2


def test_a_question_of_ten_thousand_characters_is_cut():
    assert len(read_search_text("停水 停电 " * 2000).needles) == 2
    assert sum(len(needle.text) for needle in read_search_text("水 电 " * 2500).needles) <= 200


def test_signs_alone_ask_for_nothing():
    assert not read_search_text("？！ *")


@given(
    st.text(alphabet="停水<b>&\"'电路 ", max_size=300),
    st.lists(st.sampled_from(["停", "停水", "<", "电路", "b"]), max_size=4),
)
def test_marks_add_nothing_but_marks(text, marks):
    marked = highlight(text, marks, length=10_000)
    safe = marked.replace("<mark>", "").replace("</mark>", "")
    assert not {"<", ">", '"', "'"} & set(safe)
    assert unescape(safe) == (text if any(mark in text for mark in marks) else "")


@given(CHINESE, st.sampled_from(["停水", "电", "朝阳"]))
def test_only_what_was_asked_for_is_marked(text, mark):
    for marked in re.findall("<mark>(.*?)</mark>", highlight(text, [mark])):
        assert set(fold(marked)) <= set(mark)


def test_a_long_text_is_shown_where_most_is_found():
    text = "停水。" + "平安无事。" * 100 + "停水又停水停电。" + "平安无事。" * 100
    shown = highlight(text, ["停水", "停电"])
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "<mark>停水</mark>又<mark>停水停电</mark>" in shown
    assert len(shown) < 250


def test_the_highlight_of_nothing_is_empty():
    assert highlight("平安无事", ["停水"]) == ""
    assert highlight("", ["停水"]) == ""
    assert highlight("停水", []) == ""
