"""docs/adding-a-channel.md, walked from the word to the ticket with the code that stands on it."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

import hotline.intake
from hotline.domain.vocabulary import CHANNELS
from tests.support.channels import assert_is_channel

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "adding-a-channel.md").read_text(encoding="utf-8")


def module_of(name, code, monkeypatch):
    module = ModuleType(name)
    monkeypatch.setitem(sys.modules, name, module)
    exec(code, vars(module))
    return module


@pytest.fixture
def web(own_web):
    return own_web


@pytest.fixture
def kiosk(web, monkeypatch):
    """The channel of the page, added to the running application."""
    key, name = re.search(r'^    "(\w+)": "(\S+)",$', PAGE, re.MULTILINE).groups()
    monkeypatch.setitem(CHANNELS, key, name)
    intake_code, door_code = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    kiosk = module_of("hotline.intake.kiosk", intake_code, monkeypatch)
    monkeypatch.setattr(hotline.intake, "kiosk", kiosk, raising=False)
    for handler in module_of("hotline.web.api.kiosk", door_code, monkeypatch).route_handlers:
        web.app.register(handler)
    return kiosk


def test_the_new_module_looks_like_every_channel(kiosk, web):
    assert_is_channel(kiosk, web.app.state.desks())


def test_what_arrives_by_the_new_door_becomes_a_ticket_that_staff_find_by_its_channel(kiosk, web):
    answer = web.post("nobody", "/api/v1/kiosk", kiosk.example())
    assert answer.status_code == 201, answer.text
    no = answer.json()["ticket_no"]
    ticket = web.get("agent", f"/api/v1/tickets/{no}").json()
    assert (ticket["channel"], ticket["content"]) == ("kiosk", kiosk.example()["content"])
    by_channel = web.get("dispatcher", "/api/v1/tickets", channel="kiosk").json()
    assert no in str(by_channel)
    assert no not in str(web.get("dispatcher", "/api/v1/tickets", channel="web").json())
    assert "自助终端" in web.get("agent", f"/tickets/{no}").text


def test_the_same_report_again_makes_no_second_ticket(kiosk, web):
    first, again = (web.post("nobody", "/api/v1/kiosk", kiosk.example()) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["ticket_no"] == again.json()["ticket_no"]


def test_a_fault_is_told_with_its_field(kiosk, web):
    answer = web.post("nobody", "/api/v1/kiosk", {**kiosk.example(), "mobile": "call me"})
    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["errors"]] == ["phone"]


def test_the_page_names_every_file_that_a_channel_takes():
    for name in (
        "hotline/domain/vocabulary.py",
        "hotline/domain/reports.py",
        "hotline/intake/channel.py",
        "hotline/web/api/__init__.py",
        "hotline/commands/import_.py",
        "hotline/cli.py",
        "tests/integration/intake/test_channels.py",
        "tests/web/test_routes.py",
    ):
        assert f"`{name}`" in PAGE
        assert (ROOT / name).exists()
