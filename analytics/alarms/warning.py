"""One warning, and one ticket as warnings read it."""

from dataclasses import dataclass
from datetime import datetime

RED, YELLOW, BLUE = "red", "yellow", "blue"
GRADES = {RED: "红", YELLOW: "黄", BLUE: "蓝"}


@dataclass(frozen=True, slots=True)
class Event:
    """caller   any key of the person, "" for unknown

    closed   when the matter was closed, if it was
    """

    id: str
    at: datetime
    category: str
    place: str
    caller: str = ""
    text: str = ""
    unit: str = ""
    closed: datetime | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """kind   surge, rise, repeat, crowd, false-closure, sensitive, danger, limits

    n, expected   what was counted, and what was to be expected of it
    """

    raised: datetime
    kind: str
    grade: str
    category: str
    place: str
    n: int
    expected: float
    why: tuple[str, ...]
    ids: tuple[str, ...]
