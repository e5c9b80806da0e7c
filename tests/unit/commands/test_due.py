import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from hotline.cli import hotline
from hotline.domain.errors import InvalidInput


def run(*arguments):
    return CliRunner().invoke(hotline, ["due", *arguments])


def answer(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def refusal(*arguments):
    result = run(*arguments)
    assert result.exit_code == 1
    assert isinstance(result.exception, InvalidInput)
    assert result.exception.remedy
    return str(result.exception)


@pytest.mark.parametrize(
    "start", ["2026-10-08T09:00", "2026-10-08 09:00", "2026-10-08T09:00:00", "2026-10-08"]
)
def test_a_start_has_minutes_seconds_a_space_or_only_a_date(start):
    assert answer(start, "--limit", "2h")["due"] == "2026-10-08T11:00:00"


def test_the_answer_as_json_has_the_due_time_and_the_timeline():
    result = answer("2026-09-30T17:00", "--limit", "1h")
    assert (result["due"], result["provisional"]) == ("2026-10-08T09:30:00", False)
    assert [day["date"] for day in result["timeline"]] == [
        "2026-09-30",
        *(f"2026-10-0{n}" for n in range(1, 9)),
    ]
    assert result["timeline"][0]["frames"] == ["09:00-12:00", "13:30-17:30"]
    assert result["timeline"][1] == {
        "date": "2026-10-01",
        "frames": [],
        "used": 0,
        "note": "国庆节",
    }
    assert [day["used"] for day in result["timeline"] if day["used"]] == [1800, 1800]


def test_frames_and_pauses_are_taken_from_the_command_line():
    pauses = [
        "--pause",
        "2026-10-08T08:00..2026-10-08T09:00",
        "--pause",
        "2026-10-08 10:00..2026-10-08 11:00",
    ]
    result = answer("2026-10-08", "--limit", "2h", "--frames", "08:00-20:00", *pauses)
    assert result["due"] == "2026-10-08T12:00:00"
    assert [effect["moved"] for effect in result["pauses"]] == [3600, 3600]


def test_the_text_says_when_and_why():
    text = run("2026-09-29T10:00", "--limit", "5wd").output
    assert "到期：2026-10-12 17:30:00 周一" in text
    assert "2026-10-10 周六  09:00-12:00 13:30-17:30  计入 7 小时  国庆节调休上班" in text
    assert "暂定" not in text


def test_the_text_says_that_a_due_time_is_provisional_and_what_to_do():
    text = run("2026-12-31T10:00", "--limit", "5wd").output
    assert "（暂定）" in text
    assert "公布后请更新日历" in text


def test_the_text_says_what_each_pause_did():
    pauses = [
        "--pause",
        "2026-10-08T10:00..2026-10-08T11:30:05",
        "--pause",
        "2027-10-08..2027-10-09",
    ]
    text = run("2026-10-08T09:00", "--limit", "2h", *pauses).output
    assert "顺延 1 小时 30 分 5 秒，到期改为 2026-10-08 14:00:05" in text
    assert "2027-10-09 00:00:00，不影响到期时间" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_calendar_file_overrides_the_published_calendar(tmp_path, encoding):
    file = tmp_path / "calendar.csv"
    file.write_text(
        'date,working,frames,note\n2026-10-08,no,,停电\n2026-10-09,yes,"10:00-11:00",\n',
        encoding=encoding,
    )
    result = answer("2026-10-07", "--limit", "1wd", "--calendar", str(file))
    assert result["due"] == "2026-10-09T11:00:00"
    assert result["timeline"][1]["note"] == "停电"


def test_a_calendar_file_may_have_two_columns_only(tmp_path):
    file = tmp_path / "calendar.csv"
    file.write_text("date,working\r\n2026-10-08,no\r\n")
    assert (
        answer("2026-10-07", "--limit", "1wd", "--calendar", str(file))["due"]
        == "2026-10-09T17:30:00"
    )


@pytest.mark.parametrize(
    ("content", "phrase"),
    [
        (b"date,note\n2026-10-08,x\n", "working"),
        (b"", "date、working"),
        (b"date,working\n2026-10-08,maybe\n2026-13-08,no\n", "2 处错误"),
        (b'date,working\n2026-10-08,"no\n', "引号"),
        (b"date,working\n2026-10-08,yes\xff\xff\n", "编码"),
        (b"date,working,frames\n2026-10-08,yes,09:00-12:00,13:30-17:30\n", "双引号"),
    ],
)
def test_a_bad_calendar_file_is_refused_with_its_faults(tmp_path, content, phrase):
    file = tmp_path / "calendar.csv"
    file.write_bytes(content)
    assert phrase in refusal("2026-10-07", "--limit", "1wd", "--calendar", str(file))


def test_a_calendar_file_that_is_not_there_is_refused(tmp_path):
    assert "nix.csv" in refusal(
        "2026-10-07", "--limit", "1wd", "--calendar", str(tmp_path / "nix.csv")
    )


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["yesterday", "--limit", "5wd"], "yesterday"),
        (["2026-02-30", "--limit", "5wd"], "2026-02-30"),
        (["2026-10-08T25:00", "--limit", "5wd"], "2026-10-08T25:00"),
        (["2026-10-08", "--limit", "5"], "“5”"),
        (["2026-10-08", "--limit", "-5wd"], "“-5wd”"),
        (["2026-10-08", "--limit", "5wd", "--frames", "17:00-09:00"], "17:00-09:00"),
        (["2026-10-08", "--limit", "5wd", "--frames", ""], "工作时段为空"),
        (["2026-10-08", "--limit", "5wd", "--pause", "2026-10-08"], "缺少两点"),
        (["2026-10-08", "--limit", "5wd", "--pause", "..2026-10-08"], "暂停的开始"),
        (["2026-10-08", "--limit", "5wd", "--pause", "2026-10-09..2026-10-08"], "结束早于开始"),
        (["9999-12-31", "--limit", "5wd"], "起算时间"),
    ],
)
def test_a_bad_value_is_refused_with_the_value(arguments, phrase):
    assert phrase in refusal(*arguments)


@pytest.mark.parametrize(
    "arguments", [[], ["2026-10-08"], ["--limit", "5wd"], ["2026-10-08", "--limit", "5wd", "--x"]]
)
def test_wrong_usage_ends_with_two(arguments):
    assert run(*arguments).exit_code == 2


def test_the_process_ends_with_one_and_prints_the_refusal_without_a_traceback():
    command = [sys.executable, "-m", "hotline.cli", "due", "2026-10-08", "--limit", "five"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("错误：时限“five”有误")


def test_the_help_of_the_program_does_not_load_the_published_calendar():
    code = "import sys, hotline.commands.due; print('chinese_calendar' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
        == "False\n"
    )
