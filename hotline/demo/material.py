"""The demo's own sentences: matters that people report, questions that they ask, phrases of all
who write.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

_FOLDER = files("hotline.demo").joinpath("texts")


@dataclass
class DemoMatter:
    """What people report in one category; lists of sentences with slots such as {地}.

    kinds   kinds of places at which it happens
    season, hour  keys of `seasons.MONTHS` and `seasons.HOURS`
    types   request type -> weight
    """

    code: str
    weight: float
    kinds: tuple[str, ...]
    season: str
    hour: str
    types: dict[str, float]
    titles: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    emergencies: list[str] = field(default_factory=list)


@dataclass
class DemoQuestion:
    """What people ask, and what the front desk answers at once."""

    code: str
    weight: float
    titles: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)


@cache
def matters() -> list[DemoMatter]:
    """Blocks of `# code weight kinds season hour type:weight,...` and lines 题 (title), 情
    (facts), 急 (an emergency).
    """
    matter_list: list[DemoMatter] = []
    for head, line in _lines("matters.txt"):
        if head:
            code, weight, kinds, season, hour, types = head.split()
            matter_list.append(
                DemoMatter(
                    code, float(weight), tuple(kinds.split(",")), season, hour, _shares(types)
                )
            )
        else:
            last = matter_list[-1]
            {"题": last.titles, "情": last.facts, "急": last.emergencies}[line[0]].append(line[2:])
    return matter_list


@cache
def read_stories() -> dict[str, DemoMatter]:
    """Events by name: blocks of `# name code type:weight,...` and lines as in matters."""
    stories: dict[str, DemoMatter] = {}
    name = ""
    for head, line in _lines("stories.txt"):
        if head:
            name, code, types = head.split()
            stories[name] = DemoMatter(code, 1.0, (), "all", "day", _shares(types))
        else:
            {"题": stories[name].titles, "情": stories[name].facts}[line[0]].append(line[2:])
    return stories


@cache
def questions() -> list[DemoQuestion]:
    """Blocks of `# code weight` and lines 题 (title), 问 (the question), 答 (the answer)."""
    question_list: list[DemoQuestion] = []
    for head, line in _lines("questions.txt"):
        if head:
            code, weight = head.split()
            question_list.append(DemoQuestion(code, float(weight)))
        else:
            last = question_list[-1]
            {"题": last.titles, "问": last.asks, "答": last.answers}[line[0]].append(line[2:])
    return question_list


@cache
def phrases() -> dict[str, list[str]]:
    """Lists of phrases by name; an empty line is an empty phrase."""
    lists: dict[str, list[str]] = {}
    name = ""
    for head, line in _lines("phrases.txt", keep_empty=True):
        if head:
            name = head
            lists[name] = []
        else:
            lists[name].append(line)
    return lists


def _shares(text: str) -> dict[str, float]:
    return {name: float(share) for name, share in (pair.split(":") for pair in text.split(","))}


def _lines(file: str, *, keep_empty: bool = False) -> Iterator[tuple[str, str]]:
    """(head, "") for a line that begins with #, ("", line) for any other."""
    for line in _FOLDER.joinpath(file).read_text("utf-8").splitlines():
        if line.startswith("# "):
            yield line[2:], ""
        elif line or keep_empty:
            yield "", line
