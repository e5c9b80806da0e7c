"""Where it burns: streets by what was reported there, also for each 10,000 residents, with what
they complain of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.asking import MOST_KEYS, Answer, Chart, Part, counts, terms
from analytics.figures import SMALLEST, Compared
from analytics.periods import Period
from analytics.search.base import Query

TEN_THOUSAND = 10_000
TOPICS = 3


def for_10000(n: int, residents: int | None) -> float | None:
    """Reports for each 10,000 residents; None below SMALLEST reports, where it says more about
    chance, and where nobody knows the residents.
    """
    return n * TEN_THOUSAND / residents if residents and n >= SMALLEST else None


@dataclass(frozen=True, slots=True)
class Spot:
    """One street (or district); `topics` are its commonest categories with their counts."""

    key: str
    counted: Compared
    residents: int | None
    topics: Sequence[tuple[str, int]]

    @property
    def n(self) -> int:
        return self.counted.n

    @property
    def for_10000(self) -> float | None:
        return for_10000(self.n, self.residents)


@dataclass(frozen=True, slots=True)
class Heat:
    """All spots, hottest first; `nowhere` are tickets without a known street."""

    spots: Sequence[Spot]
    nowhere: Compared
    total: Compared


def heat(
    query: Query, period: Period, residents: Mapping[str, int], by: str = "street"
) -> Chart[Heat]:
    """`residents` by area code, as far as the city knows them; `by` street or district."""
    inside = terms(by) | {"aggs": {"topics": terms("category", TOPICS, shard_size=MOST_KEYS)}}
    parts = (
        Part(period.of(query), {"spots": inside}),
        Part(period.before.of(query), {"spots": terms(by)}),
    )

    def read(answers: Sequence[Answer]) -> Heat:
        now, earlier = answers
        before = counts(earlier["spots"])
        spots = [
            Spot(
                bucket["key"],
                Compared(bucket["doc_count"], before.get(bucket["key"], 0)),
                residents.get(bucket["key"]),
                list(counts(bucket["topics"]).items()),
            )
            for bucket in now["spots"]["buckets"]
        ]
        gone = [Spot(key, Compared(0, n), residents.get(key), ()) for key, n in before.items()]
        known = {spot.key for spot in spots}
        spots += [spot for spot in gone if spot.key not in known]
        spots.sort(key=lambda spot: (-spot.n, spot.key))
        somewhere = [sum(spot.n for spot in spots), sum(before.values())]
        return Heat(
            spots,
            Compared(now["n"] - somewhere[0], earlier["n"] - somewhere[1]),
            Compared(now["n"], earlier["n"]),
        )

    return Chart(parts, read)
