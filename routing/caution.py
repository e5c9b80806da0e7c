"""Decisions that a person takes, because of whom the text or the caller names."""

from dataclasses import replace

from routing.accusations import Hearing
from routing.decision import Decision
from routing.units import UnitTree

NAMED = "诉求人写明的举报对象："
UNRESOLVED = "，未能对应到单位，请核实后派单"
_MENTIONED = "正文提到{units}，不自动派给该单位，请看是否在反映它的问题"
_COMMITTEE = "反映村（社区）负责人或工作人员，由所在街道（镇）办理，不转被反映的村（社区）"


def with_mentioned(decision: Decision, hearing: Hearing, units: UnitTree) -> Decision:
    """A unit that the text names, not surely without harm, does not get it without a person, nor
    does a unit below it.
    """
    sent = {decision.unit, *decision.co_units}
    named = units.holding(hearing.mentioned, sent)
    suspects = tuple(sorted(units.controlled_by(hearing.suspects)))
    decision = replace(decision, mentioned=hearing.mentioned, all_suspects=suspects)
    if not named:
        return decision
    names = "、".join(units.name(code) for code in named)
    reasons = (*decision.reasons, _MENTIONED.format(units=names))
    return replace(decision, needs_review=True, reasons=reasons)


def above_committee(decision: Decision, units: UnitTree, alternatives: int) -> Decision:
    """Who runs a village or a neighbourhood is below its street or town, and it never goes alone;
    who would have led stays the second candidate.
    """
    street = units.of_street(decision.location.street)
    reasons = (_COMMITTEE, *decision.reasons)
    decision = replace(decision, needs_review=True, secrecy=True, reasons=reasons)
    if not street or street == decision.unit:
        return decision
    others = ((decision.unit, decision.confidence), *decision.alternatives)
    rest = [guess for guess in others if guess[0] and guess[0] != street]
    return replace(
        decision,
        unit=street,
        unit_name=units.name(street),
        co_units=(),
        confidence=round(decision.location.confidence, 4),
        basis="",
        layer="superior",
        alternatives=tuple(rest[:alternatives]),
    )


def with_note(decision: Decision, accused: str, *, resolved: bool) -> Decision:
    """What the caller wrote of whom they accuse, for the dispatcher; a person reads it, and nobody
    else: who names somebody reports on them, whether or not the city knows the name.
    """
    note = f"{NAMED}“{accused}”" + ("" if resolved else UNRESOLVED)
    return replace(
        decision,
        needs_review=True,
        secrecy=True,
        reasons=(note, *decision.reasons),
        names_unknown=not resolved,
    )
