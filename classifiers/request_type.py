"""What the caller wants: 咨询 求助 投诉 举报 建议 表扬.

A linear model over n-grams, words that say it outright and the form of the text, learned from
lessons (benchmarks/request_types.py).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, cast

import numpy as np

from classifiers.folding import fold
from classifiers.gram_table import GramTable, Texts, distinct
from classifiers.place_names import whole_signs
from classifiers.request_cues import CUES, MOST_HITS, cue_hits

NAMES = {
    "consult": "咨询",
    "help": "求助",
    "complaint": "投诉",
    "report": "举报",
    "suggestion": "建议",
    "praise": "表扬",
}
Array = np.ndarray[Any, Any]
RequestType = tuple[str, float, list[str]]  # a key of NAMES, its chance, words that say it
KINDS = tuple(NAMES)
WEIGHTS = Path(__file__).with_name("request_weights.json")
LONGEST_GRAM = 3
GRAMS, CUE = 3.0, 1.0  # how much all n-grams together and one cue weigh
# A text says at its beginning or its end what it wants; between them is what happened.
_BEGINNING, _END = 70, 40
_MARKS = re.compile(r"[^\w?!]+|[?!][^\w]*|_+")
_CALM_MARKS = re.compile(r"\W+")  # the same where none of `?!_` stands, in half the time
_NUMBER = re.compile(r"\d+")
_ASKS = re.compile(r"(?:[吗呢么不没]|\?)[|^]*$")
_SHORT, _LONG = 12, 30
# A frame that asks (我想问一下) decides where the rest says no more than a matter (医保卡余额).
_QUESTION = re.compile(r"咨询|[想要来]问|问一?[下句声个]|请问|请教|打听")
_ASKING, _PLAIN = "请问", 0.84
_MOST_WORDS = 3


@dataclass(frozen=True)
class _Reader:
    offset: Array
    forms: Mapping[str, int]
    form_weights: Array
    weights: Array  # a row for each n-gram
    table: GramTable


def type_of_report(text: str, bare: str) -> RequestType:
    """The same of a report that is `bare` in its plain form."""
    return types_of_reports([text], [bare])[0]


def types_of_reports(texts: Sequence[str], bare: Sequence[str]) -> list[RequestType]:
    """The same of many reports, several times as fast."""
    types = request_types(bare)
    unsure = [
        number
        for number, (text, form) in enumerate(zip(texts, bare, strict=True))
        if _may_ask(types[number], text, form)
    ]
    questions = request_types([_ASKING + bare[number].strip() for number in unsure])
    for number, question in zip(unsure, questions, strict=True):
        if question[0] == "consult" and question[1] >= _PLAIN:
            types[number] = question
    return types


def request_type(text: str) -> RequestType:
    """Code of NAMES, its chance, and the words that said so; of an empty text the caller wants
    help.
    """
    return request_types([text])[0]


def request_types(texts: Sequence[str]) -> list[RequestType]:
    """The same of many texts, several times as fast."""
    if not texts:
        return []
    ends = [_ends(text) for text in texts]
    flats = [flattened(text) for text in ends]
    hits = [cue_hits(text) for text in ends]
    return [
        _type(scores, own) if len(flat) > len("^$") else ("help", 0.4, [])
        for scores, own, flat in zip(_scores(flats, hits), hits, flats, strict=True)
    ]


def _may_ask(read: RequestType, text: str, bare: str) -> bool:
    """Whether the frame of an unsure text may decide what it wants."""
    if read[0] == "consult" or read[1] >= _PLAIN or bare[:1].strip():
        return False
    frame = text[: len(bare) - len(bare.lstrip())]
    return _QUESTION.search(fold(frame)) is not None


def _type(scores: Sequence[float], hits: Mapping[int, set[str]]) -> RequestType:
    best = scores.index(max(scores))
    chance = 1 / sum([exp(score - scores[best]) for score in scores])
    return KINDS[best], chance, _outright(best, hits)


def flattened(text: str) -> str:
    """Folded, `|` between clauses, 0 for numbers, marked at both ends."""
    whole = whole_signs(fold(_ends(text)))
    # A function for each mark costs more than the rest: most texts neither ask nor cry out.
    is_calm = "?" not in whole and "!" not in whole
    marks = _CALM_MARKS if is_calm and "_" not in whole else _MARKS
    clauses = marks.sub("|" if is_calm else _mark, whole)
    return f"^{_NUMBER.sub('0', clauses).strip('|')}$"


def _ends(text: str) -> str:
    if len(text) <= _BEGINNING + _END + 1:
        return text
    return f"{text[:_BEGINNING]}，{text[-_END:]}"


def _mark(match: re.Match[str]) -> str:
    sign = match.group()[0]
    return f"{sign}|" if sign in "?!" else "|"


def strength(length: int) -> float:
    """What one n-gram weighs in a flat text of so many signs."""
    return float(GRAMS / max(1.0, LONGEST_GRAM * length) ** 0.5)


def form_signs(flat: str, hits: Mapping[int, set[str]]) -> dict[str, float]:
    """Cues by their number, and the form of the text."""
    signs = {f"cue {number}": CUE * min(len(own), MOST_HITS) for number, own in hits.items()}
    forms = {
        "short": len(flat) < _SHORT,
        "long": len(flat) > _LONG,
        "asks": _ASKS.search(flat[-4:-1]) is not None,
    }
    return signs | {name: CUE for name, holds in forms.items() if holds}


def _scores(flats: Sequence[str], hits: Sequence[Mapping[int, set[str]]]) -> list[list[float]]:
    """For each flat text with its cues the score of each kind."""
    reader = _reader()
    texts = Texts.of(flats)
    ends, numbers = reader.table.find(texts)
    owners, numbers = distinct(texts.owners[ends], numbers)
    size = len(flats)
    rows = reader.weights.take(numbers, axis=0)
    # Kind by kind: `add.reduceat` over rows takes several times as long.
    sums = np.array([np.bincount(owners, own, size) for own in rows.T]).T
    sums = sums * np.array([strength(len(flat)) for flat in flats])[:, None]
    amounts = np.zeros((size, len(reader.forms)))
    for row, flat, own in zip(amounts, flats, hits, strict=True):
        for name, amount in form_signs(flat, own).items():
            if name in reader.forms:
                row[reader.forms[name]] = amount
    scores = reader.offset + sums + amounts @ reader.form_weights
    return cast(list[list[float]], scores.tolist())


def _outright(best: int, hits: Mapping[int, set[str]]) -> list[str]:
    """Words that say it: pieces of words would explain nothing."""
    return [
        word
        for number in sorted(hits)
        if CUES[number].kind == KINDS[best]
        for word in sorted(hits[number])
    ][:_MOST_WORDS]


@cache
def _reader() -> _Reader:
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    grams: dict[str, list[float]] = table["grams"]
    return _Reader(
        np.array(table["offset"]),
        {name: row for row, name in enumerate(table["forms"])},
        np.array(list(table["forms"].values())),
        np.array(list(grams.values())),
        GramTable(list(grams)),
    )
