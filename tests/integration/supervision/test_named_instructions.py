"""A 批示 keeps its name and says who gave it; a supervisor's order stays what it is."""

from dataclasses import replace

from sqlmodel import select

from hotline.domain.models import Notice, Staff
from hotline.reading.notice_messages import shown_notices
from hotline.storage.supervisions import instructing
from hotline.supervision import orders
from tests.support.path import in_progress


def test_notice_and_list_name_who_instructed(session, desk, cast):
    session.add(
        Staff(login="leader", name="钱卫东", role="leader", password="", created_at=desk.now())
    )
    ticket = in_progress(session, desk, cast)
    order = orders.instruct(session, cast.leader, ticket, desk, instruction="请今日到场。")
    usual = orders.issue(session, cast.supervisor, ticket, desk, level="written", demand="请办结。")
    session.flush()
    assert {
        number: (who.name, who.role) for number, who in instructing(session, [order, usual]).items()
    } == {order.row_id: ("钱卫东", "leader")}
    notices = session.exec(select(Notice).where(Notice.receiver == "unit:990102001")).all()
    groups = {
        group.notices[0].order_id: group
        for group in shown_notices(session, cast.street_clerk, notices, desk)
    }
    assert groups[order.row_id].is_instruction
    assert "领导批示（钱卫东）" in groups[order.row_id].text
    assert "书面督办" not in groups[order.row_id].text
    assert "书面督办" in groups[usual.row_id].text
    assert not groups[usual.row_id].is_instruction


def test_bundled_they_are_one_line_of_their_own_with_their_names(session, desk, cast):
    rules = [replace(rule, bundle=2) for rule in desk.city.notices]
    desk = replace(desk, city=replace(desk.city, notices=tuple(rules)))
    session.add(
        Staff(login="leader", name="钱卫东", role="leader", password="", created_at=desk.now())
    )
    for at in range(3):
        ticket = in_progress(session, desk, cast)
        orders.instruct(session, cast.leader, ticket, desk, instruction="请今日到场。")
        if at:
            orders.issue(session, cast.supervisor, ticket, desk, level="written", demand="请办结。")
    session.flush()
    notices = session.exec(select(Notice).where(Notice.kind == "written")).all()
    own = [notice for notice in notices if notice.receiver == "unit:990102001"]
    led, usual = sorted(
        shown_notices(session, cast.street_clerk, own, desk), key=lambda group: -group.count
    )
    assert (led.count, led.is_instruction) == (3, True)
    assert led.text.startswith("工单 3 件（")
    assert "领导批示（钱卫东）" in led.text
    assert "书面督办" not in led.text
    assert (usual.count, usual.is_instruction) == (2, False)
    assert "书面督办" in usual.text
