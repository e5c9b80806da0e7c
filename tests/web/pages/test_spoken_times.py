"""Times said in words, in figures for the eye."""

from datetime import datetime

import pytest

from classifiers.times.find import find_times
from hotline.web.pages.spoken_times import in_figures, is_moment

AT = datetime(2026, 3, 9, 10, 0)


@pytest.mark.parametrize(
    ("phrase", "figures"),
    [
        ("昨晚8点", "2026-03-08 20:00"),
        ("昨晚8点左右", "约 2026-03-08 20:00"),
        ("3月5号", "2026-03-05"),
        ("上个月", "2026-02-01 至 2026-02-28"),
        ("每天晚上10点到凌晨2点", "每天 22:00 至 02:00"),
        ("周三", ""),
    ],
)
def test_words_become_figures(phrase, figures):
    (time,) = find_times(f"{phrase}有人打桩", AT)
    assert in_figures(time) == figures


@pytest.mark.parametrize(
    ("phrase", "yes"), [("昨晚8点", True), ("昨天", True), ("明天", False), ("上个月", False)]
)
def test_only_what_is_past_and_said_to_the_day_may_be_filled_in(phrase, yes):
    (time,) = find_times(f"{phrase}有人打桩", AT)
    assert is_moment(time, AT) is yes
