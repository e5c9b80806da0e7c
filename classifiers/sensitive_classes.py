"""Sensitive matters by their meaning: what is gathering, petition or threat without saying so.

`sensitive_groups.txt` has groups of words with one meaning and, for each class, which groups
must stand together; "我们几十户约好了去售楼处坐着不走" is a gathering without its word.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

REACH = 34  # signs between the first and the last group of a matter
LONGEST = 4000
_DIGITS = str.maketrans("123456789", "0" * 9)


Span = tuple[int, int]


class Meaning(NamedTuple):
    """A matter of class `kind`, and where in the text the words stand that tell of it."""

    kind: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Groups that stand together, and those that speak against it."""

    kind: str
    groups: tuple[str, ...]
    against: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Tables:
    """Words with the names of their groups."""

    finder: AhoCorasick
    groups_of: list[tuple[str, ...]]


_Hit = tuple[tuple[str, ...], int, int]  # groups, start and end of a word


def meanings(text: str, kinds: Container[str]) -> list[Meaning]:
    """Of a text in one form the matters of these classes: the first of each that is told."""
    tables = _tables()
    plain = text[:LONGEST].translate(_DIGITS)
    hits = [
        (tables.groups_of[word], start, end)
        for word, start, end in tables.finder.find_matches_as_indexes(plain, overlapping=True)
    ]
    present = {group for groups, _, _ in hits for group in groups}
    possible = [
        rule
        for rule in rules()
        if present.issuperset(rule.groups) and rule.kind in kinds and not rule.against & present
    ]
    matters: dict[str, Meaning] = {}
    for rule in possible:
        if rule.kind not in matters and (spans := _together(rule, hits)):
            matters[rule.kind] = Meaning(rule.kind, spans)
    return list(matters.values())


def tells_of(text: str, names: Container[str]) -> bool:
    """Whether a text in one form has a word of one of these groups."""
    tables = _tables()
    plain = text[:LONGEST].translate(_DIGITS)
    return any(
        group in names
        for word, _, _ in tables.finder.find_matches_as_indexes(plain, overlapping=True)
        for group in tables.groups_of[word]
    )


def _together(rule: Rule, hits: Iterable[_Hit]) -> tuple[Span, ...]:
    """Where the groups of a rule first stand near each other, each by a word of its own."""
    last: dict[str, Span] = {}
    for groups, start, end in hits:
        own = [group for group in groups if group in rule.groups]
        if not own:
            continue
        last.update(dict.fromkeys(own, (start, end)))
        spans = set(last.values())
        if len(spans) == len(rule.groups) == len(last) and start - min(spans)[0] <= REACH:
            return tuple(sorted(spans))
    return ()


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Name of a group -> its words."""
    lines = (line.partition(": ") for line in _lines())
    return {
        name: tuple(dict.fromkeys(group_words.split()))
        for name, colon, group_words in lines
        if colon
    }


@cache
def rules() -> tuple[Rule, ...]:
    """What must stand together for each class."""
    return tuple(_rule(line) for line in _lines() if " = " in line)


def _lines() -> list[str]:
    table = files(__package__).joinpath("sensitive_groups.txt").read_text(encoding="utf-8")
    return [line for line in table.splitlines() if line and not line.startswith("#")]


@cache
def _tables() -> _Tables:
    names_of: dict[str, list[str]] = {}
    for name, group_words in groups().items():
        for word in group_words:
            names_of.setdefault(word, []).append(name)
    finder = AhoCorasick(list(names_of))
    return _Tables(finder, [tuple(names) for names in names_of.values()])


def _rule(line: str) -> Rule:
    kind, _, terms = line.partition(" = ")
    together, _, against = terms.partition(" ~ ")
    return Rule(kind, tuple(together.split()), frozenset(against.split()))
