"""Which of many short texts answers a question: an inverted index of character n-grams in this
process's memory.

Texts are known by a key and a version. New ones stand in small blocks that are merged as they grow,
so that a change costs little and nothing is ever built anew. Old versions stay until a merge:
whoever searches looks up what a key is today.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.question_words import ASKING, EMPTY
from classifiers.late import bring_in_learning

# scikit-learn takes a second to import: only who reads texts waits for it.
if TYPE_CHECKING:
    from classifiers.ngrams import NgramVectorizer

Array = np.ndarray[Any, Any]
_BITS = 21
# What a shared character, pair and triple of a question is worth; one that only asks is worth a
# part of it.
_WORTH = (0.25, 1.0, 0.7)
_ASKING_WORTH = 0.12
# What a text's body adds to its best line.
_BODY = 0.5
_LONGEST_TEXT = 2_000
# Rows of a block that are looked at for each text that is wanted: a text has several lines.
_ROWS = 4
# BM25: how fast repetition saturates, how much a long text is held back, and the length that is
# not.
_SATURATION, _SLOPE, _USUAL = 1.2, 0.55, 40.0


@dataclass(frozen=True, slots=True)
class ShortText:
    """`lines` are ways of asking (title, questions): the best of them counts; `body` is what
    stands behind them.
    """

    key: int
    version: int
    lines: Sequence[str]
    body: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """`score` counts shared expressions: about 1 for a rare one, whatever the number of texts."""

    key: int
    version: int
    score: float


@dataclass(frozen=True, slots=True)
class _Block:
    """Postings by rising slot: `rows` and `weights` of slot i stand at starts[i]:starts[i + 1].

    A row is a line or a body.
    """

    slots: Array
    starts: Array
    rows: Array
    weights: Array
    keys: Array
    versions: Array
    bodies: Array


class ShortTextIndex:
    """Any thread may search while one adds: a list of blocks is replaced, never changed."""

    def __init__(self) -> None:
        self._blocks: tuple[_Block, ...] = ()
        self._held_by = np.zeros(1 << _BITS, dtype=np.int32)
        self._versions: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._versions)

    def version_of(self, key: int) -> int:
        return self._versions.get(key, 0)

    def add(self, texts: Iterable[ShortText]) -> None:
        """Add texts, or newer versions of them; one thread at a time."""
        fresh = list(texts)
        if not fresh:
            return
        block = self._block(fresh)
        self._versions.update((text.key, text.version) for text in fresh)
        self._count(block, 1)
        blocks = [*self._blocks, block]
        while len(blocks) > 1 and len(blocks[-2].keys) < 2 * len(blocks[-1].keys):
            last, before = blocks.pop(), blocks.pop()
            blocks.append(self._merged(before, last))
        self._blocks = tuple(blocks)

    def forget(self, keys: Iterable[int]) -> None:
        for key in keys:
            self._versions.pop(key, None)

    def search(self, question: str, limit: int) -> list[Found]:
        """The best texts, best first."""
        question_slots, worth = _asked(question)
        held = self._held_by[question_slots]
        rows = max(1, sum(len(block.keys) for block in self._blocks))
        rarity = worth * np.log(1 + rows / (held + 0.5)).astype(np.float32) / np.log(2.0 + rows)
        best: dict[int, Found] = {}
        for block in self._blocks:
            for hit in self._search(block, question_slots, rarity, limit):
                if (
                    hit.version == self._versions.get(hit.key)
                    and hit.score > best.get(hit.key, _NONE).score
                ):
                    best[hit.key] = hit
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.key))[:limit]

    def _search(
        self, block: _Block, question_slots: Array, rarity: Array, limit: int
    ) -> list[Found]:
        places = np.searchsorted(block.slots, question_slots)
        there = places < len(block.slots)
        there[there] = block.slots[places[there]] == question_slots[there]
        if not there.any():
            return []
        begins, ends = block.starts[places[there]], block.starts[places[there] + 1]
        lengths = ends - begins
        at = np.repeat(
            begins - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths
        ) + np.arange(lengths.sum())
        worth = np.repeat(rarity[there], lengths)
        size = len(block.keys)
        scores = np.bincount(block.rows[at], block.weights[at] * worth, size)
        return self._best(block, scores, limit)

    def _best(self, block: _Block, scores: Array, limit: int) -> list[Found]:
        """A text scores as its best line and a part of its body."""
        size = len(scores)
        many = min(size, _ROWS * limit)
        top = np.argpartition(-scores, many - 1)[:many]
        lines: dict[tuple[int, int], float] = {}
        bodies: dict[tuple[int, int], float] = {}
        for row in top[scores[top] > 0].tolist():
            name, score = (int(block.keys[row]), int(block.versions[row])), float(scores[row])
            part = bodies if block.bodies[row] else lines
            part[name] = max(score, part.get(name, 0.0))
        return [
            Found(*name, lines.get(name, 0.0) + _BODY * bodies.get(name, 0.0))
            for name in {**lines, **bodies}
        ]

    def _block(self, texts: Sequence[ShortText]) -> _Block:
        rows = [(text, line, False) for text in texts for line in text.lines if line]
        rows += [(text, text.body, True) for text in texts if text.body]
        slots, owners = _grams(len(_WORTH)).hash_ngrams([line for _, line, _ in rows])
        pairs, counts = np.unique(slots << 32 | owners, return_counts=True)
        owners, slots = (pairs & 0xFFFFFFFF).astype(np.int32), pairs >> 32
        lengths = np.bincount(owners, counts, len(rows))[owners]
        held_back = _SATURATION * (1 - _SLOPE + _SLOPE * lengths / _USUAL)
        weights = (counts * (_SATURATION + 1) / (counts + held_back)).astype(np.float32)
        distinct, starts = np.unique(slots, return_index=True)
        return _Block(
            distinct.astype(np.int32),
            np.append(starts, len(slots)).astype(np.int64),
            owners,
            weights,
            np.array([text.key for text, _, _ in rows], dtype=np.int64),
            np.array([text.version for text, _, _ in rows], dtype=np.int32),
            np.array([is_body for _, _, is_body in rows], dtype=bool),
        )

    def _merged(self, first: _Block, second: _Block) -> _Block:
        """One block of both, without the rows of versions that were replaced."""
        keys, versions = (
            np.concatenate([first.keys, second.keys]),
            np.concatenate([first.versions, second.versions]),
        )
        alive = np.fromiter(
            (
                self._versions.get(key) == version
                for key, version in zip(keys.tolist(), versions.tolist(), strict=True)
            ),
            bool,
            len(keys),
        )
        slots = np.concatenate(
            [np.repeat(block.slots, np.diff(block.starts)) for block in (first, second)]
        )
        rows = np.concatenate([first.rows, second.rows + len(first.keys)])
        weights = np.concatenate([first.weights, second.weights])
        kept = alive[rows]
        self._held_by -= np.bincount(slots[~kept], minlength=1 << _BITS).astype(np.int32)
        slots, rows, weights = slots[kept], rows[kept], weights[kept]
        order = np.argsort(slots, kind="stable")
        distinct, starts = np.unique(slots[order], return_index=True)
        number = (np.cumsum(alive) - 1).astype(np.int32)
        bodies = np.concatenate([first.bodies, second.bodies])
        return _Block(
            distinct,
            np.append(starts, len(slots)).astype(np.int64),
            number[rows[order]],
            weights[order],
            keys[alive],
            versions[alive],
            bodies[alive],
        )

    def _count(self, block: _Block, times: int) -> None:
        self._held_by[block.slots] += times * np.diff(block.starts).astype(np.int32)


def _asked(question: str) -> tuple[Array, Array]:
    """The distinct n-grams of a question, and what each is worth before its rarity."""
    parts = [np.unique(slots) for slots in _by_length([question.translate(_WITHOUT)])]
    question_slots = np.concatenate(parts)
    worth = np.repeat(np.array(_WORTH, dtype=np.float32), [len(part) for part in parts])
    worth[np.isin(question_slots, _asking())] *= _ASKING_WORTH
    return question_slots, worth


_WITHOUT = dict.fromkeys(map(ord, EMPTY), " ")


@cache
def _asking() -> Array:
    return np.unique(np.concatenate(_by_length(ASKING)[1:]))


def _by_length(texts: Sequence[str]) -> list[Array]:
    return [_grams(n).hash_ngrams(texts, shortest=n)[0] for n in range(1, len(_WORTH) + 1)]


@cache
def _grams(longest: int) -> "NgramVectorizer":
    bring_in_learning()
    from classifiers.ngrams import NgramVectorizer

    return NgramVectorizer(longest=longest, slot_bits=_BITS, longest_text=_LONGEST_TEXT)


_NONE = Found(0, 0, 0.0)
