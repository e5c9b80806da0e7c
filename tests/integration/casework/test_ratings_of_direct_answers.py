"""What the front desk answered at once is rated by its caller too."""

import pytest
from sqlmodel import select

from hotline.casework import dispatch, rating
from hotline.casework.caller_rating import RatingContent
from hotline.casework.merge import merge
from hotline.domain.errors import Conflict, IllegalTransition, NotAllowed
from hotline.domain.models import CycleFigures, Notice, Rating, Rectification
from hotline.domain.roles import CALLER
from hotline.storage.history import history_of, verify_chain
from hotline.storage.ratings import plan_of
from hotline.storage.score_counts import CountSpan, count_for_scores
from tests.support.path import registered

GOOD, UNSOLVED = RatingContent(4, True), RatingContent(1, False, ("outcome",), "答非所问")


@pytest.fixture
def answered(session, desk, cast):
    ticket = registered(session, desk, cast)
    dispatch.answer(session, cast.agent, ticket, desk, text="可凭身份证到政务服务中心办理。")
    return ticket


def test_the_caller_rates_the_answer_and_it_counts_for_the_centre(session, desk, answered):
    rating.rate(session, CALLER, answered, desk, content=GOOD)
    session.flush()
    row = session.exec(select(Rating)).one()
    assert (answered.status, answered.rating, answered.solved) == ("answered", 4, True)
    assert (row.source, row.unit, row.counted, row.result) == ("caller", "", True, "explained")
    day = desk.now().replace(hour=0)
    span = CountSpan(day, day.replace(hour=23), desk.now())
    counts = count_for_scores(session, span)[""]
    assert (counts["rated"], counts["explained"], counts["satisfied"]) == ((1, 0), (1, 0), (1, 0))
    assert verify_chain(history_of(session, answered)) == []


def test_nobody_is_called_about_it_and_its_figures_stay_as_they_were_frozen(
    session, desk, answered
):
    session.flush()
    plan, before = plan_of(session, answered), session.exec(select(CycleFigures)).one().model_dump()
    rating.rate(session, CALLER, answered, desk, content=UNSOLVED)
    session.flush()
    assert (plan.sampled, plan.closes_at, plan.used_at) == (False, None, desk.now())
    assert session.exec(select(CycleFigures)).one().model_dump() == before


def test_of_a_bad_one_the_supervisor_is_told_and_nobody_has_to_rectify(session, desk, answered):
    rating.rate(session, CALLER, answered, desk, content=UNSOLVED)
    session.flush()
    notice = session.exec(select(Notice)).one()
    assert (notice.receiver, notice.kind, notice.ticket_no) == (
        "role:supervisor",
        "answer_rated",
        answered.no,
    )
    assert session.exec(select(Rectification)).all() == []
    assert (answered.status, answered.cycle) == ("answered", 1)


def test_of_a_good_one_nobody_is_told(session, desk, answered):
    rating.rate(session, CALLER, answered, desk, content=GOOD)
    session.flush()
    assert session.exec(select(Notice)).all() == []


def test_it_is_rated_once(session, desk, answered):
    assert rating.open_token(session, answered, desk)
    rating.rate(session, CALLER, answered, desk, content=GOOD)
    assert rating.open_token(session, answered, desk) == ""
    with pytest.raises(Conflict, match="已经评价过"):
        rating.rate(session, CALLER, answered, desk, content=UNSOLVED)


@pytest.mark.parametrize(
    "person", ["agent", "dispatcher", "reviewer", "supervisor", "leader", "stranger"]
)
def test_nobody_who_works_here_rates_least_of_all_who_answered(
    session, desk, cast, answered, person
):
    with pytest.raises(NotAllowed):
        rating.rate(session, getattr(cast, person), answered, desk, content=GOOD)


def test_what_was_not_accepted_is_not_rated(session, desk, cast):
    ticket = registered(session, desk, cast)
    dispatch.reject(
        session, cast.agent, ticket, desk, reason="outside_city", explanation="请拨打外市热线。"
    )
    assert rating.open_token(session, ticket, desk) == ""
    with pytest.raises(IllegalTransition):
        rating.rate(session, CALLER, ticket, desk, content=GOOD)


def test_callers_of_merged_tickets_rate_the_one_answer_each(session, desk, cast):
    parent, child = registered(session, desk, cast), registered(session, desk, cast)
    merge(session, cast.dispatcher, child, desk, parent=parent, reason="同一问题")
    dispatch.answer(session, cast.agent, parent, desk, text="本周五恢复供水。")
    rating.rate(session, CALLER, parent, desk, content=GOOD)
    rating.rate(session, CALLER, child, desk, content=UNSOLVED)
    assert (parent.rating, child.rating, child.status) == (4, 1, "closed")
