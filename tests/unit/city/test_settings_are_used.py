"""Whatever a city may set in city.toml changes what the hotline does."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from hotline.city.callback_rules import CallbackRules
from hotline.city.settings import CitySettings

ROOT = Path(__file__).parents[3] / "hotline"
# The two files that read and check the settings.
READERS = (ROOT / "city" / "settings.py", ROOT / "city" / "callback_rules.py")
# Inside city/ only the pack itself may use one: it makes the calendar and the router by them.
PACK = ROOT / "city" / "pack.py"
NAMES = [
    *(field.name for field in fields(CitySettings) if field.name != "callback"),
    *(field.name for field in fields(CallbackRules)),
]


@pytest.fixture(scope="module")
def users() -> dict[str, str]:
    """Text of every file that may use a setting, by its path."""
    files = [*ROOT.rglob("*.py"), *ROOT.rglob("*.html")]
    texts = {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for path in files
        if path not in READERS and (path == PACK or ROOT / "city" not in path.parents)
    }
    assert len(texts) > 200
    return texts


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_used(users, name):
    use = re.compile(rf"\b(settings|rules|callback)\.{name}\b")
    assert [path for path, text in users.items() if use.search(text)], f"nobody uses {name}"
