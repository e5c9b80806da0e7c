"""The score of a word, and what a background knows of rare ones."""

import pytest

from analytics.words import Background, jlh, marking


def background(counts, n, other=0):
    buckets = [{"key": word, "doc_count": count} for word, count in counts.items()]
    return Background({"buckets": buckets, "sum_other_doc_count": other}, n)


def test_the_score_is_the_absolute_times_the_relative_change():
    assert jlh(5, 10, 10, 100) == pytest.approx((0.5 - 0.1) * (0.5 / 0.1))


@pytest.mark.parametrize(
    "counts", [(1, 10, 10, 100), (0, 10, 10, 100), (1, 0, 1, 100), (1, 10, 0, 100), (1, 1, 1, 0)]
)
def test_what_is_not_commoner_or_not_there_has_no_score(counts):
    assert jlh(*counts) == 0


def test_the_most_telling_word_comes_first_and_rare_ones_do_not_count():
    marked = marking(
        {"停水": 8, "请": 9, "管": 2, "阀门": 3},
        10,
        background({"请": 90, "停水": 8, "阀门": 4, "管": 2}, 100),
    )
    assert [word.text for word in marked] == ["停水", "阀门"]
    assert (marked[0].n, marked[0].background) == (8, 8)


def test_a_word_below_the_listed_ones_counts_as_the_rarest_of_them():
    assert background({"请": 90, "停水": 40}, 100, other=7).count("阀门", 3) == 40
    assert background({"请": 90, "停水": 2}, 100, other=7).count("阀门", 3) == 3
    assert background({"请": 90}, 100).count("阀门", 3) == 3
