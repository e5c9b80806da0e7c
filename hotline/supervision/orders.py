"""Orders of supervision (督办单): issued by a person, answered by the receiver, closed by the
supervisor.
"""

from datetime import datetime

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.no_personal import refuse_personal
from hotline.desk.notices import end_notices_of_order
from hotline.desk.steps import check_length, check_step, choose_key, require_text, take_step
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.ladder.ladder import Level, strongest
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.permissions import receives
from hotline.domain.roles import Actor
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.limits import Limit, parse_limit
from hotline.domain.time.working_time import due
from hotline.domain.vocabulary import LEVELS
from hotline.domain.workflow import Action
from hotline.storage.merged import merged_into, parent_of
from hotline.storage.supervisions import open_levels
from hotline.supervision.measures import Measure, give, order_details, tell_of_order
from hotline.supervision.receivers import Holder, worker_of

USUAL_ANSWER = parse_limit("3wd")


def issue(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    level: str,
    demand: str,
    unit: str = "",
    until: datetime | None = None,
) -> SupervisionOrder:
    """A person's measure; without `unit` whoever has the ticket now receives it, without `until`
    the usual time is given. Whoever urges about a merged ticket urges who handles the leading one.
    """
    strength = Level(choose_key(LEVELS, level, "level", "督办方式"))
    check_step(actor, ticket, Action.URGE if strength is Level.URGE else Action.SUPERVISE)
    demand = check_length(require_text(demand, "demand", "督办要求"), "demand", "内容")
    refuse_personal(demand, "demand", "督办要求", names=False)
    due_at, limit = _answer_due(strength, until, desk)
    leading = parent_of(session, ticket) or ticket
    measure = Measure(strength, demand, _receiver(leading, unit, desk), due_at, limit)
    return give(session, actor, leading, desk, measure=measure)


def instruct(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    instruction: str,
    unit: str = "",
    until: datetime | None = None,
) -> SupervisionOrder:
    """批示: what a leader writes becomes a written order to `unit`, or to whoever has the ticket,
    which supervisors hear of too.
    """
    check_step(actor, ticket, Action.INSTRUCT)
    demand = check_length(require_text(instruction, "instruction", "批示"), "instruction", "内容")
    refuse_personal(demand, "instruction", "批示", names=False)
    due_at, limit = _answer_due(Level.WRITTEN, until, desk)
    holder, tell = _receiver(ticket, unit, desk), ("holder", "supervisor")
    measure = Measure(Level.WRITTEN, demand, holder, due_at, limit, tell=tell, step=Action.INSTRUCT)
    return give(session, actor, ticket, desk, measure=measure)


def answer(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    order: SupervisionOrder,
    text: str,
) -> None:
    """The receiver says what was done, and may say it again until the order is closed."""
    check_step(actor, ticket, Action.ANSWER_SUPERVISION)
    text = check_length(require_text(text, "answer", "督办反馈"), "answer", "内容")
    refuse_personal(text, "answer", "督办反馈", names=False, homes=False)
    if not receives(actor, order):
        raise NotAllowed("只有被督办单位可以反馈", remedy="请由被督办单位反馈")
    _check_open(order)
    take_step(
        session,
        actor,
        ticket,
        Action.ANSWER_SUPERVISION,
        at=desk.now(),
        reason=text,
        details=order_details(order),
    )
    order.answer, order.answered_by, order.answered_at = text, actor.login, desk.now()
    end_notices_of_order(session, order, desk.now())
    tell_of_order(session, ticket, desk, kind=NoticeKind.ANSWERED, order=order)


def lift(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    order: SupervisionOrder,
    note: str,
) -> None:
    """The supervisor closes an order (销号); a note says what they found."""
    check_step(actor, ticket, Action.LIFT_SUPERVISION)
    note = check_length(require_text(note, "note", "销号意见"), "note", "内容")
    refuse_personal(note, "note", "销号意见", names=False)
    _check_open(order)
    children = merged_into(session, ticket)
    levels = open_levels(session, [ticket, *children], but=order)
    changes: TicketChanges = {"supervision": strongest(levels)}
    take_step(
        session,
        actor,
        ticket,
        Action.LIFT_SUPERVISION,
        at=desk.now(),
        reason=note,
        details=order_details(order),
        changes=changes,
    )
    order.closing, order.closed_by, order.closed_at = note, actor.login, desk.now()
    end_notices_of_order(session, order, desk.now())
    _lift_on_leading(session, actor, ticket, desk, order=order, note=note)
    tell_of_order(session, ticket, desk, kind=NoticeKind.CLOSED, order=order)


def _lift_on_leading(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    order: SupervisionOrder,
    note: str,
) -> None:
    """The order counted for the leading ticket too."""
    leading = parent_of(session, ticket)
    if leading is None:
        return
    matter = [leading, *merged_into(session, leading)]
    changes: TicketChanges = {"supervision": strongest(open_levels(session, matter, but=order))}
    take_step(
        session,
        actor,
        leading,
        Action.LIFT_SUPERVISION,
        at=desk.now(),
        reason=note,
        details={**order_details(order), "ticket": ticket.no},
        changes=changes,
    )


def _receiver(ticket: Ticket, unit: str, desk: Desk) -> Holder:
    """Who works on it, supports it or stands above one who does."""
    unit, own = unit.strip(), [code for code in (ticket.unit, *ticket.co_units) if code]
    if not unit:
        return worker_of(ticket, desk)
    above = [desk.city.units[code].parent for code in own if code in desk.city.units]
    if unit not in {*own, *above} or unit in ticket.accused:
        raise InvalidInput(
            f"单位“{unit[:20]}”与工单 {ticket.no} 无关",
            field="unit",
            remedy="请填主办、协办单位或其上级单位的代码",
        )
    return Holder(unit)


def _answer_due(level: Level, until: datetime | None, desk: Desk) -> tuple[datetime | None, str]:
    """Until when an answer is wanted, and by which limit; "" where somebody set the moment."""
    if level is Level.URGE:
        return None, ""
    if until is None:
        limit = usual_answer(level, desk)
        return due(desk.now(), limit, desk.calendar).due, str(limit)
    if until <= desk.now():
        raise InvalidInput(f"反馈时限 {until} 不在将来", field="until", remedy="请填写将来的时间")
    return until, ""


def usual_answer(level: str, desk: Desk) -> Limit:
    """Within what time a measure of this level is answered."""
    rungs = (rung.answer for rung in desk.city.ladder if rung.level == level and rung.answer)
    return next(rungs, USUAL_ANSWER)


def _check_open(order: SupervisionOrder) -> None:
    if order.closed_at is not None:
        name = order.number or LEVELS[order.level]
        raise Conflict(f"{name} 已销号或无需反馈", remedy="请刷新页面核对")
