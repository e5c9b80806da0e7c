from sqlmodel import select

from hotline.domain.models import AccessLog


def test_the_caller_is_masked_until_opened_with_a_reason_that_is_kept(web):
    no = web.report(caller="张三丰", phone="13812345678")
    shown = web.get("agent", f"/api/v1/tickets/{no}")
    assert shown.json()["caller"]["phone"] == "138****5678"
    assert "13812345678" not in shown.text
    opened = web.act("agent", no, "disclosures", reason="回拨核实")
    assert (opened.json()["name"], opened.json()["phone"]) == ("张三丰", "13812345678")
    with web.app.state.database.reading() as session:
        row = session.exec(select(AccessLog)).one()
    assert (row.staff, row.reason) == ("agent", "回拨核实")


def test_without_a_reason_nothing_is_opened_or_logged(web):
    no = web.report(caller="张三丰", phone="13812345678")
    assert web.act("agent", no, "disclosures", reason=" ").status_code == 400
    with web.app.state.database.reading() as session:
        assert session.exec(select(AccessLog)).all() == []


def test_a_leader_and_a_stranger_open_nobody(web):
    no = web.report(caller="张三丰", phone="13812345678")
    assert web.act("leader", no, "disclosures", reason="看看").status_code == 403
    assert web.act("stranger", no, "disclosures", reason="看看").status_code == 404
