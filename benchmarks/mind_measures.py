"""The measures of `make bench-mind`, each on a development set of this repository."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from time import process_time

import numpy as np

from analytics.hotspots.pairs import likely_pairs
from analytics.hotspots.report import Report
from benchmarks.answers import fitting, shipped_knowledge
from benchmarks.classify import texts as long_texts
from benchmarks.mind_figures import Figure, rows_of, share, where
from benchmarks.trainer import printed_and_next
from classifiers.danger.level import level_with_danger
from classifiers.evaluate import calibration_error
from classifiers.personal import mask
from classifiers.plain_text import plain
from classifiers.predict import Classification, Classifier, default_classifier
from classifiers.request_type import request_type
from hotline.casework.answers import answers_to, question_of_text
from hotline.city.pack import DEMO, CityPack
from hotline.city.pack_reading import read_pack
from routing.accusations import Accusations
from routing.decision import Decision
from routing.router import Router
from tests.support.standin_city import StandInCity

ON = date(2026, 3, 9)
AT = datetime(2026, 3, 9, 10)
CITY_ROWS, CITY_SINCE, SHOWN = 3_200, "2025-09", 3


def measures() -> list[Callable[[], Iterator[Figure]]]:
    return [
        categories_and_units,
        unlike_reports,
        request_types,
        dangers,
        accusations,
        masks,
        repeats,
        answers,
        city_training,
        speed,
    ]


def categories_and_units() -> Iterator[Figure]:
    """Sentences about 示例市 as a dispatcher hears them, read and routed by the default model."""
    rows = [row for row in rows_of("unit/routing/data/dispatch.csv") if row["category"]]
    read = _classifier().classify_many([row["text"] for row in rows])
    yield from _categories([row["category"] for row in rows], read)
    yield from _units(rows, read)


def unlike_reports() -> Iterator[Figure]:
    """Reports of every category, written to be unlike the lessons, which were never looked at."""
    rows = rows_of("unit/classifiers/data/reports_unseen.csv")
    read = _classifier().classify_many([row["text"] for row in rows])
    guesses = [[guess.code for guess in reading.alternatives] for reading in read]
    sureness = np.array([reading.alternatives[0].confidence for reading in read])
    accepted = [set(row["categories"].split()) for row in rows]
    pairs = list(zip(guesses, accepted, strict=True))
    yield share("category of reports unlike all", [own[0] in codes for own, codes in pairs])
    yield share(
        "the same, among three", [not codes.isdisjoint(own[:SHOWN]) for own, codes in pairs]
    )
    right = np.array([own[0] in codes for own, codes in pairs])
    yield Figure("the same, calibration error", len(pairs), calibration_error(right, sureness))


def _categories(codes: Sequence[str], read: Sequence[Classification]) -> Iterator[Figure]:
    guesses = [[guess.code for guess in reading.alternatives] for reading in read]
    first = [own[0] == code for own, code in zip(guesses, codes, strict=True)]
    alone = [not reading.abstained for reading in read]
    yield share("category, first", first)
    yield share(
        "category, among three", [code in own for own, code in zip(guesses, codes, strict=True)]
    )
    sureness = np.array([reading.alternatives[0].confidence for reading in read])
    error = calibration_error(np.array(first), sureness)
    yield Figure("category, calibration error", len(codes), error)
    yield share("category, alone", alone)
    yield share("category, right of those alone", where(first, alone))


def _units(rows: Sequence[dict[str, str]], read: Sequence[Classification]) -> Iterator[Figure]:
    decided = [
        (_route(row["text"], reading), row["units"].split())
        for row, reading in zip(rows, read, strict=True)
        if row["units"]
    ]
    first = [decision.unit in units for decision, units in decided]
    alone = [not decision.needs_review for decision, _ in decided]
    yield share("unit, first", first)
    yield share(
        "unit, among three",
        [not _three(decision).isdisjoint(units) for decision, units in decided],
    )
    yield share("unit, alone", alone)
    yield share("unit, right of those alone", where(first, alone))


def _route(text: str, reading: Classification) -> Decision:
    guesses = [(guess.code, guess.confidence) for guess in reading.alternatives]
    kind = reading.request_type.code
    return _router().route(text, classification=guesses, request_type=kind, on=ON)


def _three(decision: Decision) -> set[str]:
    return {decision.unit, *(code for code, _ in decision.alternatives[:SHOWN])}


def request_types() -> Iterator[Figure]:
    rows = rows_of("unit/classifiers/data/request_type*.csv")
    right = [request_type(plain(row["text"]))[0] in row["kind"].split() for row in rows]
    yield share("request type", right)


def dangers() -> Iterator[Figure]:
    rows = rows_of("unit/classifiers/data/danger*.csv")
    flagged = [bool(level_with_danger(row["text"], {})[1].is_danger) for row in rows]
    danger = [bool(row.get("kind") or row.get("danger")) for row in rows]
    yield share("danger seen", where(flagged, danger))
    yield share("danger, false among those alike", where(flagged, [not each for each in danger]))
    ordinary = [row["text"] for row in rows_of("unit/routing/data/dispatch.csv")]
    yield share(
        "danger, false among ordinary ones",
        [bool(level_with_danger(text, {})[1].is_danger) for text in ordinary],
    )


def accusations() -> Iterator[Figure]:
    router = _router()
    reader = Accusations(router.tables.units, router.tables.areas)
    rows = rows_of("unit/routing/data/accusations*.csv")
    heard = []
    for row in rows:
        place = router.gazetteer.locate(row["text"])
        hearing = reader.hear(row["text"], district=place.district, street=place.street)
        heard.append(set(hearing.units))
    accused = [set(row["accused"].split()) for row in rows]
    caught = [bool(units & own) for units, own in zip(heard, accused, strict=True)]
    yield share("accusation heard", where(caught, [bool(own) for own in accused]))
    taken = [bool(units) for units in heard]
    yield share("accusation, false", where(taken, [not own for own in accused]))


def masks() -> Iterator[Figure]:
    rows = rows_of("unit/classifiers/data/personal_items.csv")
    secrets = [row for row in rows if row["kind"] != "harmless"]
    yield share("personal data masked", [_is_hidden(row) for row in secrets])
    harmless = [row["text"] for row in rows if row["kind"] == "harmless"]
    yield share("masked, harmless", [mask(text) != text for text in harmless])


def repeats() -> Iterator[Figure]:
    pairs = rows_of("unit/analytics/data/repeat_pairs_new.csv")
    rows = [row for row in pairs if row["part"] == "held"]
    joined = [
        bool(likely_pairs([Report("1", AT, "", row["a"]), Report("2", AT, "", row["b"])]))
        for row in rows
    ]
    same = [row["same"] == "yes" for row in rows]
    yield share("repeats found", where(joined, same))
    yield share("repeats, different matters joined", where(joined, [not each for each in same]))


def answers() -> Iterator[Figure]:
    """What stands beside a report: questions that were held out of learning, by the entries and
    items of the demo city, and reports that want a unit and no answer.
    """
    rows = rows_of("integration/knowledge/data/answers.csv")
    reports = [row["text"] for row in rows_of("unit/routing/data/dispatch.csv")]
    with shipped_knowledge() as (session, desk):

        def shown(text: str) -> list[str]:
            hits = answers_to(session, question_of_text(text, desk), desk)
            return [hit.entry.code for hit in hits]

        held = [(row, shown(row["text"])) for row in rows if row["part"] == "held"]
        needless = [bool(shown(text)) for text in reports]
    fits = [[code in fitting(row["codes"]) for code in codes] for row, codes in held]
    yield share("answers shown that fit", [each for own in fits for each in own])
    judged = zip(fits, held, strict=True)
    yield share(
        "questions with a fitting answer", [any(own) for own, (row, _) in judged if row["codes"]]
    )
    without = [bool(codes) for row, codes in held if not row["codes"]]
    yield share("an answer where none fits", without)
    yield share("reports to dispatch with an answer shown", needless)


def city_training() -> Iterator[Figure]:
    """`hotline model train` on a made-up city: what it printed and what the next months brought."""
    rows = StandInCity(5).rows(CITY_ROWS)
    printed, new, _ = printed_and_next(rows, "function", since=CITY_SINCE)
    for name, key in (("first", "accuracy"), ("among three", "top3_accuracy")):
        yield Figure(f"city's model, {name}", new["n"], new[key])
        yield Figure(f"the same as printed, {name}", printed["n"], printed[key])
    yield Figure("city's model, calibration error", new["n"], new["calibration_error"])
    alone = new["automatic"]
    yield Figure("city's model, alone at 0.95", new["n"], alone["coverage"])
    yield Figure("city's model, right of those alone", new["n"], alone["precision"])


def speed() -> Iterator[Figure]:
    """Texts of 200 characters in a second of processor time, in thousands."""
    messages, classifier = long_texts()[:2_000], default_classifier()
    whole = _per_second(lambda: classifier.classify_many(messages, explain=False), len(messages))
    category = _per_second(lambda: classifier.chances(messages), len(messages))
    yield Figure("thousand texts a second, category", len(messages), category)
    yield Figure("thousand texts a second, type and danger too", len(messages), whole)


def _is_hidden(row: dict[str, str]) -> bool:
    """Every letter and digit of the secret is covered by a star."""
    start, masked = row["text"].index(row["secret"]), mask(row["text"])
    return all(masked[start + n] == "*" for n, sign in enumerate(row["secret"]) if sign.isalnum())


def _per_second(work: Callable[[], object], count: int) -> float:
    """In thousands; the best of three, as other work on the machine only slows."""
    best = float("inf")
    for _ in range(3):
        begin = process_time()
        work()
        best = min(best, process_time() - begin)
    return count / best / 1000


def _router() -> Router:
    return _pack().router


def _classifier() -> Classifier:
    """As the city reads: names of its places decide nothing."""
    return default_classifier().in_city(places=_pack().place_names)


@cache
def _pack() -> CityPack:
    pack = read_pack(DEMO).pack
    assert pack is not None
    return pack
