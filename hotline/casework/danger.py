"""What danger to life and red words mean for a report before and when it becomes a ticket: a person
decides, the units of the pack stand first. `standing_by` tells those who must know.
"""

from collections.abc import Iterable
from dataclasses import replace

from classifiers.call_wish import wishes_no_call
from classifiers.danger.level import level_with_danger
from classifiers.danger.over import is_over
from classifiers.predict import Classification
from hotline.city.danger import DangerPlan
from hotline.city.pack import CityPack
from hotline.desk.desk import Desk
from hotline.domain.call_wish import NO_CALL
from hotline.domain.ticket_changes import TicketChanges
from routing.decision import Decision

ALARM_LENGTH = 60
_RED = "含有红色敏感词“{words}”，不自动派单，请派单员处理"
_DANGER = "可能有险情（{name}{words}），不自动派单、不自动答复：先拨打{numbers}"


def held_back(decision: Decision, read: Classification, city: CityPack) -> Decision:
    """The decision for a person to take, where the text tells of danger or has a red word; of a
    danger the units of its plan stand first.
    """
    decision = for_a_person(decision, read, city)
    return _of_plan(decision, read, city) if read.danger.is_danger else decision


def for_a_person(decision: Decision, read: Classification, city: CityPack) -> Decision:
    """The same whose duty it is, but never alone where the text tells of danger or has a red
    word.
    """
    if red := red_words(read, city):
        reason = _RED.format(words="、".join(red))
        decision = replace(decision, needs_review=True, reasons=(*decision.reasons, reason))
    return replace(decision, needs_review=True) if read.danger.is_danger else decision


def red_words(read: Classification, city: CityPack) -> list[str]:
    """The red words of a text, each once."""
    red = [hit.word for hit in read.sensitive if city.is_red(hit.kind, hit.word)]
    return list(dict.fromkeys(red))


def alarm_of(read: Classification, city: CityPack) -> str:
    """The words that made a report urgent or red, for the card."""
    signs = "、".join((*read.urgent_words, *red_words(read, city)))
    return "、".join(dict.fromkeys(signs.split("、")))[:ALARM_LENGTH]


def alarm_with_wish(alarm: str, text: str) -> str:
    """The alarm of a danger, led by the wish not to be called where the text has it."""
    if not wishes_no_call(text):
        return alarm
    return "、".join(dict.fromkeys((NO_CALL, *filter(None, alarm.split("、")))))[:ALARM_LENGTH]


def kinds_of_danger(text: str, desk: Desk) -> tuple[str, ...]:
    """The dangers that a few words tell of, in a supplement or a chat, as surely as in a report,
    the likeliest first; none where nobody is in danger, or not any more.
    """
    text, known = text.strip(), desk.readings.dangers if desk.readings else {}
    if text not in known:
        _, danger = level_with_danger(text, desk.city.danger_signs)
        known[text] = danger.kinds if danger.is_danger and not is_over(text) else ()
    return known[text]


def plan_for(text: str, desk: Desk) -> DangerPlan | None:
    """What the city does about the danger that a few words tell of."""
    return desk.city.plan_of(kinds_of_danger(text, desk))


def danger_in(text: str, desk: Desk) -> TicketChanges:
    """What a danger in later words of the caller changes; nothing where there is none.

    The alarm names the danger and repeats no words: they may stand on the ticket of another caller.
    """
    kinds = kinds_of_danger(text, desk)
    if not kinds:
        return {}
    return {
        "urgency": "critical",
        "danger": kinds[0],
        "more_dangers": list(kinds[1:]),
        "alarm": alarm_with_wish(desk.city.danger_plans[kinds[0]].name, text),
    }


def _of_plan(decision: Decision, read: Classification, city: CityPack) -> Decision:
    """The units of the pack lead and support, those of the router stay to choose from.

    A unit that is accused gets nothing; a complaint about a unit keeps its way. One that is only
    suspected gets nothing until a person has said that it is not meant, whoever would lead without
    the danger: the others of the plan and the unit above it stand first.
    """
    plan, chance = city.danger_plan(read.danger), read.danger.chance
    reasons = (*decision.reasons, _why(plan, read.danger.words))
    suspects = decision.all_suspects
    held = replace(decision, needs_review=True, reasons=reasons, suspects=suspects)
    closed = {*decision.accused, *suspects}
    units = [unit for unit in plan.units if unit not in closed] if plan else []
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
    shown = "、".join(signs)
    return _DANGER.format(
        name=name, words=f"：{shown}" if shown else "", numbers=numbers or " 110、119、120"
    )
