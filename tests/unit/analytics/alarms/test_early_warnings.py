"""What is out of the ordinary is warned of, once; what is usual is not."""

import random
from datetime import datetime, timedelta

import pytest

from analytics.alarms.gatherings import gatherings
from analytics.alarms.raising import early_warnings
from analytics.alarms.rhythm import Rhythm
from analytics.alarms.rises import rises
from analytics.alarms.surges import surges
from analytics.alarms.warning import Event
from analytics.alarms.words import limits

START = datetime(2026, 1, 5)
WEEK = [1.2, 1.15, 1.1, 1.1, 1.1, 0.7, 0.65]


def quiet_year(series=20, days=42, base=5, seed=1):
    dice = random.Random(seed)
    events = []
    for number in range(series):
        for day in range(days):
            mean = base * WEEK[day % 7]
            n = sum(dice.random() < mean / 50 for _ in range(50))
            for _ in range(n):
                at = START + timedelta(days=day, seconds=dice.randrange(8 * 3600, 20 * 3600))
                key = f"{number}-{len(events)}"
                events.append(Event(key, at, f"c{number % 4}", f"p{number // 4}", key))
    return events


def ordered(events):
    return sorted(events, key=lambda event: (event.at, event.id))


def reports(hours, place="翠竹苑", category="噪声", caller=lambda at: f"k{at}", **more):
    return [
        Event(f"e{at}", START + timedelta(hours=hour), category, place, caller(at), **more)
        for at, hour in enumerate(hours)
    ]


def kinds(warnings):
    return [(warning.kind, warning.n) for warning in warnings]


def test_fifteen_tickets_over_a_base_of_five_a_day_are_found_within_two_hours():
    begin = START + timedelta(days=40, hours=10)
    planted = [
        Event(f"x{at}", begin + timedelta(minutes=8 * at), "c1", "p1", f"x{at}") for at in range(15)
    ]
    events = ordered(quiet_year() + planted)
    [surge] = [w for w in surges(events, Rhythm(events)) if w.raised > begin]
    assert (surge.category, surge.place) == ("c1", "p1")
    assert surge.raised - begin <= timedelta(hours=2)
    assert {key[0] for key in surge.ids[-5:]} == {"x"}
    assert surge.grade in ("red", "yellow")


def test_usual_weeks_raise_at_most_one_warning_a_week_for_a_hundred_series():
    raised = 0
    for seed in range(2):
        events = ordered(quiet_year(series=40, days=35, seed=seed))
        raised += len(early_warnings(events))
    weeks_of_a_hundred = 2 * (35 / 7) * (40 / 100)
    assert raised <= weeks_of_a_hundred


def test_a_slow_rise_is_found_that_no_single_day_shows():
    events = quiet_year(series=3, days=70)
    more = [
        Event(f"r{day}-{at}", START + timedelta(days=day, hours=9 + at), "c0", "p0", f"r{day}{at}")
        for day in range(58, 70)
        for at in range(6)
    ]
    rhythm = Rhythm(ordered(events))
    assert ("c0", "p0") in {(w.category, w.place) for w in rises(ordered(events + more), rhythm)}
    assert list(rises(ordered(events), rhythm)) == []


def test_three_in_seven_days_are_a_repeat_and_raised_once():
    assert kinds(gatherings(reports([0, 30, 100, 110]))) == [("repeat", 3)]
    assert kinds(gatherings(reports([0, 80, 169]))) == []


def test_five_people_in_a_day_are_a_crowd_and_one_person_is_none():
    assert ("crowd", 5) in kinds(gatherings(reports([0, 2, 3, 9, 23])))
    assert "crowd" not in dict(kinds(gatherings(reports([0, 2, 3, 9, 23], caller=lambda _: "k"))))
    assert "crowd" not in dict(kinds(gatherings(reports([0, 2, 3, 9, 25]))))


def test_a_crowd_of_reports_that_name_no_caller_speaks_of_no_people():
    nameless = gatherings(reports([0, 2, 3, 9, 23], caller=lambda _: ""))
    [why] = [warning.why[0] for warning in nameless if warning.kind == "crowd"]
    assert "5 件" in why
    assert "人反映" not in why


def test_ten_people_in_three_days_are_a_crowd():
    hours = [0, 7, 15, 24.5, 33, 41, 50, 57, 65, 71]
    assert ("crowd", 10) in kinds(gatherings(reports(hours)))


def test_reported_again_within_three_days_of_closing_is_a_false_closure():
    first = Event("a", START, "噪声", "翠竹苑", "1", closed=START + timedelta(hours=20))
    again = Event("b", START + timedelta(hours=60), "噪声", "翠竹苑", "2")
    late = Event("c", START + timedelta(hours=93), "噪声", "翠竹苑", "2")
    other = Event("d", START + timedelta(hours=60), "停水", "翠竹苑", "2")
    assert [w.ids for w in gatherings([first, again])] == [("a", "b")]
    assert list(gatherings([first, late])) == []
    assert list(gatherings([first, other])) == []


def test_five_limits_of_one_unit_that_end_within_a_day_are_one_warning():
    now = START
    soon = [
        Event(f"t{at}", START, "", "", unit="城管局", due=now + timedelta(hours=at + 1))
        for at in range(5)
    ]
    [warning] = limits(soon, now)
    assert (warning.kind, warning.n) == ("limits", 5)
    assert list(limits(soon[:4], now)) == []


def test_sensitive_words_and_danger_name_their_ticket():
    event = Event("s", START, "劳资", "金山路", "1", text="再不发工资我们就去堵路讨薪")
    sensitive_words = {"讨薪": ["讨薪"]}
    raised = early_warnings(
        [event],
        sensitive_words=sensitive_words,
        read_danger=lambda text: "有人要堵路" if "堵路" in text else "",
    )
    assert {(w.kind, w.grade, w.ids) for w in raised} == {
        ("sensitive", "yellow", ("s",)),
        ("danger", "red", ("s",)),
    }


def test_no_events_are_no_warnings():
    assert early_warnings([]) == []


def test_a_reason_tells_how_rare_a_surge_is_in_words():
    begin = START + timedelta(days=40, hours=10)
    planted = [
        Event(f"x{at}", begin + timedelta(minutes=8 * at), "c1", "p1", f"x{at}") for at in range(15)
    ]
    events = ordered(quiet_year(series=4) + planted)
    reasons = " ".join(
        reason for warning in surges(events, Rhythm(events)) for reason in warning.why
    )
    assert "分之一" in reasons
    assert "e-" not in reasons


def test_in_a_short_record_a_place_that_nothing_else_is_known_of_tells_a_false_closure():
    first = Event("a", START, "污水", "东巷", "1", closed=START + timedelta(days=2))
    again = Event("b", START + timedelta(days=3), "污水", "东巷", "2")
    others = [
        Event(f"o{day}", START + timedelta(days=day), "路灯", f"西巷{day % 3}", f"o{day}")
        for day in range(10, 31, 4)
    ]
    raised = [w.ids for w in gatherings([first, again, *others]) if w.kind == "false-closure"]
    assert raised == [("a", "b")]


def test_three_in_a_week_at_a_quiet_place_of_a_long_record_are_a_repeat_at_the_third():
    usual = [
        Event(f"u{day}", START + timedelta(days=day, hours=1), "路灯", f"甲路{day % 30}", f"u{day}")
        for day in range(160)
    ]
    third = START + timedelta(days=154)
    own = [
        Event(f"r{at}", third + timedelta(days=2 * at), "噪声", "南巷", f"r{at}") for at in range(3)
    ]
    raised = [w.n for w in gatherings(ordered(usual + own)) if w.place == "南巷"]
    assert raised == [3]


def sparse(own):
    """One report a day somewhere else, for sixty days, and `own` among them."""
    usual = [
        Event(f"u{day}", START + timedelta(days=day), f"类{day}", f"路{day}", f"u{day}")
        for day in range(60)
    ]
    return ordered(usual + own)


@pytest.mark.parametrize("day", [1, 10, 20, 50])
def test_three_in_a_week_at_a_quiet_place_are_a_repeat_whenever_they_come(day):
    own = [
        Event(f"r{at}", START + timedelta(days=day, hours=30 * at), "井盖", "丁路", f"r{at}")
        for at in range(3)
    ]
    assert [w.n for w in early_warnings(sparse(own)) if w.place == "丁路"] == [3]


def test_a_repeat_at_a_busy_place_tells_the_usual_instead_of_the_rule():
    busy = [
        Event(f"b{day}", START + timedelta(days=day, hours=9), "噪声", "北巷", f"b{day}")
        for day in range(0, 60, 5)
    ] + [
        Event(f"m{at}", START + timedelta(days=50, hours=12 * at), "噪声", "北巷", f"m{at}")
        for at in range(14)
    ]
    [repeat] = [w for w in gatherings(sparse(busy)) if w.kind == "repeat"]
    assert repeat.n > 3
    assert "按平常水平应有" in repeat.why[0]
    assert "达到" not in repeat.why[0]


def test_a_crowd_over_a_base_is_raised_within_the_hour_and_tells_the_usual():
    begin = START + timedelta(days=40, hours=14)
    planted = [
        Event(f"x{at}", begin + timedelta(minutes=6 * at), "c1", "p0", f"x{at}") for at in range(15)
    ]
    crowds = [w for w in gatherings(ordered(quiet_year(series=4) + planted)) if w.kind == "crowd"]
    [crowd] = [w for w in crowds if w.raised > begin]
    assert crowd.raised < begin + timedelta(hours=2)
    assert "按平常水平应有" in crowd.why[0]


def test_fifty_reports_of_one_caller_on_a_day_are_one():
    own = [
        Event(f"o{at}", START + timedelta(days=50, minutes=10 * at), "物业", "乙小区", "angry")
        for at in range(50)
    ]
    assert [w for w in early_warnings(sparse(own)) if w.place == "乙小区"] == []
