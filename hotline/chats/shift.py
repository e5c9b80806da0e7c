"""The shift is told of what no chat may wait for."""

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.chats.permissions import LEADS_SHIFT
from hotline.domain.models import Notice
from hotline.domain.outcomes import NoticeKind
from hotline.supervision.telling import receivers_of


def tell_shift(session: Session, desk: Desk, *, kind: NoticeKind) -> None:
    """Whom notices.csv names, or where it names nobody those who lead."""
    session.add_all(
        Notice(receiver=f"role:{name}", kind=kind, ticket_no="", at=desk.now())
        for name in receivers_of(desk, kind) or sorted(LEADS_SHIFT)
    )
