"""Whether two reports speak of places apart, by names, numbers, houses, districts and spots."""

import numpy as np
from scipy.sparse import csr_matrix

from analytics.hotspots.houses import other_house
from analytics.hotspots.rows import Facts
from analytics.hotspots.subjects import one_carried
from analytics.hotspots.vectors import Array, product

# Two estates of one building site: metres between them, days between their reports.
_NEAR, _AT_ONE_TIME = 300.0, 14.0
_METRES = 111_320.0  # of a degree


def elsewhere(areas: csr_matrix, others: csr_matrix) -> Array:
    """Both name districts, and none in common."""
    return np.asarray(_both_have(areas, others) & (product(areas, others) <= 0))


def other_place(rows: Facts, others: Facts) -> Array:
    """Both stand at places that the city knows, and not at the same one: a site between them has to
    be named in both.
    """
    known = np.outer(rows.places > 0, others.places > 0)
    no_site = product(rows.sites, others.sites) <= 0
    return np.asarray(known & (rows.places[:, None] != others.places) & no_site)


def in_other_house(rows: Facts, others: Facts) -> Array:
    """Both name a house of one road, and not the same one nor one next door, nor a site between."""
    carried = one_carried(rows.subjects, others.subjects)
    no_site = product(rows.sites, others.sites) <= 0
    return np.asarray(other_house(rows.houses, others.houses, carried) & no_site)


def beside_each_other(rows: Facts, others: Facts, days: Array) -> Array:
    """What carries beyond its place, told from two places near each other at about one time, comes
    from between them.
    """
    if np.isnan(rows.spots).all() or np.isnan(others.spots).all():
        return np.zeros_like(days, dtype=bool)
    east, north = (np.subtract.outer(rows.spots[:, at], others.spots[:, at]) for at in (0, 1))
    east = east * np.cos(np.radians(rows.spots[:, 1]))[:, None]
    near = np.hypot(east, north) * _METRES < _NEAR
    return np.asarray(near & (days <= _AT_ONE_TIME) & one_carried(rows.subjects, others.subjects))


def in_other_block(rows: Facts, others: Facts) -> Array:
    """Both name buildings of an estate, and none in common: what fails or carries there is one."""
    apart = _both_have(rows.blocks, others.blocks) & (product(rows.blocks, others.blocks) <= 0)
    of_all = rows.supplies @ others.supplies.T > 0
    return np.asarray(apart & ~of_all & ~one_carried(rows.subjects, others.subjects))


def names_in_common(rows: Facts, others: Facts) -> tuple[Array, Array]:
    """Whether two have a name in common; whether both have names and none in common, or name other
    parts or lines by their numbers.
    """
    shared = product(rows.own_names, others.pieces) + product(rows.pieces, others.own_names)
    in_common = shared > 0
    numbers_shared = product(rows.numbered, others.numbered) > 0
    other_number = _both_have(rows.numbered, others.numbered) & ~numbers_shared
    return in_common, (_both_have(rows.own_names, others.own_names) & ~in_common) | other_number


def _both_have(rows: csr_matrix, others: csr_matrix) -> Array:
    """Which two have something in their row."""
    return np.asarray(np.diff(rows.indptr)[:, None] * np.diff(others.indptr) > 0)
