"""Names of the indexes: prefix, schema version, generation, month.

hotline                          alias of the generation in use: all searches go there
hotline-building                 alias of the generation that a rebuild fills
hotline-v1-0001-base             is always there, also without a ticket
hotline-v1-0001-2026.03          tickets created in March 2026
"""

import re
from dataclasses import dataclass
from typing import Any

from analytics.search.fields import SCHEMA_VERSION


@dataclass(frozen=True, slots=True, order=True)
class Generation:
    """One whole index of all tickets, spread over months."""

    number: int
    version: int
    prefix: str

    @property
    def name(self) -> str:
        return f"{self.prefix}-v{self.version}-{self.number:04d}"

    @property
    def all_months(self) -> str:
        return f"{self.name}-*"

    @property
    def base(self) -> str:
        return f"{self.name}-base"

    @property
    def fits(self) -> bool:
        return self.version == SCHEMA_VERSION

    def month(self, created: str) -> str:
        """The index of the tickets created in this month, 2026.03."""
        return f"{self.name}-{created}"


def generations(prefix: str, names: Any) -> list[Generation]:
    """The generations that these index names belong to, oldest first.

    Foreign names are passed over.
    """
    pattern = re.compile(re.escape(prefix) + r"-v(\d+)-(\d+)-(?:base|\d{4}\.\d{2})")
    matches = [match for name in names if (match := pattern.fullmatch(name))]
    return sorted({Generation(int(match[2]), int(match[1]), prefix) for match in matches})
