"""What seats are planned with: the centre's own calls where there are enough of them."""

from datetime import datetime, timedelta

import pytest

from hotline.domain.calls.call_facts import CallState
from hotline.domain.models import PhoneCall
from hotline.reading.staffing import assumptions_of

MIDNIGHT = datetime(2026, 3, 9)
CHANNELS = {"phone": 30, "letter": 10}


def answered(number, *, talked=150, wrap=50, day=1):
    start = MIDNIGHT - timedelta(days=day) + timedelta(hours=9)
    end = start + timedelta(seconds=talked)
    return PhoneCall(
        source="pbx",
        call_id=f"{number}-{day}",
        state=CallState.ANSWERED,
        started_at=start,
        answered_at=start,
        ended_at=end,
        waited=0,
        talked=talked,
        wrapped_at=end + timedelta(seconds=wrap),
    )


def assumed(database, calls):
    with database.writing() as session:
        session.add_all(calls)
    with database.reading() as session:
        return assumptions_of(session, CHANNELS, MIDNIGHT, 20)


def test_talk_and_after_call_work_of_the_last_four_weeks_are_the_handling_time(database):
    calls = [answered(number) for number in range(100)]
    older = [answered(number, talked=900, day=40) for number in range(100)]
    later = [answered(number, talked=900, day=0) for number in range(100)]
    plan = assumed(database, [*calls, *older, *later])
    assert (plan.handle, plan.measured) == (200, True)
    assert (plan.by_phone, plan.answer) == (0.75, 20)


@pytest.mark.parametrize(("n", "talked"), [(99, 150), (100, 0), (100, 86_400)])
def test_too_few_calls_or_an_impossible_length_leave_the_usual_one(database, n, talked):
    plan = assumed(database, [answered(number, talked=talked) for number in range(n)])
    assert (plan.handle, plan.measured) == (240, False)


def test_without_reports_nothing_came_by_telephone(database):
    with database.reading() as session:
        assert assumptions_of(session, {}, MIDNIGHT, 15).by_phone == 0
