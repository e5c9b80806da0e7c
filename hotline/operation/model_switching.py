"""Another model in force, or the one before it: by an administrator, with a reason, in the audit
log.
"""

from pathlib import Path

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.live_model import stored_model
from hotline.desk.steps import require_text
from hotline.domain.audit import AuditKind
from hotline.domain.errors import Conflict
from hotline.domain.roles import Actor
from hotline.storage import model_registry
from hotline.storage.audit import note as note_event
from hotline.storage.model_registry import read_registry


def check_usable(folder: Path, version: str) -> None:
    """Reads the whole file, so outside any transaction. Raises InvalidInput for a model that is
    not registered, or whose file is not the one that was.
    """
    stored_model(folder, version, read_registry(folder))


def put_in_force(
    session: Session, actor: Actor, folder: Path, desk: Desk, *, version: str, note: str
) -> None:
    """The registry is written last: what stops the entry stops the switch."""
    note = require_text(note, "note", "理由")
    if version == read_registry(folder).live:
        raise Conflict(f"{version} 已经是当前模型", remedy="不需要再启用")
    now = _noted(session, actor, desk, version, note)
    model_registry.use_model(folder, version, at=now, by=actor.login, note=note)


def go_back(
    session: Session, actor: Actor, folder: Path, desk: Desk, *, version: str, note: str
) -> None:
    """`version` is the model that was shown as the one before: another means that somebody has
    switched in the meantime.
    """
    note = require_text(note, "note", "理由")
    way = read_registry(folder).way
    if len(way) < 2 or way[-2] != version:
        raise Conflict("当前模型刚刚换过，没有退回", remedy="请看过启用记录后再试")
    now = _noted(session, actor, desk, version, note)
    model_registry.roll_back(folder, at=now, by=actor.login, note=note)


def _noted(session: Session, actor: Actor, desk: Desk, version: str, note: str) -> str:
    """The moment, as the registry writes it."""
    now = desk.now()
    kind = AuditKind.MODEL_SWITCHED
    note_event(session, kind, now, actor=actor.login, subject=version, reason=note)
    session.flush()
    return now.isoformat()
