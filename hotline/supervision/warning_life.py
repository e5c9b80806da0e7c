"""What people make of an early warning: judged, assigned, answered and closed; every step is in its
history, and whoever has to know is told.
"""

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.no_personal import refuse_personal
from hotline.desk.steps import check_length, require_text
from hotline.domain.errors import Conflict, InvalidInput, NotFound
from hotline.domain.models import RaisedWarning
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import Actor
from hotline.domain.warnings import WarningAction, WarningState, next_state
from hotline.storage.warnings import accused_units, readable_warning
from hotline.supervision.telling import receivers_of
from hotline.supervision.warning_history import (
    note_step,
    tell_centre_of_step,
    tell_of_warning,
    tell_unit_of_warning,
)


def confirm(
    session: Session, actor: Actor, warning: RaisedWarning, desk: Desk, *, note: str
) -> None:
    note = check_length(note.strip(), "note", "内容")
    refuse_personal(note, "note", "核实情况", names=False)
    _step(session, actor, warning, WarningAction.CONFIRM, desk, note=note)
    warning.verdict = "confirmed"
    tell_centre_of_step(session, actor, warning, desk, kind=NoticeKind.WARNING_CONFIRMED)


def reject(
    session: Session, actor: Actor, warning: RaisedWarning, desk: Desk, *, reason: str
) -> None:
    """It was a false one: its life ends, and the precision of its kind counts it."""
    reason = check_length(require_text(reason, "reason", "误报理由"), "reason", "内容")
    refuse_personal(reason, "reason", "误报理由", names=False)
    _step(session, actor, warning, WarningAction.REJECT, desk, note=reason)
    warning.verdict = "false"
    _tell_of_end(session, actor, warning, desk)


def assign(
    session: Session, actor: Actor, warning: RaisedWarning, desk: Desk, *, unit: str, note: str
) -> None:
    """To a unit of the pack, never to one that a ticket of the warning complains about; the unit
    that had it hears that it has it no more.
    """
    unit, note = unit.strip(), check_length(note.strip(), "note", "内容")
    refuse_personal(note, "note", "要求", names=False)
    if unit not in desk.city.units:
        raise InvalidInput(
            f"没有代码为“{unit[:20]}”的单位", field="unit", remedy="请填写城市包中的单位代码"
        )
    if unit in accused_units(session, warning.row_id):
        raise InvalidInput(
            "预警所含工单以该单位为投诉对象", field="unit", remedy="请交给其上级或其他单位"
        )
    _step(session, actor, warning, WarningAction.ASSIGN, desk, note=note, unit=unit)
    if warning.unit != unit:
        _tell_unit_of_end(session, warning, desk)
    warning.unit = unit
    tell_of_warning(
        session, warning, desk, kind=NoticeKind.WARNING_ASSIGNED, receivers=[f"unit:{unit}"]
    )


def report_measure(
    session: Session, actor: Actor, warning: RaisedWarning, desk: Desk, *, measure: str
) -> None:
    measure = check_length(require_text(measure, "measure", "处置措施"), "measure", "内容")
    refuse_personal(measure, "measure", "处置措施", names=False, homes=False)
    _step(session, actor, warning, WarningAction.MEASURE, desk, note=measure)
    tell_centre_of_step(session, actor, warning, desk, kind=NoticeKind.WARNING_MEASURED)


def close(session: Session, actor: Actor, warning: RaisedWarning, desk: Desk, *, note: str) -> None:
    note = check_length(require_text(note, "note", "结论"), "note", "内容")
    refuse_personal(note, "note", "结论", names=False)
    _step(session, actor, warning, WarningAction.CLOSE, desk, note=note)
    _tell_of_end(session, actor, warning, desk)


def _tell_of_end(session: Session, actor: Actor, warning: RaisedWarning, desk: Desk) -> None:
    tell_centre_of_step(session, actor, warning, desk, kind=NoticeKind.WARNING_ENDED)
    _tell_unit_of_end(session, warning, desk)


def _tell_unit_of_end(session: Session, warning: RaisedWarning, desk: Desk) -> None:
    if "unit" in receivers_of(desk, NoticeKind.WARNING_ENDED):
        tell_unit_of_warning(session, warning, desk, kind=NoticeKind.WARNING_ENDED)


def find_warning_for_step(
    session: Session, actor: Actor, number: int, *, version: int | None = None
) -> RaisedWarning:
    """Locked. Raises NotFound for what is not there for these eyes, Conflict when somebody took a
    step since it was seen.
    """
    warning = readable_warning(session, actor, number, locked=True)
    if warning is None:
        raise NotFound("没有这条预警", remedy="请从预警列表进入")
    if version is not None and version != warning.version:
        raise Conflict("预警已被他人处理", remedy="请刷新页面，查看最新状态后再操作")
    return warning


def _step(
    session: Session,
    actor: Actor,
    warning: RaisedWarning,
    action: WarningAction,
    desk: Desk,
    *,
    note: str = "",
    unit: str = "",
) -> None:
    state = next_state(actor, WarningState(warning.state), action, unit=warning.unit)
    warning.state, warning.version = state, warning.version + 1
    note_step(session, actor, warning, desk, action=action, note=note, unit=unit)
