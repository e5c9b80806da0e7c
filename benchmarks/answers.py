"""What decides that an answer of the knowledge base fits, learned and measured on questions.

One half of tests/integration/knowledge/data/answers.csv teaches, the other is held out.

    python -m benchmarks.answers
"""

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sqlmodel import Session

from benchmarks.mind_figures import rows_of
from hotline.casework import answers
from hotline.casework.answers import answers_to, question_of_text, signs_of
from hotline.commands.city_desk import open_city_desk
from hotline.config import read_settings
from hotline.demo.knowledge import FILES, TEXTS
from hotline.desk.desk import Desk
from hotline.domain.roles import SYSTEM
from hotline.knowledge.many_entries import plan_rows, write_rows
from hotline.knowledge.sheet import read_rows
from hotline.sheets.opening import open_sheet

THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


@contextmanager
def shipped_knowledge() -> Iterator[tuple[Session, Desk]]:
    """The demo city with its entries and items."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_city_desk(read_settings(Path(folder))) as (database, desk),
    ):
        with database.writing() as session:
            for kind, name in FILES.items():
                sheet = open_sheet(Path(str(TEXTS.joinpath(name))))
                planned = plan_rows(session, kind, list(read_rows(sheet, kind, desk.city)))
                write_rows(session, SYSTEM, planned, desk, kind=kind)
        with database.reading() as session:
            yield session, desk


def fitting(codes: str) -> set[str]:
    """The codes, and the items that say the same."""
    entries = csv.DictReader(TEXTS.joinpath(FILES["entry"]).open(encoding="utf-8", newline=""))
    items = {row["code"]: row["item"] for row in entries}
    own = set(codes.split())
    return own | {items[code] for code in own if items.get(code)}


def main() -> None:
    rows = rows_of("integration/knowledge/data/answers.csv")
    with shipped_knowledge() as (session, desk):
        signs, fits = _judged(session, desk, [row for row in rows if row["part"] == "dev"])
        model = LogisticRegression(C=3).fit(np.array(signs), np.array(fits))
        print("weights", model.coef_[0].round(2).tolist(), "offset", model.intercept_.round(2))
        for threshold in THRESHOLDS:
            answers.FIT = threshold
            print(threshold, {part: _line(session, desk, rows, part) for part in ("dev", "held")})


def _judged(
    session: Session, desk: Desk, rows: list[dict[str, str]]
) -> tuple[list[tuple[float, ...]], list[bool]]:
    signs: list[tuple[float, ...]] = []
    fits: list[bool] = []
    for row in rows:
        question = question_of_text(row["text"], desk)
        if question.is_silent:
            continue
        today = desk.now().date()
        hits = desk.knowledge.suggest(session, row["text"], today, least=0.05, limit=12)
        signs += signs_of(hits, question)
        fits += [hit.entry.code in fitting(row["codes"]) for hit in hits]
    return signs, fits


def _line(session: Session, desk: Desk, rows: list[dict[str, str]], part: str) -> str:
    shown = fits = answered = needless = 0
    own = [row for row in rows if row["part"] == part]
    for row in own:
        hits = answers_to(session, question_of_text(row["text"], desk), desk)
        right = sum(hit.entry.code in fitting(row["codes"]) for hit in hits)
        shown, fits = shown + len(hits), fits + right
        answered += bool(right)
        needless += bool(hits and not row["codes"])
    asking = sum(bool(row["codes"]) for row in own)
    return f"{fits} of {shown} fit, {answered} of {asking} answered, {needless} needless"


if __name__ == "__main__":
    main()
