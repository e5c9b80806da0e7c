"""Complaints about officials whose unit the text does not name: gifts and hints, a desk that looks
away, a leaked caller, an answer that never happened, relatives who gain, and what else they do.

Who is meant nobody knows, so nobody is barred: a person reads it in secret, and it goes above
whoever is in charge of the matter. The patterns of `officials.txt` say some of it, the rest a
learned reader (`stories.py`), which also overrules a pattern.
"""

import re

from classifiers.plain_text import plain
from classifiers.sensitive_classes import meanings
from routing.clauses import clauses
from routing.conduct import bad_conduct
from routing.official_patterns import of_pattern, official_patterns
from routing.stories import spans_of, story_chance

Span = tuple[int, int]

LONGEST = 300
# From SURE on a story accuses by itself, a long one from SURE_IN_LONG; below DENIED no pattern.
SURE, SURE_IN_LONG, DENIED = 0.67, 0.75, 0.1
HARMLESS = 0.12
_LONG, _LONGEST_STORY = 90, 180
_CHARGES = re.compile(r"(?<!不是)(?:投诉|举报|控告|检举)|不作为|态度")
# A letter argues, and names offices on its way: there only the patterns speak.
_LETTER = re.compile(
    r"尊敬的|敬爱的|[记长导](?:大人)?[:：，,]?[您你]们?好|老百姓|恳请|敬请|知情权|国家[的有]?政策|党的|文件精神|[A-Z]\d{0,2}[市县区]"
    r"|望[^，。]{0,8}(?:领导|部门|重视|政府)|(?:领导|部门|政府)[^，。]{0,6}重视"
)
_CORRUPTION = "贪腐"
# Who sends the caller to ask has done nothing: 村里让我来问…
_SENT_TO_ASK = re.compile(r"[让叫](?:我|俺|咱)们?[^，。]{0,4}(?:问|打听)[^，。？]*[？。]?$")
# What an answer claims (你们热线回我说…) is a frame for other readers: it is read before they go.
_KINDS = ("gift", "away", "leak", "kin", "village")
# These tell of a desk or of a present: the same words are said of a shop and a driving school.
_SAID_OF_SHOPS = frozenset({"gift", "away"})


def read_form(text: str) -> tuple[str, int]:
    """The beginning of a text without its frames, and where it begins."""
    return clauses(plain(text)[:LONGEST])


def is_harmless_story(text: str) -> bool:
    """Whether a short text tells of officials and holds nothing against them: no word of conduct
    stands in it either.
    """
    if len(text) > _LONGEST_STORY:
        return False
    body, _ = read_form(text)
    chance = story_chance(body)
    if chance is None or chance >= HARMLESS or _CHARGES.search(body):
        return False
    return all(cue.kind == "hint" for cue in bad_conduct(body).all)


def blamed_officials(text: str, *, staff: bool = False) -> tuple[Span, ...]:
    """Where a text tells against officials of nobody in particular; () where it does not.

    staff  another reader has found that conduct of staff may be complained of: beside a desk it is
    """
    body, begin = read_form(text)
    chance = story_chance(body)
    if chance is not None and chance < DENIED:
        return ()
    spans = _by_pattern(text, body, begin, staff=staff)
    if not spans and chance is not None and _is_sure(text, chance):
        spans = [_moved(span, begin) for span in spans_of(body)]
    return tuple(sorted(spans))


def _is_sure(text: str, chance: float) -> bool:
    least = SURE if len(text) <= _LONG else SURE_IN_LONG
    if chance < least or len(text) > _LONGEST_STORY:
        return False
    return not _LETTER.search(text) and not _SENT_TO_ASK.search(text)


def _by_pattern(text: str, body: str, begin: int, *, staff: bool) -> list[Span]:
    table = official_patterns()
    if table["not"].search(body):
        return []
    whole, outside = clauses(text[:LONGEST])
    untruth = table["untruth"].search(whole)
    spans = [_moved(untruth.span(), outside)] if untruth else []
    for kind in _KINDS:
        match = of_pattern(kind, body)
        if match and not (kind in _SAID_OF_SHOPS and _is_private(body, match.end())):
            spans.append(_moved(match.span(), begin))
    desk = table["desk"].search(body) if staff and not table["queue"].search(body) else None
    if desk and not _is_private(body, desk.end()):
        spans.append(_moved(desk.span(), begin))
    if not spans and table["official"].search(body) and not _is_private(body, len(body)):
        corrupt = meanings(body, {_CORRUPTION})
        spans = [_moved(span, begin) for meaning in corrupt for span in meaning.spans]
    return spans


def _is_private(body: str, end: int) -> bool:
    """Whether the text up to `end` is of a shop or the like: 健身房前台."""
    return bool(official_patterns()["private"].search(body, 0, end))


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
