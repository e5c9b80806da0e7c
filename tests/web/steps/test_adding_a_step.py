"""docs/adding-a-step.md against reality: a declaration is enough, and no file is missing there."""

import re
from pathlib import Path
from typing import Annotated

import pytest

from hotline.desk.steps import require_text, take_step
from hotline.domain.workflow import Action
from hotline.web import api
from hotline.web.api.steps import ticket_route
from hotline.web.steps import STEPS
from hotline.web.steps.form import StepForm, named
from hotline.web.steps.step import Step

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "adding-a-step.md").read_text()
LISTED = re.findall(r"^\d\. `([\w/.-]+)`", PAGE, re.M)
EXAMPLE = re.compile(
    r"\b(?:Action|A)\.ASK_EXTENSION\b|^    ASK_EXTENSION = |\bdef ask_extension\(", re.M
)
TEMPLATE = f"hotline/web/templates/{STEPS['extensions'].template}"


class ToyForm(StepForm):
    toy: Annotated[str, named("玩具", "写一件")]
    colour: Annotated[str, named("颜色", choices={"red": "红", "blue": "蓝"})] = ""


def give_toy(session, actor, ticket, desk, *, toy, colour) -> None:
    toy = require_text(toy, "toy", "玩具")
    details = {"colour": colour}
    take_step(session, actor, ticket, Action.COMMENT, at=desk.now(), reason=toy, details=details)


@pytest.fixture
def web(own_web):
    return own_web


@pytest.fixture
def toy(monkeypatch) -> Step:
    step = Step(
        "toys", "送玩具", (Action.COMMENT,), ToyForm, give_toy, done="已送出玩具", plain=True
    )
    monkeypatch.setitem(STEPS, step.noun, step)
    monkeypatch.setattr(api, "route_handlers", [*api.route_handlers, ticket_route(step)])
    return step


def test_a_declaration_alone_makes_form_route_refusal_and_message(toy, web, see, fill_in):
    no = web.report()
    page = see("dispatcher", f"/tickets/{no}").text
    assert f'action="/tickets/{no}/toys"' in page
    assert "送玩具" in page
    assert '<input type="radio" name="colour" value="red"' in page
    assert web.act("dispatcher", no, "toys", toy="球", colour="red").status_code == 201
    answer = fill_in("dispatcher", f"/tickets/{no}/toys", toy="球", colour="red")
    assert f"工单 {no}：已送出玩具" in see("dispatcher", answer.headers["location"]).text
    refused = fill_in("dispatcher", f"/tickets/{no}/toys", toy=" ")
    assert 'id="toys-toy-fault"' in refused.text
    assert web.act("dispatcher", no, "toys", toy=" ").json()["errors"][0]["field"] == "toy"
    assert web.act("leader", no, "toys", toy="球").status_code == 403
    history = web.get("dispatcher", f"/api/v1/tickets/{no}").json()["history"]
    assert [entry["reason"] for entry in history[-2:]] == ["球", "球"]


def test_the_page_names_at_most_eight_files_and_all_are_there():
    assert 5 <= len(LISTED) <= 8
    assert [name for name in LISTED if not (ROOT / name).is_file()] == []


def test_the_example_stands_in_the_listed_files_of_the_application_and_in_no_other():
    mentions = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "hotline").rglob("*")
        if path.suffix in (".py", ".html") and EXAMPLE.search(path.read_text())
    }
    assert not STEPS["extensions"].plain
    assert mentions | {TEMPLATE} == {name for name in LISTED if name.startswith("hotline/")}


def test_every_part_of_a_declaration_in_the_table_exists():
    parts = re.findall(r"^\| `(\w+)` \|", PAGE, re.M)
    assert set(parts) <= set(Step.__dataclass_fields__)
    assert len(parts) >= 6
