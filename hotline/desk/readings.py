"""What the machine read of a caller's later words before the database was locked for writing: the
steps that follow within the lock ask for the same words and wait for no reading.
"""

from dataclasses import dataclass, field
from typing import Any

from hotline.domain.reports import IncomingReport


@dataclass(frozen=True)
class Readings:
    """Of one request, and gone with it.

    dangers   words -> the kinds of danger in them
    prepared  a report -> what `casework.prepared` made of it
    """

    dangers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    prepared: dict[IncomingReport, Any] = field(default_factory=dict)
