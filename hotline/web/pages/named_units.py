"""The red line of the dispatcher's card: whom the text complains of, or may complain of."""

from hotline.desk.desk import Desk
from hotline.domain.models import SuggestionRecord, Ticket
from hotline.web.page_labels import NAMES_UNITS
from routing.router import NAMED, WITHHELD
from routing.superior import QUOTED


def red_line(ticket: Ticket, record: SuggestionRecord | None, desk: Desk) -> str:
    """What must be seen before a key sends the ticket anywhere; "" where nothing must."""
    reasons = record.reasons if record else []
    named = [reason for reason in reasons if reason.startswith(NAMED)]
    quoted = [reason for reason in reasons if reason.startswith(QUOTED)]
    if ticket.accused:
        units = "、".join(_highest(ticket, desk))
        return "。".join((NAMES_UNITS.format(units=units), *named, *quoted))
    if record and record.layer == WITHHELD:
        return "。".join((*named, *reasons[:1]))
    return "。".join(named)


def _highest(ticket: Ticket, desk: Desk) -> list[str]:
    """Names of the accused, without the units that are barred only because they stand below."""
    units, accused = desk.city.units, set(ticket.accused)
    codes = [code for code in ticket.accused if code in units and units[code].parent not in accused]
    return [units[code].name for code in codes]
