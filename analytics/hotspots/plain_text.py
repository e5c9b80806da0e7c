"""Texts as all that compares them reads them."""

import re

from analytics.hotspots.report import Report
from classifiers.folding import fold

_BLANK = re.compile(r"\s+")
# A longer text tells a story in which much else is named.
_SHORT, _NOT_LONG = 80, 160
_BEGINS = 8
# A short title is the text told once more where its first signs, mostly a name, stand there too.
_SHORT_TITLE, _NAME = 12, 3


def plain(text: str) -> str:
    """Half-width, lower-case, simplified, without blanks."""
    return _BLANK.sub("", fold(text))


def short_text(report: Report) -> str:
    """Title and text of a report that tells of one thing, "" for another: a short one, or one not
    long whose title and place the city knows, by its beginning. Messages with a title of their own
    and no such place are of many sides, as their issues are.
    """
    is_known = bool(report.place or report.area)
    if len(report.text) > (_NOT_LONG if is_known and report.title else _SHORT):
        return ""
    title, text = plain(report.title), plain(report.text[:_SHORT])
    if not is_known and not _is_told_again(title, text):
        return ""
    return f"{title}，{text}" if title else text


def _is_told_again(title: str, text: str) -> bool:
    begins = _NAME if len(title) <= _SHORT_TITLE else _BEGINS
    return title[:begins] in text


def without_place(text: str, report: Report) -> str:
    """A plain text without the name of the place that the city knows: it says where, not what."""
    place = plain(report.place)
    return text.replace(place, "，") if place else text
