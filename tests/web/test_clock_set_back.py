"""The clock of the server is set back by hours and by a day: numbers, histories and order hold."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.domain.models import HistoryEntry, Ticket
from hotline.storage.history import verify_chain


@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=1), timedelta(days=400)])
def test_reports_and_steps_go_on_and_nothing_is_doubled(web, back):
    before = [web.report(f"路灯不亮，第 {number} 盏。") for number in range(3)]
    begun = web.ticket_at("in_progress")
    web.now -= back
    after = [web.report(f"井盖松动，第 {number} 个。") for number in range(3)]
    reply = {"result": "solved", "handling": "已修好。", "public_answer": "已修好。"}
    assert web.act("street_clerk", begun, "replies", **reply).status_code == 201
    web.now += back
    after += [web.report(f"树枝挡路，第 {number} 处。") for number in range(3)]
    assert len({*before, begun, *after}) == 10
    assert web.act("reviewer", begun, "reviews", decision="pass").status_code == 201
    with web.app.state.database.reading() as session:
        tickets = session.exec(select(Ticket)).all()
        assert {ticket.no for ticket in tickets} == {*before, begun, *after}
        for ticket in tickets:
            entries = session.exec(
                select(HistoryEntry)
                .where(HistoryEntry.ticket_id == ticket.id)
                .order_by(HistoryEntry.ticket_version)
            ).all()
            assert verify_chain(entries) == []
            assert entries[-1].digest == ticket.head


def test_a_list_and_a_search_show_what_was_reported_before_and_after(web):
    first = web.report("路灯不亮。")
    web.now -= timedelta(hours=3)
    second = web.report("井盖松动。")
    listed = web.get("dispatcher", "/api/v1/tickets").json()
    assert {row["no"] for row in listed["tickets"]} == {first, second}
