"""Cases of life and property are found, everyday matters raise no alarm."""

import csv
from pathlib import Path

import pytest

from classifiers import urgency as urgencies
from classifiers.urgency import NAMES, urgency

with (Path(__file__).parent / "data" / "urgency.csv").open(encoding="utf-8") as file:
    CASES = [(row["level"], row["text"]) for row in csv.DictReader(file)]


def test_at_least_98_of_100_grave_cases_are_found() -> None:
    grave = [text for level, text in CASES if level != "normal"]
    missed = [text for text in grave if urgency(text)[0] == "normal"]
    assert len(missed) <= 0.02 * len(grave), missed


def test_fewer_than_one_in_ten_everyday_matters_raises_an_alarm() -> None:
    everyday = [text for level, text in CASES if level == "normal"]
    alarms = [text for text in everyday if urgency(text)[0] != "normal"]
    assert len(alarms) < 0.1 * len(everyday), alarms


def test_danger_to_life_is_extreme_and_not_only_urgent() -> None:
    extreme = [text for level, text in CASES if level == "critical"]
    assert sum(urgency(text)[0] == "critical" for text in extreme) >= 0.95 * len(extreme)


@pytest.mark.parametrize(
    "text",
    ["担心会着火", "存在火灾隐患，容易起火", "去年曾发生爆炸", "建议加强防溺水教育", "跳楼价"],
)
def test_fear_past_and_figures_of_speech_are_no_present_danger(text: str) -> None:
    assert urgency(text)[0] == "normal"


def test_one_grave_word_deep_in_a_long_story_is_for_a_person_to_look_at() -> None:
    story = "我们单位的安置一直没有落实，" * 20
    assert urgency(story + "当时仓库起火")[0] == "urgent"
    assert urgency("仓库起火，" + story)[0] == "critical"


def test_the_words_that_decided_are_named() -> None:
    assert urgency("有人要跳楼，楼上着火")[2] == ["着火", "跳楼"]


def test_no_text_says_nothing() -> None:
    assert urgency("") == ("normal", 0.9, [])
    assert set(NAMES) == {"normal", "urgent", "critical"}


def test_no_pattern_can_match_without_one_of_its_cores() -> None:
    for number, (_, pattern) in enumerate(urgencies._ROWS):
        cores = [core for core, row in urgencies._CORES if row == number]
        for _, text in CASES:
            if hit := pattern.search(text):
                assert any(core in hit.group() for core in cores), (hit.group(), cores)
