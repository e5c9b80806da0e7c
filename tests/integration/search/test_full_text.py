"""What is found by which words, in both engines."""

import pytest

from analytics.search.base import EVERYTHING, Query


@pytest.fixture
def find(town_engine):
    """The ids found by a text, for somebody who sees everything."""
    return lambda text: {hit.id for hit in town_engine.search(Query(text, see=EVERYTHING)).hits}


def test_a_word_finds_every_ticket_that_holds_it(find):
    assert find("停水") == {1, 11}


def test_one_character_is_enough(find):
    assert find("水") == {1, 11}


def test_one_latin_letter_or_digit_is_enough(find):
    assert find("b") == {12}
    assert find("3") == {1}


def test_a_firm_is_found_by_its_whole_name_only(find):
    assert find("王小明") == {4}


def test_part_of_a_name_finds_all_who_share_it(find):
    assert find("王小") == {4, 6}


def test_a_place_is_found_though_the_segmenter_may_cut_it(find):
    assert find("红星小区") == {2}
    assert find("星小") == {2}


def test_neighbouring_words_count_only_in_their_order(find):
    assert find("院人民") == set()


def test_words_with_a_blank_between_must_all_be_there(find):
    assert find("人民 医院") == {7, 8}
    assert find("人民 噪声") == set()


def test_a_quoted_phrase_must_stand_as_it_is(find):
    assert find('"人民医院门口"') == {7}
    assert find("“人民医院门口”") == {7}
    assert find('"医院门口人民"') == set()


def test_a_long_question_needs_most_of_its_words_not_all(find):
    assert 1 in find("朝阳路停水三天没人管怎么投诉")
    assert 2 not in find("朝阳路停水三天没人管怎么投诉")


def test_full_width_and_half_width_are_the_same(find):
    assert find("ABC大厦") == {5}
    assert find("ｋ１２路") == {5}


def test_capital_and_small_letters_are_the_same(find):
    assert find("abc") == find("Abc") == {5}


def test_traditional_and_simplified_are_the_same(find):
    assert find("开发区停电") == {3}
    assert find("開發區停電") == {3}
    assert find("紅星小區") == {2}


def test_a_place_that_the_text_does_not_name_is_found_too(find):
    assert find("政务大厅") == {10}


def test_a_ticket_is_found_by_its_number(find):
    assert find("260302000007") == {7}


def test_signs_between_words_do_not_matter(find):
    assert find("扰民，影响") == find("扰民 影响") == {2}


def test_no_text_finds_everything(find):
    assert find("") == find("  ") == set(range(1, 13))


def test_a_text_of_signs_alone_finds_nothing(find):
    assert find("？！") == set()


def test_the_best_match_comes_first(town_engine):
    hits = town_engine.search(Query("楼上停水异味", sort="relevance", see=EVERYTHING)).hits
    assert hits[0].id == 11
    assert hits[0].score > 0


def test_personal_data_is_not_in_the_index(find, town_engine):
    assert find("13812345678") == set()
    (hit,) = town_engine.search(Query("王小明", see=EVERYTHING)).hits
    assert "138" not in str(hit)
    assert hit.fields["content"].endswith("***********")
