from datetime import datetime

from hotline.domain.time.attempts import next_attempt
from hotline.domain.time.frames import parse_frames

PARTS = parse_frames("08:00-12:00,14:00-18:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}")


def test_a_caller_who_was_never_tried_may_be_called_at_once_inside_the_parts_of_the_day():
    assert next_attempt([], PARTS, at("09 10:00")) == at("09 10:00")
    assert next_attempt([], PARTS, at("09 12:30")) == at("09 14:00")
    assert next_attempt([], PARTS, at("09 22:00")) == at("10 08:00")


def test_the_next_attempt_takes_another_part_of_the_day():
    assert next_attempt([at("09 10:00")], PARTS, at("09 10:30")) == at("09 14:00")
    assert next_attempt([at("09 15:00")], PARTS, at("09 15:30")) == at("10 08:00")


def test_when_every_part_was_tried_any_of_them_will_do():
    assert next_attempt([at("09 10:00"), at("09 15:00")], PARTS, at("09 17:00")) == at("09 17:00")


def test_the_end_of_a_part_is_outside_it():
    assert next_attempt([], PARTS, at("09 12:00")) == at("09 14:00")
