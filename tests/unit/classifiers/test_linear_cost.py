"""Reading a report costs what its length says: four times the text, no more than five times the
time, whatever stands in it.

Each function meets texts made of the very words its patterns look for, taken from the patterns, so
that a new word is tried the day it is written. Time is that of this process alone, and the least of
several runs counts: other work on the machine changes little.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers import (
    anger,
    call_wish,
    called_names,
    clean,
    element_words,
    elements,
    folding,
    foreign_names,
    frames,
    japanese_names,
    known_person,
    likely_names,
    name_borders,
    name_clues,
    name_reading,
    names,
    near_copies,
    pinyin_names,
    place_names,
    plain_text,
    rarity,
    reasons,
    request_cues,
    request_type,
    secrecy_wish,
    segment,
    sensitive,
    sensitive_classes,
    told_names,
    unaccepted,
    unannounced_names,
    unmeant,
    urgency,
    word_names,
)
from classifiers.danger import (
    afterwards,
    bare,
    bearing_out,
    calming,
    cues,
    level,
    over,
    reader,
    scenes,
    shut_in,
    strong_signs,
    supply,
    unframed,
    views,
)
from classifiers.danger.level import level_with_danger
from classifiers.personal import find_personal, mask
from classifiers.personal_data import (
    accounts,
    digits,
    documents,
    doors,
    harmless,
    phones,
    plates,
)
from classifiers.predict import default_classifier
from classifiers.times import atoms, choose, festivals, find, phrases, readers
from hotline.domain.wechat import markup
from hotline.domain.wechat.markup import write_xml
from hotline.domain.wechat.push import read_parts, read_push
from hotline.wechat.answering import chunks

SHORT, LONG = 5_000, 20_000
RATIO, SECONDS, NOISE = 5, 0.5, 0.005
# It finds what is announced, and reads again for what belongs to it.
READINGS = {"mask_whole": 2}
AT = datetime(2026, 3, 18, 9)
SIGNS = ["1", "一", "a", "A", "@", "-", ".", " ", "，", "《", "<", "&", "+", "·", "(", ":", "\n"]
NAMES = (
    names,
    name_reading,
    foreign_names,
    name_borders,
    japanese_names,
    unannounced_names,
    likely_names,
    name_clues,
    word_names,
    called_names,
    told_names,
)
PERSONAL = (accounts, documents, doors, harmless, phones, plates, *NAMES)
WORDS = sensitive.SensitiveWords({"suicide": ["跳楼", "轻生"], "crowd": ["聚集", "聚"]})


# The groups of sensitive matters stand in a file.
GROUP_WORDS = ModuleType("words of sensitive groups")
GROUP_WORDS.__file__ = sensitive_classes.__file__
GROUP_WORDS.PATTERN = re.compile(  # type: ignore[attr-defined]
    "|".join(word for group in sensitive_classes.groups().values() for word in group)
)
CLASSES = frozenset(rule.kind for rule in sensitive_classes.rules())


def read_whole(text: str) -> Any:
    times = find.find_times(text, AT)
    return elements.read_elements(text, request_type="complaint", times=times)


def mask_whole(text: str) -> str:
    """As a ticket is shown: what its text announces is masked in all that belongs to it."""
    others = known_person.personal_in(text)
    return known_person.KnownPerson(["张三丰"], ["13977654321"], others).mask(text)


DANGER_WORDS = ModuleType("words of danger")
DANGER_WORDS.__file__ = cues.__file__
DANGER_WORDS.PATTERN = re.compile("|".join(cues.classes()))  # type: ignore[attr-defined]
PUSH = {"MsgType": "text", "FromUserName": "oABCD_1234", "CreateTime": 1348831860}

# What reads callers' text, and the modules whose words it looks for.
FUNCTIONS: dict[str, tuple[Callable[[str], Any], tuple[ModuleType, ...]]] = {
    "mask_whole": (mask_whole, (*PERSONAL, known_person)),
    "normalise": (clean.normalise, (clean,)),
    "clean": (clean.clean, (clean,)),
    "fold": (folding.fold, (folding,)),
    "segment": (segment.segment, (clean, request_cues)),
    "cut_known": (segment.cut_known, (name_reading,)),
    "narrow": (digits.narrow, (digits,)),
    "spoken": (digits.spoken, (digits,)),
    "find_personal": (find_personal, PERSONAL),
    "mask": (mask, PERSONAL),
    "find_names": (
        lambda text: list(names.find_names(text)),
        (*NAMES, pinyin_names),
    ),
    "request_type": (request_type.request_type, (request_type, request_cues)),
    "plain": (plain_text.plain, (plain_text, frames)),
    "without_resettlement": (place_names.without_resettlement, (place_names,)),
    "unaccepted": (unaccepted.unaccepted, (unaccepted,)),
    "urgency": (urgency.urgency, (urgency, unmeant)),
    "is_angry": (anger.is_angry, (anger,)),
    "sensitive": (WORDS.find, (urgency,)),
    "sensitive classes": (
        partial(sensitive_classes.meanings, kinds=CLASSES),
        (GROUP_WORDS,),
    ),
    "danger": (
        partial(level_with_danger, city_signs={"fire": ["着火", "冒烟"]}),
        (
            level,
            bare,
            bearing_out,
            afterwards,
            calming,
            reader,
            scenes,
            shut_in,
            strong_signs,
            supply,
            unframed,
            views,
            DANGER_WORDS,
        ),
    ),
    "is_over": (over.is_over, (over,)),
    "wishes_no_call": (call_wish.wishes_no_call, (call_wish,)),
    "secrecy_wishes": (secrecy_wish.secrecy_wishes, (secrecy_wish,)),
    "find_times": (
        partial(find.find_times, at=AT),
        (find, atoms, phrases, readers, choose, festivals),
    ),
    "read_elements": (read_whole, (element_words, find, atoms)),
    "people": (element_words.people, (element_words, names)),
    "addresses": (partial(element_words.addresses, places=()), (element_words,)),
    "matter": (partial(element_words.matter, known=((0, 2), (9, 12))), (element_words,)),
    "causes": (element_words.causes, (element_words,)),
    "now": (element_words.now, (element_words,)),
    "is_placeless": (element_words.is_placeless, (element_words,)),
    "is_refused": (element_words.is_refused, (element_words,)),
    "unnamed": (element_words.unnamed, (element_words,)),
    "pairs": (rarity.pairs, (rarity, clean)),
    "near_copies": (lambda text: near_copies.group_near_copies([text, text[9:]]), (clean,)),
    "classify": (
        lambda text: default_classifier().classify(text),
        (clean, reasons, request_cues, urgency),
    ),
    "push": (
        lambda text: read_push(read_parts(write_xml(PUSH | {"Content": text}).encode())),
        (markup,),
    ),
    "chunks": (lambda text: list(chunks(text)), (markup,)),
}
# They read dates and labels of training sheets.
ELSEWHERE = {"split.py", "label_tree.py", "row_times.py"}


def words_of(modules: Iterable[ModuleType]) -> list[str]:
    """What the patterns of the modules look for."""
    sources = [
        pattern.pattern
        for module in modules
        for value in vars(module).values()
        for pattern in _patterns(value)
    ]
    cues = {word for source in sources for word in re.findall(r"[\u4e00-\u9fff]{1,6}", source)}
    return sorted(cues) or ["我家停水"]


def _patterns(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _patterns(part)
    elif isinstance(value, dict):
        yield from _patterns(list(value.values()))


def hostile(modules: Iterable[ModuleType], chance: Random) -> Iterator[list[str]]:
    """Pieces to make a text of: one word again and again, few words, many words and figures."""
    cues = words_of(modules)
    yield from ([sign] for sign in SIGNS)
    yield from ([word] for word in chance.sample(cues, min(6, len(cues))))
    yield from ([chance.choice(cues) + chance.choice(["1", "一", " ", "a"])] for _ in range(4))
    yield from (chance.choices(cues, k=3) + chance.choices(SIGNS, k=2) for _ in range(3))
    yield cues
    yield cues + SIGNS
    yield [f"{day}日{hour}点，" for day in range(1, 29) for hour in range(24)]


def text_of(pieces: list[str], length: int) -> str:
    chance = Random(length)
    average = max(1, sum(map(len, pieces)) // len(pieces))
    text = "".join(chance.choices(pieces, k=length // average + len(pieces)))
    return (text * 2 + pieces[0] * length)[:length]


def seconds(function: Callable[[str], Any], text: str, runs: int = 3) -> float:
    """The least time of some runs, without what was remembered from the run before."""
    least = 9.0
    for _ in range(runs):
        for remembered in (clean.normalise, folding.fold, digits.narrow, plain_text.plain):
            remembered.cache_clear()
        start = time.process_time()
        function(text)
        least = min(least, time.process_time() - start)
        if least < NOISE:
            break
    return least


def cost(function: Callable[[str], Any], pieces: list[str], readings: int = 1) -> str:
    """What is wrong with the cost of texts made of `pieces`; "" if nothing is.

    What is suspected is measured twice more; a clock's own noise (5 ms) is not a cost.
    """
    for _ in range(3):
        short = seconds(function, text_of(pieces, SHORT))
        long = seconds(function, text_of(pieces, LONG))
        if long <= RATIO * max(short, NOISE) + NOISE and long < SECONDS * readings:
            return ""
    return f"{pieces[:5]}: {short:.3f} s for {SHORT}, {long:.3f} s for {LONG}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_four_times_the_text_costs_at_most_five_times(name: str) -> None:
    function, modules = FUNCTIONS[name]
    function("我叫王伟，昨晚8点停水")  # what is loaded at the first call is no cost of a text
    readings = READINGS.get(name, 1)
    faults = [cost(function, pieces, readings) for pieces in hostile(modules, Random(name))]
    assert not any(faults), list(filter(None, faults))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=4))
def test_no_text_at_all_is_dear(pieces: list[str]) -> None:
    for name in ("clean", "find_personal", "read_elements"):
        assert cost(FUNCTIONS[name][0], pieces) == ""


def test_every_module_that_looks_for_words_is_in_the_table() -> None:
    folder = Path(clean.__file__).parent
    searching = {
        path.name
        for path in folder.rglob("*.py")
        if "re.compile" in path.read_text("utf-8") or "def find" in path.read_text("utf-8")
    }
    tried = {
        Path(str(module.__file__)).name for _, modules in FUNCTIONS.values() for module in modules
    }
    inside = {
        "cues.py",
        "gram_table.py",
        "pattern.py",
        "personal.py",
        "segment.py",
        "sensitive.py",
        "second_reader.py",
    }
    assert searching - tried - inside - ELSEWHERE == set()
