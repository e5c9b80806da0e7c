"""民情月历: what each month of the year brings more of than the others, from past years."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from analytics.asking import Answer, Chart, Part, counts, terms
from analytics.periods import Period, months_before
from analytics.search.base import Query

MONTHS, LEAST, LEAST_LIFT = 36, 5, 1.3


@dataclass(frozen=True, slots=True)
class MonthTopic:
    """A category in one month of the year: `n` reports in all its years, and how many times its
    usual share of what came that is.
    """

    category: str
    n: int
    lift: float


@dataclass(frozen=True, slots=True)
class MonthOfYear:
    """`years`: in which years this month was looked at."""

    month: int
    years: Sequence[int]
    n: int
    topics: Sequence[MonthTopic]


def month_calendar(
    query: Query, now: datetime, *, months: int = MONTHS, top: int = 5
) -> Chart[Sequence[MonthOfYear]]:
    """The months of the year in their order, from the last `months` whole ones."""
    this = datetime(now.year, now.month, 1)
    starts = [months_before(this, number) for number in range(months, -1, -1)]
    spans = list(pairwise(starts))
    parts = [
        Part(
            Period(since, until, (until - since).days).of(query), {"categories": terms("category")}
        )
        for since, until in spans
    ]

    def read(answers: Sequence[Answer]) -> Sequence[MonthOfYear]:
        by_month: dict[int, Counter[str]] = {month: Counter() for month in range(1, 13)}
        years: dict[int, list[int]] = {month: [] for month in range(1, 13)}
        for (since, _), answer in zip(spans, answers, strict=True):
            if answer["n"]:
                by_month[since.month].update(counts(answer["categories"]))
                years[since.month].append(since.year)
        usual = sum(by_month.values(), Counter())
        return [
            MonthOfYear(month, years[month], by_month[month].total(), topics)
            for month in range(1, 13)
            for topics in [_topics(by_month[month], usual, top)]
        ]

    return Chart(parts, read)


def _topics(counted: Mapping[str, int], usual: Mapping[str, int], top: int) -> list[MonthTopic]:
    """Most first of what comes clearly more often than in the other months."""
    n, total = sum(counted.values()), sum(usual.values())
    topics = [
        MonthTopic(category, own, own / n / (usual[category] / total))
        for category, own in counted.items()
        if own >= LEAST and category
    ]
    marked = [topic for topic in topics if topic.lift >= LEAST_LIFT]
    return sorted(marked, key=lambda topic: (-topic.n, topic.category))[:top]
