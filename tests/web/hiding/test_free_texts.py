"""Whatever somebody writes on the way of a ticket, in whichever field: who may not know the caller
reads nothing of them there.
"""

import re

import pytest

from hotline.operation.work_queue import run_once
from tests.web.hiding.lives import KNOWLEDGE, LIVES, live, live_knowledge, texts_of
from tests.web.hiding.markers import MARKS, SIGNS, bring_call, marks_in
from tests.web.hiding.routes import all_addresses, values_of
from tests.web.steps.expected import ENTRY_FIELDS, FIELDS

STRANGE = ("street_clerk", "leader")
CENTRE = ("dispatcher",)
# The same form as a call-back, and the same reason as of protections, which are taken.
ELSEWHERE = {"limit-callbacks", "clearances"}


def test_every_step_that_takes_free_text_is_taken():
    taken = {noun for steps in LIVES for _, noun, _ in steps}
    assert {noun for noun, fields in FIELDS.items() if texts_of(noun, fields)} - taken == ELSEWHERE


@pytest.mark.slow
def test_nobody_reads_the_caller_in_what_others_wrote(web):
    tickets = live(web, identity="hidden")
    bring_call(web, tickets[0])
    run_once(web.app.state.database, web.app.state.engine)
    values, met, read = values_of(web, [tickets[1], *tickets[:1], *tickets[2:]]), [], set()
    signed = {who: web.as_(who) | {"Accept": "text/html"} for who in (*STRANGE, *CENTRE)}
    for method, path, address in all_addresses(web, values, ("GET",)):
        for who, headers in signed.items():
            answer = web.client.request(method, address, headers=headers, follow_redirects=False)
            assert answer.status_code != 500, (method, address)
            if marks := marks_in(answer, SIGNS if who in STRANGE else MARKS):
                met.append((who, method, address, marks))
            if "夜里施工" in answer.text:
                read.add(path)
    assert met == []
    assert {"/tickets/{no:str}", "/api/v1/tickets/{no:str}", "/api/v1/supervisions"} <= read


def test_every_step_of_knowledge_that_takes_free_text_is_taken():
    taken = {noun for steps in KNOWLEDGE for _, noun, _ in steps}
    free = {"note", "text", "reason"}
    assert taken == {noun for noun, fields in ENTRY_FIELDS.items() if free & {*fields.split()}}


def test_nobody_reads_of_callers_in_what_is_noted_on_knowledge(web):
    values = values_of(web, ["1", "1"]) | {"code": live_knowledge(web)}
    met, read = [], set()
    for method, path, address in all_addresses(web, values, ("GET",)):
        if not re.search("knowledge|items|guide", path):
            continue
        for who in ("nobody", "agent", "street_clerk", "district_clerk", "reviewer", "supervisor"):
            answer = web.client.request(
                method, address, headers=web.as_(who) | {"Accept": "text/html"}
            )
            if marks := marks_in(answer, MARKS):
                met.append((who, address, marks))
            if "夜里施工" in answer.text:
                read.add(path)
    assert met == []
    assert {"/knowledge", "/knowledge/{code:str}", "/api/v1/knowledge-tasks"} <= read
