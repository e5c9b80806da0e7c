"""Who is in danger and asked not to be called: kept among the alarming words of the ticket, so that
it goes with them wherever they are shown, merged and parted.
"""

from hotline.domain.models import Ticket

NO_CALL = "不便接听电话"
DO_NOT_CALL = f"诉求人{NO_CALL}，请勿直接回拨"


def must_not_be_called(ticket: Ticket | None) -> bool:
    return ticket is not None and NO_CALL in ticket.alarm.split("、")
