"""What a report was taken for, for somebody on the phone: two lines of thirty characters each."""

import re
from collections.abc import Iterable, Sequence

from classifiers.chances import in_percent
from classifiers.predict import Classification
from hotline.city.pack import CityPack
from routing.decision import Decision
from routing.gazetteer import Gazetteer
from routing.location import Spot

LINE = 30
_WORDS = 2
_UNKNOWN = "类别不明"
_EMPTY = ("没有正文", "请派单员确定单位")
# An estate, a road, a market by its name; no list of the city has it.
_UNKNOWN_PLACE = re.compile(
    r"(?:^|[，。,、 ]|住?在|到|住|去)"
    r"(?P<name>(?!在|我|你|他|她|咱|这|那|哪|某|本|一|全|新|老|整|每|有|个|小区|没)[\u4e00-\u9fff]{2,4}?"
    r"(?:花园|家园|小区|佳苑|嘉园|雅苑|新村|花苑|大厦|广场|大道|[大一二三四]市场)(?![舞上里]))"
)
_DANGER, _UNACCEPTED = "险情", "可能不予受理"


def brief(
    text: str, read: Classification, decision: Decision, city: CityPack, gazetteer: Gazetteer
) -> tuple[str, str]:
    """What and how sure, then where and who; the law and the table's row stand in the reasons."""
    if not text.strip():
        return _EMPTY
    places = [mention.surface for mention in gazetteer.mentions(text)]
    shown = [word for word in read.category_words if not any(word in place for place in places)]
    matter = _matter(read, decision, city, shown[:_WORDS])
    return _cut(matter), _cut(_whereabouts(text, decision, city, gazetteer))


def about_category(
    lines: Sequence[str], code: str, guesses: Iterable[tuple[str, str, float]], city: CityPack
) -> list[str]:
    """The lines as they were written; where another category stands on the ticket by now, the
    first speaks of that one. Danger and what is not accepted stay.

    guesses  code, name and chance of what the machine thought possible
    """
    category = city.categories.get(code)
    if not lines or not category or lines[0].startswith((_DANGER, _UNACCEPTED)):
        return list(lines)
    own = {guess: chance for guess, _, chance in guesses}
    headline = _headline(category.name, own.get(code))
    is_same = lines[0] == headline or lines[0].startswith(f"{headline}：")
    return list(lines) if is_same else [_cut(headline), *lines[1:]]


def _matter(
    read: Classification, decision: Decision, city: CityPack, category_words: Sequence[str]
) -> str:
    """The words are those of the likeliest category and explain no other."""
    if read.danger.is_danger:
        return _danger(read, city)
    if read.unaccepted:
        return f"{_UNACCEPTED}：{read.unaccepted.reason}"
    category = city.categories.get(decision.category)
    chances = {guess.code: guess.confidence for guess in read.alternatives}
    headline = _headline(category.name if category else _UNKNOWN, chances.get(decision.category))
    is_first = bool(read.alternatives) and read.alternatives[0].code == decision.category
    shown = "、".join(category_words) if is_first else ""
    return headline + (f"：{shown}" if shown else "")


def _headline(name: str, chance: float | None) -> str:
    """A category with its own chance, not with that of the unit; one that a person chose has
    none.
    """
    return name if chance is None else f"{name} {in_percent(chance)}"


def _danger(read: Classification, city: CityPack) -> str:
    """Beside it the likely category says nothing, and how sure the reader is of the danger is not
    how sure anybody is of that.
    """
    plan = city.danger_plan(read.danger)
    signs = "、".join(list(read.danger.words)[:_WORDS])
    return f"{_DANGER}{f'（{plan.name}）' if plan else ''}" + (f"：{signs}" if signs else "")


def _whereabouts(text: str, decision: Decision, city: CityPack, gazetteer: Gazetteer) -> str:
    place = decision.location
    area = city.areas.get(place.street or place.district)
    where = place.place or (area.name if area else "") or _one_of_several(place.candidates)
    where = where or _nearly(text, gazetteer)
    return f"{where}，{decision.unit_name or '请派单员确定单位'}"


def _nearly(text: str, gazetteer: Gazetteer) -> str:
    """What was nearly found where no place was: one of several, misspelt, or in no list."""
    if guesses := gazetteer.misspelt(text):
        return f"地点像“{guesses[0].name}”"
    if unknown := _UNKNOWN_PLACE.search(text):
        return f"“{unknown['name']}”未查到"
    return "未提到地点"


def _one_of_several(candidates: Sequence[Spot]) -> str:
    """The place that the text names and that lies in several districts."""
    places = {spot.place for spot in candidates}
    name = places.pop() if len(places) == 1 else ""
    return f"{name}（待定区县）" if name else ""


def _cut(line: str) -> str:
    return line if len(line) <= LINE else f"{line[: LINE - 1]}…"
