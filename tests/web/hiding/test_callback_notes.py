"""What was noted at a call back is the centre's: who handles the ticket reads only the result."""

import pytest

from hotline.operation.work_queue import run_once

NOTE = "岳母证实队长收过两条软中华"
REASON = "垃圾只清了一半"
CALLED = {"way": "phone", "reached": True, "solved": False, "rating": 2}
PATHS = ("/tickets/{}", "/api/v1/tickets/{}", "/tickets/{}/sheet", "/cycles/{}/1")


def called_back(web):
    no = web.ticket_at("callback")
    answer = web.act("reviewer", no, "callbacks", **CALLED, reason=REASON, note=NOTE)
    assert answer.status_code == 201, answer.text
    run_once(web.app.state.database, web.app.state.engine)
    return no


@pytest.mark.parametrize("who", ["street_clerk", "district_clerk", "leader", "admin", "auditor"])
def test_units_and_leaders_read_no_note(web, who):
    no = called_back(web)
    for path in PATHS:
        answer = web.client.get(path.format(no), headers=web.as_(who) | {"Accept": "text/html"})
        assert "软中华" not in answer.text, path


def test_a_supporting_unit_reads_none_either(web):
    no = web.ticket_at("triage")
    web.act("dispatcher", no, "dispatches", unit="990102001", co_units=["DH-ZF"])
    document = web.get("district_clerk", f"/api/v1/tickets/{no}").json()
    assert document["callbacks"] == []
    no = called_back(web)
    (row,) = web.get("district_clerk", f"/api/v1/tickets/{no}").json()["callbacks"]
    assert row["note"] == ""


def test_the_unit_reads_the_result_and_what_was_wrong_with_its_work(web):
    no = called_back(web)
    (row,) = web.get("street_clerk", f"/api/v1/tickets/{no}").json()["callbacks"]
    assert (row["note"], row["reason"], row["rating"], row["solved"]) == ("", REASON, 2, False)
    assert REASON in web.get("street_clerk", f"/tickets/{no}").text


@pytest.mark.parametrize("who", ["agent", "dispatcher", "reviewer", "supervisor"])
def test_the_centre_reads_it(web, who):
    no = called_back(web)
    (row,) = web.get(who, f"/api/v1/tickets/{no}").json()["callbacks"]
    assert row["note"] == NOTE
    assert NOTE in web.get(who, f"/tickets/{no}").text
