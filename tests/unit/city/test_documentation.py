"""docs/city-pack.md knows every file and column, and its examples are lines of the pack."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from hotline.city.account_rules import AccountRules
from hotline.city.areas import AREAS, PLACES
from hotline.city.bulletin_rules import BulletinRules
from hotline.city.call_rules import CallRules
from hotline.city.callback_rules import CallbackRules
from hotline.city.categories import CATEGORIES
from hotline.city.chat_rules import ChatRules
from hotline.city.clocks import CALENDAR, DEADLINES
from hotline.city.duties import DUTIES
from hotline.city.files import FILES
from hotline.city.settings import CitySettings
from hotline.city.units import UNITS
from hotline.city.words import SENSITIVE

PAGE = (Path(__file__).parents[3] / "docs" / "city-pack.md").read_text(encoding="utf-8")
HEAD = ("example", "profile", "centre")
SECTIONS = ("callback", "accounts", "calls", "chats", "bulletins")
SETTINGS = [
    *HEAD,
    *(field.name for field in fields(CitySettings) if field.name not in SECTIONS),
    *(field.name for field in fields(CallbackRules)),
    *(field.name for field in fields(AccountRules)),
    *(field.name for field in fields(CallRules)),
    *(field.name for field in fields(ChatRules)),
    *(field.name for field in fields(BulletinRules)),
]
TABLES = [AREAS, PLACES, UNITS, CATEGORIES, DUTIES, DEADLINES, CALENDAR, SENSITIVE]


@pytest.mark.parametrize("file", FILES)
def test_every_file_has_its_heading(file):
    assert re.search(rf"^## .*{re.escape(file)}", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("file", "required", "optional"), TABLES)
def test_every_column_is_explained_and_marked_if_required(file, required, optional):
    section = re.search(
        rf"^## [^\n]*{re.escape(file)}.*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL
    )[0]
    assert all(f"`{column}`*" in section for column in required.split())
    assert all(f"`{column}`" in section for column in optional.split() if column != "note")


@pytest.mark.parametrize("key", SETTINGS)
def test_every_setting_is_explained(key):
    assert f"`{key}`" in PAGE


def test_the_examples_are_lines_of_the_demo_pack(demo_city):
    blocks = re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    lines = [
        line
        for block in blocks
        for line in block.splitlines()
        if line.count(",") > 2 and " " not in line.split(",")[0]
    ]
    known = "\n".join(demo_city.files.values())
    assert len(lines) >= 7
    assert [line for line in lines if line not in known] == []
