"""What follows the signature: contact, reply, review, callback, and another round where the
caller is not content.
"""

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any

from hotline.casework import call_back, handling, rectification, review, support
from hotline.casework.caller_rating import RatingContent
from hotline.casework.expiry import close_without_call
from hotline.casework.rating import rate
from hotline.demo.demo_case import DemoCase
from hotline.demo.more_time import ask_for_time
from hotline.demo.pressing import press
from hotline.domain.models import CallbackPlan
from hotline.domain.outcomes import RatingStage
from hotline.domain.roles import CALLER, Role
from hotline.domain.statuses import Status
from hotline.storage.ratings import plan_of

Steps = Generator[datetime, None, datetime]
LAST_MOMENT = 3600  # seconds before the limit
LATE, SENT_BACK, REACHED = 0.06, 0.05, 0.84
RESULTS = {"solved": 70, "explained": 18, "partly": 8, "unsolved": 4}
RATINGS = {
    "solved": (3, 3, 9, 36, 49),
    "partly": (4, 10, 31, 34, 21),
    "explained": (5, 7, 23, 39, 26),
    "unsolved": (45, 38, 14, 2, 1),
}
REASONS = {"outcome": 45, "speed": 25, "attitude": 15, "policy": 10, "other": 5}
RATED = 0.3
WAITING = (Status.EXTENSION_REQUESTED, Status.SUSPENSION_REQUESTED)
FORGOTTEN = 0.06
# Who rates so says that it is not solved: mostly at 1, hardly ever at 5.
UNSOLVED_BY_RATING = (0.95, 0.88, 0.1, 0.0, 0.0)
NOT_SOLVED = {"solved": 0.02, "partly": 0.1, "explained": 0.04, "unsolved": 0.4}
STAYS = 0.4  # of those who were not content with the round before


def handle_and_call_back(case: DemoCase, now: datetime) -> Generator[datetime, None, None]:
    """Until the ticket is closed."""
    now = yield from _contact(case, now)
    if case.contact.halt == "in_progress":
        return
    now = yield from ask_for_time(case, now)
    if case.contact.halt in WAITING:
        return
    now = yield from press(case, now)
    now = _reply_time(case, now)
    while case.ticket.status != Status.CLOSED:
        now = yield from _reply(case, now)
        if case.contact.halt == "replied":
            return
        now = yield from _review(case, case.at_centre(now, 110))
        if case.ticket.status == Status.IN_PROGRESS:
            now = case.later(now, 240)
            continue
        if case.contact.halt == "callback":
            return
        now = yield from call_back_until_heard(case, now)
        now = yield from _rectify(case, now)
        now = case.later(now, 900)


def _contact(case: DemoCase, now: datetime) -> Steps:
    yield now
    way = (
        "none"
        if case.chance(0.03)
        else case.random.choice(("phone", "phone", "phone", "visit", "online"))
    )
    note = "来电人未留联系方式" if way == "none" else case.say("contact")
    handling.contact(case.session, case.clerk, case.ticket, case.at(now), way=way, note=note)
    return now


def _reply_time(case: DemoCase, now: datetime) -> datetime:
    """Most reply in time, some at the last moment, a few late.

    What happens today happens at once.
    """
    due = case.ticket.due_handle
    if case.contact.halt or due is None or due <= now:
        return case.later(now, 120)
    if case.chance(LATE):
        return case.office.after(due, case.random.uniform(30, 3000))
    planned = now + (due - now) * case.random.betavariate(1.8, 2.2)
    planned = planned.replace(microsecond=0)
    if case.is_hurried:
        return planned
    worked = case.opened(planned)
    if worked <= due:
        return worked
    return max(now, due - timedelta(seconds=case.random.randint(20, LAST_MOMENT)))


def _reply(case: DemoCase, now: datetime) -> Steps:
    yield now
    weights = {"explained": 1} if case.ticket.request_type in ("consult", "praise") else RESULTS
    result = case.choose(weights)
    answer = handling.ReplyContent(
        result=result,
        handling=case.say("handling"),
        public_answer=case.say(f"answer_{result}"),
        basis="示例：有关管理办法",
        is_true=case.chance(0.9),
        unsolved_reason=case.say("unsolved_reason") if result == "unsolved" else "",
    )
    _opinions(case, now)
    handling.reply(case.session, case.clerk, case.ticket, case.at(now), answer=answer)
    return now


def _opinions(case: DemoCase, now: datetime) -> None:
    """Supporting units sign and say what they did before the lead answers for all."""
    for unit in support.without_opinion(case.session, case.ticket) if case.ticket.co_units else ():
        clerk, desk = case.crew.clerks[unit], case.at(now)
        support.support_accept(case.session, clerk, case.ticket, desk)
        support.support_reply(case.session, clerk, case.ticket, desk, opinion=case.say("handling"))


def _review(case: DemoCase, now: datetime) -> Steps:
    yield now
    reviewer, desk = case.someone(Role.REVIEWER), case.at(now)
    if not case.contact.halt and case.chance(SENT_BACK):
        review.send_back(case.session, reviewer, case.ticket, desk, note=case.say("send_back"))
    else:
        review.pass_review(case.session, reviewer, case.ticket, desk)
    return now


def call_back_until_heard(case: DemoCase, now: datetime) -> Steps:
    """Up to three attempts, or nobody calls.

    Leaves the ticket closed or, for another round, with its unit.
    """
    plan = plan_of(case.session, case.ticket)
    if plan and plan.closes_at:
        return (yield from _unsampled(case, plan))
    stage = RatingStage.ANSWER
    while case.ticket.status == Status.CALLBACK:
        now = case.called(now + timedelta(hours=case.random.uniform(3, 40)))
        now = _time_to_call(case, now, stage)
        yield now
        call_back.call_back(
            case.session,
            case.someone(Role.REVIEWER),
            case.ticket,
            case.at(now),
            attempt=_heard(case),
        )
    return now


def _rectify(case: DemoCase, now: datetime) -> Steps:
    """What was rated badly is mended, mostly in time; some are forgotten."""
    rows = rectification.waiting_rectifications(case.session, case.ticket)
    if not rows or case.chance(FORGOTTEN):
        return now
    row = rows[0]
    clerk, late = case.crew.clerks[row.unit], case.chance(LATE)
    now = case.office.after(row.due_at, 200) if late else case.later(now, 300)
    yield now
    rectification.answer_rectification(
        case.session, clerk, case.ticket, case.at(now), text=case.say("handling")
    )
    now = case.later(now, 100)
    yield now
    rectification.check_rectification(
        case.session, case.someone(Role.REVIEWER), case.ticket, case.at(now), passed=True, note=""
    )
    return now


def _unsampled(case: DemoCase, plan: CallbackPlan) -> Steps:
    """Some rate by their link; the others hear nothing more."""
    end = plan.closes_at or plan.made_at
    if case.chance(RATED):
        now = plan.made_at + (end - plan.made_at) * case.random.random()
        now = now.replace(microsecond=0)
        yield now
        heard = _said(case)
        rate(case.session, CALLER, case.ticket, case.at(now), content=RatingContent(**heard))
        return now
    yield end
    close_without_call(case.session, case.ticket, case.at(end), plan=plan)
    return end


def _time_to_call(case: DemoCase, now: datetime, stage: RatingStage) -> datetime:
    """In a part of the day that was not tried, and not on its stroke where it may be later."""

    def earliest(moment: datetime) -> datetime:
        return call_back.earliest_attempt(case.session, case.ticket, case.at(moment), stage=stage)

    opens = earliest(now)
    later = opens if opens <= now else case.called(opens)
    return later if earliest(later) <= later else opens


def _heard(case: DemoCase) -> call_back.CallAttempt:
    way = case.choose({"phone": 60, "sms": 25, "robot": 10, "online": 5})
    if not case.chance(REACHED):
        return call_back.CallAttempt(way=way, reached=False, note="无人接听")
    answers = _said(case)
    contacted = case.ticket.contacted_at is not None
    reason = answers.pop("note")
    return call_back.CallAttempt(way, True, contacted_by_unit=contacted, reason=reason, **answers)


def _said(case: DemoCase) -> dict[str, Any]:
    result = case.ticket.result or "solved"
    doubt = NOT_SOLVED[result] * (2.5 if case.contact.story == "site" else 1.0)
    if case.ticket.cycle > 1:
        doubt = STAYS
    rating = case.random.choices(
        (1, 2, 3, 4, 5), RATINGS["unsolved" if case.chance(doubt) else result]
    )[0]
    solved = not case.chance(UNSOLVED_BY_RATING[rating - 1])
    is_bad = rating <= 2 or not solved
    reasons = (case.choose(REASONS),) if is_bad else ()
    return {
        "rating": rating,
        "solved": solved,
        "reasons": reasons,
        "note": case.say("bad_reason") if is_bad else "",
    }
