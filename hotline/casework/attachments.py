"""Files on a ticket: photos of the caller, proofs of the unit."""

from sqlmodel import Session, func, select

from hotline.desk.desk import Desk
from hotline.desk.steps import take_step
from hotline.domain.errors import Conflict, NotFound
from hotline.domain.models import AccessLog, Attachment, Ticket
from hotline.domain.outcomes import Audience
from hotline.domain.permissions import CALLER, Actor
from hotline.domain.workflow import Action
from hotline.storage.files import Stored

LONGEST_NOTE = 200
SIDES = {Audience.CALLER: "群众", Audience.STAFF: "经办"}


def attach(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, stored: Stored, note: str = ""
) -> Attachment:
    """Add a file that is already stored.

    Raises Conflict when the ticket has as many of this side, caller or staff, as the city allows:
    no side uses up the other's places.
    """
    audience = _side_of(actor)
    _check_places(session, ticket, audience, desk.city.settings.attachments)
    now, details = desk.now(), {"digest": stored.digest, "size": stored.size}
    take_step(session, actor, ticket, Action.ATTACH, at=now, details=details)
    row = Attachment(
        ticket_id=ticket.row_id,
        name=stored.name,
        media_type=stored.media_type,
        size=stored.size,
        digest=stored.digest,
        key=stored.key,
        audience=audience,
        note=note.strip()[:LONGEST_NOTE],
        by=actor.login,
        at=now,
    )
    session.add(row)
    session.flush()
    return row


def _check_places(session: Session, ticket: Ticket, audience: Audience, most: int) -> None:
    query = select(func.count()).select_from(Attachment)
    of_side = query.where(Attachment.ticket_id == ticket.id, Attachment.audience == audience)
    count = session.exec(of_side).one()
    if count >= most:
        raise Conflict(
            f"工单 {ticket.no} 已有{SIDES[audience]}附件 {count} 个，最多 {most} 个",
            remedy="请合并材料后说明在备注中",
        )


def _side_of(actor: Actor) -> Audience:
    return Audience.CALLER if actor == CALLER else Audience.STAFF


def open_attachment(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, number: int
) -> Attachment:
    """The file's row; who opened it is kept, because a photo shows more of a caller than their
    name.
    """
    row = session.get(Attachment, number)
    if row is None or row.ticket_id != ticket.id:
        raise NotFound(f"工单 {ticket.no} 没有附件 {number}", remedy="请从工单页打开")
    fields = f"attachment:{number}"
    session.add(
        AccessLog(
            at=desk.now(),
            staff=actor.login,
            ticket_id=ticket.row_id,
            fields=fields,
            reason="查看附件",
        )
    )
    return row
