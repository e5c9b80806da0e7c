"""What tells a person who is known: their name, their numbers, in any writing, and the places where
they speak of themselves.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick

from classifiers.name_words import COMPOUND, SURNAMES
from classifiers.personal import find_personal
from classifiers.personal_data.digits import narrow, spoken

_TITLE = (
    "(?:先生|女士|小姐|某|老师|师傅|同志|同学|阿姨|大爷|大妈|大娘|大叔|大哥|大姐|奶奶|爷爷|医生|律师"
    "|总|姐|哥|叔|婶|伯|太太?(?![平太阳原极])|生(?![产活态])|工(?![作地厂程业]))"
)
_NO_PLACE = r"(?![\u3400-\u9fff]?[路街巷村镇乡桥站区庄])"
_SELF_NOUN = "本人|来电人|来访人|诉求人|举报人|投诉人|反映人|求助人|联系人|署名|落款"
_SELF = f"(?:我|免贵|{_SELF_NOUN})"
# How operators begin: 市民李女士来电, 一位姓周的居民反映.
_CITIZEN = (
    "(?:市民|居民|群众|村民|业主|住户|租户|职工|员工|家长|学生|网友|商户|乘客|患者|老人|一位|某位"
    "|来电|致电)"
)
_SAYS = (
    "(?: ?[(](?:来电|诉求|反映|举报|投诉)人[)]"
    "|[又再]?(?:来电|致电|反映|投诉|举报|求助|咨询|称|来访|来信))"
)
# Words that only begin as 老周 and 小周 do.
_NO_CALLING = "(?![公婆板师家人友乡区时包车路门房年平幼学])"
_ANY_SURNAME = f"{COMPOUND}|[{SURNAMES}]"
# A caller whose name nobody wrote down still says it: 我姓王, 本人王女士, 尾号5678.
_OWN_WORDS = (
    re.compile(rf"(?:{_SELF}是?|我们?家|[鄙敝])姓[:： ]?({COMPOUND}|[\u3400-\u9fff])"),
    re.compile(rf"{_SELF}[是叫为系:： ]{{0,2}}({_ANY_SURNAME})(?={_TITLE})"),
    re.compile(
        rf"(?:我[是叫]|(?:{_SELF_NOUN})[是叫为系:： ]{{0,2}})[老小阿]{_NO_CALLING}({_ANY_SURNAME})"
    ),
    re.compile(
        rf"{_CITIZEN}(?:[老小]{_NO_CALLING}({_ANY_SURNAME})(?={_SAYS})"
        rf"|({_ANY_SURNAME})(?={_TITLE}))"
    ),
    re.compile(rf"(?:一[位个名]|那[位个])姓({_ANY_SURNAME})的?(?={_CITIZEN}|先生|女士|老人)"),
    re.compile(
        rf"(?<![\u3400-\u9fff])(?:[老小]{_NO_CALLING}({_ANY_SURNAME})(?={_SAYS})"
        rf"|({_ANY_SURNAME})(?={_TITLE}{_SAYS}))"
    ),
    re.compile(r"(?:尾号|尾数|末尾|后[四4三3]位)[^\d\n]{0,6}(\d(?: ?\d){2,5})", re.ASCII),
    # A mobile whose middle its owner left out.
    re.compile(r"(?<!\d)(1[3-9]\d[*x]{3,6}\d{4})(?!\d)", re.ASCII),
)
_NAMED_PLACES = (
    r"(?![\u3400-\u9fff]?[路街巷村镇乡桥站区庄里弄苑园]"
    r"|[\u3400-\u9fff]{0,2}(?:小区|大厦|广场|小学|中学|医院|公园|花园|新村))"
)
_SURNAME = re.compile(_ANY_SURNAME)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_SHORTEST_NAME, _SHORTEST_NUMBER = 2, 4
# What people put between the signs of a name and the digits of a number.
_IN_NAMES = " ·.•・‧-_*/+~〜\n\r\t"
_IN_NUMBERS = " ._·•*~()/-,、:\n\r\t[]【】<>"
_ENDS = "….。 !！,，"
_PARTING = re.compile("[ ·.•・‧]+")
_MOBILE = re.compile(r"(?:0086|86)?1[3-9]\d{9}", re.ASCII)
# Without the code of its town or country a number has so many digits.
_LOCAL = (7, 8)


class KnownPerson:
    """`names` and `numbers` as they were written down; empty ones tell nothing.

    others  what masking a text of theirs hides, however much; only as it stands there, or as a
            title that ends in the middle of it has it
    """

    def __init__(
        self,
        names: Collection[str] = (),
        numbers: Collection[str] = (),
        others: Collection[str] = (),
    ) -> None:
        written = {narrow(name).strip() for name in names}
        plain = {name.translate(_without(_IN_NAMES)) for name in written}
        self._names = [name for name in plain if len(name) >= _SHORTEST_NAME]
        self._numbers = sorted({part for number in numbers for part in _numbers(number)})
        self._written = frozenset(written)
        self._exact = sorted({narrow(name) for name in others if len(name) >= _SHORTEST_NAME})
        self._others = AhoCorasick(self._exact) if self._exact else None

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each place of `text` that tells the person; they may overlap."""
        yield from self._known_places(text)
        plain = narrow(text)
        if self._others is not None:
            for _, start, end in self._others.find_matches_as_indexes(plain):
                yield start, end
            yield from _cut_place(plain, self._exact)
        for pattern in _OWN_WORDS:
            yield from (match.span(match.lastindex or 0) for match in pattern.finditer(plain))

    def _known_places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where their own name, number or what they are called stands, whoever says it."""
        plain = narrow(text)
        for form in dict.fromkeys((plain, spoken(plain))):
            yield from _squeezed_places(form, self._names, _IN_NAMES)
            yield from _squeezed_places(form, self._numbers, _IN_NUMBERS)
        # Most texts have none of it, and a pattern takes its time to make.
        if any(part in plain for part in _callings(self._written)):
            yield from (match.span() for match in _called(self._written).finditer(plain))

    def mask(self, text: str) -> str:
        """The text with stars for every place, and for all personal data besides."""
        if not text:
            return text
        places = [(span.start, span.end) for span in find_personal(text)]
        return _starred(text, (*places, *self.places(text)))

    def mask_alone(self, text: str) -> str:
        """The text of somebody else, who may be read in it, with stars for this person only."""
        return _starred(text, self._known_places(text)) if text else text


def _starred(text: str, places: Iterable[tuple[int, int]]) -> str:
    stars = bytearray(len(text))
    for start, end in places:
        stars[start:end] = b"\1" * (end - start)
    return "".join("*" if star else sign for star, sign in zip(stars, text, strict=True))


def personal_in(text: str) -> set[str]:
    """Names that the text announces, and its numbers: where they stand again without a word before
    them, they are the same.
    """
    return {text[span.start : span.end] for span in find_personal(text)}


def _cut_place(text: str, others: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where the text ends in the middle of one of `others`: 我是尼玛 of 尼玛次仁."""
    end = len(text.rstrip(_ENDS))
    for other in others:
        for length in range(min(len(other) - 1, end), _SHORTEST_NAME - 1, -1):
            if text.endswith(other[:length], 0, end):
                yield end - length, end
                break


@lru_cache(maxsize=4096)
def _callings(names: frozenset[str]) -> frozenset[str]:
    """What a text holds that calls a person of these names by less than one of them."""
    surnames = {surname for name in names if (surname := _surname(name))}
    return frozenset(surnames.union(*map(_parts, names)))


@lru_cache(maxsize=256)
def _called(names: frozenset[str]) -> re.Pattern[str]:
    """Finds by what a person of these names is called: 王小红 as 王女士, 小王, 姓王, 小红; a part
    of a name with dots; Smith.
    """
    surnames = {re.escape(surname) for name in names if (surname := _surname(name))}
    parts = {part for name in names for part in _parts(name)}
    either, forms = "|".join(sorted(surnames)), []
    if surnames:
        forms += [f"(?:{either})(?={_TITLE})", f"(?<=[老小姓])(?:{either}){_NO_PLACE}"]
    # A surname of two signs is hardly ever anything else.
    parts |= {surname for surname in surnames if len(surname) >= _SHORTEST_NAME}
    han = sorted(re.escape(part) for part in parts if _HAN.fullmatch(part))
    if han:
        forms.append(f"(?:{'|'.join(han)}){_NAMED_PLACES}")
    rest = sorted(re.escape(part) for part in parts if not _HAN.fullmatch(part))
    if rest:
        forms.append(rf"(?<![a-z])(?:{'|'.join(rest)})(?![a-z])")
    return re.compile("|".join(forms))


def _surname(name: str) -> str:
    """The first sign of a Chinese name, or two; "" of another."""
    if not _HAN.fullmatch(name) or len(name) < _SHORTEST_NAME:
        return ""
    listed = _SURNAME.match(name)
    return listed.group() if listed else name[0] if len(name) < 4 else ""


def _parts(name: str) -> list[str]:
    """The parts of a name with dots or blanks; the given name of a Chinese one; the halves of one
    of four signs without a surname (次仁卓玛).
    """
    parts = [part for part in _PARTING.split(name) if len(part) >= _SHORTEST_NAME]
    if len(parts) != 1:
        return parts
    surname = _surname(name)
    if surname:
        return [name[len(surname) :]] if len(name) - len(surname) >= _SHORTEST_NAME else []
    is_double = _HAN.fullmatch(name) and len(name) == 2 * _SHORTEST_NAME
    return [name[:_SHORTEST_NAME], name[_SHORTEST_NAME:]] if is_double else []


def _numbers(number: str) -> list[str]:
    """Its digits; of a fixed or foreign one also those without the code before it."""
    digits = re.sub(r"\D", "", narrow(number), flags=re.ASCII)
    if len(digits) < _SHORTEST_NUMBER:
        return []
    has_code = len(digits) > max(_LOCAL) and not _MOBILE.fullmatch(digits)
    return [digits, *(digits[-length:] for length in _LOCAL if has_code)]


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
