"""The query code told once more, to a caller who has lost it and whose number was checked."""

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, check_step, require_text, take_step
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import Caller, Ticket
from hotline.domain.parties import NOBODY
from hotline.domain.phones import read_phone
from hotline.domain.roles import Actor
from hotline.domain.workflow import Action
from hotline.storage.hiding import told_to_others
from hotline.storage.parties import parties_of_tickets

LONGEST_REASON = 200


def tell_code(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, phone: str, reason: str
) -> str:
    """The code, once the number that the caller names is the one on the ticket; who told it and
    why stands in the history. Raises InvalidInput, and Conflict where no number was left.
    """
    check_step(actor, ticket, Action.TELL_CODE)
    reason = require_text(reason, "reason", "补告的理由")
    reason = check_length(reason, "reason", "理由", LONGEST_REASON)
    try:
        number = read_phone(require_text(phone, "phone", "诉求人的电话"))
    except ValueError as error:
        raise InvalidInput(str(error), field="phone") from None
    known = _numbers(session, ticket, desk)
    if not known:
        raise Conflict(
            f"工单 {ticket.no} 没有留电话，无法核实", remedy="请另行登记，并告知新的流水号和提取码"
        )
    if number not in known:
        raise InvalidInput(
            "与工单上的电话不符，没有告知提取码", field="phone", remedy="请向诉求人核对登记时的电话"
        )
    reason = told_to_others(session, desk.vault, ticket, reason)
    take_step(session, actor, ticket, Action.TELL_CODE, at=desk.now(), reason=reason)
    return desk.vault.query_code(ticket.no)


def _numbers(session: Session, ticket: Ticket, desk: Desk) -> set[str]:
    """The caller's and the proxy's."""
    caller = session.get(Caller, ticket.caller_id) if ticket.caller_id else None
    parties = parties_of_tickets(session, desk.vault, [ticket.row_id])
    proxy = parties.get(ticket.row_id, NOBODY).proxy_phone
    return {desk.vault.decrypt(caller.phone) if caller else "", proxy} - {""}
