"""Sign-ins from devices that an account had not been used on, until its owner has seen them."""

from collections.abc import Sequence

from sqlmodel import Session, col, delete, select

from hotline.domain.models import NewDevice


def other_devices(session: Session, staff_id: int, device: str) -> Sequence[NewDevice]:
    """Those that are not `device` itself, the newest first: it does not vouch for itself."""
    query = select(NewDevice).where(NewDevice.staff_id == staff_id, NewDevice.device != device)
    return session.exec(query.order_by(col(NewDevice.id).desc())).all()


def forget_devices(session: Session, staff_id: int, device: str) -> None:
    """Their owner has seen those that are not `device` itself."""
    session.exec(
        delete(NewDevice).where(
            col(NewDevice.staff_id) == staff_id, col(NewDevice.device) != device
        )
    )
