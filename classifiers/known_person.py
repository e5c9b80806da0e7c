"""What tells a person who is known: their name, their numbers, in any writing, and the places where
they speak of themselves.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick

from classifiers.name_words import COMPOUND, SURNAMES
from classifiers.personal import find_personal
from classifiers.personal_data.digits import narrow, spoken

_TITLE = (
    "(?:先生|女士|小姐|某|老师|师傅|同志|同学|阿姨|大爷|大妈|大娘|大叔|大哥|大姐|奶奶|爷爷|医生|律师"
    "|总|姐|哥|叔|婶|伯)"
)
_NO_PLACE = r"(?![\u3400-\u9fff]?[路街巷村镇乡桥站区庄])"
_SELF = "(?:我|本人|免贵|来电人|来访人|诉求人|举报人|投诉人|反映人|求助人|联系人|署名|落款)"
# A caller whose name nobody wrote down still says it: 我姓王, 本人王女士, 尾号5678.
_OWN_WORDS = (
    re.compile(rf"{_SELF}是?姓[:： ]?({COMPOUND}|[\u3400-\u9fff])"),
    re.compile(rf"{_SELF}[是叫为系:： ]{{0,2}}({COMPOUND}|[{SURNAMES}])(?={_TITLE})"),
    re.compile(r"(?:尾号|尾数|末尾|后[四4三3]位)[^\d\n]{0,6}(\d{3,6})", re.ASCII),
)
# 王小红 as 王女士, 小王, 姓王.
_CALLED = re.compile(
    rf"({COMPOUND}|[{SURNAMES}])(?={_TITLE})|(?<=[老小姓])({COMPOUND}|[{SURNAMES}]){_NO_PLACE}"
)
_SURNAME = re.compile(f"{COMPOUND}|[{SURNAMES}]")
_SHORTEST_NAME, _SHORTEST_NUMBER = 2, 4
# What people put between the signs of a name and the digits of a number.
_IN_NAMES, _IN_NUMBERS = " ·.", " ._·•*~()/-"


class KnownPerson:
    """`names` and `numbers` as they were written down; empty ones tell nothing.

    others  names that a text of theirs announces, however many; only as they stand there
    """

    def __init__(
        self,
        names: Collection[str] = (),
        numbers: Collection[str] = (),
        others: Collection[str] = (),
    ) -> None:
        plain = {narrow(name).translate(_without(_IN_NAMES)) for name in names}
        digits = {re.sub(r"\D", "", narrow(number), flags=re.ASCII) for number in numbers}
        self._names = [name for name in plain if len(name) >= _SHORTEST_NAME]
        self._numbers = [number for number in digits if len(number) >= _SHORTEST_NUMBER]
        self._surnames = {match.group() for name in plain if (match := _SURNAME.match(name))}
        exact = sorted({narrow(name) for name in others if len(name) >= _SHORTEST_NAME})
        self._others = AhoCorasick(exact) if exact else None

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each place of `text` that tells the person; they may overlap."""
        plain = narrow(text)
        for form in dict.fromkeys((plain, spoken(plain))):
            yield from _squeezed_places(form, self._names, _IN_NAMES)
            yield from _squeezed_places(form, self._numbers, _IN_NUMBERS)
        if self._surnames:
            called = _CALLED.finditer(plain)
            yield from (match.span() for match in called if match.group() in self._surnames)
        if self._others is not None:
            for _, start, end in self._others.find_matches_as_indexes(plain):
                yield start, end
        for pattern in _OWN_WORDS:
            yield from (match.span(1) for match in pattern.finditer(plain))

    def mask(self, text: str) -> str:
        """The text with stars for every place, and for all personal data besides."""
        if not text:
            return text
        stars = bytearray(len(text))
        places = [(span.start, span.end) for span in find_personal(text)]
        for start, end in (*places, *self.places(text)):
            stars[start:end] = b"\1" * (end - start)
        return "".join("*" if star else sign for star, sign in zip(stars, text, strict=True))


def names_in(text: str) -> set[str]:
    """Names that the text announces: where they stand again without a word before them, they are
    the same.
    """
    return {text[span.start : span.end] for span in find_personal(text) if span.kind == "name"}


def _squeezed_places(text: str, needles: Collection[str], gaps: str) -> Iterator[tuple[int, int]]:
    """Where the needles stand in a text whose gaps do not count."""
    squeezed = text.translate(_without(gaps)) if needles else ""
    kept: list[int] = []
    for needle in needles:
        at = squeezed.find(needle)
        while at >= 0:
            kept = kept or [place for place, sign in enumerate(text) if sign not in gaps]
            yield kept[at], kept[at + len(needle) - 1] + 1
            at = squeezed.find(needle, at + 1)


@cache
def _without(signs: str) -> dict[int, None]:
    return dict.fromkeys(map(ord, signs))
