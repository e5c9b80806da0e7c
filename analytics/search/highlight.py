"""Mark what was found in the original text: safe HTML with <mark>, the same for every engine."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from analytics.search.base import Query
from analytics.search.fold import fold
from analytics.search.terms import read_search_text

AROUND = 30
LENGTH = 120


def highlights(fields: Mapping[str, Any], query: Query) -> dict[str, str]:
    """Title and content of a stored document with what `query` found marked.

    Empty when nothing was asked for.
    """
    marks = read_search_text(query.text).marks if query.highlight and query.text else []
    marked = (
        {name: highlight(fields[name], marks) for name in ("title", "content")} if marks else {}
    )
    return {name: text for name, text in marked.items() if text}


def highlight(text: str, marks: Sequence[str], *, length: int = LENGTH) -> str:
    """The stretch of about `length` characters where most is found, escaped; "" when nothing is
    found.
    """
    spans = _spans(fold(text), marks)
    if not spans:
        return ""
    start = max(0, _densest(spans, length) - AROUND) if len(text) > length else 0
    end = min(len(text), start + length)
    body = _marked(
        text, [span for span in spans if span[0] >= start and span[1] <= end], start, end
    )
    return ("…" if start else "") + body + ("…" if end < len(text) else "")


def _spans(plain: str, marks: Sequence[str]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for mark in marks:
        at = plain.find(mark)
        while at >= 0:
            stretches.append((at, at + len(mark)))
            at = plain.find(mark, at + len(mark))
    return _joined(sorted(stretches))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _densest(spans: list[tuple[int, int]], length: int) -> int:
    """Where the window of `length` begins that holds most; the first of several.

    The window slides over the spans, which are sorted and apart: each is added and taken away once.
    """
    best, most, marked, behind = spans[0][0], 0, 0, 0
    for first, (start, stop) in enumerate(spans):
        behind = max(behind, first)
        while behind < len(spans) and spans[behind][1] <= start + length - AROUND:
            marked += spans[behind][1] - spans[behind][0]
            behind += 1
        if marked > most:
            best, most = start, marked
        if behind > first:
            marked -= stop - start
    return best


def _marked(text: str, spans: list[tuple[int, int]], start: int, end: int) -> str:
    pieces = []
    for begin, stop in spans:
        pieces += [escape(text[start:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        start = stop
    return "".join([*pieces, escape(text[start:end])])
