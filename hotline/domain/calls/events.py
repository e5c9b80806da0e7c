"""What a phone system tells of a call, the same whoever told it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CallEventKind(StrEnum):
    """Named as Zammad's generic CTI names them."""

    NEW_CALL = "newCall"
    ANSWER = "answer"
    HANGUP = "hangup"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


@dataclass(frozen=True)
class CallEvent:
    """One event of one call, cleaned; "" and None for what it does not tell.

    at         when it came here, a microsecond behind what came before it in the same second
    caller, called   numbers as digits, "" for an anonymous one
    users      whom it rings at, or who answered: real names, logins or extensions
    answering  the number or extension that answers
    cause      of a hang-up, as it was sent
    waited, talked   seconds, where the phone system has counted them itself
    """

    call_id: str
    kind: CallEventKind
    at: datetime
    direction: str = ""
    caller: str = ""
    called: str = ""
    queue: str = ""
    users: tuple[str, ...] = ()
    answering: str = ""
    agent: str = ""
    cause: str = ""
    recording: str = ""
    ivr_path: str = ""
    waited: int | None = None
    talked: int | None = None
    transcript: str = ""
