"""A paper as plain data: what it says, not how it looks.

Word and PDF are made from the same description.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """An official sheet.

    facts      label and value, shown as a table
    sections   heading and text
    signed     lines at the end on the right: who and when
    foot       small print
    """

    title: str
    number: str
    facts: Sequence[tuple[str, str]] = ()
    sections: Sequence[tuple[str, str]] = ()
    signed: Sequence[str] = ()
    foot: str = ""
