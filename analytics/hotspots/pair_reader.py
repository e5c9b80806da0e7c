"""Whether two reports of one place tell of one matter: a reader of pairs that learned it.

Two lifts that stand still and two fees of a lift share much with each other and are two matters;
what tells them apart was learned from scenes (`scenes.csv`: a place, two matters of one thing, each
in three people's words) by `benchmarks/repeats.py`: a linear map under which the wordings of one
matter lie near each other, and a logistic regression over what two reports share.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from scipy.sparse import csr_matrix

from analytics.hotspots.meanings import part_names, part_table
from analytics.hotspots.rows import Facts
from analytics.hotspots.vectors import Array

FILE = "pair-weights.npz"
_LEAST = 1e-4
# Of two shorter ones the lists of subjects and aspects know more.
SHORTER = 36
# How steeply the reader counts, what makes two no more and no less likely, and how likely two are
# that share no word: chosen so that no more other matters than before are joined, of the scenes
# that are held out, and no fewer repeats found among real messages of one place.
_STEEP, _EVEN, _NO_WORD = 2.0, -0.7, 0.03


@dataclass(frozen=True, slots=True)
class PairWeights:
    """rarity   of each known part
    centre   of the vectors of reports
    near     map under which one matter's wordings lie near each other
    mean, spread, weights   of each trait of a pair
    mark     the sum of weighted traits that one of twenty pairs of other matters reaches
    """

    rarity: Array
    centre: Array
    near: Array
    mean: Array
    spread: Array
    weights: Array
    mark: float

    def beyond_mark(self, traits: Array) -> Array:
        """How far the weighted sum of each row of traits lies above the mark."""
        return np.asarray(((traits - self.mean) / self.spread) @ self.weights - self.mark)


@cache
def pair_weights() -> PairWeights:
    with as_file(files(__package__) / FILE) as file, np.load(file) as kept:
        arrays = {name: kept[name].astype(np.float32) for name in kept.files}
        return PairWeights(**{**arrays, "mark": float(arrays["mark"])})


def by_reading(likely: Array, rows: Facts, others: Facts, at_one_place: Array) -> Array:
    """`likely` with what the reader of pairs says of those that may be of one place, one of them
    told at some length.
    """
    is_read = np.minimum.outer(rows.lengths, others.lengths) > 0
    is_read &= np.maximum.outer(rows.lengths, others.lengths) > SHORTER
    left, right = np.nonzero(at_one_place & is_read)
    if not left.size:
        return likely
    learned, read = pair_weights(), np.array(likely)
    traits = traits_of_pairs(rows.part(left), others.part(right), learned)
    read[left, right] = weighed(likely[left, right], learned.beyond_mark(traits))
    return read


def weighed(likely: Array, beyond_mark: Array) -> Array:
    return np.asarray((likely + _NO_WORD) * np.exp(_STEEP * (beyond_mark - _EVEN)))


def traits_of_pairs(left: Facts, right: Facts, learned: PairWeights) -> Array:
    """A row for each pair of the rows of both that have one number."""
    columns = _of_vectors(left.told_parts, right.told_parts, learned)
    columns += _of_shared_parts(left.told_parts, right.told_parts, learned.rarity)
    columns += _of_chances(left.chances, right.chances)
    for rows, others in ((left.subjects, right.subjects), (left.aspects, right.aspects)):
        columns += _of_table(rows, others)
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def vectors_of(parts: csr_matrix, rarity: Array) -> Array:
    """Known parts weigh by how rare they are."""
    return np.asarray(parts @ (part_table() * rarity[:, None]))


def _of_vectors(parts: csr_matrix, others: csr_matrix, learned: PairWeights) -> list[Array]:
    """How near in all that they say, and in what only one of them says, by both measures."""
    shared = parts.multiply(others).tocsr()
    whole = [vectors_of(rows, learned.rarity) - learned.centre for rows in (parts, others)]
    rest = [vectors_of(rows - shared, learned.rarity) for rows in (parts, others)]
    return [
        _cosine(left @ by, right @ by)
        for left, right in (whole, rest)
        for by in (np.eye(len(learned.near), dtype=np.float32), learned.near)
    ]


def _of_shared_parts(parts: csr_matrix, others: csr_matrix, rarity: Array) -> list[Array]:
    """How much of the words and of the signs is shared, by the squares of their rarity."""
    columns = []
    for squares in (rarity**2 * kind for kind in _kinds()):
        shared = parts.multiply(others).tocsr() @ squares
        left, right = parts @ squares, others @ squares
        least = np.maximum(np.minimum(left, right), _LEAST)
        columns += [shared / np.sqrt(np.maximum(left * right, _LEAST)), shared / least]
    signs = _kinds()[1]
    lengths = np.log1p(np.stack([parts @ signs, others @ signs]))
    return [*columns, lengths.min(axis=0), lengths.max(axis=0)]


def _of_chances(chances: Array, others: Array) -> list[Array]:
    """How far the categories' chances overlap, whether the first is one, how sure both are."""
    sure = np.minimum(chances.max(axis=1), others.max(axis=1))
    overlap = (chances * others).sum(axis=1)
    return [overlap, chances.argmax(axis=1) == others.argmax(axis=1), sure, overlap * sure]


def _of_table(rows: Array, others: Array) -> list[Array]:
    """One in common; both name one and none in common; only one names any; each its own beside."""
    common = (rows * others).sum(axis=1)
    left, right = rows.sum(axis=1) - common, others.sum(axis=1) - common
    none, both = common == 0, (left > 0) & (right > 0)
    return [~none, none & both, none & ((left > 0) ^ (right > 0)), ~none & both]


def _cosine(rows: Array, others: Array) -> Array:
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(others, axis=1)
    return np.asarray((rows * others).sum(axis=1) / np.where(lengths > 0, lengths, 1.0))


@cache
def _kinds() -> tuple[Array, Array]:
    """Which known parts are words of two signs and more, and which are single signs."""
    names = part_names()
    signs = np.array([name.startswith("_") for name in names], dtype=np.float32)
    longer = np.array([len(name) > 1 for name in names], dtype=np.float32)
    return longer * (1 - signs), signs
