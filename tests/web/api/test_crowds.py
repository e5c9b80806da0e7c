"""A crowd is counted by different callers; how many make one is the city's to say."""

from datetime import timedelta

from hotline.operation.work_queue import run_once

ROAD = "东湖区府前街的工地夜间施工噪声扰民，影响休息。"
PATH = "/api/v1/analytics/repeats"


def report(web, number: int, **fields):
    return web.report(ROAD, caller="王女士", phone=f"1390000{number:04d}", **fields)


def crowds(web, who: str = "supervisor", **params):
    run_once(web.app.state.database, web.app.state.engine)
    answer = web.get(who, PATH, **params)
    assert answer.status_code == 200, answer.text
    rows = answer.json()["repeats"]["crowds"]
    return [(row["place"], row["hours"], row["n"], row["callers"]) for row in rows]


def test_five_callers_at_one_place_within_a_day_are_a_crowd(web):
    for number in range(4):
        report(web, number)
    assert crowds(web) == []
    report(web, 4)
    assert crowds(web) == [("府前街", 24, 5, 5)]


def test_one_caller_who_calls_again_and_again_is_no_crowd(web):
    for number in (0, 0, 0, 0, 1, 2, 3):
        report(web, number)
    assert crowds(web) == []


def test_reports_without_a_caller_count_as_one_caller_each(web):
    for number in range(3):
        report(web, number)
    for _ in range(2):
        web.report(ROAD, identity="anonymous")
    assert crowds(web) == [("府前街", 24, 5, 5)]


def test_within_three_days_a_crowd_has_twice_as_many(web):
    end = web.now
    for number in range(10):
        if number == 9:
            assert crowds(web) == []
        web.now = end - timedelta(hours=60 - 6 * number)
        report(web, number)
    web.now = end
    assert crowds(web) == [("府前街", 72, 10, 10)]


def test_who_may_not_see_a_ticket_does_not_count_its_caller(web):
    for number in range(5):
        report(web, number, **({"secrecy": "confidential"} if number == 0 else {}))
    assert crowds(web) == [("府前街", 24, 5, 5)]
    assert crowds(web, "leader") == []


def test_a_filter_leaves_only_its_callers(web):
    for number in range(5):
        report(web, number, **({"urgency": "urgent"} if number == 0 else {"urgency": "normal"}))
    assert crowds(web, urgency="normal") == []


def test_the_city_says_how_many_callers_make_a_crowd(web):
    web.load_city(group_callers=3)
    for number in range(2):
        report(web, number)
    assert crowds(web) == []
    report(web, 2)
    assert crowds(web) == [("府前街", 24, 3, 3)]
