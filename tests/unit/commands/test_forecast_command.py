"""`hotline forecast` and `hotline seats`."""

import csv
import json
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from hotline.commands.forecast import forecast
from hotline.commands.seats import seats
from hotline.domain.errors import InvalidInput

MONDAY = datetime(2026, 1, 5)
CALLS = ["--calls", "300", "--handle", "240", "--answer", "15", "--level", "0.8"]
BUSY = [*CALLS, "--occupancy", "0.85", "--json"]


@pytest.fixture
def nine_weeks(tmp_path):
    """Twenty reports on working days, ten at weekends, over the whole day."""
    path = tmp_path / "reports.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["受理时间", "内容"])
        for at in range(63):
            day = MONDAY + timedelta(days=at)
            n = 20 if day.weekday() < 5 else 10
            for number in range(n):
                writer.writerow([day + timedelta(hours=8, minutes=number * 45), "停水"])
        writer.writerow(["不知何时", "停水"])
    return str(path)


def run(command, *arguments):
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


def test_fourteen_days_follow_the_last_one_of_the_file(nine_weeks):
    result = run(forecast, nine_weeks, "--time", "受理时间", "--json")
    days = json.loads(result.stdout)

    assert [day["date"] for day in days] == [
        (MONDAY + timedelta(days=63 + at)).date().isoformat() for at in range(14)
    ]
    assert all(0 <= day["low"] <= day["mean"] <= day["high"] for day in days)
    assert days[0]["mean"] == pytest.approx(20, abs=3)
    assert days[5]["mean"] == pytest.approx(10, abs=3)
    assert "1 行缺少可识别的时间" in result.stderr


def test_by_hour_there_are_24_for_each_day(nine_weeks):
    result = run(
        forecast, nine_weeks, "--time", "受理时间", "--by", "hour", "--horizon", "2", "--json"
    )
    hours = json.loads(result.stdout)

    assert len(hours) == 48
    assert hours[0]["date"] == "2026-03-09T00:00:00"
    assert hours[3]["mean"] < 0.2 < hours[12]["mean"]


def test_without_json_people_read_how_past_forecasts_did(nine_weeks):
    result = run(forecast, nine_weeks, "--time", "受理时间", "--horizon", "3")

    assert result.stdout.count("2026-03-") == 3
    assert "过往预测的误差是照搬上周的" in result.stdout


def test_too_few_days_are_refused_with_the_remedy(tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("t\n2026-03-02 08:00\n2026-03-09 21:00\n", encoding="utf-8")

    with pytest.raises(InvalidInput, match="只有 8 天的记录") as refused:
        run(forecast, str(path), "--time", "t")
    assert "更长时段" in refused.value.remedy


def test_seats_answer_in_the_contract_s_words():
    plan = json.loads(run(seats, *BUSY, "--per", "30min", "--shrinkage", "0.3").stdout)

    assert set(plan) == {"seats", "with_shrinkage", "level", "waiting_probability", "occupancy"}
    assert (plan["seats"], plan["with_shrinkage"]) == (48, 69)


def test_without_a_word_nobody_is_on_the_phone_for_more_than_85_of_100_minutes():
    plan = json.loads(run(seats, *CALLS, "--json").stdout)
    assert (plan["seats"], round(plan["level"], 3)) == (48, 0.905)
    assert round(plan["waiting_probability"], 3) == 0.156
    full = json.loads(run(seats, *CALLS, "--occupancy", "1", "--json").stdout)
    assert full["seats"] == 46


@pytest.mark.parametrize("span", ["30min", "0.5h", "1800s", "1800"])
def test_a_span_may_be_written_in_any_unit(span):
    assert json.loads(run(seats, *BUSY, "--per", span).stdout)["seats"] == 48


def test_a_span_that_is_none_is_refused_by_name():
    with pytest.raises(InvalidInput, match="半小时") as refused:
        run(seats, *CALLS, "--per", "半小时")
    assert refused.value.faults[0][0] == "per"


def test_a_wrong_date_moves_no_forecast(nine_weeks):
    right = run(forecast, nine_weeks, "--time", "受理时间", "--json")
    with open(nine_weeks, "a", encoding="utf-8") as file:
        file.write("2099-01-01,停水\n")
    result = run(forecast, nine_weeks, "--time", "受理时间", "--json")
    assert result.stdout == right.stdout
    assert "1 行的时间晚于现在或远离其余各行" in result.stderr
    assert "2099-01-01" in result.stderr


def test_a_date_more_than_a_year_behind_the_rest_is_left_out_too(tmp_path):
    rows = [f"2023-0{month}-{day:02} 08:00,a" for month in (1, 2, 3) for day in range(1, 29)]
    path = tmp_path / "old.csv"
    path.write_text("\n".join(["at,what", *rows, "2025-01-01 08:00,a"]), encoding="utf-8")
    result = run(forecast, str(path), "--time", "at", "--json")
    assert json.loads(result.stdout)[0]["date"] == "2023-03-29"
    assert "第 86 行 2025-01-01 08:00" in result.stderr
