"""A direct answer says what it rests on: the ticket keeps entry and version, whatever becomes of
the entry later.
"""

import re
from collections.abc import Sequence

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import KnowledgeCitation, KnowledgeEntry, KnowledgeVersion, Ticket
from hotline.domain.outcomes import ANNOUNCED
from hotline.domain.roles import Actor
from hotline.knowledge.feedback import report_gap
from hotline.storage.knowledge import valid_today

MOST = 5
CITED = re.compile(r"(?P<code>[0-9A-Za-z][0-9A-Za-z._-]{0,39})@(?P<version>[1-9][0-9]{0,5})")


def cite(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    cites: Sequence[str],
    uncited: str = "",
) -> list[KnowledgeCitation]:
    """Keep what the answer rests on, each as CODE@VERSION, as it was shown.

    It must hold today in that version.

    uncited   why no entry fits, where the city wants a citation: it becomes a task to fill the gap
    """
    citations = dict.fromkeys(cites)
    if not citations:
        _allow_none(session, actor, uncited, desk)
        return []
    if len(citations) > MOST:
        raise InvalidInput(
            f"引用了 {len(citations)} 条知识", field="cites", remedy=f"最多引用 {MOST} 条"
        )
    rows = [_citation(session, actor, ticket, text, desk) for text in citations]
    session.add_all(rows)
    return rows


def citations_of(session: Session, ticket: Ticket) -> list[tuple[KnowledgeEntry, KnowledgeVersion]]:
    """What a ticket's answer rests on, in the version that was cited."""
    query = (
        select(KnowledgeEntry, KnowledgeVersion)
        .join(KnowledgeCitation, col(KnowledgeCitation.entry_id) == KnowledgeEntry.id)
        .join(
            KnowledgeVersion,
            (col(KnowledgeVersion.entry_id) == KnowledgeEntry.id)
            & (col(KnowledgeVersion.number) == KnowledgeCitation.version),
        )
        .where(KnowledgeCitation.ticket_id == ticket.id)
    )
    return list(session.exec(query.order_by(col(KnowledgeCitation.id))).all())


def _allow_none(session: Session, actor: Actor, uncited: str, desk: Desk) -> None:
    if uncited.strip():
        report_gap(session, actor, uncited, desk)
    elif desk.city.settings.citation:
        raise InvalidInput(
            "直接答复须引用知识库条目",
            field="cites",
            remedy="请选用一条建议；确无可引用的，请写明知识库缺少什么",
        )


def _citation(
    session: Session, actor: Actor, ticket: Ticket, text: str, desk: Desk
) -> KnowledgeCitation:
    match = CITED.fullmatch(text)
    if match is None:
        raise InvalidInput(
            f"引用“{text[:40]}”格式有误", field="cites", remedy="请写成 编码@版本，如 K000012@3"
        )
    code, number, now = match["code"], int(match["version"]), desk.now()
    entry = session.exec(select(KnowledgeEntry).where(KnowledgeEntry.code == code)).first()
    holds = valid_today(session, [entry.row_id], now.date()) if entry else {}
    if entry is None or not holds or entry.kind in ANNOUNCED:
        raise InvalidInput(
            f"知识“{code}”不存在或今天无效", field="cites", remedy="请重新选用一条建议"
        )
    if entry.live != number:
        raise Conflict(f"知识“{code}”已更新为第 {entry.live} 版", remedy="请核对最新内容后重新引用")
    entry.hits += 1
    return KnowledgeCitation(
        ticket_id=ticket.row_id, entry_id=entry.row_id, version=number, by=actor.login, at=now
    )
