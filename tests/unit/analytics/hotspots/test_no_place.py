"""A hot issue is one matter at one place: what names no place is joined by no subject alone."""

from datetime import datetime, timedelta

import pytest

from analytics.hotspots.hottest import hottest
from analytics.hotspots.report import Report

FIRST = datetime(2026, 3, 2)
NOWHERE = {
    "management": [
        "物业不管事，花都枯了",
        "物业不作为，门禁没修好",
        "物业不作为，乱停车没人理",
        "物业不管，水池没换水",
    ],
    "wages": ["老板拖欠工资三个月", "单位拖欠工资不发", "拖欠工资，讨要几次都不给", "老板拖欠工资"],
    "lamps": ["路灯不亮好些天", "路灯坏了没人修", "晚上路灯不亮", "路灯不亮，走路害怕"],
}


def reports(texts, place=""):
    return [
        Report(str(at), FIRST + timedelta(days=at), "", f"{place}{text}", caller=f"k{at}")
        for at, text in enumerate(texts)
    ]


@pytest.mark.parametrize("subject", NOWHERE)
def test_reports_that_name_no_place_become_no_issue(subject):
    assert hottest(reports(NOWHERE[subject]), 5) == []


@pytest.mark.parametrize("subject", NOWHERE)
def test_the_same_reports_of_one_place_are_one(subject):
    [issue, *_] = hottest(reports(NOWHERE[subject], place="沐霞苑"), 5)
    assert issue.tickets >= 3
    assert "沐霞苑" in issue.place
