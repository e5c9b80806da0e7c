"""The demo's own sentences: matters that people report, questions that they ask, phrases of all
who write.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

_FOLDER = files("hotline.demo").joinpath("texts")


@dataclass(frozen=True)
class DemoText:
    """A sentence with slots such as {地}, and the title under which an agent would file it.

    kinds   kinds of places at which it happens, where not at all of its matter
    answer  of a question: what the front desk answers
    """

    text: str
    title: str
    kinds: tuple[str, ...] = ()
    answer: str = ""


@dataclass
class DemoMatter:
    """What people report in one category.

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
    facts: list[DemoText] = field(default_factory=list)
    emergencies: list[DemoText] = field(default_factory=list)


@dataclass
class DemoQuestion:
    """What people ask, and what the front desk answers at once."""

    code: str
    weight: float
    asks: list[DemoText] = field(default_factory=list)


@cache
def matters() -> list[DemoMatter]:
    """Blocks of `# code weight kinds season hour type:weight,...` and lines 题 (the title of what
    follows), 情 (facts), 急 (an emergency); 情@kinds where it happens at these places only.
    """
    matter_list: list[DemoMatter] = []
    title = ""
    for head, line in _lines("matters.txt"):
        if head:
            code, weight, kinds, season, hour, types = head.split()
            matter_list.append(
                DemoMatter(
                    code, float(weight), tuple(kinds.split(",")), season, hour, _shares(types)
                )
            )
        else:
            title = _read_fact(matter_list[-1], line, title)
    return matter_list


@cache
def read_stories() -> dict[str, DemoMatter]:
    """Events by name: blocks of `# name code type:weight,...` and lines as in matters."""
    stories: dict[str, DemoMatter] = {}
    name = title = ""
    for head, line in _lines("stories.txt"):
        if head:
            name, code, types = head.split()
            stories[name] = DemoMatter(code, 1.0, (), "all", "day", _shares(types))
        else:
            title = _read_fact(stories[name], line, title)
    return stories


@cache
def questions() -> list[DemoQuestion]:
    """Blocks of `# code weight` and lines 题 (title), 问 (the question), 答 (its answer)."""
    question_list: list[DemoQuestion] = []
    title = ask = ""
    for head, line in _lines("questions.txt"):
        if head:
            code, weight = head.split()
            question_list.append(DemoQuestion(code, float(weight)))
        else:
            mark, _, text = line.partition("：")
            title, ask = text if mark == "题" else title, text if mark == "问" else ask
            if mark == "答":
                question_list[-1].asks.append(DemoText(ask, title, answer=text))
    return question_list


def _read_fact(matter: DemoMatter, line: str, title: str) -> str:
    """Add a line to its matter; the title under which the next one stands."""
    mark, _, text = line.partition("：")
    if mark == "题":
        return text
    name, _, kinds = mark.partition("@")
    lines = {"情": matter.facts, "急": matter.emergencies}[name]
    lines.append(DemoText(text, title, tuple(kinds.split(",")) if kinds else ()))
    return title


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
