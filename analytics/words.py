"""Which words mark a slice of the tickets against their background: Elasticsearch's JLH score,
the same in both engines.

Two `terms` aggregations of one request. The background is what the reader may see and nothing else:
the index's own frequencies, which `significant_terms` takes where it is told nothing, know of
confidential tickets.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from analytics.asking import Answer, Chart, Part, counts, terms
from analytics.search.base import Query

LEAST = 3
_BACKGROUND = 3000
# As many from each shard: an engine that takes more spends the time of the whole screen on words.
COMMON = terms("words", 1000, shard_size=1000, min_doc_count=LEAST)


# The commonest words of each of the largest categories: what is common in many of them marks none.
TOPICS, WORDS_OF_TOPIC = 20, 30
OF_TOPICS = terms("category", TOPICS, shard_size=TOPICS) | {
    "aggs": {"words": terms("words", WORDS_OF_TOPIC, shard_size=WORDS_OF_TOPIC)}
}
# A word of more than a third of the categories, and of more than three.
SPREAD, FEWEST_TOPICS = 1 / 3, 3


@dataclass(frozen=True, slots=True)
class Word:
    """In how many tickets of the slice and of the background it stands."""

    text: str
    n: int
    background: int
    score: float


@dataclass(frozen=True, slots=True)
class Words:
    marking_words: Sequence[Word]
    slice: int
    background: int


def marking_words(
    slice_: Query, background: Query, limit: int, telling: Callable[[str], bool] = bool
) -> Chart[Words]:
    """`background` holds all tickets of the slice and more; words stand that are `telling`
    and not common everywhere."""
    parts = (
        Part(slice_, {"words": COMMON, "topics": OF_TOPICS}),
        Part(background, {"words": terms("words", _BACKGROUND, shard_size=_BACKGROUND)}),
    )

    def read(answers: Sequence[Answer]) -> Words:
        inside, outside = answers
        marked = marking(
            counts(inside["words"]), inside["n"], Background(outside["words"], outside["n"])
        )
        fillers = words_of_many(inside["topics"])
        says = (word for word in marked if word.text not in fillers and telling(word.text))
        shown = list(islice(says, limit))
        return Words(shown, inside["n"], outside["n"])

    return Chart(parts, read)


def words_of_many(topics: Answer) -> set[str]:
    """Those that are common in many of the categories of OF_TOPICS."""
    buckets = topics["buckets"]
    spread = Counter(word for topic in buckets for word in counts(topic["words"]))
    most = max(FEWEST_TOPICS, len(buckets) * SPREAD)
    return {word for word, n in spread.items() if n > most}


class Background:
    """Counts of the commonest words.

    A rarer one counts as the rarest of them, which never flatters it.
    """

    def __init__(self, answer: Answer, n: int) -> None:
        self._counts = counts(answer)
        self._rarest = min(self._counts.values(), default=0) if answer["sum_other_doc_count"] else 0
        self.n = n

    def count(self, word: str, at_least: int) -> int:
        return max(self._counts.get(word, self._rarest), at_least)


def marking(inside: Mapping[str, int], n: int, background: Background) -> list[Word]:
    """The words that are commoner in the slice than in its background, most telling first."""
    marked = [
        Word(text, count, outside, jlh(count, n, outside, background.n))
        for text, count in inside.items()
        if count >= LEAST
        for outside in [background.count(text, count)]
    ]
    return sorted(
        (word for word in marked if word.score > 0), key=lambda word: (-word.score, word.text)
    )


def jlh(inside: int, n: int, outside: int, total: int) -> float:
    """(share in the slice - share outside) x (share in the slice / share outside).

    0 for what is not commoner.
    """
    if not n or not total or not outside:
        return 0.0
    here, there = inside / n, outside / total
    return (here - there) * here / there if here > there else 0.0
