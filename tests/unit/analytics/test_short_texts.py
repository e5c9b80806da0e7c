"""The index of short texts: the best first, the newest version only, whatever the order in which
they came.
"""

import random

from analytics.short_texts import ShortText, ShortTextIndex

TEXTS = [
    ShortText(1, 1, ("租房提取住房公积金", "租房子能取公积金吗"), "持身份证到网点办理。"),
    ShortText(2, 1, ("居民身份证到期换领",), "二十日内领取。"),
    ShortText(3, 1, ("自来水停水报修",), "两小时内到场。"),
]


def filled(texts=TEXTS) -> ShortTextIndex:
    index = ShortTextIndex()
    index.add(texts)
    return index


def test_the_text_that_shares_most_is_first():
    hits = filled().search("身份证快到期了怎么换", 3)
    assert hits[0].key == 2
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_words_that_only_ask_find_nothing():
    index = filled([ShortText(1, 1, ("怎么办理低保",)), ShortText(2, 1, ("怎么办理护照",))])
    hits = {hit.key: hit.score for hit in index.search("请问怎么办理护照", 5)}
    assert hits[2] > 4 * hits.get(1, 0.0)


def test_only_the_newest_version_is_found():
    index = filled()
    index.add([ShortText(1, 2, ("夜市摆摊地点",))])
    assert index.version_of(1) == 2
    assert [hit.version for hit in index.search("夜市摆摊", 3)] == [2]
    assert 1 not in {hit.key for hit in index.search("提取住房公积金", 3)}


def test_what_is_forgotten_is_found_no_more():
    index = filled()
    index.forget([3])
    assert 3 not in {hit.key for hit in index.search("停水", 3)}
    assert len(index) == 2


def test_one_by_one_or_all_at_once_is_the_same():
    drawn = random.Random(7)
    texts = [
        ShortText(n, 1, ("".join(drawn.choices("水电气暖路灯车证照户口医保学校", k=8)),))
        for n in range(300)
    ]
    at_once, one_by_one = filled(texts), ShortTextIndex()
    for text in drawn.sample(texts, len(texts)):
        one_by_one.add([text])
    for question in ("医保户口", "停水停电", "学校路灯"):
        first, second = (
            {hit.key: round(hit.score, 4) for hit in index.search(question, 300)}
            for index in (at_once, one_by_one)
        )
        assert first == second


def test_odd_questions_do_no_harm():
    for question in ("", " ", "😡", "\ud800", "x" * 100_000):
        assert filled().search(question, 3) == []
    assert ShortTextIndex().search("停水", 3) == []
