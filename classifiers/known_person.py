"""What tells a person who is known: their name, their numbers, in any writing, and the places where
they speak of themselves.
"""

import re
from collections.abc import Collection, Iterator

from classifiers.name_words import COMPOUND, SURNAMES
from classifiers.personal import find_personal
from classifiers.personal_data.digits import narrow, spoken

_GAP = r"[ ._·•*~()/-]{0,3}"
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
_SHORTEST_NAME, _SHORTEST_NUMBER = 2, 4


class KnownPerson:
    """`names` and `numbers` as they were written down; empty ones tell nothing."""

    def __init__(self, names: Collection[str] = (), numbers: Collection[str] = ()) -> None:
        plain = {narrow(name).replace(" ", "") for name in names if name.strip()}
        digits = {re.sub(r"\D", "", narrow(number), flags=re.ASCII) for number in numbers}
        regexes = [_spread(name, "[ ·.]{0,2}") for name in plain if len(name) >= _SHORTEST_NAME]
        regexes += [_called(name) for name in plain if re.match(f"{COMPOUND}|[{SURNAMES}]", name)]
        regexes += [_spread(number, _GAP) for number in digits if len(number) >= _SHORTEST_NUMBER]
        self._known = re.compile("|".join(sorted(regexes, key=len, reverse=True)) or "(?!)")

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each place of `text` that tells the person; they may overlap."""
        plain = narrow(text)
        for form in dict.fromkeys((plain, spoken(plain))):
            yield from (match.span() for match in self._known.finditer(form))
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


def _spread(signs: str, gap: str) -> str:
    return gap.join(map(re.escape, signs))


def _called(name: str) -> str:
    """王小红 as 王女士, 小王, 姓王."""
    head = re.match(COMPOUND, name)
    surname = re.escape(head.group() if head else name[0])
    return rf"{surname}(?={_TITLE})|(?<=[老小姓]){surname}{_NO_PLACE}"
