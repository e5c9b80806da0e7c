"""What follows from what a caller said: a rating that counts once, close or rework,
rectification of a bad one.
"""

from dataclasses import dataclass

from sqlmodel import Session

from classifiers.personal import mask
from hotline.casework.assignments import have_assignment
from hotline.casework.cycle_figures import freeze
from hotline.casework.merged_tickets import answer_merged
from hotline.casework.rectification import open_rectification
from hotline.desk.desk import Desk
from hotline.desk.notices import tell_of
from hotline.desk.steps import allowed, needed, take_step
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import Rating, Ticket
from hotline.domain.permissions import SYSTEM, Actor
from hotline.domain.time.deadlines import Clock
from hotline.domain.vocabulary import RATING_REASONS, RATINGS, key_of
from hotline.domain.workflow import Action, Status
from hotline.storage.ratings import plan_of, rating_of

BAD = 2


@dataclass(frozen=True)
class Said:
    """What a caller said: `rating` 5 to 1, `reasons` keys of RATING_REASONS, `note` his own
    words.
    """

    rating: int
    solved: bool
    reasons: tuple[str, ...] = ()
    note: str = ""
    contacted_by_unit: bool | None = None


def checked(
    rating: int | None,
    solved: bool | None,
    reasons: tuple[str, ...],
    note: str,
    contacted: bool | None = None,
) -> Said:
    """Raises InvalidInput for what is missing or outside the closed lists."""
    if solved is None:
        raise InvalidInput("未填写是否解决", field="solved", remedy="请选择已解决或未解决")
    if rating not in RATINGS:
        raise InvalidInput(f"满意度“{rating}”不可用", field="rating", remedy="请选择 1 至 5")
    keys = [(reason, key_of(RATING_REASONS, reason)) for reason in reasons]
    if unknown := [reason for reason, key in keys if key is None]:
        choices = "、".join(RATING_REASONS.values())
        raise InvalidInput(
            f"原因“{unknown[0][:40]}”不可用", field="reasons", remedy=f"可用：{choices}"
        )
    return Said(
        rating, solved, tuple(dict.fromkeys(key for _, key in keys if key)), note.strip(), contacted
    )


def record(
    session: Session, ticket: Ticket, said: Said, *, source: str, stage: str, by: str, desk: Desk
) -> None:
    """Keep the rating of this cycle, once for each stage.

    The first one counts, if staff did not pick the ticket.
    """
    if rating_of(session, ticket, stage) is not None:
        raise Conflict(f"工单 {ticket.no} 本次办理已有评价", remedy="每次办理只评价一次")
    plan = plan_of(session, ticket)
    if plan is not None and stage == "answer":
        plan.used_at, plan.closes_at = desk.now(), None
    picked = source == "callback" and plan is not None and not plan.sampled
    earlier = stage == "answer" and rating_of(session, ticket, "deadline") is not None
    row = Rating(
        ticket_id=ticket.row_id,
        cycle=ticket.cycle,
        stage=stage,
        source=source,
        unit=ticket.unit,
        at=desk.now(),
        by=by,
        rating=said.rating,
        solved=said.solved,
        contacted_by_unit=said.contacted_by_unit,
        reasons=list(said.reasons),
        note=said.note,
        result=ticket.result,
        contacts=ticket.cycle + ticket.urges,
        counted=not (picked or earlier),
    )
    session.add(row)


def conclude(session: Session, ticket: Ticket, desk: Desk, *, said: Said) -> None:
    """Solved closes; unsolved opens a new cycle, so often as the city allows; a bad rating has
    to be rectified.

    What the front desk answered stays ended, whatever its caller says: the supervisor is told of
    one who is not content.
    """
    ticket.rating, ticket.solved = said.rating, said.solved
    if not ticket.unit and is_bad(said):
        tell_of(session, "role:supervisor", "answer_rated", ticket, desk.now())
    if said.rating <= BAD and ticket.unit:
        open_rectification(session, ticket, desk, reason=reason_of(said))
    most = desk.city.settings.cycles
    if not said.solved and ticket.unit and ticket.cycle < most:
        rework(session, SYSTEM, ticket, desk, reason=reason_of(said))
    elif ticket.status == Status.CALLBACK:
        unsolved = f"办理 {ticket.cycle} 次，诉求人仍反映未解决，不再自动重办"
        close(session, ticket, desk, reason="诉求人确认已解决" if said.solved else unsolved)


def is_bad(said: Said) -> bool:
    return said.rating <= BAD or not said.solved


def reason_of(said: Said) -> str:
    """Why the caller is not content, in words that a unit may read."""
    tags = "、".join(RATING_REASONS[key] for key in said.reasons)
    return "：".join(filter(None, [tags, mask(said.note)])) or (
        "诉求人反映未解决" if not said.solved else "诉求人评价不满意"
    )


def rework(session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """Send an unsolved or badly rated ticket back to its unit: a new cycle, a new handling
    clock, the old figures frozen.
    """
    reason = needed(reason, "reason", "重办理由")
    allowed(actor, ticket, Action.REWORK)
    if not ticket.unit:
        raise Conflict(f"工单 {ticket.no} 没有承办单位，不能重办", remedy="请登记新的诉求")
    now = desk.now()
    if ticket.status == Status.CALLBACK:
        freeze(session, ticket, "rework", now)
    due_handle, provisional = desk.due(Clock.HANDLE, ticket, now)
    changes = {
        "cycle": ticket.cycle + 1,
        "cycle_started_at": now,
        "due_handle": due_handle,
        "due_unit": None,
        "due_provisional": provisional,
        "extensions": 0,
        "replied_at": None,
        "closed_at": None,
        "result": "",
        "rating": None,
        "solved": None,
    }
    take_step(session, actor, ticket, Action.REWORK, at=now, reason=reason, changes=changes)
    have_assignment(session, actor, ticket, reason, now)


def close(session: Session, ticket: Ticket, desk: Desk, *, reason: str) -> None:
    """The end of a cycle; the callers whose tickets were merged into this one get the same
    answer.
    """
    now, answered = desk.now(), ticket.status == Status.ANSWERED
    take_step(
        session, SYSTEM, ticket, Action.CLOSE, at=now, reason=reason, changes={"closed_at": now}
    )
    if not answered:
        freeze(session, ticket, "closed", now)
        answer_merged(session, ticket, desk)
