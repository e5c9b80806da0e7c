"""Sensitive matters by their meaning: what is gathering, petition or threat without saying so.

`sensitive_groups.txt` has groups of words with one meaning and, for each class, which groups
must stand together; "我们几十户约好了去售楼处坐着不走" is a gathering without its word.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

REACH = 34  # signs between the first and the last group of a matter
LONGEST = 4000
_DIGITS = str.maketrans("123456789", "0" * 9)


class Meaning(NamedTuple):
    """A matter of class `kind` from `start` to `end` of the text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rule:
    """Groups that stand together, and those that speak against it."""

    kind: str
    groups: tuple[str, ...]
    against: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Tables:
    """Words with the names of their groups, and for each group the rules it belongs to."""

    finder: AhoCorasick
    groups_of: list[tuple[str, ...]]
    rules_of: dict[str, list[_Rule]]


def meanings(text: str, kinds: Container[str]) -> list[Meaning]:
    """Of a text in one form the matters of these classes: the first of each that is told."""
    tables = _tables()
    plain = text[:LONGEST].translate(_DIGITS)
    hits = [
        (tables.groups_of[word], start, end)
        for word, start, end in tables.finder.find_matches_as_indexes(plain, overlapping=True)
    ]
    present = {group for groups, _, _ in hits for group in groups}
    last: dict[str, int] = {}
    told: dict[str, Meaning] = {}
    for groups, start, end in hits:
        for group in groups:
            last[group] = start
        for rule in [rule for group in groups for rule in tables.rules_of.get(group, ())]:
            if rule.kind in told or rule.kind not in kinds or rule.against & present:
                continue
            first = _together(rule, last, start)
            if first is not None:
                told[rule.kind] = Meaning(rule.kind, first, end)
    return list(told.values())


def _together(rule: _Rule, last: Mapping[str, int], start: int) -> int | None:
    """Where the groups of a rule begin, if they stand near `start`, each by a word of its own."""
    places = {last[group] for group in rule.groups if group in last}
    if len(places) < len(rule.groups) or start - min(places) > REACH:
        return None
    return min(places)


@cache
def _tables() -> _Tables:
    groups: dict[str, list[str]] = {}
    rules_of: dict[str, list[_Rule]] = {}
    table = files(__package__).joinpath("sensitive_groups.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.startswith("#"):
            continue
        name, colon, group_words = line.partition(": ")
        if colon:
            for word in dict.fromkeys(group_words.split()):
                groups.setdefault(word, []).append(name)
            continue
        rule = _rule(line)
        for name in rule.groups:
            rules_of.setdefault(name, []).append(rule)
    finder = AhoCorasick(list(groups))
    return _Tables(finder, [tuple(names) for names in groups.values()], rules_of)


def _rule(line: str) -> _Rule:
    kind, _, terms = line.partition(" = ")
    together, _, against = terms.partition(" ~ ")
    return _Rule(kind, tuple(together.split()), frozenset(against.split()))
