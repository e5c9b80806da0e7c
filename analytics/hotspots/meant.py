"""What the meanings of two short reports make of how likely they are one matter."""

import numpy as np

from analytics.hotspots.meanings import nearness
from analytics.hotspots.rows import Facts
from analytics.hotspots.vectors import Array

# How steeply nearness counts, and how near two are that are no more and no less likely one.
_STEEP, _EVEN = 5.0, 0.175
# Words alone make no two surer than this: then what else they mean decides.
_BY_WORDS = 0.6
# Below these nobody would take them for one anyway, without a place in common and with one.
_LEAST, _LEAST_AT_A_PLACE = 0.06, 0.02


def by_meaning(
    likely: Array, rows: Facts, others: Facts, may_be_one: Array, is_told: Array
) -> Array:
    """`likely` with what both mean.

    may_be_one  they may be of one place: meaning may make them likelier
    is_told     they name one subject and one aspect of it: meaning makes them no less likely
    """
    short, theirs = (facts.known_parts.getnnz(axis=1) > 0 for facts in (rows, others))
    least = np.where(may_be_one, _LEAST_AT_A_PLACE, _LEAST)
    left, right = np.nonzero((likely >= least) & np.outer(short, theirs))
    if not left.size:
        return likely
    near = nearness(rows.known_parts[left], others.known_parts[right])
    times = np.exp(_STEEP * (near - _EVEN))
    read = np.array(likely)
    by_words = likely[left, right]
    both = np.minimum(by_words, _BY_WORDS) * times
    both = np.where(is_told[left, right], np.maximum(both, by_words), both)
    read[left, right] = np.where(may_be_one[left, right], both, np.minimum(both, by_words))
    return read
