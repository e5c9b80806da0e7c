"""[notices] of city.toml: when quiet notices wait for the morning."""

from datetime import datetime

import pytest

from hotline.domain.notice_rules import USUAL_QUIET, QuietHours
from tests.support.packs import PackCopy

USUAL = 'quiet = "21:00-08:00"'


def reading_of(folder, text):
    pack = PackCopy(folder / "pack")
    pack.replace("city.toml", USUAL, text)
    return pack.read()


def test_the_usual_night_is_from_nine_to_eight(demo_city, tmp_path):
    assert demo_city.settings.quiet == USUAL_QUIET == QuietHours.of("21:00", "08:00")
    assert reading_of(tmp_path, "").pack.settings.quiet == USUAL_QUIET


def test_a_city_sets_its_own_night(tmp_path):
    quiet = reading_of(tmp_path, 'quiet = "22:30-07:00"').pack.settings.quiet
    assert quiet.end_after(datetime(2026, 3, 9, 22, 0)) == datetime(2026, 3, 9, 22, 0)
    assert quiet.end_after(datetime(2026, 3, 9, 22, 30)) == datetime(2026, 3, 10, 7, 0)
    assert quiet.end_after(datetime(2026, 3, 10, 6, 59)) == datetime(2026, 3, 10, 7, 0)
    assert quiet.end_after(datetime(2026, 3, 10, 7, 0)) == datetime(2026, 3, 10, 7, 0)


def test_hours_within_one_day_end_on_that_day():
    quiet = QuietHours.of("00:00", "06:00")
    assert quiet.end_after(datetime(2026, 3, 9, 23, 0)) == datetime(2026, 3, 9, 23, 0)
    assert quiet.end_after(datetime(2026, 3, 9, 0, 0)) == datetime(2026, 3, 9, 6, 0)


@pytest.mark.parametrize(
    "text",
    ['quiet = "21-8"', 'quiet = "21:00-21:00"', "quiet = 21", 'quiet = "25:00-08:00"', "night = 1"],
)
def test_a_wrong_value_is_pointed_at(tmp_path, text):
    [fault] = reading_of(tmp_path, text).faults
    assert fault.file == "city.toml"
