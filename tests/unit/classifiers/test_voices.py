"""Lessons of other authors: each a lot of its own, of every category, with what else fits."""

from collections import Counter

from classifiers.material import category_names
from classifiers.material.spoken import spoken_lessons, spoken_texts

LESSONS = [lesson for lesson in spoken_lessons() if lesson.code]


def test_every_category_is_spoken_of_in_several_dozen_ways() -> None:
    codes = {code for code in category_names() if len(code) == len("0101")}
    third = Counter(lesson.code for lesson in LESSONS if lesson.lot == "voices-c")
    assert min(third[code] for code in codes) >= 8
    every = Counter(lesson.code for lesson in LESSONS)
    assert min(every[code] for code in codes) >= 25
    assert {lesson.lot for lesson in LESSONS} == {"", *(f"voices-{pen}" for pen in "abcdefg")}


def test_the_newest_authors_share_the_categories_and_leave_none_out() -> None:
    newest = [lesson for lesson in LESSONS if lesson.lot[-1:] in set("defg")]
    share = Counter(lesson.code for lesson in newest)
    assert all(share[code] >= 17 for code in category_names() if len(code) == len("0101"))
    pens = Counter(code for code, _ in {(lesson.code, lesson.lot) for lesson in newest})
    assert set(pens.values()) == {1}
    assert len({lesson.text for lesson in newest}) == len(newest)


def test_what_else_fits_is_another_category_and_no_part_of_the_text() -> None:
    names, others = category_names(), [lesson for lesson in LESSONS if lesson.also]
    assert len(others) >= 50
    assert all(lesson.also in names and lesson.also != lesson.code for lesson in others)
    assert not any("|" in lesson.text for lesson in LESSONS)


def test_each_lesson_is_taught_alone_too() -> None:
    texts, codes, _ = spoken_texts()
    taught = set(zip(texts, codes, strict=True))
    assert all((lesson.text, lesson.code) in taught for lesson in LESSONS)
