"""What every search engine of the hotline takes and gives: queries, hits, and the protocol.

Times are naive local time of the city and are indexed as they stand, so a day bucket is a day of
the city in every engine. Documents come from `documents.document`; their field names are in
`fields`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

SORTS = ("newest", "oldest", "relevance", "due")
DEEPEST = 1000
LARGEST_PAGE = 500


class SearchError(Exception):
    """Base of what an engine refuses."""


class EngineUnavailable(SearchError):
    """The engine is away, overloaded, read-only or held by another process: try again later."""


class WrongQuery(SearchError, ValueError):
    """A field, sort, cursor or value that no engine knows; the message names it."""


@dataclass(frozen=True, slots=True)
class Visibility:
    """Whose tickets may be seen.

    all_units     every unit's tickets but the confidential ones
    confidential  with all_units: the confidential ones too
    units         codes of units whose tickets (as lead or support) are seen in any case
    unit          the reader's own unit: a ticket that accuses it is hidden in any case. Without it
                  all `units` count as
                  their own; who stands above the accused may well be the one to examine it
    """

    all_units: bool = True
    confidential: bool = False
    units: frozenset[str] = frozenset()
    unit: str = ""

    @property
    def own(self) -> tuple[str, ...]:
        return (self.unit,) if self.unit else tuple(sorted(self.units))


EVERYTHING = Visibility(confidential=True)


@dataclass(frozen=True, slots=True)
class Query:
    """One search.

    text     words, names, single characters; blanks mean "and", quotes an exact phrase; "" finds
             all
    filters  keyword field -> values, one of which must be there; "" stands for "no value"
    excluded keyword field -> values, none of which may be there; "" stands for "no value"
    prefixes keyword field -> how its value begins: a category with all below it
    words    words as the segmenter has them, all of which must be there, as charts count them
    ranges   date or number field -> (least, below), None is open
    since, until  reported in this span, `until` not included
    sort     newest, oldest (by report time), due (soonest first, tickets without a due time last),
             relevance
    after    `next_cursor` of the page before
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    ranges: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None
    sort: str = "newest"
    after: str | None = None
    limit: int = 20
    highlight: bool = True
    see: Visibility = Visibility()


@dataclass(frozen=True, slots=True)
class Hit:
    """One ticket: `fields` is the stored document, `highlights` has safe HTML with <mark> for
    title and content.
    """

    no: str
    id: int
    score: float
    fields: dict[str, Any]
    highlights: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hits:
    """One page. `degraded`: the engine was away and the database answered."""

    total: int
    hits: list[Hit]
    next_cursor: str | None = None
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Indexed:
    """What became of a batch: `stale` documents were older than the index; `failed` has the
    reason by id.
    """

    written: int = 0
    stale: int = 0
    failed: Mapping[int, str] = field(default_factory=dict)

    def with_failed(self, more: Mapping[int, str]) -> "Indexed":
        return Indexed(self.written, self.stale, {**self.failed, **more})


class Portion(NamedTuple):
    """Documents in the form in which a rebuild takes many at once: `size` of them, with the
    reason by id why some failed.
    """

    content: Any
    size: int
    failed: dict[int, str]


# From batches of documents; picklable, for another process may call it. Raises EngineUnavailable.
Make = Callable[[Iterable[Sequence[Mapping[str, Any]]]], Portion]


@dataclass(frozen=True, slots=True)
class Health:
    """state: ok | degraded | down; `note` says why and what to do."""

    state: str
    documents: int = 0
    note: str = ""


class Index(Protocol):
    """One index that takes documents: the one in use, or the one that a rebuild fills."""

    def index(self, documents: Iterable[Mapping[str, Any]]) -> Indexed:
        """Write; an older version never replaces a newer one.

        Durable on return, visible after `refresh`.
        """

    def delete(self, ids: Sequence[int]) -> None:
        """Remove by id; raises ValueError for an id that is empty, and does nothing for an empty
        list.
        """

    def versions(self, after_id: int = 0, limit: int = 10_000) -> list[tuple[int, int]]:
        """(id, version) by rising id, behind `after_id`."""

    def size(self) -> int:
        """How many documents it holds."""

    def refresh(self) -> None:
        """Make everything written so far visible to searches."""


class Rebuild(Index, Protocol):
    """A new index beside the one in use.

    Leaving without `swap` keeps what is there: the next rebuild goes on.
    """

    @property
    def resume_after(self) -> int:
        """The highest id that it already holds; documents are fed by rising id."""

    @property
    def portion_size(self) -> int:
        """How many documents make a good portion."""

    def maker(self) -> Make:
        """Makes portions of new documents for `take`, without the index itself."""

    def take(self, portion: Portion) -> Mapping[int, str]:
        """Into the index, by rising id; the reason by id why some are not."""

    def swap(self) -> None:
        """Let searches and writers use the new index from now on.

        The old one stays until `drop_old`.
        """


class SearchEngine(Index, Protocol):
    """Full text, filters and aggregations over tickets."""

    def search(self, query: Query) -> Hits:
        """One page of tickets."""

    def count(self, query: Query) -> int:
        """How many tickets match."""

    def aggregate(self, query: Query, aggs: Mapping[str, Any]) -> dict[str, Any]:
        """Run an aggregation body of Elasticsearch's form over all matching tickets."""

    def aggregate_many(
        self, searches: Sequence[tuple[Query, Mapping[str, Any]]]
    ) -> list[dict[str, Any]]:
        """The same for any number of queries by one request, answers in their order.

        All of it or an error.
        """

    def rebuild(self) -> AbstractContextManager[Rebuild]:
        """Start a new index, or go on with one that was broken off."""

    def drop_old(self) -> int:
        """Remove the indexes that swaps left behind; how many."""

    def rest(self, before: datetime) -> int:
        """Put months that ended before that of `before` into a form for reading.

        Late writes wake them. How many changed.
        """

    def release(self) -> None:
        """Let other processes write: called when there is nothing to do."""

    def health(self) -> Health:
        """Never raises."""

    def close(self) -> None:
        """Give everything back."""
