from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.errors import InvalidInput
from hotline.domain.phones import read_phone
from hotline.domain.report_fields import READERS
from hotline.domain.reports import IncomingReport, read_report

NOW = datetime(2026, 3, 9, 10, 0)
GOOD = {
    "text": "阳光花园小区三号楼停水两天",
    "phone": "+86 138-0013-8000",
    "caller": "张三",
    "request_type": "求助",
}


def read(**changes) -> IncomingReport:
    return read_report(GOOD | changes, now=NOW)


def faults(**changes) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refusal:
        read(**changes)
    return dict(refusal.value.faults)


def test_a_good_report_comes_out_clean():
    report = read()
    assert (report.phone, report.request_type, report.channel, report.time) == (
        "13800138000",
        "help",
        "web",
        None,
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("text", "", "为空"),
        ("text", "  \n ", "为空"),
        ("text", "长" * 100_000, "100000 个字"),
        ("text", "控制\x00字符", "U+0000"),
        ("text", "孤立\ud800代理", "U+D800"),
        ("text", 7, "应为文字"),
        ("text", ["a"], "应为文字"),
        ("title", "长" * 201, "最多 200"),
        ("phone", "12ab5678", "数字"),
        ("time", "2026-03-10 00:00:00", "晚于现在"),
        ("time", "1970-01-01 00:00:00", "早于"),
        ("time", "2026-02-30", "有效"),
        ("request_type", "抱怨", "可用"),
        ("channel", "fax", "可用"),
        ("category", "0101; drop", "不是分类代码"),
        ("colour", "red", "可用字段"),
    ],
)
def test_a_wrong_value_is_named_with_its_field_and_remedy(field, value, message):
    assert message in faults(**{field: value})[field]


def test_all_wrong_fields_are_told_at_once():
    assert set(faults(text="", phone="x", time="never", colour="red")) == {
        "text",
        "phone",
        "time",
        "colour",
    }


def test_emoji_and_rare_characters_are_kept():
    assert read(text="井盖丢了😡𠮷野家门口").text == "井盖丢了😡𠮷野家门口"


@pytest.mark.parametrize(
    "written",
    [
        "13800138000",
        "138 0013 8000",
        "１３８００１３８０００",
        "+8613800138000",
        "0086-138-0013-8000",
    ],
)
def test_a_phone_is_the_same_however_it_is_written(written):
    assert read_phone(written) == "13800138000"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*READERS, "other"]), json_values) | json_values)
def test_anything_is_a_report_or_an_invalid_input(data):
    try:
        assert read_report(data, now=NOW).text.strip()
    except InvalidInput as refusal:
        assert refusal.faults
        assert str(refusal).encode()


COMPANY = {"enterprise": "示例便利店", "credit_code": "91350100M000100Y43", "contact": "李经理"}
PROXY = {"proxy": "张小文", "proxy_relation": "女儿", "proxy_phone": "１３９ ００１３ ９０００"}


def test_a_proxy_and_an_enterprise_are_read_and_the_enterprise_is_the_kind_of_caller():
    report = read(**COMPANY, **PROXY)
    assert (report.proxy_phone, report.credit_code) == ("13900139000", "91350100M000100Y43")
    assert report.caller_kind == "enterprise"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"proxy": "张小文"}, "proxy_relation"),
        ({"proxy": "张小文", "proxy_relation": "女儿", "phone": ""}, "proxy_phone"),
        ({"proxy_relation": "女儿"}, "proxy"),
        ({"contact": "李经理"}, "enterprise"),
        ({**COMPANY, "credit_code": "91350100M000100Y44"}, "credit_code"),
    ],
)
def test_half_a_proxy_or_a_wrong_code_is_named_with_its_field(changes, field):
    assert list(faults(**changes)) == [field]


def test_what_happened_yesterday_is_told_from_when_it_was_reported():
    data = {"text": "停水", "time": "2026-03-05 09:00", "occurred": "昨天中午1点"}
    report = read_report(data, now=datetime(2026, 3, 20, 9))
    assert report.occurred == datetime(2026, 3, 4, 13)


def test_the_next_day_is_told_from_the_report_and_what_is_no_moment_is_refused_by_its_words():
    data = {"text": "停水", "time": "2026-03-05 09:00", "occurred": "次日上午9点"}
    report = read_report(data, now=datetime(2026, 3, 20, 9))
    assert report.occurred == datetime(2026, 3, 6, 9)
    with pytest.raises(InvalidInput, match="“七八点”"):
        read_report(data | {"occurred": "七八点"}, now=datetime(2026, 3, 20, 9))
