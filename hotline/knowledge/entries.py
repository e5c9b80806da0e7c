"""The life of an entry: somebody of the owner writes, somebody else puts it before people, and
it is looked at again.
"""

from datetime import date, timedelta

from sqlmodel import Session, select

from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.desk.steps import require_text
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.knowledge import Content
from hotline.domain.knowledge_permissions import KnowledgeAction, require_knowledge_role
from hotline.domain.models import KnowledgeCheck, KnowledgeEntry, KnowledgeVersion
from hotline.domain.outcomes import ANNOUNCED, CheckKind, KnowledgeKind, KnowledgeStatus
from hotline.domain.roles import Actor, Role
from hotline.knowledge.entry_rows import SHOWN, keep_review, keep_step, show_version, write_version
from hotline.storage.knowledge import version_of


def draft(
    session: Session,
    actor: Actor,
    content: Content,
    desk: Desk,
    *,
    kind: str,
    code: str = "",
    note: str = "",
) -> KnowledgeEntry:
    """A new entry of `kind`, waiting for publication; without a code it gets one.

    An item's code is its 事项编码.
    """
    kind = KnowledgeKind(kind)
    require_knowledge_role(actor, KnowledgeAction.DRAFT, content.unit, kind=kind)
    if kind == KnowledgeKind.ITEM:
        require_text(code, "code", "事项编码")
    if code and session.exec(select(KnowledgeEntry.id).where(KnowledgeEntry.code == code)).first():
        raise Conflict(f"编码“{code}”已有内容", remedy="请在原条目上修改，或换一个编码")
    now = desk.now()
    values = content.row(now.date())
    entry = KnowledgeEntry(
        code=code,
        kind=kind,
        **{name: values[name] for name in SHOWN},
        effective_from=values["effective_from"],
        review_due=_review_due(content, desk),
        created_at=now,
        updated_at=now,
    )
    session.add(entry)
    session.flush()
    entry.code = code or _free_code(session, entry.row_id)
    write_version(session, actor, entry, desk, content=content, note=note)
    return entry


def revise(
    session: Session,
    actor: Actor,
    entry: KnowledgeEntry,
    desk: Desk,
    *,
    content: Content,
    seen_version: int,
    note: str = "",
) -> None:
    """A new version, waiting for publication; the live one stays until then.

    `seen_version` is the newest that the editor saw.
    """
    for unit in (entry.unit, content.unit):
        require_knowledge_role(actor, KnowledgeAction.DRAFT, unit, kind=entry.kind)
    if seen_version != entry.newest:
        raise Conflict(
            f"“{entry.title}”已有第 {entry.newest} 版", remedy="请刷新页面，核对最新内容后再修改"
        )
    entry.newest, entry.pending, entry.updated_at = entry.newest + 1, True, desk.now()
    write_version(session, actor, entry, desk, content=content, note=note)
    if not entry.live:
        show_version(entry, version_of(session, entry, entry.newest))


def publish(
    session: Session,
    actor: Actor,
    entry: KnowledgeEntry,
    desk: Desk,
    *,
    number: int,
    note: str = "",
) -> None:
    """Put the newest version before people.

    Where the city wants two persons, and always of what is announced to the public, not by the one
    who wrote it.
    """
    require_knowledge_role(actor, KnowledgeAction.PUBLISH, entry.unit)
    if number != entry.newest or not (entry.pending or not entry.live):
        raise Conflict(
            f"第 {number} 版不是待发布的最新版",
            remedy=f"最新为第 {entry.newest} 版，请刷新页面核对",
        )
    version, today = version_of(session, entry, number), desk.now().date()
    _require_another(entry, version, actor, desk)
    if version.effective_to and version.effective_to < today and actor.role != Role.SYSTEM:
        raise InvalidInput(
            f"失效日期 {version.effective_to} 已过",
            field="effective_to",
            remedy="请先更新有效期再发布",
        )
    if entry.live and entry.kind not in ANNOUNCED:
        keep_review(session, actor, entry, desk, note="更新内容")
    entry.live, entry.status = number, KnowledgeStatus.PUBLISHED
    entry.pending, entry.updated_at = False, desk.now()
    entry.review_due = version.review_due or today + timedelta(days=desk.city.settings.review_days)
    show_version(entry, version)
    keep_step(
        session, actor, entry, desk, version=number, action=KnowledgeAction.PUBLISH, note=note
    )


def send_back(
    session: Session, actor: Actor, entry: KnowledgeEntry, desk: Desk, *, reason: str
) -> None:
    """The version that waits is not good enough; its writer reads why and writes another."""
    note = require_text(reason, "reason", "退回修改的理由")
    require_knowledge_role(actor, KnowledgeAction.SEND_BACK, entry.unit)
    if not entry.pending:
        raise Conflict(f"“{entry.title}”没有待发布的版本", remedy="请刷新页面核对")
    entry.pending, entry.updated_at = False, desk.now()
    keep_step(
        session,
        actor,
        entry,
        desk,
        version=entry.newest,
        action=KnowledgeAction.SEND_BACK,
        note=note,
    )


def withdraw(
    session: Session, actor: Actor, entry: KnowledgeEntry, desk: Desk, *, reason: str
) -> None:
    """Nobody is answered from it any more, from this moment on.

    Published again it needs a second person again.
    """
    note = require_text(reason, "reason", "撤下的理由")
    require_knowledge_role(actor, KnowledgeAction.WITHDRAW, entry.unit, kind=entry.kind)
    if not entry.live:
        raise Conflict(f"“{entry.title}”没有在发布中的版本", remedy="请刷新页面核对")
    number, entry.live = entry.live, 0
    entry.status, entry.pending, entry.updated_at = KnowledgeStatus.WITHDRAWN, False, desk.now()
    keep_step(
        session, actor, entry, desk, version=number, action=KnowledgeAction.WITHDRAW, note=note
    )


def confirm(
    session: Session,
    actor: Actor,
    entry: KnowledgeEntry,
    desk: Desk,
    *,
    review_due: date | None = None,
    note: str = "",
) -> None:
    """Looked at and still right (复核): due again on `review_due`, or after the city's usual
    time.
    """
    require_knowledge_role(actor, KnowledgeAction.CONFIRM, entry.unit)
    _live(entry)
    today = desk.now().date()
    if review_due and review_due <= today:
        raise InvalidInput(
            f"下次复核日期 {review_due} 不晚于今天", field="review_due", remedy="请填写以后的日期"
        )
    keep_review(session, actor, entry, desk, note=note)
    entry.review_due = review_due or today + timedelta(days=desk.city.settings.review_days)
    keep_step(
        session, actor, entry, desk, version=entry.live, action=KnowledgeAction.CONFIRM, note=note
    )


def sample(
    session: Session, actor: Actor, entry: KnowledgeEntry, desk: Desk, *, is_right: bool, note: str
) -> None:
    """A spot check by the centre (抽查), for the accuracy of the knowledge base.

    What is wrong needs a note that says why.
    """
    require_knowledge_role(actor, KnowledgeAction.SAMPLE, entry.unit)
    _live(entry)
    note = note.strip() if is_right else require_text(note, "note", "错在哪里")
    session.add(
        KnowledgeCheck(
            entry_id=entry.row_id,
            version=entry.live,
            kind=CheckKind.SAMPLE,
            is_right=is_right,
            note=mask(note),
            by=actor.login,
            at=desk.now(),
        )
    )


def _require_another(
    entry: KnowledgeEntry, version: KnowledgeVersion, actor: Actor, desk: Desk
) -> None:
    wants_two = desk.city.settings.second_person or entry.kind in ANNOUNCED
    if wants_two and version.by == actor.login and actor.role != Role.SYSTEM:
        raise NotAllowed("撰写人不能发布自己写的内容", remedy="请由另一位知识管理人员核对后发布")


def _live(entry: KnowledgeEntry) -> None:
    if entry.kind in ANNOUNCED:
        raise Conflict(f"“{entry.title}”只供公开，不复核、不抽查", remedy="请修改为新版或撤下")
    if not entry.live:
        raise Conflict(f"“{entry.title}”没有在发布中的版本", remedy="请先发布")


def _review_due(content: Content, desk: Desk) -> date:
    return content.review_due or desk.now().date() + timedelta(days=desk.city.settings.review_days)


def _free_code(session: Session, number: int) -> str:
    """K000123, or the next one that no import has taken."""
    while True:
        code = f"K{number:06d}"
        if (
            session.exec(select(KnowledgeEntry.id).where(KnowledgeEntry.code == code)).first()
            is None
        ):
            return code
        number += 1
