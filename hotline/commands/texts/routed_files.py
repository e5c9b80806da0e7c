"""Where the answers for a file of reports go: JSON lines, or a table with columns added."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from hotline.commands.documents import Document
from hotline.commands.texts.answered_files import Write, answer_writer

ADDED = (
    "category",
    "unit",
    "unit_name",
    "co_units",
    "confidence",
    "needs_review",
    "district",
    "street",
    "place",
    "why",
)


def routed_writer(out: Path | None, columns: Sequence[str]) -> AbstractContextManager[Write]:
    """A function that writes one row and its answer."""
    return answer_writer(out, columns, ADDED, _added)


def _added(document: Document) -> list[str]:
    place, category = document["location"], document["category"] or {}
    return [
        category.get("code", ""),
        document["unit"]["code"],
        document["unit"]["name"],
        " ".join(unit["code"] for unit in document["co_units"]),
        str(document["confidence"]),
        "yes" if document["needs_review"] else "no",
        place["district"]["name"],
        place["street"]["name"],
        place["place"],
        "；".join(document["reasons"]),
    ]
