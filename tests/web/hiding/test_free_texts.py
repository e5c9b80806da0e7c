"""Whatever somebody writes on the way of a ticket, in whichever field: who may not know the caller
reads nothing of them there.
"""

from hotline.operation.work_queue import run_once
from tests.web.hiding.lives import LIVES, live, texts_of
from tests.web.hiding.markers import MARKS, SIGNS, bring_call, marks_in
from tests.web.hiding.routes import all_addresses, values_of
from tests.web.steps.expected import FIELDS

STRANGE = ("street_clerk", "leader")
CENTRE = ("dispatcher",)
# Steps that take two tickets; their reason is met with the tickets that are merged.
ELSEWHERE = {"merges", "separations", "limit-callbacks"}


def test_every_step_that_takes_free_text_is_taken():
    taken = {noun for steps in LIVES for _, noun, _ in steps}
    assert {noun for noun, fields in FIELDS.items() if texts_of(noun, fields)} - taken == ELSEWHERE


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
