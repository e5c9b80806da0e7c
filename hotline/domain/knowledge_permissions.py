"""Who may do what with the knowledge base: one table.

Units write and keep their own; the centre puts it before people. What is announced to the
public is the centre's alone: who is exposed, or answered, neither writes nor withdraws.
"""

from enum import StrEnum

from hotline.domain.errors import NotAllowed
from hotline.domain.models import KnowledgeEntry
from hotline.domain.outcomes import ANNOUNCED, KnowledgeKind
from hotline.domain.roles import Actor, Role


class KnowledgeAction(StrEnum):
    DRAFT = "draft"
    PUBLISH = "publish"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    SAMPLE = "sample"
    FEED_BACK = "feed_back"
    DECIDE = "decide"


EDITORS = frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR, Role.SYSTEM})
KEEPERS = frozenset({Role.REVIEWER, Role.SUPERVISOR, Role.SYSTEM})

KNOWLEDGE_ROLES: dict[KnowledgeAction, frozenset[Role]] = {
    KnowledgeAction.DRAFT: EDITORS,
    KnowledgeAction.PUBLISH: KEEPERS,
    KnowledgeAction.SEND_BACK: KEEPERS,
    KnowledgeAction.WITHDRAW: EDITORS,
    KnowledgeAction.CONFIRM: EDITORS,
    KnowledgeAction.SAMPLE: KEEPERS,
    KnowledgeAction.FEED_BACK: frozenset(Role) - {Role.CALLER},
    KnowledgeAction.DECIDE: EDITORS,
}


def require_knowledge_role(
    actor: Actor, action: KnowledgeAction, unit: str, *, kind: str = KnowledgeKind.ENTRY
) -> None:
    """Raise NotAllowed unless the role may do this.

    A clerk only with what their own unit, or one below it, keeps.
    """
    if actor.role not in KNOWLEDGE_ROLES[action]:
        raise NotAllowed(
            f"角色“{actor.role}”不能这样处理知识", remedy="请由责任单位或热线中心的知识管理人员办理"
        )
    if kind in ANNOUNCED and actor.role not in KEEPERS:
        raise NotAllowed(
            "公开发布的内容只由热线中心撰写和撤下", remedy="请由热线中心的知识管理人员办理"
        )
    if actor.role == Role.CLERK and unit not in actor.units:
        raise NotAllowed(
            "只有知识的责任单位可以这样处理", remedy="如内容有误，请用“反馈”告知责任单位"
        )


def keeps(actor: Actor, unit: str, kind: str = KnowledgeKind.ENTRY) -> bool:
    """Whether drafts of this unit exist for the actor."""
    is_own = actor.role == Role.CLERK and unit in actor.units
    return actor.role in KEEPERS or (is_own and kind not in ANNOUNCED)


def can_read(actor: Actor | None, entry: KnowledgeEntry) -> bool:
    """`actor` None is a caller: published and public only; what is announced has pages of its own.

    What is not published exists for its keepers alone.
    """
    if actor is None:
        return bool(entry.live) and entry.is_public and entry.kind not in ANNOUNCED
    return bool(entry.live) or keeps(actor, entry.unit, entry.kind)
