"""Files on a ticket: photos of the caller, proofs of the unit."""

from sqlmodel import Session, func, select

from hotline.casework.personal_data import reason_of_opening
from hotline.desk.desk import Desk
from hotline.desk.steps import take_step
from hotline.domain.errors import Conflict, NotAllowed, NotFound
from hotline.domain.hiding import hides_caller, opens_hidden
from hotline.domain.models import AccessLog, Attachment, Ticket
from hotline.domain.outcomes import Audience, NoticeKind
from hotline.domain.roles import CALLER, Actor
from hotline.domain.workflow import Action
from hotline.reading.masking import mask_of
from hotline.storage.files import Stored
from hotline.storage.merged import parent_of
from hotline.storage.openings import note_opening
from hotline.supervision.telling import tell

LONGEST_NOTE = 200
SIDES = {Audience.CALLER: "群众", Audience.STAFF: "经办"}


def attach(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, stored: Stored, note: str = ""
) -> Attachment:
    """Add a file that is already stored; who handles the leading ticket of a merged one sees it
    there too.

    Raises Conflict when the ticket has as many of this side, caller or staff, as the city allows:
    no side uses up the other's places.
    """
    audience = _side_of(actor)
    _check_places(session, ticket, audience, desk.city.settings.attachments)
    now = desk.now()
    details: dict[str, int | str] = {"digest": stored.digest, "size": stored.size}
    take_step(session, actor, ticket, Action.ATTACH, at=now, details=details)
    if (parent := parent_of(session, ticket)) is not None:
        details = {**details, "ticket": ticket.no}
        take_step(session, actor, parent, Action.ATTACH, at=now, details=details)
    if audience == Audience.CALLER:
        tell(session, parent or ticket, desk, kind=NoticeKind.PHOTO)
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
    """The file's row as the actor may see it; who opened it is kept, because a photo shows more of
    a caller than their name. What a hidden caller sent needs an opening of the ticket before.
    """
    row = session.get(Attachment, number)
    if row is None or row.ticket_id != ticket.id:
        raise NotFound(f"工单 {ticket.no} 没有附件 {number}", remedy="请从工单页打开")
    fields = f"attachment:{number}"
    if hides_caller(ticket) and row.audience == Audience.CALLER:
        reason = _reason(session, actor, ticket, desk)
        note_opening(session, actor, ticket, desk.now(), fields=[fields], reason=reason)
        return row
    session.add(
        AccessLog(
            at=desk.now(),
            staff=actor.login,
            ticket_id=ticket.row_id,
            fields=fields,
            reason="查看附件",
        )
    )
    return mask_of(session, actor, ticket, desk.vault).row(row)


def _reason(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> str:
    """Why a file of a hidden caller may be opened: nobody can mask a photo."""
    if not opens_hidden(actor):
        raise NotAllowed(
            "诉求人要求隐名或保密，其上传的附件不能打开",
            remedy="需要这些材料时，请由热线中心遮盖后转达",
        )
    reason = reason_of_opening(session, actor, ticket, desk)
    if not reason:
        raise NotAllowed(
            "诉求人要求隐名或保密，打开其附件须先写明理由",
            remedy="请在工单页“查看完整信息”写明理由，之后 15 分钟内可以打开",
        )
    return reason
