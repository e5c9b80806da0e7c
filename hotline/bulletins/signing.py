"""签发: a person signs a draft, and it goes to the city's list; or drops it with a reason."""

from dataclasses import replace

from sqlmodel import Session

from hotline.bulletins.drafting import paper_of, tell_of_bulletin
from hotline.desk.desk import Desk
from hotline.desk.no_personal import refuse_personal
from hotline.desk.steps import check_length, require_text
from hotline.domain.bulletins import BulletinState
from hotline.domain.errors import Conflict, NotFound
from hotline.domain.models import StoredBulletin
from hotline.domain.notice_rules import OF_CENTRE
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import READS_BULLETINS, Actor
from hotline.papers.paper import Paper, PaperSection
from hotline.storage.bulletins import bulletin_by_id
from hotline.storage.notices import shared_receiver

LONGEST_REMARK = 1000


def readable_bulletin(
    session: Session, actor: Actor, number: int, *, locked: bool = False
) -> StoredBulletin:
    """For those who sign each one, for those on the list what was sent to them. Raises NotFound."""
    row = bulletin_by_id(session, number, locked=locked)
    if row is None or not (
        actor.role in READS_BULLETINS or shared_receiver(actor) in row.receivers
    ):
        raise NotFound("没有这份简报", remedy="请从简报页或通知进入")
    return row


def sign(session: Session, actor: Actor, number: int, desk: Desk, *, remark: str = "") -> None:
    """`remark` is set before the text. Raises NotFound, Conflict, InvalidInput."""
    bulletin = _undecided(session, actor, number)
    remark = check_length(remark.strip(), "remark", "按语", LONGEST_REMARK)
    bulletin.remark = refuse_personal(remark, "remark", "按语")
    bulletin.receivers = [
        f"role:{name}" if name in OF_CENTRE else f"unit:{name}"
        for name in desk.city.settings.bulletins.receivers
    ]
    _decide(bulletin, BulletinState.SIGNED, actor, desk)
    for receiver in bulletin.receivers:
        tell_of_bulletin(session, bulletin, receiver, NoticeKind.BULLETIN_SIGNED, desk.now())


def drop(session: Session, actor: Actor, number: int, desk: Desk, *, reason: str) -> None:
    """Raises NotFound, Conflict, InvalidInput."""
    bulletin = _undecided(session, actor, number)
    bulletin.reason = check_length(require_text(reason, "reason", "理由"), "reason", "理由")
    _decide(bulletin, BulletinState.DROPPED, actor, desk)


def sheet_of(bulletin: StoredBulletin, name: str) -> Paper:
    """The paper with what became of it; `name` of who decided."""
    paper = paper_of(bulletin)
    if bulletin.state == BulletinState.SIGNED and bulletin.decided_at:
        remark = [PaperSection("按语", bulletin.remark)] if bulletin.remark else []
        office, *_ = paper.signed
        signed = [office, f"签发人：{name}", f"{bulletin.decided_at:%Y年%-m月%-d日}"]
        return replace(paper, sections=[*remark, *paper.sections], signed=signed)
    mark = "草稿，未签发" if bulletin.state == BulletinState.DRAFTED else "已作废"
    return replace(paper, number=f"{paper.number}（{mark}）")


def _undecided(session: Session, actor: Actor, number: int) -> StoredBulletin:
    bulletin = readable_bulletin(session, actor, number, locked=True)
    if bulletin.state != BulletinState.DRAFTED:
        raise Conflict(
            f"“{bulletin.title}”已由 {bulletin.decided_by} 处理", remedy="请刷新后查看结果"
        )
    return bulletin


def _decide(bulletin: StoredBulletin, state: BulletinState, actor: Actor, desk: Desk) -> None:
    bulletin.state, bulletin.decided_by, bulletin.decided_at = state, actor.login, desk.now()
