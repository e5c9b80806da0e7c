"""Nothing of a step can be forgotten: name, message, labels, form, route, permission."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from hotline.domain.knowledge_permissions import KNOWLEDGE_ROLES, KnowledgeAction
from hotline.domain.permissions import MAY
from hotline.domain.workflow import EVENTS, TRANSITIONS, Action
from hotline.web import guards
from hotline.web.action_names import ACTION_NAMES
from hotline.web.names import Names
from hotline.web.pages.forms import form_of
from hotline.web.pages.layout import done_of
from hotline.web.pages.rendering import TEMPLATES, environment
from hotline.web.steps import ORDER_STEPS, OWN_STEPS, STEPS
from hotline.web.steps.form import fields_of
from hotline.web.steps.knowledge import ENTRY_STEPS
from tests.conftest import MONDAY
from tests.web.steps.expected import (
    CHOSEN,
    ENTRY_FIELDS,
    FIELDS,
    NOT_ASKED,
    ORDER_FIELDS,
    OWN_FIELDS,
)

TABLES = (
    (STEPS, FIELDS),
    (ORDER_STEPS, ORDER_FIELDS),
    (OWN_STEPS, OWN_FIELDS),
    (ENTRY_STEPS, ENTRY_FIELDS),
)
CHINESE = re.compile("[一-鿿]")
# Actions that are no step of their own, and why.
NOT_A_STEP = {
    Action.ANSWER_ALONG: "the end of the leading ticket answers those merged into it",
    Action.REGISTER: "a report comes through the door of all channels",
    Action.TRIAGE: "registering sends it there",
    Action.ATTACH: "a file is uploaded, not a form filled in",
    Action.TELL_CODE: "the page itself answers with the code",
    Action.CLOSE: "a call back or the end of a limit closes",
    Action.ABSORB: "the other ticket of a merge",
    Action.JOIN: "a report that comes in joins another",
    Action.RELEASE: "the other ticket of a separation",
    Action.RATE: "callers rate by their link",
    Action.TAKE_BACK: "whoever becomes accused loses the ticket",
    Action.RECTIFY: "a bad rating opens it",
    Action.ARCHIVE: "the chores archive",
    Action.RECOMPUTE: "the chores compute due times anew",
    Action.SUCCEED: "loading a city pack with successors moves what is open",
}


@pytest.fixture(scope="module")
def forms(demo_city) -> dict[str, str]:
    """The HTML of each step's form on the page of a ticket, by noun."""
    application = SimpleNamespace(
        unit="",
        until=MONDAY,
        limit="2wd",
        reason="x",
        basis="x",
        by="x",
        due_decide=MONDAY,
        endorsed_by="x",
    )
    rated = SimpleNamespace(script=[], sampled=True, next_attempt=None, exclusions=[])
    waiting = {"extension": application, "suspension": application, "relaxation": application}
    view = SimpleNamespace(
        candidates=[],
        known=[],
        below={},
        replies=[],
        notes=[],
        rated=rated,
        waiting=waiting,
        people={},
        empty_units=[],
        card_lines=[],
    )
    ticket = SimpleNamespace(
        due_handle=MONDAY,
        co_units=["X"],
        accused=["X"],
        duplicate_of="",
        danger="gas",
        doubts={"mentioned": ["X"]},
    )
    page = environment().from_string(
        '{% import "fields.html" as f with context %}{% include step.template %}'
    )
    return {
        noun: page.render(
            step=step,
            form=form_of(step),
            view=view,
            ticket=ticket,
            names=Names(demo_city),
            now=MONDAY,
        )
        for noun, step in STEPS.items()
    }


def test_every_step_is_known_here_with_its_fields():
    for steps, expected in TABLES:
        declared = {noun: set(fields_of(step.form)) - {"version"} for noun, step in steps.items()}
        assert declared == {noun: set(fields.split()) for noun, fields in expected.items()}


def test_every_step_has_a_name_and_says_what_it_has_done():
    for steps, _ in TABLES:
        for noun, step in steps.items():
            assert CHINESE.search(step.name), noun
            assert CHINESE.search(step.done), noun
    assert all(CHINESE.search(done_of(noun)) for noun in FIELDS)
    assert all(CHINESE.search(done_of(f"{noun}-of-orders")) for noun in ORDER_FIELDS)
    assert all(CHINESE.search(done_of(f"{noun}-of-entries")) for noun in ENTRY_FIELDS)


def test_every_field_has_a_chinese_label():
    for steps, _ in TABLES:
        for noun, step in steps.items():
            for name, field in fields_of(step.form).items():
                assert name == "version" or CHINESE.search(field.label), (noun, name)


def test_every_form_on_the_page_asks_for_every_field(forms):
    for noun, fields in FIELDS.items():
        names = set(re.findall(r'name="(\w+)"', forms[noun]))
        assert names == set(fields.split()) - NOT_ASKED.get(noun, set()), noun
        assert "<button" in forms[noun], noun
        assert not re.search(r'<(?:label for="[^"]*"|legend)>\s*<', forms[noun]), noun


def test_what_belongs_to_a_closed_list_is_chosen_and_never_typed(forms):
    for noun in FIELDS:
        typed = set(re.findall(r'<(?:textarea|input) id="[^"]*" name="(\w+)"', forms[noun]))
        chosen = set(CHOSEN.get(noun, "").split())
        assert typed == set(FIELDS[noun].split()) - chosen - NOT_ASKED.get(noun, set()), noun


def test_no_template_is_left_over_and_none_is_missing():
    own = {Path(step.template).name for step in STEPS.values()}
    assert {path.name for path in (TEMPLATES / "steps").iterdir()} == own


def test_every_action_has_a_label_and_a_row_of_permissions():
    assert set(ACTION_NAMES) == set(Action)
    assert set(MAY) == set(Action)
    assert all(MAY.values())


def test_every_action_can_be_taken_in_some_state():
    legal = {action for _, action in TRANSITIONS} | set(EVENTS)
    assert legal == set(Action) - {Action.REGISTER}


def test_every_action_of_people_is_reached_by_exactly_one_step():
    reached = [
        action
        for steps in (STEPS, ORDER_STEPS)
        for step in steps.values()
        for action in step.actions
    ]
    assert len(reached) == len(set(reached))
    assert set(reached) == set(Action) - set(NOT_A_STEP)


def test_callers_take_steps_that_agents_take_for_them_too():
    reached = {action for step in OWN_STEPS.values() for action in step.actions}
    assert reached == {Action.SUPPLEMENT, Action.CALLER_URGE, Action.WITHDRAW}
    assert reached <= {action for step in STEPS.values() for action in step.actions}


def test_every_step_has_a_route_with_its_body(web):
    schema = web.client.get("/schema/openapi.json").json()
    addresses = {
        "/api/v1/tickets/{no}/": FIELDS,
        "/api/v1/supervisions/{name}/": ORDER_FIELDS,
        "/api/v1/progress/": OWN_FIELDS,
    }
    for address, expected in addresses.items():
        for noun, fields in expected.items():
            body = body_of(schema, address + noun)
            assert set(body["properties"]) - {"version"} == set(fields.split()), noun


def test_the_routes_are_open_to_who_may_take_the_step(web):
    roles = {
        route.path.removeprefix("/api/v1/tickets/{no:str}/"): statement.roles
        for route in web.app.routes
        for handler in getattr(route, "route_handlers", ())
        for statement in handler.resolve_guards()
        if "POST" in handler.http_methods and isinstance(statement, guards.Statement)
    }
    assert roles["acceptances"] == {"clerk"}
    assert roles["return-decisions"] == {"dispatcher"}
    assert roles["exclusion-decisions"] == {"supervisor"}
    assert roles["supervisions"] == {"supervisor", "leader", "agent"}
    assert roles["limit-callbacks"] == {"reviewer", "supervisor"}


def body_of(schema, path: str):
    body = schema["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    references = [body, *body.get("oneOf", ()), *body.get("anyOf", ())]
    name = next(part["$ref"] for part in references if "$ref" in part).rpartition("/")[2]
    return schema["components"]["schemas"][name]


def test_every_action_on_knowledge_is_a_step_or_a_form_of_its_own():
    own_forms = {KnowledgeAction.DRAFT, KnowledgeAction.DECIDE}
    steps = [step.action for step in ENTRY_STEPS.values()]
    assert len(steps) == len(set(steps))
    assert {*steps, *own_forms} == set(KnowledgeAction) == set(KNOWLEDGE_ROLES)
