"""What is read many at a time is what is read singly, and what spares a search hides nothing."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifiers import request_type, urgency
from classifiers.danger import afterwards, scenes, shut_in
from classifiers.danger.level import level_with_danger, levels_with_danger
from classifiers.danger.reader import WEIGHTS, danger_reader
from classifiers.danger.sign_weights import Hits, SignWeights
from classifiers.danger.signs import SIGN, gram_strength, grams, signs
from classifiers.danger.view_scores import Flat
from classifiers.danger.views import plain as in_one_form
from classifiers.danger.views import views_of
from classifiers.gram_table import GramTable, Texts, distinct
from classifiers.plain_text import plain
from classifiers.predict import default_classifier
from classifiers.request_cues import cue_hits
from classifiers.request_type import type_of_report, types_of_reports

DATA = Path(__file__).parent / "data"


def texts_of(name: str) -> list[str]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


STORIES = texts_of("danger_long.csv") + texts_of("danger_stories.csv")
LETTERS = ["。".join(STORIES[begin : begin + 5]) for begin in range(0, 100, 6)]
TEXTS = [
    *texts_of("danger.csv"),
    *STORIES,
    *LETTERS,
    *texts_of("urgency.csv"),
    *("", "|", "。。。", "\ud800着火了", "𠮷家着火了", "救命着火" * 400, "9" * 300),
]


def test_dangers_and_types_are_the_same_singly_and_together() -> None:
    signs_of_city = {"fire": ["冒烟"], "water": ["塘口"]}
    together = levels_with_danger(TEXTS, signs_of_city)
    assert together == [level_with_danger(text, signs_of_city) for text in TEXTS]
    assert len({danger.is_danger for _, danger in together}) == 2
    bare = [plain(text) for text in TEXTS]
    singly = [type_of_report(text, form) for text, form in zip(TEXTS, bare, strict=True)]
    assert [(kind, round(chance, 9), hits) for kind, chance, hits in singly] == [
        (kind, round(chance, 9), hits) for kind, chance, hits in types_of_reports(TEXTS, bare)
    ]


def test_the_whole_classification_is_the_same_singly_and_together() -> None:
    classifier = default_classifier()
    together = classifier.classify_many(TEXTS[::3])
    assert together == [classifier.classify(text) for text in TEXTS[::3]]


def test_no_texts_are_read_as_none() -> None:
    assert levels_with_danger([], {}) == []
    assert types_of_reports([], []) == []
    assert danger_reader().read_many([]) == []


def test_every_known_piece_is_looked_up_and_no_other() -> None:
    pieces = ["甲", "乙丙", "甲乙", "丙丁甲", "|甲", "甲|", "𠮷甲"]
    texts = ["|甲乙丙丁甲|", "", "戊己", "甲甲𠮷甲", "\ud800甲"]
    table, read = GramTable(pieces), Texts.of(texts)
    ends, numbers = table.find(read)
    pairs = zip(*(own.tolist() for own in distinct(read.owners[ends], numbers)), strict=True)
    assert {(owner, pieces[number]) for owner, number in pairs} == {
        (owner, piece) for owner, text in enumerate(texts) for piece in pieces if piece in text
    }


@pytest.mark.parametrize("size", [1, 40, 3000])
def test_a_table_of_any_size_knows_what_it_holds(size: int) -> None:
    pieces = [chr(0x4E00 + number) + chr(0x4E00 + number % 7) for number in range(size)]
    ends, numbers = GramTable(pieces).find(Texts.of(pieces))
    assert sorted(numbers.tolist()) == list(range(size))
    assert len(set(ends.tolist())) == size


@pytest.mark.parametrize("text", [*STORIES[::9], *LETTERS])
def test_a_view_weighs_what_its_signs_weigh_by_name(text: str) -> None:
    """The names of `signs` are what the weights were learned for."""
    reader, flat = danger_reader(), in_one_form(text)
    weigh = SignWeights(_weights_by_name(), reader.finder.classes)
    for start, end in views_of(flat):
        view = flat[start:end]
        hits = reader.finder.hits(view)
        numbers = [word for word, _, _ in hits]
        clauses = [view.count("|", 0, begin + 1) for _, begin, _ in hits]
        if not hits:
            continue
        own = Hits(np.array(numbers), np.array(clauses), np.zeros(len(hits), dtype=int))
        only = np.array([0])
        (weight,) = weigh.of_views(own, (only, only), np.array([len(view)]))
        named = signs(view, reader.finder.words_of(view), "urgent")
        by_name = sum(_weights_by_name().get(name, 0.0) for name in named)
        assert weight + weigh.of_rule("urgent") == pytest.approx(by_name)


def _weights_by_name() -> dict[str, float]:
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))["signs"]


@pytest.mark.parametrize("text", ["三楼着火了，老人没出来", *STORIES[::20], *LETTERS])
def test_the_chance_is_that_of_the_view_whose_pieces_and_signs_weigh_most(text: str) -> None:
    weights, flat = _weights_by_name(), in_one_form(text)
    scores = []
    for start, end in views_of(flat):
        view = flat[start:end]
        named = signs(view, danger_reader().finder.words_of(view), "critical")
        score = sum(weights.get(f"~{gram}", 0.0) for gram in grams(view)) * gram_strength(len(view))
        scores.append(score + SIGN * sum(weights.get(name, 0.0) for name in named) + _offset())
    reader = danger_reader()
    (scored,) = reader.scores.of([Flat(flat, "critical", reader.finder.hits(flat))])
    assert scored is not None
    assert scored.score == pytest.approx(max(scores))


@pytest.mark.parametrize("text", ["小区停水停水，一直停水，没人管没人管", *STORIES[::20]])
def test_a_type_has_each_piece_once_however_often_it_stands_there(text: str) -> None:
    table = json.loads(request_type.WEIGHTS.read_text(encoding="utf-8"))
    flat = request_type.flattened(text)
    pieces = {flat[at : at + size] for size in (1, 2, 3) for at in range(len(flat) - size + 1)}
    rows = [table["grams"][piece] for piece in pieces if piece in table["grams"]]
    amounts = request_type.form_signs(flat, cue_hits(request_type._ends(text)))
    forms = [amount * np.array(table["forms"].get(name, [0.0])) for name, amount in amounts.items()]
    scores = np.array(table["offset"]) + request_type.strength(len(flat)) * np.sum(rows, axis=0)
    scores = sum(forms, scores)
    chances = np.exp(scores) / np.exp(scores).sum()
    kind, chance, _ = request_type.request_type(text)
    assert (kind, chance) == (request_type.KINDS[chances.argmax()], pytest.approx(chances.max()))


def _offset() -> float:
    return float(json.loads(WEIGHTS.read_text(encoding="utf-8"))["offset"])


GATED = [
    *((tuple(cores.split()), pattern) for cores, pattern in (*urgency._EXTREME, *urgency._URGENT)),
    *((tuple(gate), sign.pattern) for _, gate, sign, _ in scenes._SCENES),
    (tuple(shut_in.LIFT_SIGNS), shut_in._LIFT.pattern),
    ((afterwards.AGAIN_SIGN,), afterwards._AGAIN.pattern),
]


@pytest.mark.parametrize(("cores", "pattern"), GATED)
def test_whatever_a_pattern_matches_holds_what_lets_it_be_tried(
    cores: tuple[str, ...], pattern: str
) -> None:
    quick = settings(
        max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )

    @quick
    @given(st.from_regex(re.compile(pattern)))
    def holds(text: str) -> None:
        for hit in re.finditer(pattern, text):
            assert any(core in hit.group() for core in cores), hit.group()

    holds()
