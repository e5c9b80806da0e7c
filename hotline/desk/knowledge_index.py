"""Entries that answer a text: the index of this process proposes, the database decides what
holds today. Exposures answer nothing and are not in it.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from analytics.short_texts import Found, ShortText, ShortTextIndex
from hotline.domain.knowledge import spoken
from hotline.domain.models import KnowledgeEntry, KnowledgeStep, KnowledgeVersion
from hotline.storage.knowledge import is_answer, valid_today

AT_ONCE = 5_000
# Steps of transactions that were open while a later one was read: they are looked at again.
AGAIN = 500
# So many are looked up in the database; where less than half of them hold, more.
LOOKED_AT = (40, 800)
# Of the best score: what it is worth to be of the category that the text seems to be of.
HINT = 0.25
# Below this an agent is not bothered; a caller sees only what is near. Of the right category a part
# of it is enough.
LEAST, NEAR, KIN = 0.45, 1.4, 0.2


@dataclass(frozen=True)
class KnowledgeHit:
    """An entry that holds today, in its published version, with how well it fits."""

    entry: KnowledgeEntry
    version: KnowledgeVersion
    score: float

    @property
    def spoken(self) -> str:
        return spoken(self.version.answer, self.version.guide)

    @property
    def citation(self) -> str:
        return f"{self.entry.code}@{self.version.number}"


class KnowledgeIndex:
    """Follows the steps of all processes; shared by all threads of this one."""

    def __init__(self) -> None:
        self._texts = ShortTextIndex()
        self._seen = 0
        self._reading = threading.Lock()

    def suggest(
        self,
        session: Session,
        text: str,
        today: date,
        *,
        category: str = "",
        kind: str = "",
        public_only: bool = False,
        least: float | None = None,
        limit: int = 5,
    ) -> list[KnowledgeHit]:
        """What may answer `text`, best first.

        Nothing that is withdrawn, expired, not yet valid or not for these eyes.

        least   score below which nothing is shown; who searches on purpose wants more than who is
        only told
        """
        self.keep_up(session)
        least = (NEAR if public_only else LEAST) if least is None else least
        near: list[KnowledgeHit] = []
        for deep in LOOKED_AT:
            matches = [
                match for match in self._texts.search(text, deep) if match.score >= KIN * least
            ]
            valid = _holding(session, matches, today, public_only=public_only)
            near = [
                hit
                for hit in valid
                if kind in ("", hit.entry.kind) and _is_near(hit, category, least)
            ]
            if 2 * len(valid) >= len(matches) or len(near) >= 2 * limit or len(matches) < deep:
                break
        return _distinct(_ranked(near, category))[:limit]

    def keep_up(self, session: Session) -> None:
        """Index what changed since the last look.

        While one thread reads, the others search what is there.
        """
        newest = session.exec(select(func.max(KnowledgeStep.id))).one() or 0
        if newest == self._seen or not self._reading.acquire(blocking=False):
            return
        try:
            for part in _batches(_changed(session, self._seen), AT_ONCE):
                self._read(session, part)
            self._seen = newest
        finally:
            self._reading.release()

    def _read(self, session: Session, ids: Sequence[int]) -> None:
        columns = (
            KnowledgeEntry.id,
            KnowledgeVersion.number,
            KnowledgeVersion.title,
            KnowledgeVersion.questions,
            KnowledgeVersion.answer,
            KnowledgeVersion.guide,
        )
        live = (KnowledgeVersion.entry_id == KnowledgeEntry.id) & (
            KnowledgeVersion.number == KnowledgeEntry.live
        )
        query = select(*columns).join(KnowledgeVersion, live).where(col(KnowledgeEntry.id).in_(ids))  # type: ignore[call-overload]
        query = query.where(is_answer())
        rows = [row for row in session.exec(query) if self._texts.version_of(row[0]) != row[1]]
        self._texts.add(
            ShortText(key, number, (title, *questions), _body(answer, guide))
            for key, number, title, questions, answer, guide in rows
        )


def _changed(session: Session, last_step: int) -> list[int]:
    """Entries with a step since `last_step`; at first those that are published."""
    if not last_step:
        published = session.exec(
            select(KnowledgeEntry.id).where(col(KnowledgeEntry.live) > 0).order_by("id")
        )
        return [number for number in published if number is not None]
    query = (
        select(KnowledgeStep.entry_id).where(col(KnowledgeStep.id) > last_step - AGAIN).distinct()
    )
    return list(session.exec(query))


def _body(answer: str, guide: dict[str, str]) -> str:
    return "\n".join([answer, *(guide.get(name, "") for name in ("conditions", "materials"))])


def _holding(
    session: Session, matches: Iterable[Found], today: date, *, public_only: bool
) -> list[KnowledgeHit]:
    by_key = {match.key: match for match in matches}
    valid = valid_today(session, by_key, today, public_only=public_only)
    return [
        KnowledgeHit(*valid[key], match.score)
        for key, match in by_key.items()
        if key in valid and valid[key][1].number == match.version
    ]


def _is_near(hit: KnowledgeHit, category: str, least: float) -> bool:
    return hit.score >= least or bool(category and hit.entry.category == category)


def _batches(values: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _ranked(hits: Sequence[KnowledgeHit], category: str) -> list[KnowledgeHit]:
    """What the classifier takes the text for is a hint, not a condition."""
    best = max((hit.score for hit in hits), default=0.0)
    return sorted(
        hits,
        key=lambda hit: (
            -hit.score - (HINT * best if category and hit.entry.category == category else 0.0)
        ),
    )


def _distinct(hits: Sequence[KnowledgeHit]) -> list[KnowledgeHit]:
    """An entry and the item that it belongs to say the same: the better of the two stands for
    both.
    """
    best: dict[str, KnowledgeHit] = {}
    for hit in hits:
        best.setdefault(hit.version.item or hit.entry.code, hit)
    return list(best.values())
