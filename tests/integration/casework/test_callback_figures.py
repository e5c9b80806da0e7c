"""回访覆盖率 and 回访成功率: attempted of closed, reached of attempted."""

from datetime import timedelta

from hotline.casework import call_back, dispatch, rating
from hotline.casework.call_back import CallAttempt
from hotline.casework.caller_rating import RatingContent
from hotline.casework.cycles import close
from hotline.domain.roles import CALLER
from hotline.scoring.scores import tally
from hotline.storage.callback_figures import Called, all_called, called_by_unit
from tests.support.path import in_callback, registered
from tests.support.rules import with_callback, with_settings
from tests.support.schemes import read

GOOD = CallAttempt(way="phone", reached=True, solved=True, rating=5)
UNSOLVED = CallAttempt(way="phone", reached=True, solved=False, rating=1, reasons=("outcome",))
NOBODY = CallAttempt(way="phone", reached=False)
DAY = timedelta(days=1)
SCHEME = """[[scheme]]
code = "calls"
name = "回访"
volume = "closed"
total = 100

[[scheme.part]]
code = "coverage"
name = "回访覆盖率"
kind = "rate"
weight = 50
numerator = "called_back"
denominator = "closed"

[[scheme.part]]
code = "success"
name = "回访成功率"
kind = "rate"
weight = 50
numerator = "reached"
denominator = "called_back"
"""


def five_ends(session, desk, cast):
    """Reached; in vain twice; reached and sent back; rated by the caller; closed without a call;
    and one answered at once.
    """
    twice = with_settings(desk, callback_tries=2)
    reached, vain, unsolved, rated, let_be = (in_callback(session, desk, cast) for _ in range(5))
    call_back.call_back(session, cast.reviewer, reached, desk, attempt=GOOD)
    call_back.call_back(session, cast.reviewer, vain, twice, attempt=NOBODY)
    call_back.call_back(
        session, cast.reviewer, vain, twice.at(desk.now() + timedelta(hours=5)), attempt=NOBODY
    )
    call_back.call_back(session, cast.reviewer, unsolved, desk, attempt=UNSOLVED)
    rating.rate(session, CALLER, rated, desk, content=RatingContent(5, True))
    close(session, let_be, desk, reason="未抽中")
    dispatch.answer(
        session, cast.agent, registered(session, desk, cast), desk, text="请到窗口办理。"
    )
    session.flush()


def test_each_cycle_that_ended_counts_once_however_often_its_caller_was_tried(session, desk, cast):
    five_ends(session, desk, cast)
    [row] = called_by_unit(session, desk.now() - DAY, desk.now() + DAY)
    assert row == Called("990102001", closed=5, called=3, reached=2)
    assert (row.coverage, row.success) == (3 / 5, 2 / 3)


def test_only_what_ended_in_the_period_counts_and_nothing_of_nothing_is_no_rate(
    session, desk, cast
):
    five_ends(session, desk, cast)
    assert called_by_unit(session, desk.now() + DAY, desk.now() + 2 * DAY) == []
    none = all_called([])
    assert (none.closed, none.coverage, none.success) == (0, None, None)
    assert Called("x", closed=3, called=0, reached=0).success is None


def test_a_call_at_the_end_of_a_limit_is_no_call_back(session, desk, cast):
    desk = with_callback(desk, everyone=(), share=0, at_least=0)
    ticket = in_callback(session, desk, cast)
    session.add(call_back._row(cast.reviewer, ticket, GOOD, "phone", None, "deadline", desk.now()))
    close(session, ticket, desk, reason="未抽中")
    session.flush()
    [row] = called_by_unit(session, desk.now() - DAY, desk.now() + DAY)
    assert (row.closed, row.called, row.coverage) == (1, 0, 0.0)


def test_a_scheme_may_score_them(session, desk, cast):
    five_ends(session, desk, cast)
    table = tally(session, desk, schemes=read(SCHEME), code="calls", period="2026-03")
    [own] = [row.counts for row in table.units if row.unit == desk.city.units["990102001"].name]
    assert {name: int(value) for name, value in own.items()} == {
        "closed": 5,
        "called_back": 3,
        "reached": 2,
    }
