"""The life of a ticket after it was registered: a generator that yields when its next step is
due and then takes it.

Whoever plays a year resumes all lives in the order of time; a life that is not resumed any more is
an open ticket. Parts of a life return the moment of their last step.
"""

from collections.abc import Generator
from datetime import datetime, timedelta

from hotline.casework import dispatch, handling
from hotline.casework.doubts import clear
from hotline.demo.after_signature import handle_and_call_back
from hotline.demo.demo_case import DemoCase
from hotline.demo.one_matter import merge_with_story, wait_for_answer
from hotline.domain.doubts import withheld
from hotline.domain.roles import Role
from hotline.domain.statuses import Status

Steps = Generator[datetime, None, datetime]
MISDIRECTED, RETURNED_RIGHT, RETURNED_WRONG = 0.06, 0.02, 0.6
RECLASSED = 0.06  # how often a dispatcher sees another category in a text
REASONS = ("legal_procedure", "outside_city", "emergency_line", "finished")


def live(case: DemoCase, ending: str) -> Generator[datetime, None, None]:
    """From registration on; `ending` is answer or reject when the agent ends the contact on the
    line.
    """
    halt, now = case.contact.halt, case.ticket.created_at
    if ending:
        yield from _on_the_line(case, ending)
        return
    now = yield from merge_with_story(case, now)
    if case.ticket.status == Status.MERGED:
        yield from wait_for_answer(case, now)
        return
    if case.ticket.status == Status.TRIAGE:
        if halt == "triage":
            return
        now = yield from _dispatch(case, case.at_centre(now, 40))
    if halt == "dispatched":
        return
    if halt == "return_requested" or (not halt and case.chance(_chance_of_return(case))):
        now = yield from _return(case, case.later(now, 70))
        if halt:
            return
    now = yield from _sign(case, case.later(now, 70, 0.9))
    if halt != "accepted":
        yield from handle_and_call_back(case, case.later(now, 90, 0.9))


def _on_the_line(case: DemoCase, ending: str) -> Generator[datetime, None, None]:
    now = case.ticket.created_at + timedelta(seconds=case.random.randint(90, 600))
    yield now
    agent, desk = case.someone(Role.AGENT), case.at(now)
    if ending == "answer":
        text = case.contact.answer or case.say("answer_explained")
        dispatch.answer(case.session, agent, case.ticket, desk, text=text)
    else:
        number = case.random.randrange(len(REASONS))
        text = case.phrase("reject_explanation", number)
        dispatch.reject(
            case.session, agent, case.ticket, desk, reason=REASONS[number], explanation=text
        )


def _dispatch(case: DemoCase, now: datetime) -> Steps:
    """Where it belongs, but now and then somewhere else: then the unit will object."""
    yield now
    slips = case.contact.story == "" and not case.ticket.returns and case.chance(MISDIRECTED)
    unit = (
        case.other_unit if slips and case.other_unit not in case.ticket.accused else case.right_unit
    )
    dispatcher, desk = case.someone(Role.DISPATCHER), case.at(now)
    if unit in withheld(case.ticket):
        clear(case.session, dispatcher, case.ticket, desk)
    dispatch.dispatch(
        case.session,
        dispatcher,
        case.ticket,
        desk,
        unit=unit,
        category=case.other_category if case.chance(RECLASSED) else case.contact.truth,
        reason="按派单目录派单",
        unmeant="looked",
    )
    return now


def _chance_of_return(case: DemoCase) -> float:
    return RETURNED_RIGHT if case.ticket.unit == case.right_unit else RETURNED_WRONG


def _return(case: DemoCase, now: datetime) -> Steps:
    """The unit objects; the dispatcher sends it where it belongs, or insists."""
    yield now
    handling.ask_return(
        case.session,
        case.clerk,
        case.ticket,
        case.at(now),
        code=case.random.choice(("not_our_duty", "not_our_area")),
        reason=case.say("return_reason"),
        basis="示例：派单目录与本单位职责清单",
    )
    if case.contact.halt:
        return now
    now = case.at_centre(now, 70)
    yield now
    dispatcher = case.someone(Role.DISPATCHER)
    if case.ticket.unit != case.right_unit:
        dispatch.grant_return(
            case.session, dispatcher, case.ticket, case.at(now), note="同意退单，改派主管单位"
        )
        return (yield from _dispatch(case, case.later(now, 20)))
    dispatch.refuse_return(
        case.session, dispatcher, case.ticket, case.at(now), note=case.say("return_refused")
    )
    return now


def _sign(case: DemoCase, now: datetime) -> Steps:
    yield now
    handling.accept(case.session, case.clerk, case.ticket, case.at(now))
    return now
