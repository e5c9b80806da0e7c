"""The hottest issues in words: which categories rose, where, at whose desk, and what people say
about them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analytics.asking import MOST_KEYS, Answer, Chart, Part, counts, terms
from analytics.breakdowns import Breakdown, Row, breakdown
from analytics.periods import Period
from analytics.search.base import Query
from analytics.words import COMMON, OF_TOPICS, TOPICS, Background, marking, words_of_many


@dataclass(frozen=True, slots=True)
class Issue:
    """One category that rose: the words that mark it, its commonest places and units with their
    counts.
    """

    row: Row
    marking_words: Sequence[str]
    places: Sequence[tuple[str, int]]
    units: Sequence[tuple[str, int]]


def issues(
    query: Query, period: Period, limit: int = 5, telling: Callable[[str], bool] = bool
) -> Chart[Sequence[Issue]]:
    """Among the twenty largest categories of the period.

    Words are those that mark the category among all tickets, that are `telling`, and that are not
    among the commonest of a good part of the categories.
    """
    compared = breakdown(query, period, "category")
    # Their counts are shown beside lists, so no part of the index may leave any of them out.
    exact = {name: terms(name, 2, shard_size=MOST_KEYS) for name in ("place", "unit")}
    body = {
        "topics": OF_TOPICS,
        "spots": terms("category", shard_size=MOST_KEYS) | {"aggs": exact},
        "words": COMMON,
    }
    parts = (*compared.parts, Part(period.of(query), body))

    def read(answers: Sequence[Answer]) -> Sequence[Issue]:
        compared_topics: Breakdown = compared.read(answers[:-1])
        topics = {bucket["key"]: bucket for bucket in answers[-1]["topics"]["buckets"]}
        spots = {bucket["key"]: bucket for bucket in answers[-1]["spots"]["buckets"]}
        background = Background(answers[-1]["words"], answers[-1]["n"])
        fillers = words_of_many(answers[-1]["topics"])

        def says(word: str) -> bool:
            return word not in fillers and telling(word)

        risen = [row for row in compared_topics.rising(TOPICS) if row.key in topics]
        return [
            _issue(row, topics[str(row.key)], spots[str(row.key)], background, says)
            for row in risen[:limit]
        ]

    return Chart(parts, read)


def _issue(
    row: Row,
    topic: Answer,
    spots: Answer,
    background: Background,
    says: Callable[[str], bool],
) -> Issue:
    marked = marking(counts(topic["words"]), topic["doc_count"], background)
    return Issue(
        row,
        [word.text for word in marked if says(word.text)][:5],
        list(counts(spots["place"]).items()),
        list(counts(spots["unit"]).items()),
    )
