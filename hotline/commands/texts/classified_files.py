"""Where the answers for a file of texts go: JSON lines, or a table with columns added."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from hotline.commands.documents import Document
from hotline.commands.texts.answered_files import Write, answer_writer

ADDED = (
    "category",
    "category_name",
    "confidence",
    "abstained",
    "category2",
    "category3",
    "request_type",
    "urgency",
    "sensitive",
    "places",
    "times",
    "missing",
    "why",
)


def classified_writer(out: Path | None, columns: Sequence[str]) -> AbstractContextManager[Write]:
    """A function that writes one row and its answer."""
    return answer_writer(out, columns, ADDED, _added)


def _added(document: Document) -> list[str]:
    three = [*document["alternatives"], {}, {}, {}]
    return [
        three[0].get("code", ""),
        three[0].get("name", ""),
        str(three[0].get("confidence", "")),
        "yes" if document["abstained"] else "no",
        three[1].get("code", ""),
        three[2].get("code", ""),
        document["request_type"]["name"],
        document["urgency"]["name"],
        " ".join(hit["word"] for hit in document["sensitive"]),
        " ".join(place["name"] for place in document["places"]),
        "；".join(_said(time) for time in document["times"]),
        " ".join(element["name"] for element in document["missing"]),
        "；".join(document["reasons"]),
    ]


def _said(time: Document) -> str:
    """昨晚8点=2026-03-17T20:00:00, with both borders where they differ."""
    borders = dict.fromkeys(filter(None, (time["begin"], time["end"])))
    return f"{time['text']}={'/'.join(borders)}" if borders else time["text"]
