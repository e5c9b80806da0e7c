"""From what casework counts to the columns that a scheme names.

A level that a scheme does not name counts with its neighbour: very satisfied with satisfied,
explained with solved. A column counts excluded cycles only where the scheme takes its `_excluded`
off again; everywhere else they are not there.
"""

from collections.abc import Mapping
from decimal import Decimal

from hotline.domain.scoring.schemes import Scheme
from hotline.domain.scoring.tallies import Counts

Pairs = Mapping[str, tuple[int, int]]
FOLDS = {
    "very_satisfied": "satisfied",
    "basically_satisfied": "satisfied",
    "very_dissatisfied": "dissatisfied",
    "explained": "solved",
}
OUT_OF = {"contact_no": "contact_excluded"}
COUNTED = (
    "received",
    "contacts",
    "answered_directly",
    "to_sign",
    "signed_in_time",
    "assessed",
    "contacted_in_time",
    "due",
    "closed_in_time",
    "overdue",
    "solved",
    "explained",
    "unsolved",
    "rated",
    "very_satisfied",
    "satisfied",
    "basically_satisfied",
    "neutral",
    "dissatisfied",
    "very_dissatisfied",
    "contact_yes",
    "contact_no",
    "contacts_on_solved",
    "bad_reviews",
    "rectified_in_time",
    "closed",
    "called_back",
    "reached",
    "provincial_rated",
    "provincial_satisfied",
    "irregular_replies",
)


def out_of(name: str) -> str:
    """The column with the exclusions of a column."""
    return OUT_OF.get(name, f"{name}_excluded")


def uncounted(scheme: Scheme) -> list[str]:
    """Columns that the scheme needs and casework does not count."""
    known = {*COUNTED, *(out_of(name) for name in COUNTED)}
    return [
        column.name
        for column in scheme.columns.values()
        if column.is_required and column.name not in known
    ]


def counts_for(scheme: Scheme, pairs: Pairs) -> Counts:
    """The columns of one unit."""
    named, folded = set(scheme.columns), _folded(set(scheme.columns), pairs)
    counts: dict[str, Decimal] = {}
    for name in COUNTED:
        inside, outside = folded.get(name, (0, 0))
        taken_off = out_of(name) in named
        counts[name] = Decimal(inside + (outside if taken_off else 0))
        counts[out_of(name)] = Decimal(outside if taken_off else 0)
    return {name: value for name, value in counts.items() if name in named}


def _folded(named: set[str], pairs: Pairs) -> dict[str, tuple[int, int]]:
    folded = dict(pairs)
    for name, neighbour in FOLDS.items():
        if name not in named:
            inside, outside = folded.pop(name, (0, 0))
            near = folded.get(neighbour, (0, 0))
            folded[neighbour] = (near[0] + inside, near[1] + outside)
    return folded
