import re
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.times.find import find_times
from hotline.domain.time.times import parse_time

NOON = datetime(2019, 2, 4, 15, 5, 9)


@pytest.mark.parametrize(
    "written",
    [
        "2019-02-04 15:05:09",
        "2019/2/4 15:5:9",
        "2019.2.4 15:05:09",
        "2019年2月4日15时5分9秒",
        "2019年2月4日 下午3:05:09",
        "２０１９－０２－０４　１５：０５：０９",
        "20190204150509",
        "2019-02-04T15:05:09.9",
        "2019-02-04T07:05:09Z",
        "2019-02-04T15:05:09+08:00",
        "2019-02-04T16:05:09+0900",
        datetime(2019, 2, 4, 7, 5, 9, tzinfo=UTC),
        43500.62857638889,
    ],
)
def test_a_time_is_read_however_it_is_written(written):
    assert parse_time(written) == NOON


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2019年2月4日下午3点半", datetime(2019, 2, 4, 15, 30)),
        ("2019-02-04 下午3点一刻", datetime(2019, 2, 4, 15, 15)),
        ("2019年2月4号 3点三刻", datetime(2019, 2, 4, 3, 45)),
        ("2019年2月4日 下午三点整", datetime(2019, 2, 4, 15)),
        ("二〇一九年二月四日", datetime(2019, 2, 4)),
        ("二零一九年十二月三十一日 晚上八点十五分", datetime(2019, 12, 31, 20, 15)),
        ("2019年2月4日（星期一）15:05", datetime(2019, 2, 4, 15, 5)),
        ("2019-02-04 24:00", datetime(2019, 2, 5)),
        ("2019年12月31日24时", datetime(2020, 1, 1)),
    ],
)
def test_a_time_in_words_is_read_in_a_cell_as_in_a_text(written, moment):
    assert parse_time(written) == moment


@pytest.mark.parametrize(
    "written",
    [
        "2019-02-04 24:30",
        "二〇一九年十三月一日",
        "年月日",
        "",
        "昨天",
        "2019-13-01",
        "2019-02-30",
        "12:30",
        "2019-02-04 25:00",
        True,
        None,
        [],
        1e12,
        "2019-02-04+99:99",
    ],
)
def test_what_is_no_time_is_refused_with_a_remedy(written):
    with pytest.raises(ValueError, match=r"."):
        parse_time(written)


@pytest.mark.parametrize("written", [time(9, 30), [], None, {}])
def test_a_refusal_names_no_type_of_a_program(written):
    with pytest.raises(ValueError, match=r"[一-鿿]") as refusal:
        parse_time(written)
    assert not re.search(r"time|list|None|dict", str(refusal.value))


@pytest.mark.parametrize("written", ["腊月三十下午5点", "腊月三十 下午5点"])
def test_the_last_of_a_short_last_month_is_new_years_eve(written):
    """The last month of that lunar year has 29 days."""
    assert parse_time(written, datetime(2026, 2, 10)) == datetime(2026, 2, 16, 17)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_every_second_survives_writing_and_reading(moment):
    moment = moment.replace(microsecond=0)
    assert parse_time(f"{moment:%Y/%m/%d %H:%M:%S}") == moment
    assert parse_time((moment - datetime(1899, 12, 30)) / timedelta(days=1)) == moment


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_a_value_error(text):
    try:
        assert isinstance(parse_time(text), datetime)
    except ValueError as error:
        assert str(error)


# A field, a spreadsheet and a caller mean the same hour by the same words.
HOURS = {
    "中午1点": "05 13:00",
    "中午12点": "05 12:00",
    "中午11点30分": "05 11:30",
    "晚上12点": "06 00:00",
    "晚上8点": "05 20:00",
    "凌晨12点": "05 00:00",
    "凌晨2点": "05 02:00",
    "下午3点": "05 15:00",
    "傍晚6点": "05 18:00",
    "早上8点": "05 08:00",
    "半夜1点": "06 01:00",
    "二十三点五十": "05 23:50",
    " 3:30 PM": "05 15:30",
    " 12:30 AM": "05 00:30",
}


@pytest.mark.parametrize("hour", HOURS)
def test_an_hour_with_its_part_of_the_day_is_the_same_in_a_field_and_in_a_text(hour):
    expected = datetime.strptime(f"2019-02-{HOURS[hour]}", "%Y-%m-%d %H:%M")
    assert parse_time(f"2019年2月5日{hour}") == expected
    [spoken] = find_times(f"2019年2月5日{hour}停水", datetime(2019, 2, 20, 9))
    assert spoken.begin == expected


SAID_AT = datetime(2019, 2, 20, 9, 30)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("昨天中午1点", "19 13:00"),
        ("凌晨2点", "20 02:00"),
        ("今天凌晨2点", "20 02:00"),
        ("昨晚12点", "20 00:00"),
        ("前天下午三点半", "18 15:30"),
        ("2月5日晚上8点", "05 20:00"),
        ("2月5日14:30", "05 14:30"),
        ("昨天", "19 00:00"),
        ("早上8点", "20 08:00"),
        ("晚上11点", "19 23:00"),
        ("前天下午", "18 12:00"),
        ("昨天晚上", "19 18:00"),
        ("2月5日凌晨", "05 00:00"),
        ("十八号上午", "18 06:00"),
        ("今天早上", "20 05:00"),
    ],
)
def test_a_field_reads_the_words_of_a_text_from_when_they_were_written(written, moment):
    expected = datetime.strptime(f"2019-02-{moment}", "%Y-%m-%d %H:%M")
    assert parse_time(written, SAID_AT) == expected
    [spoken] = find_times(written, SAID_AT)
    assert spoken.begin in (expected, None)


@pytest.mark.parametrize(
    "written",
    [
        "每天晚上10点",
        "前天下午到昨天上午",
        "前天中午到晚上",
        "晚上",
        "去年",
        "昨天中午1点停水",
        "2月1日至3日",
        "刚才",
        "5点",
        "昨天5点",
    ],
)
def test_words_that_say_no_moment_are_refused_in_a_field(written):
    with pytest.raises(ValueError, match="可识别的时间"):
        parse_time(written, SAID_AT)


@pytest.mark.parametrize("noon", ["下午0点30分", "中午0:30", "午后0时30分", "中午12:30", "0:30 PM"])
def test_the_hour_after_noon_is_twelve_also_where_it_is_called_nought(noon):
    assert parse_time(f"2026-11-20 {noon}") == datetime(2026, 11, 20, 12, 30)


@pytest.mark.parametrize("text", ["2026年闰六月三日", "２０２６年十三月三日 八点", "99999.25"])
def test_a_refusal_quotes_what_was_written(text):
    with pytest.raises(ValueError, match=f"“{text}”"):
        parse_time(text)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("次日", datetime(2019, 2, 21)),
        ("翌日上午9点", datetime(2019, 2, 21, 9)),
        ("头天夜里", datetime(2019, 2, 19, 22)),
        ("晚上七八点", datetime(2019, 2, 19, 19)),
        ("上周六", datetime(2019, 2, 16)),
    ],
)
def test_a_field_reads_what_is_said_beside_its_own_day(written, moment):
    assert parse_time(written, SAID_AT) == moment


@pytest.mark.parametrize(
    ("written", "why"), [("七八点", "上午还是下午"), ("周六日", "不是一个时刻")]
)
def test_words_of_no_one_moment_are_refused_as_they_were_written_with_the_reason(written, why):
    with pytest.raises(ValueError, match=f"“{written}”不是可识别的时间：{why}"):
        parse_time(written, SAID_AT)
