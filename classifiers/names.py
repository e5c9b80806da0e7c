"""People's names behind the words that announce one (姓名：…, 我叫…, 老板…), before a telephone or
先生, written with a dot or in Latin letters.

Ordinary words stay: a name is a surname and a given name that the dictionary does not cut otherwise.
"""

import re
from collections.abc import Iterator

from classifiers.folding import fold
from classifiers.name_reading import HAN, name_before, read_name
from classifiers.name_words import PEOPLE, TRANSCRIBED

# Behind a sure marker stands a name, whatever it looks like.
_CALLED = r"叫做?|名叫|名为|的?(?:姓名|名字|大名)(?:[是为叫]|叫做)?|[:：]|[（(]"
_MARKER = re.compile(
    rf"(?:(?:{PEOPLE})(?:家的?|的)?(?P<sure>(?:{_CALLED}) ?)?(?:是[:： ]?|为[:： ]| )?"
    rf"|(?P<call>我叫做?|名叫|自称|(?:姓名|名字|大名|本名|真名|全名)(?:[是为叫]|叫做)?)[:： ]{{0,3}}"
    r"|我是|这里是|我 ?[,，] ?)"
)
_BEFORE = re.compile(
    r"(?<=[\u3400-\u9fff])(?=[,，、 ]{0,2}[男女][,，、。;； )）]|先生|女士|小姐|同志|同学"
    r"|[,，:：(（ ]{0,2}(?:1[3-9]\d{9}|身份证|\d{17}))"
)
_DOT = "[·•・‧]"
_DOTTED = re.compile(rf"[{TRANSCRIBED}]{{2,8}}(?:{_DOT}[{TRANSCRIBED}]{{1,8}})+")
_LATIN_NAME = r"[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}"
_LATIN = re.compile(
    r"(?:[Mm]y name is|[Nn]ame ?[:：]|I am|I'm|外教|外籍\w{0,4}|老外|M(?:r|s|rs)\.?|我叫|我是|姓名[:：]?"
    rf"|联系人[:：]?|来电人[:：]?) ?({_LATIN_NAME})|(?:[Mm]y name is|我叫) ?([A-Z][a-z]+)\b"
)


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name, in the order of the text; none overlaps another."""
    done = 0
    for start, end in sorted(_places(text)):
        if start >= done:
            done = end
            yield start, end


def _places(text: str) -> Iterator[tuple[int, int]]:
    if HAN.search(text):
        plain = fold(text)
        yield from _behind_markers(plain)
        yield from _before_signs(plain)
        yield from (match.span() for match in _DOTTED.finditer(plain))
    for match in _LATIN.finditer(text):
        yield match.span(match.lastindex or 0)


def _behind_markers(text: str) -> Iterator[tuple[int, int]]:
    for marker in _MARKER.finditer(text):
        start = marker.end()
        sure = marker["call"] is not None or marker["sure"] is not None
        if end := read_name(text, start, is_sure=sure):
            yield start, end


def _before_signs(text: str) -> Iterator[tuple[int, int]]:
    for sign in _BEFORE.finditer(text):
        start = name_before(text, sign.start())
        if start is not None:
            yield start, sign.start()
