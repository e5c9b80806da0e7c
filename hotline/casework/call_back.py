"""Ask the caller whether it is solved and how satisfied.

After a passed reply, or when the limit ended without one.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from hotline.casework.caller_rating import RatingContent, check_rating, is_bad, keep_rating
from hotline.casework.caller_steps import danger_in_note
from hotline.casework.cycles import close
from hotline.casework.personal_data import note_review
from hotline.casework.rating_outcome import act_on_rating
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, choose_key, require_text, take_step
from hotline.domain.errors import Conflict, NotAllowed
from hotline.domain.models import Callback, Reply, Ticket
from hotline.domain.outcomes import RatingSource, RatingStage
from hotline.domain.roles import SYSTEM, Actor
from hotline.domain.statuses import Status
from hotline.domain.time.attempts import next_attempt
from hotline.domain.time.clocks import waits_for_call_anew
from hotline.domain.time.working_time import due
from hotline.domain.vocabulary import CALLBACK_WAYS
from hotline.domain.workflow import EVENTS, Action
from hotline.storage.ratings import attempts_in_vain, rating_of
from hotline.supervision.urge import urge


@dataclass(frozen=True)
class CallAttempt:
    """What came of an attempt; when nobody was reached only `way` and `note` count.

    reasons, reason    why the caller is not content: keys of RATING_REASONS, and their words
    """

    way: str
    reached: bool
    solved: bool | None = None
    rating: int | None = None
    contacted_by_unit: bool | None = None
    reason: str = ""
    note: str = ""
    reasons: tuple[str, ...] = ()


def call_back(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, attempt: CallAttempt
) -> Callback:
    """Record one attempt; unsolved opens a new cycle at the unit, solved closes, the last
    attempt in vain closes.

    What a caller said is kept whenever it was heard; an attempt in vain before its time is refused.
    A danger in what was written down stays open, on this ticket or on a new one. Where a danger
    waits for a call this is that call: it may be tried at any time, and does not end in vain.
    """
    stage, action = stage_of(ticket, desk)
    way = choose_key(CALLBACK_WAYS, attempt.way, "way", "回访方式")
    _refuse_who_replied(session, actor, ticket)
    content = _content(attempt) if attempt.reached else None
    check_step(actor, ticket, action)
    in_danger = waits_for_call_anew(ticket)
    if content is None:
        if not in_danger:
            _refuse_too_early(session, ticket, stage, desk)
    elif rating_of(session, ticket, stage) is not None:
        raise Conflict(f"工单 {ticket.no} 本次办理已有评价", remedy="每次办理只评价一次")
    take_step(
        session,
        actor,
        ticket,
        action,
        at=desk.now(),
        details={"way": way, "reached": attempt.reached},
        changes={"contacted_at": desk.now()} if attempt.reached and in_danger else {},
    )
    row = _row(actor, ticket, attempt, way, content, stage, desk.now())
    session.add(row)
    note_review(session, actor, ticket, desk, step="callback", reason="回访保密诉求的诉求人")
    if content is not None:
        _take(session, actor, ticket, content, stage, desk)
    elif stage == RatingStage.ANSWER and not in_danger:
        _give_up(session, ticket, desk)
    text = "\n".join(filter(None, (row.reason, row.note)))
    danger_in_note(session, ticket, desk, text=text)
    return row


def stage_of(ticket: Ticket, desk: Desk) -> tuple[RatingStage, Action]:
    """Whether this is a call at the end of a limit or the usual one after a passed reply."""
    return (
        (RatingStage.DEADLINE, Action.CALL_AT_LIMIT)
        if is_past_limit(ticket, desk)
        else (RatingStage.ANSWER, Action.CALL_BACK)
    )


def is_past_limit(ticket: Ticket, desk: Desk) -> bool:
    """Whether the unit let the handling limit pass, so that the caller is called without its
    answer.
    """
    waits = Status(ticket.status) in EVENTS[Action.CALL_AT_LIMIT] and ticket.paused_at is None
    late = ticket.due_handle is not None and ticket.due_handle < desk.now()
    return desk.city.settings.callback.at_limit and waits and late


def earliest_attempt(
    session: Session, ticket: Ticket, desk: Desk, *, stage: RatingStage
) -> datetime:
    """When the caller may be tried next: now, or later when they were tried just now or at this
    time of the day.
    """
    rules, tried = desk.city.settings.callback, attempts_in_vain(session, ticket, stage)
    not_before = (
        max(desk.now(), due(tried[-1], rules.gap, desk.calendar).due) if tried else desk.now()
    )
    return next_attempt(tried, rules.parts, not_before)


def _refuse_who_replied(session: Session, actor: Actor, ticket: Ticket) -> None:
    by_actor = select(Reply.id).where(Reply.ticket_id == ticket.id, Reply.by == actor.login)
    if session.exec(by_actor.limit(1)).first() is not None:
        raise NotAllowed("答复人不能回访自己的工单", remedy="请由其他回访员回访")


def _refuse_too_early(session: Session, ticket: Ticket, stage: RatingStage, desk: Desk) -> None:
    earliest = earliest_attempt(session, ticket, desk, stage=stage)
    if earliest > desk.now():
        raise Conflict(
            f"现在不是工单 {ticket.no} 的回访时间，本次未联系上不计次数",
            remedy=f"请在 {earliest:%Y-%m-%d %H:%M} 以后换一个时段再联系",
        )


def _content(attempt: CallAttempt) -> RatingContent:
    content = check_rating(
        attempt.rating, attempt.solved, attempt.reasons, attempt.reason, attempt.contacted_by_unit
    )
    if is_bad(content) and not content.reasons:
        require_text(attempt.reason, "reason", "不满意或未解决的原因")
    return content


def _row(
    actor: Actor,
    ticket: Ticket,
    attempt: CallAttempt,
    way: str,
    content: RatingContent | None,
    stage: RatingStage,
    now: datetime,
) -> Callback:
    return Callback(
        ticket_id=ticket.row_id,
        cycle=ticket.cycle,
        way=way,
        by=actor.login,
        at=now,
        reached=attempt.reached,
        contacted_by_unit=attempt.contacted_by_unit,
        solved=attempt.solved,
        rating=attempt.rating,
        reasons=list(content.reasons) if content else [],
        reason=attempt.reason.strip(),
        note=attempt.note.strip(),
        stage=stage,
    )


def _take(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    content: RatingContent,
    stage: RatingStage,
    desk: Desk,
) -> None:
    source, by = RatingSource.CALLBACK, actor.login
    keep_rating(session, ticket, desk, content=content, source=source, stage=stage, by=by)
    if stage == RatingStage.ANSWER:
        act_on_rating(session, ticket, desk, content=content)
    elif not content.solved:
        urge(session, SYSTEM, ticket, desk, reason="到期回访：诉求人反映未解决")


def _give_up(session: Session, ticket: Ticket, desk: Desk) -> None:
    session.flush()
    most = desk.city.settings.callback_tries
    if len(attempts_in_vain(session, ticket, RatingStage.ANSWER)) >= most:
        close(session, ticket, desk, reason=f"{most} 次回访联系不上诉求人")
