"""A call in full: number, name, recording, transcript, with a reason that both logs keep."""

from dataclasses import dataclass

from sqlmodel import Session

from classifiers.personal import mask
from hotline.calls.log import lines_of
from hotline.desk.desk import Desk
from hotline.desk.steps import require_text
from hotline.domain.calls.permissions import OPENS_CALLS
from hotline.domain.errors import NotAllowed
from hotline.domain.models import PhoneCall
from hotline.domain.roles import Actor
from hotline.storage.calls import caller_of_number
from hotline.storage.openings import note_opening

FIELDS = ("number", "name", "recording", "transcript")


@dataclass(frozen=True)
class OpenCall:
    """What was opened; "" for what the call has not."""

    number: str
    name: str = ""
    recording: str = ""
    transcript: str = ""


def open_call(
    session: Session, actor: Actor, call: PhoneCall, desk: Desk, *, reason: str
) -> OpenCall:
    """Who read it and why is written down in the same transaction."""
    if actor.role not in OPENS_CALLS:
        raise NotAllowed("不能查看来电号码和录音", remedy="请由话务、审核回访或督办岗位查看")
    (line,) = lines_of(session, actor, [call], desk)
    if not line.sees_ticket:
        raise NotAllowed("这通来电属于保密工单", remedy="请由可见该工单的岗位查看")
    # A reason may repeat number or name: logs hold none.
    reason = line.mask(mask(require_text(reason, "reason", "查看理由")[:200]))
    number, vault = desk.vault.decrypt(call.number), desk.vault
    caller = caller_of_number(session, call.number_key) if call.number_key else None
    opened = OpenCall(
        number,
        vault.decrypt(caller.name) if caller else "",
        vault.decrypt(call.recording),
        vault.decrypt(call.transcript),
    )
    fields = [name for name in FIELDS if getattr(opened, name)]
    note_opening(session, actor, call, desk.now(), fields=fields, reason=reason)
    return opened
