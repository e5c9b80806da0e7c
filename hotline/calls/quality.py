"""Quality check of calls: drawn by lot, checked by somebody else, appealed once."""

from collections.abc import Collection, Mapping

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.steps import choose_key, require_text
from hotline.domain.calls.call_facts import CallState
from hotline.domain.calls.permissions import CHECKS_CALLS
from hotline.domain.calls.quality import is_drawn, score_of
from hotline.domain.calls.words import APPEAL_DECISIONS
from hotline.domain.errors import Conflict, NotAllowed
from hotline.domain.models import CallCheck, PhoneCall
from hotline.domain.permissions import require_other
from hotline.domain.roles import Actor
from hotline.storage.call_checks import check_of_call


def draw_check(session: Session, call: PhoneCall, desk: Desk) -> None:
    """Of answered calls a share is drawn by a keyed lot of the call that nobody picks."""
    if call.state != CallState.ANSWERED or not call.agent or check_of_call(session, call):
        return
    lot = desk.vault.draw(f"call\n{call.source}\n{call.call_id}", call.turn)
    if is_drawn(lot, desk.city.settings.calls.check_percent):
        session.add(CallCheck(call_id=call.row_id, agent=call.agent, drawn_at=desk.now()))


def check_call(
    session: Session,
    actor: Actor,
    check: CallCheck,
    desk: Desk,
    *,
    points: Mapping[str, int],
    fatal: Collection[str] = (),
    note: str = "",
) -> CallCheck:
    """Points and faults of a call of somebody else. Raises InvalidInput that names every fault."""
    _require_checker(actor, check)
    if check.checked_at:
        raise Conflict("这通来电已经质检", remedy="坐席有异议时可以申诉")
    check.score = score_of(points, fatal)
    check.points, check.fatal, check.note = dict(points), sorted(set(fatal)), note.strip()[:1000]
    check.checked_by, check.checked_at = actor.login, desk.now()
    session.add(check)
    return check


def appeal(
    session: Session, actor: Actor, check: CallCheck, desk: Desk, *, reason: str
) -> CallCheck:
    """The agent of the call objects, once."""
    if actor.login != check.agent:
        raise NotAllowed("只有接听人可以申诉", remedy="请由接听人申诉")
    if check.checked_at is None or check.appealed_at:
        raise Conflict("还没有质检结果，或已经申诉过", remedy="每次质检可以申诉一次")
    check.appeal, check.appealed_at = require_text(reason, "reason", "申诉理由"), desk.now()
    session.add(check)
    return check


def decide_appeal(
    session: Session,
    actor: Actor,
    check: CallCheck,
    desk: Desk,
    *,
    decision: str,
    opinion: str,
    points: Mapping[str, int] | None = None,
    fatal: Collection[str] = (),
) -> CallCheck:
    """Another person than the checker upholds the score or gives new points."""
    _require_checker(actor, check)
    require_other(actor, check.checked_by, "申诉")
    if not check.appealed_at or check.decided_at:
        raise Conflict("没有待定的申诉", remedy="请刷新页面")
    decision = choose_key(APPEAL_DECISIONS, decision, "decision", "决定")
    check.opinion = require_text(opinion, "opinion", "意见")
    if decision == "changed":
        check.score = score_of(points or {}, fatal)
        check.points, check.fatal = dict(points or {}), sorted(set(fatal))
    check.decision, check.decided_by, check.decided_at = decision, actor.login, desk.now()
    session.add(check)
    return check


def _require_checker(actor: Actor, check: CallCheck) -> None:
    if actor.role not in CHECKS_CALLS:
        raise NotAllowed("此岗位不做来电质检", remedy="请由审核回访或督办岗位办理")
    require_other(actor, check.agent, "本人接听的来电的质检")
