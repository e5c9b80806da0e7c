"""A unit keeps what followed from its cycle when the ticket went on to another unit."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework import exclusion, rating, recall, rectification
from hotline.casework.caller_rating import RatingContent
from hotline.desk.steps import find_for_step
from hotline.domain.errors import Conflict, NotAllowed, NotFound
from hotline.domain.models import Rectification
from hotline.domain.roles import CALLER
from hotline.reading.cycles import find_afterwards, find_cycle
from hotline.storage import followups
from tests.support.path import in_callback

WORDS = "我叫张三丰，电话13800138000，夜里仍在施工"
ELSEWHERE = "YS-ZF"


@pytest.fixture
def moved(session, desk, cast):
    """Rated badly and unsolved in its first cycle, then taken from the street and sent to
    another district.
    """
    ticket = in_callback(session, desk, cast)
    rating.rate(session, CALLER, ticket, desk, content=RatingContent(1, False, ("outcome",), WORDS))
    recall.move(session, cast.dispatcher, ticket, desk, unit=ELSEWHERE, reason="属地办理")
    session.flush()
    return ticket


def test_the_unit_finds_its_rating_and_its_task_and_no_longer_the_ticket(
    session, desk, cast, moved
):
    with pytest.raises(NotFound):
        find_for_step(session, cast.street_clerk, moved.no)
    cycle = find_cycle(session, cast.street_clerk, moved.no, 1, vault=desk.vault)
    assert [(row.rating, row.solved, row.unit) for row in cycle.ratings] == [
        (1, False, "990102001")
    ]
    assert [row.unit for row in cycle.rectifications] == ["990102001"]
    assert "夜里仍在施工" in cycle.ratings[0].note
    assert all(word not in cycle.ratings[0].note for word in ("13800138000", "张三丰，电话"))
    assert (cycle.figures.unit, len(cycle.replies)) == ("990102001", 1)
    since = desk.now() - timedelta(days=90)
    assert [ticket.no for _, ticket in followups.ratings(session, cast.street_clerk, since)] == [
        moved.no
    ]
    assert [ticket.no for _, ticket in followups.rectifications(session, cast.street_clerk)] == [
        moved.no
    ]


def test_it_mends_and_asks_to_be_left_out_of_scores(session, desk, cast, moved):
    ticket = find_afterwards(session, cast.street_clerk, moved.no)
    rectification.answer_rectification(session, cast.street_clerk, ticket, desk, text="已批评教育")
    grounds = {"metrics": ["satisfaction"], "code": "unreasonable", "evidence": "要求无法律依据"}
    exclusion.ask_exclusion(session, cast.street_clerk, ticket, desk, cycle=1, **grounds)
    session.flush()
    rectification.check_rectification(session, cast.reviewer, ticket, desk, passed=True, note="")
    cycle = find_cycle(session, cast.street_clerk, moved.no, 1, vault=desk.vault)
    assert ([row.decision for row in cycle.rectifications], len(cycle.exclusions)) == (
        ["passed"],
        1,
    )
    assert [row.unit for row, _ in followups.exclusions(session, cast.street_clerk, "")] == [
        "990102001"
    ]
    assert (moved.status, moved.unit) == ("dispatched", ELSEWHERE)


def test_its_superior_sees_it_and_strangers_find_nothing(session, desk, cast, moved):
    assert find_cycle(session, cast.district_clerk, moved.no, 1, vault=desk.vault).ratings
    other = in_callback(session, desk, cast)
    rating.rate(session, CALLER, other, desk, content=RatingContent(1, True, ("attitude",)))
    session.flush()
    for find in (
        lambda: find_cycle(session, cast.stranger, other.no, 1, vault=desk.vault),
        lambda: find_afterwards(session, cast.stranger, other.no),
    ):
        with pytest.raises(NotFound):
            find()
    assert followups.ratings(session, cast.stranger, desk.now() - timedelta(days=90)) == []
    for wrong in ((moved.no, 9), ("2603090999995", 1)):
        with pytest.raises(NotFound):
            find_cycle(session, cast.street_clerk, *wrong, vault=desk.vault)


def test_who_has_the_ticket_now_neither_answers_for_the_other_unit_nor_asks(
    session, desk, cast, moved
):
    ticket = find_afterwards(session, cast.stranger, moved.no)
    with pytest.raises(NotAllowed, match="被评价的承办单位"):
        rectification.answer_rectification(session, cast.stranger, ticket, desk, text="已整改")
    grounds = {"metrics": ["satisfaction"], "code": "unreasonable", "evidence": "x"}
    with pytest.raises(NotAllowed, match="承担这次考核"):
        exclusion.ask_exclusion(session, cast.stranger, ticket, desk, cycle=1, **grounds)


def test_a_unit_that_the_ticket_accuses_meanwhile_finds_nothing(session, desk, cast, moved):
    moved.accused = ["990102001"]
    session.flush()
    with pytest.raises(NotFound):
        find_cycle(session, cast.street_clerk, moved.no, 1, vault=desk.vault)
    with pytest.raises(NotFound):
        find_afterwards(session, cast.street_clerk, moved.no)
    assert followups.rectifications(session, cast.street_clerk) == []


def test_tasks_of_two_units_are_answered_and_judged_each_for_itself(session, desk, cast, moved):
    end = desk.now() + timedelta(days=3)
    session.add(
        Rectification(ticket_id=moved.id, cycle=2, unit=ELSEWHERE, opened_at=desk.now(), due_at=end)
    )
    session.flush()
    rectification.answer_rectification(session, cast.stranger, moved, desk, text="第二次的整改")
    with pytest.raises(Conflict, match="等待审核"):
        rectification.answer_rectification(session, cast.stranger, moved, desk, text="再答")
    rectification.check_rectification(session, cast.reviewer, moved, desk, passed=True, note="")
    session.flush()
    rows = session.exec(select(Rectification).order_by(Rectification.cycle)).all()
    assert [(row.unit, row.decision) for row in rows] == [("990102001", ""), (ELSEWHERE, "passed")]
