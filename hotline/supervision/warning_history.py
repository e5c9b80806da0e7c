"""The history of a warning, and who hears of it."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.domain.models import Notice, RaisedWarning, Ticket, WarningStep, WarningTicket
from hotline.domain.notice_rules import OF_CENTRE
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import Actor, Role
from hotline.domain.warnings import WarningAction
from hotline.storage.hiding import told_of_matter
from hotline.storage.warnings import accused_units
from hotline.supervision.telling import receivers_of


def note_step(
    session: Session,
    actor: Actor,
    warning: RaisedWarning,
    desk: Desk,
    *,
    action: WarningAction,
    note: str = "",
    unit: str = "",
) -> None:
    """A hidden caller of its tickets stands in no note."""
    of_it = col(WarningTicket.warning_id) == warning.row_id
    note = told_of_matter(session, desk.vault, WarningTicket, of_it, note)
    session.add(
        WarningStep(
            warning_id=warning.row_id,
            at=desk.now(),
            by=actor.login,
            action=action,
            note=note,
            unit=unit,
        )
    )


def tell_centre_of_step(
    session: Session, actor: Actor, warning: RaisedWarning, desk: Desk, *, kind: NoticeKind
) -> None:
    """Of what became of a warning: whom the table names, but for who did it; leaders only where
    they were told of it.
    """
    names = {name for name in receivers_of(desk, kind) if name in OF_CENTRE} - {str(actor.role)}
    if Role.LEADER not in warning.receivers:
        names.discard(Role.LEADER)
    receivers = [f"role:{name}" for name in sorted(names)]
    tell_of_warning(session, warning, desk, kind=kind, receivers=receivers)


def tell_unit_of_warning(
    session: Session, warning: RaisedWarning, desk: Desk, *, kind: NoticeKind
) -> None:
    """The unit that has it, unless a ticket of the warning complains about it by now."""
    if warning.unit and warning.unit not in accused_units(session, warning.row_id):
        receivers = [f"unit:{warning.unit}"]
        tell_of_warning(session, warning, desk, kind=kind, receivers=receivers)


def tell_of_warning(
    session: Session,
    warning: RaisedWarning,
    desk: Desk,
    *,
    kind: NoticeKind,
    receivers: Sequence[str],
) -> None:
    """A notice names the newest ticket: who may no longer see that is told nothing of it."""
    if not receivers_of(desk, kind):
        return
    newest = (
        select(Ticket.no)
        .join(WarningTicket, col(WarningTicket.ticket_id) == Ticket.id)
        .where(col(WarningTicket.warning_id) == warning.row_id)
        .order_by(col(Ticket.reported_at).desc(), col(Ticket.id).desc())
        .limit(1)
    )
    no = session.exec(newest).one()
    session.add_all(
        Notice(receiver=name, kind=kind, ticket_no=no, warning_id=warning.row_id, at=desk.now())
        for name in receivers
    )
