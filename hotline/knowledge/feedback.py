"""What readers say of an entry, and what its owner makes of it."""

from sqlmodel import Session

from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.desk.steps import choose_key, require_text
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.knowledge import FEEDBACK
from hotline.domain.knowledge_permissions import KnowledgeAction, require_knowledge_role
from hotline.domain.models import KnowledgeEntry, KnowledgeFeedback
from hotline.domain.outcomes import FeedbackKind
from hotline.domain.report_fields import CONTROL
from hotline.domain.roles import Actor
from hotline.people.throttle import AttemptLimit

LONGEST = 500
# What readers without a login may say from one address.
VOICES = AttemptLimit("knowledge-feedback", limit=20)
ABOUT_ENTRY = {key: name for key, name in FEEDBACK.items() if key != FeedbackKind.MISSING}


def count_feedback_try(session: Session, address: str, desk: Desk) -> None:
    """Raises TooMany when this address has said enough for a while."""
    VOICES.count(session, desk.vault.key_of(address) or "", desk.now())


def give_feedback(
    session: Session,
    actor: Actor | None,
    entry: KnowledgeEntry,
    desk: Desk,
    *,
    kind: str,
    text: str,
) -> KnowledgeFeedback:
    """Wrong and outdated become tasks of the owner and need words; helpful only counts.

    `actor` None is a caller.
    """
    about = FeedbackKind(choose_key(ABOUT_ENTRY, kind, "kind", "反馈类型"))
    is_helpful = about == FeedbackKind.HELPFUL
    text = _storable(text if is_helpful else require_text(text, "text", "哪里有问题"))
    row = _row(actor, about, text, entry.unit, desk)
    row.entry_id, row.version = entry.id, entry.live or entry.newest
    if is_helpful:
        entry.hits += 1
        row.decided_at, row.decided_by = row.at, row.by
    session.add(row)
    return row


def report_gap(session: Session, actor: Actor, text: str, desk: Desk) -> KnowledgeFeedback:
    """Nothing in the knowledge base answered this (知识缺口): a task of the centre."""
    text = _storable(require_text(text, "text", "缺少什么内容"))
    row = _row(actor, FeedbackKind.MISSING, text, desk.city.centre, desk)
    session.add(row)
    return row


def decide(
    session: Session, actor: Actor, feedback: KnowledgeFeedback, desk: Desk, *, answer: str
) -> None:
    """The owner says what became of it."""
    require_knowledge_role(actor, KnowledgeAction.DECIDE, feedback.unit)
    answer = mask(require_text(answer, "answer", "处理结果"))
    if feedback.decided_at is not None:
        raise Conflict("这条反馈已经处理", remedy="请刷新页面核对")
    feedback.answer, feedback.decided_by, feedback.decided_at = answer, actor.login, desk.now()


def _row(
    actor: Actor | None, kind: FeedbackKind, text: str, unit: str, desk: Desk
) -> KnowledgeFeedback:
    return KnowledgeFeedback(
        kind=kind, text=text, unit=unit, by=actor.login if actor else "caller", at=desk.now()
    )


def _storable(text: str) -> str:
    """What may be kept: no personal data, nothing that cannot be stored."""
    if bad := CONTROL.search(text):
        raise InvalidInput(
            f"第 {bad.start() + 1} 个字符 U+{ord(bad.group()):04X} 无法保存",
            field="text",
            remedy="请删除该字符后重试",
        )
    if len(text) > LONGEST:
        raise InvalidInput(
            f"有 {len(text)} 个字", field="text", remedy=f"最多 {LONGEST} 个字，请缩短"
        )
    return mask(text.strip())
