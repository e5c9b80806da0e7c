"""Decisions that a person takes, because of whom the text or the caller names."""

from dataclasses import replace

from routing.accusations import Hearing
from routing.decision import Decision
from routing.units import UnitTree

NAMED = "诉求人写明的举报对象："
UNRESOLVED = "，未能对应到单位，请核实后派单"
_MENTIONED = "正文提到{units}，不自动派给该单位，请看是否在反映它的问题"


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
