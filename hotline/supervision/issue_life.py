"""People put right what the machine joined: issues are merged and split, with history, and what a
person did the machine leaves alone.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.desk.no_personal import refuse_personal
from hotline.desk.steps import check_length, require_text
from hotline.domain.errors import Conflict, InvalidInput, NotFound
from hotline.domain.models import HotIssue, IssueMember, IssueStep, Ticket
from hotline.domain.models.issues import IssueAction
from hotline.domain.roles import Actor
from hotline.storage.hiding import told_of_matter
from hotline.storage.hot_issues import count_issues
from hotline.storage.issue_candidates import move_members
from hotline.storage.issue_warnings import warnings_follow
from hotline.storage.scopes import visible_to

MOST_SPLIT = 100
# Numbers that no database column holds are asked of none.
_TOO_HIGH = 10**18


def merge_issue(
    session: Session, actor: Actor, issue: HotIssue, desk: Desk, *, into: int, note: str
) -> HotIssue:
    """All its tickets become those of `into`, which is answered."""
    note = check_length(require_text(note, "note", "理由"), "note", "内容")
    refuse_personal(note, "note", "理由", names=False)
    if into == issue.row_id:
        raise InvalidInput("不能并入自己", field="into", remedy="请填写另一个热点的编号")
    try:
        other = find_issue_for_step(session, actor, into if 0 < into < _TOO_HIGH else 0)
    except NotFound:
        raise InvalidInput(
            f"没有编号为 {str(into)[:20]} 的热点", field="into", remedy="请填写热点列表中的编号"
        ) from None
    moved = move_members(session, issue, other)
    _note(session, actor, issue, other, desk, action=IssueAction.MERGE, tickets=moved, note=note)
    return other


def split_issue(
    session: Session,
    actor: Actor,
    issue: HotIssue,
    desk: Desk,
    *,
    tickets: Sequence[str],
    note: str,
) -> HotIssue:
    """Some of its tickets become a new issue, which is answered; at least one stays."""
    note = check_length(require_text(note, "note", "理由"), "note", "内容")
    refuse_personal(note, "note", "理由", names=False)
    rows = _chosen(session, actor, issue, tickets)
    first = next(iter(rows.values()))[0]
    new = HotIssue(
        category=first.category,
        district=first.district,
        street=first.street,
        place=first.place,
        opened_at=desk.now(),
        split_from=issue.row_id,
    )
    session.add(new)
    session.flush()
    for _, member in rows.values():
        member.issue_id, member.by = new.row_id, actor.login
    session.flush()
    warnings_follow(session, issue, new)
    _note(session, actor, issue, new, desk, action=IssueAction.SPLIT, tickets=len(rows), note=note)
    return new


def _chosen(
    session: Session, actor: Actor, issue: HotIssue, tickets: Sequence[str]
) -> dict[str, tuple[Ticket, IssueMember]]:
    """The tickets of these numbers; raises InvalidInput for none, foreign ones, or all."""
    numbers = list(dict.fromkeys(no.strip() for no in tickets if no.strip()))
    if not 1 <= len(numbers) <= MOST_SPLIT:
        raise InvalidInput(
            "没有选择工单" if not numbers else f"一次选择了 {len(numbers)} 件工单",
            field="tickets",
            remedy=f"请选择 1 至 {MOST_SPLIT} 件",
        )
    rows = _members(session, actor, issue, numbers)
    if missing := [no for no in numbers if no not in rows]:
        raise InvalidInput(
            f"不在该热点中的工单：{'、'.join(no[:20] for no in missing[:5])}",
            field="tickets",
            remedy="请从该热点的工单中选择",
        )
    if len(rows) >= _size(session, issue):
        raise InvalidInput("不能拆出全部工单", field="tickets", remedy="请至少留下一件")
    return rows


def find_issue_for_step(
    session: Session, actor: Actor, number: int, *, version: int | None = None
) -> HotIssue:
    """Locked. Raises NotFound where none of its tickets is there for these eyes, Conflict when a
    person changed it since it was seen.
    """
    query = select(HotIssue).where(col(HotIssue.id) == number).with_for_update()
    issue = session.exec(query).first()
    if issue is None or not count_issues(session, actor, ids=[number]):
        raise NotFound("没有这个热点", remedy="请从热点列表进入")
    if version is not None and version != issue.version:
        raise Conflict("热点已被他人合并或拆分", remedy="请刷新页面后再操作")
    return issue


def _members(
    session: Session, actor: Actor, issue: HotIssue, numbers: Sequence[str]
) -> dict[str, tuple[Ticket, IssueMember]]:
    query = (
        select(Ticket, IssueMember)
        .join(IssueMember, col(IssueMember.ticket_id) == Ticket.id)
        .where(IssueMember.issue_id == issue.row_id, col(Ticket.no).in_(numbers))
        .where(*visible_to(actor))
        .order_by(col(Ticket.id))
    )
    return {ticket.no: (ticket, member) for ticket, member in session.exec(query)}


def _size(session: Session, issue: HotIssue) -> int:
    query = select(IssueMember.ticket_id).where(IssueMember.issue_id == issue.row_id)
    return len(session.exec(query.limit(MOST_SPLIT + 1)).all())


def _note(
    session: Session,
    actor: Actor,
    issue: HotIssue,
    other: HotIssue,
    desk: Desk,
    *,
    action: IssueAction,
    tickets: int,
    note: str,
) -> None:
    for row in (issue, other):
        row.version += 1
    both = col(IssueMember.issue_id).in_((issue.row_id, other.row_id))
    note = told_of_matter(session, desk.vault, IssueMember, both, note)
    session.add(
        IssueStep(
            issue_id=issue.row_id,
            other_id=other.row_id,
            at=desk.now(),
            by=actor.login,
            action=action,
            tickets=tickets,
            note=note,
        )
    )
