"""A text that a verb refuses as too long is refused by its form: page, API and schema know it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import hotline
from hotline.casework.attachments import LONGEST_NOTE
from hotline.knowledge.feedback import LONGEST as LONGEST_FEEDBACK
from hotline.web.pages.rendering import TEMPLATES
from hotline.web.steps import ORDER_STEPS, OWN_STEPS, STEPS
from hotline.web.steps.form import fields_of
from hotline.web.steps.knowledge import ENTRY_STEPS
from hotline.web.steps.watching import ISSUE_STEPS, WARNING_STEPS
from tests.web.steps.expected import ISSUE_LIMITS, LIMITS, ORDER_LIMITS, WARNING_LIMITS

HOTLINE = Path(hotline.__file__).parent
ROOMS = ("casework", "supervision")
# Its form is no step: what it answers is a code, and nothing but the page tells it.
ON_A_PAGE = {("casework/query_code.py", "tell_code", "reason")}


def limited_verbs() -> Iterator[tuple[str, str, str]]:
    """File, verb and field of every check of a length."""
    for path in (file for room in ROOMS for file in sorted((HOTLINE / room).rglob("*.py"))):
        for verb in ast.parse(path.read_text()).body:
            for call in ast.walk(verb):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "check_length":
                    yield str(path.relative_to(HOTLINE)), verb.name, call.args[1].value


def test_every_verb_with_a_limit_is_known_here_with_its_field():
    every = LIMITS | ORDER_LIMITS | WARNING_LIMITS | ISSUE_LIMITS
    known = {(*verb, field) for verb, (_, field, _) in every.items()}
    assert set(limited_verbs()) - ON_A_PAGE == known


@pytest.mark.parametrize(
    ("steps", "limits"),
    [
        (STEPS, LIMITS),
        (ORDER_STEPS, ORDER_LIMITS),
        (WARNING_STEPS, WARNING_LIMITS),
        (ISSUE_STEPS, ISSUE_LIMITS),
    ],
)
def test_every_limit_of_a_verb_is_declared_in_its_form(steps, limits):
    for noun, field, limit in limits.values():
        assert fields_of(steps[noun].form)[field].longest == limit, noun
    assert {fields_of(step.form)["text"].longest for step in OWN_STEPS.values()} == {2000}


def test_the_page_shows_the_limit_and_lets_nobody_type_more(web, see):
    no = web.report()
    page = see("dispatcher", f"/tickets/{no}").text
    for name, limit in (("comments-text", "2000"), ("answers-text", "20000")):
        assert re.search(rf'<textarea id="{name}"[^>]*\smaxlength="{limit}"', page)


def test_the_api_names_the_field_and_the_limit(web):
    no = web.report()
    answer = web.act("dispatcher", no, "comments", text="长" * 2001)
    assert answer.json()["errors"] == [{"field": "text", "message": "最多 2000 个字，请缩短"}]
    assert web.act("dispatcher", no, "comments", text="长" * 2000).status_code == 201
    schema = web.client.get("/schema/openapi.json").json()["components"]["schemas"]
    assert schema["CommentForm"]["properties"]["text"]["maxLength"] == 2000


def test_a_line_break_counts_once_as_in_the_browser(web, fill_in):
    text = "一\r\n" * 1000
    no = web.report()
    assert fill_in("dispatcher", f"/tickets/{no}/comments", text=text).status_code == 303


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("字\x00", "第 2 个字符 U+0000 无法保存，请删除该字符后重试"),
        ("长" * 20_001, "有 20001 个字，最多 20000 个，请缩短"),
    ],
)
def test_the_api_tells_beside_its_field_what_cannot_be_stored(web, text, message):
    answer = web.act("dispatcher", web.report(), "answers", text=text, uncited="无")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"field": "text", "message": message}]


def test_fields_outside_of_steps_show_the_limits_of_what_takes_them():
    attachments = (TEMPLATES / "_attachments.html").read_text()
    assert f'name="note" autocomplete="off" maxlength="{LONGEST_NOTE}"' in attachments
    assert fields_of(ENTRY_STEPS["feedback"].form)["text"].longest == LONGEST_FEEDBACK
