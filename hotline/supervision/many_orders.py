"""One measure of supervision on several tickets: every one of them gets its own order, or none
does.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step
from hotline.domain.errors import Conflict, IllegalTransition, InvalidInput
from hotline.domain.models import SupervisionOrder
from hotline.domain.roles import Actor
from hotline.supervision.orders import issue

MOST = 50


def issue_many(
    session: Session,
    actor: Actor,
    numbers: Sequence[str],
    desk: Desk,
    *,
    level: str,
    demand: str,
    until: datetime | None = None,
) -> list[SupervisionOrder]:
    """Whoever has each ticket now receives its order.

    The tickets are locked in the one order in which everybody does it.
    """
    chosen = sorted({number.strip() for number in numbers if number.strip()})
    if not chosen:
        raise InvalidInput("未选择工单", field="tickets", remedy="请勾选工单，或填写工单编号")
    if len(chosen) > MOST:
        raise InvalidInput(
            f"选择了 {len(chosen)} 件工单",
            field="tickets",
            remedy=f"一次最多 {MOST} 件，请分批签发",
        )
    return [
        _issue(session, actor, no, desk, level=level, demand=demand, until=until) for no in chosen
    ]


def _issue(
    session: Session,
    actor: Actor,
    no: str,
    desk: Desk,
    *,
    level: str,
    demand: str,
    until: datetime | None,
) -> SupervisionOrder:
    ticket = find_for_step(session, actor, no)
    try:
        return issue(session, actor, ticket, desk, level=level, demand=demand, until=until)
    except IllegalTransition as error:
        raise Conflict(
            f"{no}：{error.message}，所选工单均未签发", remedy="请去掉这件工单后再签发"
        ) from None
