"""The lines of the dispatcher's card: whom the text complains of, or may complain of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hotline.casework.doubts import doubts_of
from hotline.desk.desk import Desk
from hotline.domain.doubts import MENTIONED, mentioned, names_unknown, withheld
from hotline.domain.models import SuggestionRecord, Ticket
from hotline.web.page_labels import ASKS_OF_STAFF, MENTIONS_UNITS, NAMES_UNITS
from routing.caution import NAMED, UNRESOLVED
from routing.decision import Decision
from routing.reasons import UNNAMED_STAFF
from routing.superior import QUOTED
from routing.undecided import SUSPECTED


@dataclass(frozen=True)
class CardLine:
    """What must be seen before a key sends the ticket anywhere.

    is_red   it is a complaint about a unit, or nearly so
    asks     units of which somebody has to say whether the text complains of them
    unknown  whom the caller accuses has to be found, or to be said to be no unit of the city
    """

    text: str
    is_red: bool = True
    asks: Sequence[str] = ()
    unknown: bool = False


def card_lines(ticket: Ticket, record: SuggestionRecord | None, desk: Desk) -> list[CardLine]:
    """None where nothing must be seen."""
    reasons = record.reasons if record else []
    named = "。".join(reason for reason in reasons if reason.startswith(NAMED))
    unknown = names_unknown(ticket)
    if not unknown and named.endswith(UNRESOLVED):
        # A person has matched it since, or said that it is none of the city's.
        named = named.removesuffix(UNRESOLVED) if ticket.accused else ""
    lines = [_of_accused(ticket, reasons, named, desk)] if ticket.accused else []
    if named and (unknown or not lines):
        lines.append(CardLine(named, unknown=unknown))
    if held := withheld(ticket):
        highest = _highest(held, desk)
        text = SUSPECTED.format(units="、".join(_names(highest, desk)))
        lines.append(CardLine(text, asks=highest))
    if codes := mentioned(ticket):
        units = "、".join(_names(codes, desk))
        is_unnamed = not lines and UNNAMED_STAFF in reasons
        text = (ASKS_OF_STAFF if is_unnamed else MENTIONS_UNITS).format(units=units)
        lines.append(CardLine(text, is_red=is_unnamed, asks=codes))
    if not lines and UNNAMED_STAFF in reasons:
        lines.append(CardLine(UNNAMED_STAFF))
    return lines


def mentions_line(decision: Decision, desk: Desk) -> str:
    """For who takes a call: units that would get it are named; "" for none."""
    named = doubts_of(decision, desk).get(MENTIONED, ())
    text = MENTIONS_UNITS if set(named) & set(decision.mentioned) else ASKS_OF_STAFF
    return text.format(units="、".join(_names(named, desk))) if named else ""


def _of_accused(ticket: Ticket, reasons: Sequence[str], named: str, desk: Desk) -> CardLine:
    quoted = [reason for reason in reasons if reason.startswith(QUOTED)]
    units = "、".join(_names(_highest(ticket.accused, desk), desk))
    parts = (NAMES_UNITS.format(units=units), *([named] if named else []), *quoted)
    return CardLine("。".join(parts))


def _highest(codes: Collection[str], desk: Desk) -> list[str]:
    """Without the units that are barred only because they stand below another one."""
    units = desk.city.units
    return [code for code in codes if code in units and units[code].parent not in codes]


def _names(codes: Collection[str], desk: Desk) -> list[str]:
    return [desk.city.units[code].name for code in codes if code in desk.city.units]
