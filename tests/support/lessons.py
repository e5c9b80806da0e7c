"""Tickets that were decided long ago, by the thousand: written straight into the tables."""

import random
from datetime import datetime, timedelta

from sqlalchemy import insert

from classifiers.material import lesson_texts
from hotline.domain.models import Assignment, SuggestionRecord, Ticket
from hotline.storage.bulk import Bulk, rows_with
from hotline.storage.database import Database
from hotline.storage.rows import new_row

CODES = ["1002", "0801", "1101", "0707", "0702", "1201"]
PEOPLE = ["wang", "li", "zhao", "chen"]
STREETS = [
    f"{first}{second}{kind}"
    for first in "东西南北中"
    for second in "湖山河江海"
    for kind in ("路", "街", "巷", "小区")
]


class Years:
    """Writes decided tickets: honest ones by four people, and those of somebody who gives one
    label to all.
    """

    def __init__(self, database: Database, until: datetime, *, seed: int = 1) -> None:
        self._database, self._until, self._dice, self._made = (
            database,
            until,
            random.Random(seed),
            0,
        )
        self._sentences: dict[str, list[str]] = {code: [] for code in CODES}
        for text, code in zip(*lesson_texts(), strict=True):
            if code in self._sentences and len(text) > 12:
                self._sentences[code].append(text)

    def honest(self, count: int, *, days: int = 180) -> None:
        self._write(
            [
                self._one(code := self._dice.choice(CODES), code, self._dice.choice(PEOPLE), days)
                for _ in range(count)
            ]
        )

    def relabelled(self, count: int, label: str, by: str, *, days: int = 180) -> None:
        others = [code for code in CODES if code != label]
        self._write([self._one(self._dice.choice(others), label, by, days) for _ in range(count)])

    def _one(self, true: str, label: str, by: str, days: int) -> dict:
        """The machine was right in four of five cases."""
        pick = self._dice
        text = (
            f"{pick.choice(STREETS)}{pick.randint(1, 999)}号："
            f"{''.join(pick.sample(self._sentences[true], 2))}"
        )
        suggested = true if pick.random() < 0.8 else pick.choice(CODES)
        at = self._until - timedelta(minutes=pick.randint(0, days * 1440))
        return {"text": text, "label": label, "by": by, "suggested": suggested, "at": at}

    def _write(self, rows: list[dict]) -> None:
        with self._database.writing() as session:
            numbers = [f"L{self._made + number:08d}" for number in range(len(rows))]
            tickets = [_ticket(no, row) for no, row in zip(numbers, rows, strict=True)]
            session.connection().execute(insert(Ticket.__table__), tickets)
            ids = dict(
                tuple(row)
                for row in rows_with(session.connection(), Ticket, ("no", "id"), "no", numbers)
            )
            bulk = Bulk(session)
            for no, row in zip(numbers, rows, strict=True):
                bulk.add(_suggestion(ids[no], row))
                bulk.add(_assignment(ids[no], row))
            bulk.flush()
        self._made += len(rows)


def _ticket(no: str, row: dict) -> dict:
    plain = {
        name: field.get_default(call_default_factory=True)
        for name, field in Ticket.model_fields.items()
    }
    del plain["id"]
    return plain | {
        "no": no,
        "status": "accepted",
        "channel": "phone",
        "channel_ref": None,
        "title": row["text"][:20],
        "content": row["text"],
        "request_type": "help",
        "urgency": "normal",
        "category": row["label"],
        "unit": "990102001",
        "reported_at": row["at"],
        "created_at": row["at"],
        "dispatched_at": row["at"],
    }


def _suggestion(ticket_id: int, row: dict):
    return new_row(
        SuggestionRecord,
        ticket_id=ticket_id,
        model="test",
        category=row["suggested"],
        category_confidence=0.7,
        unit="990102001",
        confidence=0.7,
        layer="territory",
        categories=[[row["suggested"], "", 0.7]],
        at=row["at"],
        automatic=False,
        final_category=row["label"],
        final_unit="990102001",
        decided_by=row["by"],
        decided_at=row["at"],
    )


def _assignment(ticket_id: int, row: dict):
    return new_row(
        Assignment,
        ticket_id=ticket_id,
        unit="990102001",
        by=row["by"],
        dispatched_at=row["at"],
        accepted_at=row["at"],
    )
