"""Ask the caller whether it is solved and how satisfied; a bad answer sends the ticket back, a good one closes it."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from hotline.casework.cycles import freeze
from hotline.casework.desk import Desk
from hotline.casework.holding import have_assignment
from hotline.casework.merged import answer_merged
from hotline.casework.review import newest_reply
from hotline.casework.steps import allowed, needed, one_of, take_step
from hotline.domain.deadlines import Clock
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import Callback, Ticket
from hotline.domain.permissions import SYSTEM, Actor
from hotline.domain.vocabulary import RATINGS
from hotline.domain.workflow import Action, Status

WAYS = {"phone": "人工电话", "sms": "短信", "robot": "智能外呼", "online": "网络"}


@dataclass(frozen=True)
class Heard:
    """What the caller said; `rating` 5 to 1. When nobody was reached only `way` and `note` count."""

    way: str
    reached: bool
    solved: bool | None = None
    rating: int | None = None
    contacted_by_unit: bool | None = None
    reason: str = ""
    note: str = ""


def call_back(session: Session, actor: Actor, ticket: Ticket, heard: Heard, desk: Desk) -> Callback:
    """Record one attempt; unsolved opens a new cycle at the unit, solved closes, the last attempt in vain closes."""
    now = desk.now()
    way = one_of(WAYS, heard.way, "way", "回访方式")
    if ticket.status == "callback" and newest_reply(session, ticket).by == actor.login:
        raise NotAllowed("答复人不能回访自己的工单", remedy="请由其他回访员回访")
    _check(heard)
    take_step(session, actor, ticket, Action.CALL_BACK, at=now, details={"way": way, "reached": heard.reached})
    row = Callback(
        ticket_id=ticket.id or 0, cycle=ticket.cycle, way=way, by=actor.login, at=now, reached=heard.reached,
        contacted_by_unit=heard.contacted_by_unit, solved=heard.solved, rating=heard.rating,
        reason=heard.reason.strip(), note=heard.note.strip(),
    )  # fmt: skip
    session.add(row)
    _conclude(session, ticket, heard, desk)
    return row


def rework(session: Session, actor: Actor, ticket: Ticket, reason: str, desk: Desk) -> None:
    """Send an unsolved or badly rated ticket back to its unit: a new cycle, a new handling clock, the old figures frozen."""
    reason = needed(reason, "reason", "重办理由")
    allowed(actor, ticket, Action.REWORK)
    if not ticket.unit:
        raise Conflict(f"工单 {ticket.no} 没有承办单位，不能重办", remedy="请登记新的诉求")
    now = desk.now()
    if ticket.status == Status.CALLBACK:
        freeze(session, ticket, "rework", now)
    due_handle, provisional = desk.due(Clock.HANDLE, ticket, now)
    changes = {
        "cycle": ticket.cycle + 1, "cycle_started_at": now, "due_handle": due_handle, "due_unit": None,
        "due_provisional": provisional, "extensions": 0, "replied_at": None, "closed_at": None, "result": "",
        "rating": None, "solved": None,
    }  # fmt: skip
    take_step(session, actor, ticket, Action.REWORK, at=now, reason=reason, changes=changes)
    have_assignment(session, actor, ticket, reason, now)


def _check(heard: Heard) -> None:
    if not heard.reached:
        return
    if heard.solved is None:
        raise InvalidInput("未填写是否解决", field="solved", remedy="请选择已解决或未解决")
    if heard.rating not in RATINGS:
        raise InvalidInput(f"满意度“{heard.rating}”不可用", field="rating", remedy="请选择 1 至 5")
    if heard.rating <= 2 or not heard.solved:
        needed(heard.reason, "reason", "不满意或未解决的原因")


def _conclude(session: Session, ticket: Ticket, heard: Heard, desk: Desk) -> None:
    if heard.reached:
        ticket.rating, ticket.solved = heard.rating, heard.solved
        if not heard.solved:
            rework(session, SYSTEM, ticket, heard.reason, desk)
        else:
            close(session, ticket, "诉求人确认已解决", desk)
    elif _attempts(session, ticket) >= (most := desk.city.settings.callback_tries):
        close(session, ticket, f"{most} 次回访未联系上诉求人", desk)


def close(session: Session, ticket: Ticket, reason: str, desk: Desk) -> None:
    """The end of a cycle; the callers whose tickets were merged into this one get the same answer."""
    now, answered = desk.now(), ticket.status == Status.ANSWERED
    take_step(session, SYSTEM, ticket, Action.CLOSE, at=now, reason=reason, changes={"closed_at": now})
    if not answered:
        freeze(session, ticket, "closed", now)
        answer_merged(session, ticket, desk)


def _attempts(session: Session, ticket: Ticket) -> int:
    session.flush()
    query = select(func.count(col(Callback.id))).where(
        Callback.ticket_id == ticket.id, Callback.cycle == ticket.cycle, col(Callback.reached).is_(False)
    )
    return session.exec(query).one()
