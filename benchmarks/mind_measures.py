"""The measures of `make bench-mind`, each on a development set of this repository."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from time import process_time

from analytics.hotspots.pairs import likely_pairs
from analytics.hotspots.report import Report
from benchmarks.answers import fitting, shipped_knowledge
from benchmarks.classify import texts as long_texts
from benchmarks.mind_categories import (
    categories_and_units,
    confidence,
    other_forms,
    router,
    unlike_reports,
)
from benchmarks.mind_figures import Figure, rows_of, share, where
from benchmarks.trainer import printed_and_next
from classifiers.danger.level import level_with_danger
from classifiers.personal import mask
from classifiers.plain_text import plain
from classifiers.predict import default_classifier
from classifiers.request_type import type_of_report
from hotline.casework.answers import answers_to, question_of_text
from routing.accusations import Accusations
from tests.support.standin_city import StandInCity

ON = date(2026, 3, 9)
AT = datetime(2026, 3, 9, 10)
CITY_ROWS, CITY_SINCE = 8_000, "2025-10"


def measures() -> list[Callable[[], Iterator[Figure]]]:
    return [
        categories_and_units,
        other_forms,
        unlike_reports,
        confidence,
        request_types,
        dangers,
        accusations,
        masks,
        repeats,
        answers,
        city_training,
        speed,
    ]


def request_types() -> Iterator[Figure]:
    rows = rows_of("unit/classifiers/data/request_type*.csv")
    kinds = [type_of_report(row["text"], plain(row["text"]))[0] for row in rows]
    right = [kind in row["kind"].split() for kind, row in zip(kinds, rows, strict=True)]
    yield share("request type", right)


def dangers() -> Iterator[Figure]:
    rows = rows_of("unit/classifiers/data/danger*.csv")
    flagged = [bool(level_with_danger(row["text"], {})[1].is_danger) for row in rows]
    kinds = [row.get("kind") or row.get("danger") or "alike" for row in rows]
    yield share("danger seen", where(flagged, [k not in ("alike", "ordinary") for k in kinds]))
    yield share("danger, false among those alike", where(flagged, [k == "alike" for k in kinds]))
    ordinary = [row["text"] for row in rows_of("unit/routing/data/dispatch.csv")]
    ordinary += [row["text"] for row in rows if row.get("kind") == "ordinary"]
    yield share(
        "danger, false among ordinary ones",
        [bool(level_with_danger(text, {})[1].is_danger) for text in ordinary],
    )


def accusations() -> Iterator[Figure]:
    reading = router()
    reader = Accusations(reading.tables.units, reading.tables.areas)
    rows = rows_of("unit/routing/data/accusations*.csv")
    heard = []
    for row in rows:
        place = reading.gazetteer.locate(row["text"])
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
    outcome = printed_and_next(rows, "function", since=CITY_SINCE)
    printed, new, true = outcome.printed, outcome.new, outcome.true
    yield Figure("city's model, first", new["n"], new["accuracy"])
    gap = max(abs(printed[key] - new[key]) for key in ("accuracy", "top3_accuracy"))
    yield Figure("city's model, printed and next months differ by", new["n"], gap)
    yield Figure("city's model, calibration error", new["n"], new["calibration_error"])
    yield Figure("city's model, promised of those alone", printed["n"], outcome.promise)
    alone, truly = new["automatic"], true["automatic"]
    yield Figure("city's model, alone", new["n"], alone["coverage"])
    yield Figure("city's model, right of those alone", new["n"], alone["precision"])
    yield Figure("the same by labels nobody mistook", true["n"], truly["precision"])


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
