"""The hottest issues in words: which categories rose, where, at whose desk, and what people say
about them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.asking import MOST_KEYS, Answer, Chart, Part, counts, terms
from analytics.breakdowns import Breakdown, Row, breakdown
from analytics.periods import Period
from analytics.search.base import Query
from analytics.words import COMMON, Background, marking

_LOOKED_AT, _WORDS = 20, 30


@dataclass(frozen=True, slots=True)
class Issue:
    """One category that rose: the words that mark it, its commonest places and units with their
    counts.
    """

    row: Row
    marking_words: Sequence[str]
    places: Sequence[tuple[str, int]]
    units: Sequence[tuple[str, int]]


def issues(query: Query, period: Period, limit: int = 5) -> Chart[Sequence[Issue]]:
    """Among the twenty largest categories of the period.

    Words are those that mark the category among all tickets.
    """
    compared = breakdown(query, period, "category")
    inside = {"words": terms("words", _WORDS, shard_size=_WORDS)}
    # Their counts are shown beside lists, so no part of the index may leave any of them out.
    exact = {name: terms(name, 2, shard_size=MOST_KEYS) for name in ("place", "unit")}
    body = {
        "topics": terms("category", _LOOKED_AT, shard_size=_LOOKED_AT) | {"aggs": inside},
        "spots": terms("category", shard_size=MOST_KEYS) | {"aggs": exact},
        "words": COMMON,
    }
    parts = (*compared.parts, Part(period.of(query), body))

    def read(answers: Sequence[Answer]) -> Sequence[Issue]:
        compared_topics: Breakdown = compared.read(answers[:-1])
        topics = {bucket["key"]: bucket for bucket in answers[-1]["topics"]["buckets"]}
        spots = {bucket["key"]: bucket for bucket in answers[-1]["spots"]["buckets"]}
        background = Background(answers[-1]["words"], answers[-1]["n"])
        risen = [row for row in compared_topics.rising(_LOOKED_AT) if row.key in topics]
        return [
            _issue(row, topics[str(row.key)], spots[str(row.key)], background)
            for row in risen[:limit]
        ]

    return Chart(parts, read)


def _issue(row: Row, topic: Answer, spots: Answer, background: Background) -> Issue:
    marked = marking(counts(topic["words"]), topic["doc_count"], background)
    return Issue(
        row,
        [word.text for word in marked[:5]],
        list(counts(spots["place"]).items()),
        list(counts(spots["unit"]).items()),
    )
