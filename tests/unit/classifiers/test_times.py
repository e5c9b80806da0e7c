"""Times said in words are read against the report's own time; nothing is invented."""

import csv
import re
from datetime import datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classifiers.times.atoms import KINDS
from classifiers.times.expression import Recurring, SpokenTime
from classifiers.times.find import find_times

AT = datetime(2026, 3, 18, 10, 0)  # a Wednesday
with (Path(__file__).parent / "data" / "times.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))
MOMENTS = st.datetimes(datetime(2005, 1, 1), datetime(2090, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


def moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def again(recurring: Recurring | None) -> str:
    """As the table writes it: week 1 3 08:00-17:00."""
    if recurring is None:
        return ""
    clock = f"{recurring.begin or '':%H:%M}-" if recurring.begin else "-" if recurring.end else ""
    clock += f"{recurring.end:%H:%M}" if recurring.end else ""
    return " ".join([recurring.every, *map(str, recurring.weekdays), clock]).strip()


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_words_of_time_mean_what_a_person_would_take_them_for(row) -> None:
    mentions = find_times(row["text"], moment(row["at"]) or AT)
    if not row["found"]:
        assert mentions == []
        return
    [mention] = mentions
    assert (mention.text, mention.precision) == (row["found"], row["precision"])
    assert (mention.begin, mention.end) == (moment(row["begin"]), moment(row["end"]))
    assert (again(mention.recurring), mention.doubt) == (row["recurring"], row["doubt"])


def test_the_table_is_large_enough() -> None:
    assert sum(bool(row["found"]) for row in ROWS) >= 120


def test_times_of_one_text_stand_in_its_order() -> None:
    mentions = find_times("上周三报修，昨天下午来人看过，今早又停了，每天晚上都这样。", AT)
    assert [mention.text for mention in mentions] == ["上周三", "昨天下午", "今早", "每天晚上"]


def test_about_is_told_by_a_mark() -> None:
    assert [
        find_times(f"昨天下午3点{word}", AT)[0].approx for word in ("", "左右", "多", "许")
    ] == [
        False,
        True,
        True,
        True,
    ]


TEXTS = st.lists(
    st.sampled_from(
        "上下本这周星期一二三四五六日天月年号昨今明前后大早晚夜里凌晨点半刻分时到至现在开始以来之前内每从农历正腊初国庆春节0123456789:-/.，。的了多左右小个"
    )
    | st.characters(),
    max_size=30,
).map("".join)


@given(TEXTS, MOMENTS)
@example("9999年12月31日到1月3日", AT)
@example("999年前", AT)
@example("百百年前", AT)
def test_no_text_breaks_the_reading_and_spans_are_those_of_the_text(
    text: str, at: datetime
) -> None:
    mentions = find_times(text, at)
    assert all(
        text[mention.start : mention.stop] == mention.text and mention.text for mention in mentions
    )
    assert all(left.stop <= right.start for left, right in pairwise(mentions))
    assert all(
        mention.begin <= mention.end for mention in mentions if mention.begin and mention.end
    )
    assert all(mention.known or mention.end or mention.doubt for mention in mentions)


@given(MOMENTS, st.datetimes(datetime(2001, 1, 1), datetime(2089, 1, 1)))
def test_a_full_date_is_read_whenever_it_is_said(at: datetime, then: datetime) -> None:
    then = then.replace(second=0, microsecond=0)
    [mention] = find_times(f"{then.year}年{then.month}月{then.day}日{then:%H:%M}停水", at)
    assert mention.begin == mention.end == then


@given(
    MOMENTS,
    st.sampled_from(
        ["昨天", "前天晚上", "大前天下午三点半", "上周三晚上8点", "三天前", "上上周日", "昨晚2点"]
    ),
)
def test_what_counts_from_now_moves_with_the_report(at: datetime, phrase: str) -> None:
    [early], [late] = find_times(phrase, at), find_times(phrase, at + timedelta(days=7))
    assert late.begin - early.begin == late.end - early.end == timedelta(days=7)


@given(
    MOMENTS,
    st.sampled_from(
        ["3月5号", "8月底", "国庆期间", "周三", "周日晚上", "12月31日", "正月初五", "凌晨三点"]
    ),
)
def test_what_has_happened_lies_in_the_past(at: datetime, phrase: str) -> None:
    for mention in find_times(f"{phrase}已经坏了", at):
        assert mention.begin is None or mention.begin <= at


@given(MOMENTS, st.integers(0, 23), st.integers(0, 59))
def test_a_clock_behind_a_day_is_that_minute(at: datetime, hour: int, minute: int) -> None:
    [mention] = find_times(f"昨天{hour:02}:{minute:02}", at)
    yesterday = (at - timedelta(days=1)).date()
    assert mention.begin == datetime.combine(yesterday, time(hour, minute))


def test_a_long_text_is_read_in_time_that_follows_its_length() -> None:
    assert isinstance(find_times("1" * 20_000 + "昨天", AT), list)
    assert find_times("十" * 20_000, AT) == []


def test_every_kind_of_word_occurs_in_the_table() -> None:
    texts = [row["text"] for row in ROWS]
    assert not [
        kind for kind, pattern in KINDS if not any(re.search(pattern, text) for text in texts)
    ]


def test_a_time_is_known_when_it_says_since_when_or_how_often() -> None:
    open_side = SpokenTime(0, 2, "春节前", None, AT, "week")
    assert not open_side.known
    assert SpokenTime(0, 2, "每天", None, None, "part", recurring=Recurring("day")).known


def test_the_next_day_and_the_day_before_are_those_of_the_day_that_was_told() -> None:
    times = find_times(
        "11月5日报的修，次日上午9点来人看过，头天晚上又漏了。", datetime(2026, 11, 20, 10)
    )
    assert [time.begin for time in times] == [
        datetime(2026, 11, 5),
        datetime(2026, 11, 6, 9),
        datetime(2026, 11, 5, 18),
    ]


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("头天夜里有人砸门", "11-28 22:00", "11-29 06:00"),
        ("这月初五号开始停水", "11-05 00:00", "11-29 10:00"),
        ("二十九号半夜一点到两点一直施工", "11-29 01:00", "11-29 02:00"),
        ("十九号半夜一点到两点一直施工", "11-20 01:00", "11-20 02:00"),
        ("晚上七八点那阵子特别吵", "11-28 19:00", "11-28 19:00"),
        ("国庆第三天停电", "10-03 00:00", "10-04 00:00"),
    ],
)
def test_words_beside_a_day_tell_which_day_is_meant(text: str, begin: str, end: str) -> None:
    [mention] = find_times(text, datetime(2026, 11, 29, 10))
    assert (f"{mention.begin:%m-%d %H:%M}", f"{mention.end:%m-%d %H:%M}") == (begin, end)


def test_the_evening_of_that_day_is_one_time_and_the_next_dawn_follows_it() -> None:
    times = find_times("11月20日那天晚上停了电，次日凌晨才来电", datetime(2026, 11, 29, 10))
    assert [time.begin for time in times] == [
        datetime(2026, 11, 20, 18),
        datetime(2026, 11, 21),
    ]
