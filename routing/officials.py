"""Complaints about officials whose unit the text does not name: gifts and hints, a desk that looks
away, a leaked caller, an answer that never happened, relatives who gain.

The patterns stand in `officials.txt`. Who is meant nobody knows, so nobody is barred: a person
reads it in secret, and it goes above whoever is in charge of the matter.
"""

import re
from functools import cache
from pathlib import Path

from classifiers.plain_text import plain
from classifiers.sensitive_classes import meanings
from routing.clauses import clauses

Span = tuple[int, int]

_FILE = Path(__file__).with_name("officials.txt")
_PART = re.compile(r"<(\w+)>")
_CORRUPTION = "贪腐"
_LONGEST = 300
# What an answer claims (你们热线回我说…) is a frame for other readers: it is read before they go.
_KINDS = ("gift", "away", "leak", "kin", "village")
# These tell of a desk or of a present: the same words are said of a shop and a driving school.
_SAID_OF_SHOPS = frozenset({"gift", "away"})


def blamed_officials(text: str, *, staff: bool = False) -> tuple[Span, ...]:
    """Where a text tells against officials of nobody in particular; () where it does not.

    staff  another reader has found that conduct of staff may be complained of: beside a desk it is
    """
    whole, outside = clauses(text[:_LONGEST])
    body, begin = clauses(plain(text)[:_LONGEST])
    table = _patterns()
    if table["not"].search(body):
        return ()
    untruth = table["untruth"].search(whole)
    spans = [_moved(untruth.span(), outside)] if untruth else []
    for kind in _KINDS:
        match = table[kind].search(body)
        if match and not (kind in _SAID_OF_SHOPS and _is_private(body, match.end())):
            spans.append(_moved(match.span(), begin))
    desk = table["desk"].search(body) if staff and not table["queue"].search(body) else None
    if desk and not _is_private(body, desk.end()):
        spans.append(_moved(desk.span(), begin))
    if not spans and table["official"].search(body) and not _is_private(body, len(body)):
        corrupt = meanings(body, {_CORRUPTION})
        spans = [_moved(span, begin) for meaning in corrupt for span in meaning.spans]
    return tuple(sorted(spans))


def _is_private(body: str, end: int) -> bool:
    """Whether the text up to `end` is of a shop or the like: 健身房前台."""
    return bool(_patterns()["private"].search(body, 0, end))


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """By kind; `official` and `desk` make a text one about an office."""
    parts: dict[str, str] = {}
    kinds: dict[str, list[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, _, pattern = line.partition("\t")
        if kind == "part":
            name, _, pattern = pattern.partition("\t")
            parts[name] = _filled(pattern, parts)
        else:
            kinds.setdefault(kind, []).append(_filled(pattern, parts))
    kinds |= {name: [parts[name]] for name in ("official", "desk")}
    return {kind: re.compile("|".join(patterns)) for kind, patterns in kinds.items()}


def _filled(pattern: str, parts: dict[str, str]) -> str:
    return _PART.sub(lambda part: f"(?:{parts[part.group(1)]})", pattern)
