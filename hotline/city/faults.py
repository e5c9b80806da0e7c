"""Faults of a city pack: where each stands, what is wrong, what to do.

Collected, never only the first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

SHOWN = 40


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One wrong value; `line` and `column` count from 1, the header is line 1.

    In a CSV `column` counts cells.
    """

    file: str
    line: int
    column: int
    value: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column} {self.message}，{self.remedy}"


@dataclass(slots=True)
class Report:
    """What reading a pack found: `faults` forbid loading it, `notes` tell what was silently
    understood.
    """

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(
        self, file: str, line: int, column: int, value: str, message: str, remedy: str
    ) -> None:
        self.faults.append(
            Fault(file, line, column, printable(value), printable(message), printable(remedy))
        )

    def note(self, text: str) -> None:
        self.notes.append(printable(text))


def printable(text: str) -> str:
    """Without line breaks, and without signs that a terminal would obey."""
    return "".join(sign if sign.isprintable() else "�" for sign in " ".join(text.split()))


def shorten(value: str) -> str:
    """A value as a message shows it: one line, not too long."""
    flat = " ".join(value.split())
    return flat if len(flat) <= SHOWN else flat[:SHOWN] + "…"


def listing(names: Iterable[str], most: int = 5) -> str:
    """东湖区、云山区 等 8 个"""
    every = list(names)
    return (
        "、".join(every) if len(every) <= most else f"{'、'.join(every[:most])} 等 {len(every)} 个"
    )
