"""Issues whose names stand together in a report: two estates beside one building site are one place
for what comes from it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import cast

import numpy as np
from scipy.sparse import csr_matrix

from analytics.hotspots.vectors import Array

# Smaller groups have no name that is surely theirs.
_LEAST = 3
# A name of a group stands in so many of its reports, and so many of those where it stands are its.
_HELD, _ITS_OWN = 0.4, 0.7
# So many reports of the smaller group name both, one at least.
_BOTH = 0.05
# A site is that of a group where so many of its reports name it, two at least.
_SITE_HELD = 0.25


def at_one_site(groups: Sequence[Sequence[int]], sites: csr_matrix) -> list[tuple[int, int]]:
    """Pairs of groups, by their numbers, that name one site: 盛世天地项目.

    sites   a row for each report: the sites that it names
    """
    groups_of_site: dict[int, list[int]] = {}
    for number, group in enumerate(groups):
        for site in _sites_of(group, sites) if len(group) >= _LEAST else ():
            groups_of_site.setdefault(site, []).append(number)
    return sorted({pair for own in groups_of_site.values() for pair in combinations(own, 2)})


def _sites_of(group: Sequence[int], sites: csr_matrix) -> Sequence[int]:
    named, held = np.unique(sites[group].indices, return_counts=True)
    return cast(Sequence[int], named[held >= max(2.0, _SITE_HELD * len(group))].tolist())


def neighbours(groups: Sequence[Sequence[int]], names: csr_matrix) -> list[tuple[int, int]]:
    """Pairs of groups, by their numbers, of which reports hold a name of each.

    groups   numbers of reports, rows of `names`
    """
    held_by = np.bincount(names.indices, minlength=names.shape[1])
    group_of_slot = {
        slot: number
        for number, group in enumerate(groups)
        if len(group) >= _LEAST
        for slot in _names_of(group, names, held_by)
    }
    both: Counter[tuple[int, int]] = Counter()
    for number, group in enumerate(groups):
        for report in group if len(group) >= _LEAST else ():
            both.update(_named_beside(number, _slots(names, report), group_of_slot))
    return sorted(
        pair
        for pair, n in both.items()
        if n >= max(1.0, _BOTH * min(len(groups[number]) for number in pair))
    )


def _named_beside(
    own: int, slots: Sequence[int], group_of_slot: Mapping[int, int]
) -> set[tuple[int, int]]:
    """Pairs of the own group and of others, of both of which a report holds a name."""
    named = {group_of_slot[slot] for slot in slots if slot in group_of_slot}
    others = named - {own} if own in named else set()
    return {(min(own, other), max(own, other)) for other in others}


def _names_of(group: Sequence[int], names: csr_matrix, held_by: Array) -> Sequence[int]:
    slots, held = np.unique(names[group].indices, return_counts=True)
    is_name = (held >= _HELD * len(group)) & (held >= _ITS_OWN * held_by[slots])
    return cast(Sequence[int], slots[is_name].tolist())


def _slots(names: csr_matrix, report: int) -> Sequence[int]:
    return cast(Sequence[int], names.indices[slice(*names.indptr[report : report + 2])].tolist())
