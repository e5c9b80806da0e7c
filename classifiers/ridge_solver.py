"""Ridge regression through the texts' likeness to each other, solved step by step: memory and time
grow with the n-grams of the texts, not with their pairs.
"""

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

Array = np.ndarray[Any, Any]

_MOST_STEPS = 60
_CLOSE = 0.01  # what may be left of the goals; less changes no label


def solve_ridge(counts: csr_matrix, goals: Array, penalty: Array) -> Array:
    """Weights of the texts (texts x labels) under which likeness times weights, and the penalty
    besides, gives the goals. Conjugate gradients for all labels at once.

    counts   rows of length 1 (or 0)
    goals    texts x labels, float32
    penalty  one for each text
    """
    own = penalty.astype(np.float32)[:, None]
    columns = counts.T.tocsr()
    ease = 1 / (1 + own)
    weights, left = np.zeros_like(goals), goals.copy()
    way = left * ease
    worth = (left * way).sum(axis=0)
    enough = _CLOSE * float(np.linalg.norm(goals))
    for _ in range(_MOST_STEPS):
        gone = counts @ (columns @ way) + own * way
        length = worth / np.maximum((way * gone).sum(axis=0), 1e-30)
        weights += length * way
        left -= length * gone
        if float(np.linalg.norm(left)) < enough:
            break
        eased = left * ease
        before, worth = worth, (left * eased).sum(axis=0)
        way = eased + worth / np.maximum(before, 1e-30) * way
    return weights
