"""What an issue is called: its place, its subject and a title, in the words of its reports."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import isqrt

from analytics.hotspots.features import areas_in, matter_words
from analytics.hotspots.houses import common_house
from analytics.hotspots.plain_text import plain
from analytics.hotspots.report import Report
from classifiers.personal import mask
from classifiers.segment import cut_between_words, is_ordinary_word

_READ_TEXT = 150
_LONGEST, _SHORTEST = 10, 3
# A name of an issue stands in so many of its reports at least.
_LEAST_SHARE = 0.35
_SUBJECT_WORDS = 5
# Two places of one issue, each in its share of the reports, and hardly any that names both.
_MOST_PLACES, _BOTH = 2, 0.1
_KIND = r"(?:小区|社区|楼盘|项目)$"
_PLACE_END = re.compile(
    r"(?:小区|社区|街道|广场|公园|学院|学校|[小中大]学|幼儿园|医院|市场|大厦|公司|集团"
    r"|[城园苑院湾府里庭居湖岛滩路街巷村镇乡站桥港寓馆店厦邸第墅郡台阁轩峰组线境县])$"
)
# What stands before a name, and what it never begins with.
_BEFORE = re.compile(
    r"(?:^|[市区县镇乡省在住]|街道|位于|地处|关于|投诉|反映|举报|咨询|请求|反对|希望|建议|[^\w])$"
)
_NO_NAME = re.compile(
    r"^(?:[市区县镇乡省的在是与和了有问请对我]|整个|全部|每个|街道|附近|位于|反映|投诉|举报|关于|咨询|建议|希望)|[a-z]\d*市"
    # What cannot be seen or is walked by night is no road.
    r"|[不没]|看见|晚上|夜里?路"
)
_RUN = re.compile(r"[\u4e00-\u9fffa-z0-9]+")
_OPENING = re.compile(
    r"^(?:我要|强烈|再次|实名|请求|请问|恳请|关于|投诉|反映|举报|咨询|建议|希望|要求|请|求助|对)+"
)
_ENDING = re.compile(
    r"(?:的?(?:相关|有关|若干|诸多)|的)(?:问题|投诉|建议|情况|事宜|请求|疑问)[。！!？?\s]*$|[。！!？?\s]+$"
)
_CITY = re.compile(r"(?<![a-z0-9])[a-z]市|^[\u4e00-\u9fff]{2}市(?!场|民|政|区|容)")
_CLAUSE = re.compile(r"[，。！？；,.!?;\n]+")
_SHORT_CLAUSE, _LONGEST_TITLE = 8, 30
_EMPTY = frozenset(
    files("analytics.hotspots").joinpath("empty_words.txt").read_text("utf-8").split()
)


@dataclass(frozen=True, slots=True)
class Names:
    title: str
    place: str
    subject: str


def names(reports: Sequence[Report], middle: Report) -> Names:
    """Of the reports of one issue; `middle` is the report that is most like all of them."""
    titles = [plain(report.title) for report in reports]
    bodies = [plain(report.text[:_READ_TEXT]) for report in reports]
    texts = [f"{title}。{body}" for title, body in zip(titles, bodies, strict=True)]
    weights = [1 + isqrt(max(0, report.votes)) for report in reports]
    area = _area(reports, titles)
    places = _places(reports, texts, titles, weights)
    # Of one matter at several places all are named: who lives at the second looks for it too.
    name = "、".join(places)
    place = name if name.startswith(area) else area + name
    cores = [re.sub(_KIND, "", each) for each in places]
    subject = _subject(texts, plain(middle.title or _first_clause(middle.text)), (*cores, area))
    return Names(_title(middle, cores, place.upper()), place.upper(), subject)


def _places(
    reports: Sequence[Report], texts: Sequence[str], titles: Sequence[str], weights: Sequence[int]
) -> list[str]:
    """The places of the issue, that of most reports first; none where no name is common enough."""
    if known := _known_places(reports):
        return known
    if house := common_house(texts, weights, _LEAST_SHARE):
        return [house]
    return _place_names(titles, weights) or _place_names(texts, weights)


def _area(reports: Sequence[Report], titles: Sequence[str]) -> str:
    """The district that most of those name who name one, else the city."""
    known = Counter(report.area for report in reports if report.area)
    areas = known or Counter(area for title in titles for area in areas_in(title))
    for counted in (areas, Counter(_cities(titles))):
        if counted:
            area, n = counted.most_common(1)[0]
            if n >= _LEAST_SHARE * len(titles):
                return area
    return ""


def _known_places(reports: Sequence[Report]) -> list[str]:
    """The places that the city knows by name, of those where most happen."""
    places = Counter(plain(report.place) for report in reports if report.place)
    least = _LEAST_SHARE * len(reports)
    return [place for place, n in places.most_common(_MOST_PLACES) if n >= least]


def _cities(titles: Iterable[str]) -> Iterator[str]:
    for title in titles:
        if match := _CITY.search(_OPENING.sub("", title)):
            yield match[0]


def _place_names(texts: Sequence[str], weights: Sequence[int]) -> list[str]:
    """The best name of a place that stands in much of the texts by weight, and the best of those
    texts where it does not stand; none at all where no name is in so many.
    """
    held_by: Counter[str] = Counter()
    hinted: Counter[str] = Counter()
    spots = [_spots(text) for text in texts]
    for own, weight in zip(spots, weights, strict=True):
        held_by.update(dict.fromkeys(own, weight))
        hinted.update({name: weight for name, is_hinted in own.items() if is_hinted})
    worth = {
        name: held * (hinted[name] / held) ** 0.5 * (len(name) - 1) ** 0.5
        for name, held in held_by.items()
        if held >= _LEAST_SHARE * sum(weights) and hinted[name] and not is_ordinary_word(name)
    }
    ranked = sorted(worth, key=lambda name: (worth[name], len(name), name), reverse=True)
    return _apart(ranked, texts)


def _apart(ranked: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The best, and the next that stands elsewhere."""
    if not ranked:
        return []
    holds = [ranked[0] in text for text in texts]
    for name in ranked[1:]:
        both = sum(held and name in text for held, text in zip(holds, texts, strict=True))
        if both <= _BOTH * len(texts) and name not in ranked[0] and ranked[0] not in name:
            return [ranked[0], name]
    return [ranked[0]]


def _spots(text: str) -> dict[str, bool]:
    """Every piece that ends like a place, and whether something before it says that it is one."""
    spots: dict[str, bool] = {}
    for run in _RUN.finditer(text):
        piece = run[0]
        ends = [end for end in range(1, len(piece) + 1) if _PLACE_END.search(piece, 0, end)]
        for end in ends:
            for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1):
                name = piece[start:end]
                if not _NO_NAME.search(name) and not areas_in(name):
                    hint = bool(_BEFORE.search(piece[max(0, start - 2) : start]))
                    spots[name] = spots.get(name, False) or hint
    return spots


def _subject(texts: Sequence[str], title: str, where: Sequence[str]) -> str:
    """What most of the reports speak of: the words that they share with the title, neighbours
    written as there, then the commonest others.
    """
    held_by = Counter(word for text in texts for word in dict.fromkeys(_matter(text, where)))
    least = max(2.0, _LEAST_SHARE * len(texts))
    spoken = dict.fromkeys(_matter(title, where))
    common = [word for word, held in held_by.most_common(4 * _SUBJECT_WORDS) if held >= least]
    chosen = sorted(spoken, key=lambda word: -held_by[word])[:_SUBJECT_WORDS]
    phrases = _phrases(_CITY.sub(" ", title), [word for word in spoken if word in chosen])
    others = [word for word in common if not any(word in phrase for phrase in phrases)]
    return "、".join([*phrases, *others[: max(0, _SUBJECT_WORDS - len(phrases))]])


def _phrases(title: str, spoken: Sequence[str]) -> list[str]:
    """Words that stand side by side are one phrase; a number before a word belongs to it."""
    pattern = "|".join(map(re.escape, sorted(spoken, key=len, reverse=True)))
    return re.findall(rf"[a-z0-9]*(?:{pattern})+", title) if spoken else []


def _matter(text: str, where: Sequence[str]) -> list[str]:
    text = _CITY.sub(" ", text)
    for name in filter(None, where):
        text = text.replace(name, " ")
    return [word for word in matter_words(text) if word not in _EMPTY and len(word) > 1]


def _title(middle: Report, cores: Sequence[str], place: str) -> str:
    own = middle.title.strip() or _first_clause(middle.text)
    title = _ENDING.sub("", _OPENING.sub("", own))
    if all(core in plain(title) for core in cores):
        return title
    if len(cores) > 1:
        title = _without_head(title, cores)
    return f"{place}：{title}"


def _without_head(title: str, cores: Sequence[str]) -> str:
    """Without the one place with which it begins, where all stand before it."""
    for core in cores:
        rest = title.removeprefix(core)
        if rest != title:
            return rest.removeprefix("小区") or title
    return title


def _first_clause(text: str) -> str:
    """What stands over a report without a title: no number, no address of a person."""
    clauses = [part for part in _CLAUSE.split(mask(text[: 2 * _READ_TEXT]).strip()) if part.strip()]
    title = clauses[0].strip() if clauses else ""
    if len(title) < _SHORT_CLAUSE and len(clauses) > 1:
        title = f"{title}，{clauses[1].strip()}"
    return cut_between_words(title, _LONGEST_TITLE)
