"""What danger to life and red words mean for a report before and when it becomes a ticket: a person
decides, the units of the pack stand first, those who must know are told at once.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlmodel import Session

from classifiers.danger.level import level_with_danger
from classifiers.predict import Classification
from hotline.city.danger import DangerPlan
from hotline.city.pack import CityPack
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.workflow import Action
from hotline.storage.history import steps_of
from hotline.storage.rows import Rows
from hotline.supervision.telling import tell, tell_centre_of_danger
from routing.decision import Decision

ALARM_LENGTH = 60
# In the details of the first step: the units that were told to be ready.
AHEAD = "told_ahead"
# A few words without their matter are read less surely than a report.
SURE_LATER = 0.5
_RED = "含有红色敏感词“{words}”，不自动派单，请派单员处理"
_DANGER = "可能有险情（{name}：{words}），不自动派单、不自动答复：先拨打{numbers}"


def held_back(decision: Decision, read: Classification, city: CityPack) -> Decision:
    """The decision for a person to take, where the text tells of danger or has a red word."""
    red = red_words(read, city)
    if red:
        reason = _RED.format(words="、".join(red))
        decision = replace(decision, needs_review=True, reasons=(*decision.reasons, reason))
    return _of_plan(decision, read, city) if read.danger.is_danger else decision


def red_words(read: Classification, city: CityPack) -> list[str]:
    """The red words of a text, each once."""
    red = [hit.word for hit in read.sensitive if city.is_red(hit.kind, hit.word)]
    return list(dict.fromkeys(red))


def alarm_of(read: Classification, city: CityPack) -> str:
    """The words that made a report urgent or red, for the card."""
    signs = dict.fromkeys((*read.urgent_words, *red_words(read, city)))
    return "、".join(signs)[:ALARM_LENGTH]


def kind_of_danger(text: str, desk: Desk) -> str:
    """The danger that a few words tell of, in a supplement or a chat; "" for none. Without their
    matter they are read less surely than a report.
    """
    _, danger = level_with_danger(text, desk.city.danger_signs)
    if danger.chance < SURE_LATER or not danger.is_danger:
        return ""
    return next(iter(danger.kinds), "")


def danger_in(text: str, desk: Desk) -> TicketChanges:
    """What a danger in later words of the caller changes; nothing where there is none.

    The alarm names the danger and repeats no words: they may stand on the ticket of another caller.
    """
    kind = kind_of_danger(text, desk)
    if not kind:
        return {}
    return {"urgency": "critical", "danger": kind, "alarm": desk.city.danger_plans[kind].name}


def units_ahead(ticket: Ticket, desk: Desk, *, kind: str) -> list[str]:
    """The units of the pack that are told of a danger in later words, where no unit has the ticket;
    of a confidential matter none is.
    """
    if ticket.unit or ticket.secrecy == "confidential" or ticket.merged_into:
        return []
    plan = desk.city.danger_plans.get(kind)
    return [unit for unit in plan.units if unit not in ticket.accused] if plan else []


def tell_of_danger(session: Rows, ticket: Ticket, desk: Desk, *, units: Sequence[str]) -> None:
    """Everybody at the centre who must know, and the units that will get it or have it."""
    tell_centre_of_danger(session, ticket, desk)
    for unit in dict.fromkeys(units):
        if unit != ticket.unit:
            tell(session, ticket, desk, kind=NoticeKind.DANGER_AHEAD, unit=unit)


def stand_down(
    session: Session, ticket: Ticket, desk: Desk, *, units: Collection[str] = ()
) -> None:
    """The units that were told to be ready for a ticket that has not been dispatched yet hear that
    it is not theirs, but those of `units` that have it now.
    """
    if not ticket.danger or ticket.dispatched_at:
        return
    first = [
        step
        for action in (Action.TRIAGE, Action.SUPPLEMENT)
        for step in steps_of(session, ticket, action)
    ]
    for unit in dict.fromkeys(code for step in first for code in step.details.get(AHEAD, ())):
        if unit not in units:
            tell(session, ticket, desk, kind=NoticeKind.DANGER_ELSEWHERE, unit=unit)


def _of_plan(decision: Decision, read: Classification, city: CityPack) -> Decision:
    """The units of the pack lead and support, those of the router stay to choose from.

    A unit that is accused gets nothing; a complaint about a unit keeps its way.
    """
    plan, chance = city.danger_plan(read.danger), read.danger.chance
    reasons = (*decision.reasons, _why(plan, read.danger.words))
    held = replace(decision, needs_review=True, reasons=reasons)
    units = [unit for unit in plan.units if unit not in decision.accused] if plan else []
    if not units or decision.secrecy:
        return held
    others = [(decision.unit, decision.confidence), *decision.alternatives]
    rest = [(unit, share) for unit, share in others if unit and unit not in units]
    return replace(
        held,
        unit=units[0],
        unit_name=city.units[units[0]].name,
        co_units=tuple(units[1:]),
        confidence=chance,
        basis="",
        layer="danger",
        alternatives=(*((unit, chance) for unit in units[1:]), *rest),
    )


def _why(plan: DangerPlan | None, signs: Iterable[str]) -> str:
    name = plan.name if plan else "险情"
    numbers = "、".join(f" {number.phone} {number.name}" for number in plan.numbers) if plan else ""
    return _DANGER.format(name=name, words="、".join(signs), numbers=numbers or " 110、119、120")
