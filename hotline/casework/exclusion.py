"""Exclusions (剔除): a unit asks to leave a cycle out of some metrics, the centre decides.

The ticket stays in the volume.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, check_step, choose_key, require_text, take_step
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import CycleFigures, ExcludedFigure, Exclusion, Rating, Ticket
from hotline.domain.outcomes import RequestDecision
from hotline.domain.permissions import require_other
from hotline.domain.roles import Actor
from hotline.domain.time.working_time import due
from hotline.domain.vocabulary import EXCLUSION_REASONS, METRICS
from hotline.domain.workflow import Action


def ask_exclusion(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    metrics: Sequence[str],
    code: str,
    evidence: str,
    cycle: int | None = None,
) -> Exclusion:
    """Ask for a cycle that has ended, the newest one unless another is named.

    Within the city's days after it.
    """
    code = choose_key(EXCLUSION_REASONS, code, "code", "剔除原因")
    named = _metrics(metrics)
    evidence = require_text(evidence, "evidence", "证据")
    check_length(evidence, "evidence", "证据")
    check_step(actor, ticket, Action.ASK_EXCLUSION)
    figures = _figures(session, actor, ticket, cycle)
    _refuse_late(session, figures, desk)
    _refuse_repeated(session, figures, named)
    details = {"code": code, "metrics": named, "cycle": figures.cycle}
    action, now = Action.ASK_EXCLUSION, desk.now()
    take_step(session, actor, ticket, action, at=now, reason=evidence, details=details)
    row = Exclusion(
        ticket_id=ticket.row_id,
        cycle=figures.cycle,
        unit=figures.unit,
        metrics=named,
        reason_code=code,
        evidence=evidence,
        by=actor.login,
        asked_at=now,
    )
    session.add(row)
    return row


def grant_exclusion(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str
) -> None:
    """The cycle leaves the named metrics and no other."""
    row = _decide(session, actor, ticket, Action.GRANT_EXCLUSION, note.strip(), desk)
    row.decision = RequestDecision.GRANTED
    session.add_all(
        ExcludedFigure(
            ticket_id=row.ticket_id, cycle=row.cycle, metric=metric, exclusion_id=row.row_id
        )
        for metric in row.metrics
    )


def refuse_exclusion(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, note: str
) -> None:
    note = require_text(note, "note", "不同意的理由")
    _decide(
        session, actor, ticket, Action.REFUSE_EXCLUSION, note, desk
    ).decision = RequestDecision.REFUSED


def open_exclusion(session: Session, ticket: Ticket) -> Exclusion | None:
    """The one that waits for a decision."""
    query = select(Exclusion).where(
        Exclusion.ticket_id == ticket.id, Exclusion.decision == RequestDecision.WAITING
    )
    return session.exec(query.order_by(col(Exclusion.id)).limit(1)).first()


def _decide(
    session: Session, actor: Actor, ticket: Ticket, action: Action, note: str, desk: Desk
) -> Exclusion:
    check_step(actor, ticket, action)
    row = open_exclusion(session, ticket)
    if row is None:
        raise Conflict(f"工单 {ticket.no} 没有待定的剔除申请", remedy="请刷新页面")
    require_other(actor, row.by, "剔除申请")
    details = {"code": row.reason_code, "metrics": row.metrics, "cycle": row.cycle}
    take_step(session, actor, ticket, action, at=desk.now(), reason=note, details=details)
    row.decision_note, row.decided_by, row.decided_at = note, actor.login, desk.now()
    return row


def _metrics(metrics: Sequence[str]) -> list[str]:
    """Their keys, each once; raises InvalidInput for none or an unknown one."""
    keys = dict.fromkeys(choose_key(METRICS, metric, "metrics", "剔除的指标") for metric in metrics)
    if not keys:
        raise InvalidInput(
            "未选择剔除的指标", field="metrics", remedy=f"可用：{'、'.join(METRICS.values())}"
        )
    return list(keys)


def _figures(session: Session, actor: Actor, ticket: Ticket, cycle: int | None) -> CycleFigures:
    query = select(CycleFigures).where(CycleFigures.ticket_id == ticket.id)
    query = query if cycle is None else query.where(CycleFigures.cycle == cycle)
    figures = session.exec(query.order_by(col(CycleFigures.cycle).desc()).limit(1)).first()
    if figures is None:
        raise Conflict(f"工单 {ticket.no} 没有已结束的办理", remedy="请在办结或重办后申请")
    if figures.unit not in actor.units:
        raise NotAllowed("只有承担这次考核的单位可以申请剔除", remedy="请联系热线中心核对承办单位")
    return figures


def _refuse_late(session: Session, figures: CycleFigures, desk: Desk) -> None:
    """The days run from the end of the cycle, or from a rating that came later."""
    rated = session.exec(
        select(Rating.at).where(
            Rating.ticket_id == figures.ticket_id, Rating.cycle == figures.cycle
        )
    ).all()
    last: datetime = due(
        max([figures.ended_at, *rated]), desk.city.settings.exclude_within, desk.calendar
    ).due
    if desk.now() > last:
        raise Conflict(
            f"剔除申请期限已过（{last:%Y-%m-%d %H:%M}）", remedy="如有异议，请联系热线中心"
        )


def _refuse_repeated(session: Session, figures: CycleFigures, metrics: Sequence[str]) -> None:
    """One application at a time for a ticket, and none for what is excluded already."""
    waiting = select(Exclusion.id).where(
        Exclusion.ticket_id == figures.ticket_id, Exclusion.decision == RequestDecision.WAITING
    )
    if session.exec(waiting.limit(1)).first() is not None:
        raise Conflict("这张工单已有待定的剔除申请", remedy="请等热线中心决定")
    query = select(ExcludedFigure.metric).where(
        ExcludedFigure.ticket_id == figures.ticket_id, ExcludedFigure.cycle == figures.cycle
    )
    if already := [METRICS[metric] for metric in session.exec(query) if metric in metrics]:
        raise Conflict(f"本次办理已剔除：{'、'.join(already)}", remedy="请只选其他指标")
