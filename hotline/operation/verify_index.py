"""The database against the search index, by id and version, in pages.

And the repair of what differs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlmodel import Session

from analytics.search.base import Index
from hotline.storage.database import Database
from hotline.storage.index.documents import documents_of, ticket_facts, ticket_versions
from hotline.storage.index.queue import tickets_waiting
from hotline.storage.vault import open_vault

PAGE = 5000
REPAIR_AT_ONCE = 500
_END = 2**62


@dataclass(frozen=True, slots=True)
class Difference:
    """One ticket of which both do not hold the same version; None where it is not there at all."""

    ticket_id: int
    in_database: int | None
    in_index: int | None

    def __str__(self) -> str:
        if self.in_index is None:
            return f"工单 #{self.ticket_id}（版本 {self.in_database}）不在索引中"
        if self.in_database is None:
            return f"索引中的工单 #{self.ticket_id} 在数据库中不存在"
        return f"工单 #{self.ticket_id} 索引版本 {self.in_index}，数据库版本 {self.in_database}"


def index_differences(
    database: Database,
    index: Index,
    *,
    waiting_too: bool = False,
    page: int = PAGE,
    after: int = 0,
    until: int = _END,
) -> Iterator[Difference]:
    """Every difference by rising id, behind `after` and up to `until`.

    What only waits for the worker is left out unless `waiting_too`.

    Each page that differs is read twice, so that a step taken between the two readings is not
    reported.
    """
    index.refresh()
    while after < until:
        differences, end = _page(database, index, after, page)
        differences = [row for row in differences if row.ticket_id <= until]
        if differences:
            again, _ = _page(database, index, after, page)
            differences = [difference for difference in differences if difference in set(again)]
        yield from differences if waiting_too else _without_waiting(database, differences)
        after = end


def repair_index(database: Database, index: Index, differences: Iterable[Difference]) -> int:
    """Write what is missing or old, delete what the database does not hold; how many tickets."""
    repaired, batch = 0, []
    for difference in differences:
        batch.append(difference)
        if len(batch) == REPAIR_AT_ONCE:
            repaired += _repair(database, index, batch)
            batch = []
    repaired += _repair(database, index, batch)
    index.refresh()
    return repaired


def _page(database: Database, index: Index, after: int, size: int) -> tuple[list[Difference], int]:
    with database.reading() as session:
        held = ticket_versions(session, after, size)
    indexed = index.versions(after, size)
    end = min(pairs[-1][0] if len(pairs) == size else _END for pairs in (held, indexed))
    if held == indexed:
        return [], end
    in_database, in_index = dict(held), dict(indexed)
    ids = sorted(
        ticket_id for ticket_id in in_database.keys() | in_index.keys() if ticket_id <= end
    )
    pairs = ((ticket_id, in_database.get(ticket_id), in_index.get(ticket_id)) for ticket_id in ids)
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]], end


def _without_waiting(database: Database, differences: list[Difference]) -> list[Difference]:
    if not differences:
        return []
    with database.reading() as session:
        waiting = _waiting_among(session, [difference.ticket_id for difference in differences])
    return [difference for difference in differences if difference.ticket_id not in waiting]


def _waiting_among(session: Session, ids: list[int]) -> set[int]:
    pages = (ids[start : start + REPAIR_AT_ONCE] for start in range(0, len(ids), REPAIR_AT_ONCE))
    return set().union(*(tickets_waiting(session, page) for page in pages))


def _repair(database: Database, index: Index, differences: list[Difference]) -> int:
    if not differences:
        return 0
    with database.reading() as session:
        ids = [difference.ticket_id for difference in differences]
        facts = ticket_facts(session, ids, open_vault(database.settings))
    documents, _ = documents_of(facts)
    versions = {fact["id"]: fact["version"] for fact in facts}
    # A version that the database never reached (it came back from a backup) would keep out the true
    # one.
    index.delete(
        [
            difference.ticket_id
            for difference in differences
            if (difference.in_index or 0) > versions.get(difference.ticket_id, 0)
        ]
    )
    index.index(documents)
    return len(differences)
