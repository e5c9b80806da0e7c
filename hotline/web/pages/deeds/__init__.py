"""What the forms on a ticket do: one entry for each noun under /tickets/{no}/, in the order in
which they are shown.
"""

from collections.abc import Collection, Sequence

from hotline.domain.models import Ticket
from hotline.domain.permissions import Actor
from hotline.web.pages.deeds import caller, centre, unit
from hotline.web.pages.deeds.base import Deed

DEEDS = {deed.noun: deed for deed in (*unit.DEEDS, *centre.DEEDS, *caller.DEEDS)}


def open_deeds(actor: Actor, ticket: Ticket, waiting: Collection[str] = ()) -> Sequence[Deed]:
    return [deed for deed in DEEDS.values() if deed.is_open(actor, ticket, waiting)]
