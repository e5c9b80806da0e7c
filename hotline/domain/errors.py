"""The errors of the hotline, one tree.

    HotlineError                    carries a Chinese message that names the value and the remedy
    ├── InvalidInput                a value is wrong: field, value, remedy
    ├── NotFound                    no such thing, or not for these eyes (the two look the same)
    ├── NotAllowed                  the role or the scope does not permit this
    │   └── DutyFirst               something on one's own account comes first
    ├── NotSignedIn                 nobody is signed in
    │   └── SecondFactorNeeded      the password was right, the code is missing
    ├── Conflict                    somebody else was first: reload and compare
    │   ├── Unanswered              something has to be said first: the field that says it
    │   └── IllegalTransition       the ticket's state does not allow this action
    ├── TooMany                     a limit of tries or of speed is reached
    └── Unavailable                 a part that this needs is down or not set up
        └── NoCity                  the data folder holds no city pack yet

``hotline.web.errors`` turns each into an HTTP status in one table; the command line prints the
message and exits with 1.
"""

from collections.abc import Mapping, Sequence
from typing import Any


class HotlineError(Exception):
    """Base of everything the hotline refuses: `message` says what and names the value, `remedy`
    says what to do, `faults` has one (field, message) for each wrong value, `danger` whom to call
    where the words that came with it tell of one.
    """

    faults: tuple[tuple[str, str], ...] = ()
    danger: Mapping[str, Any] | None = None

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}。{self.remedy}" if self.remedy else self.message


class InvalidInput(HotlineError):
    def __init__(
        self,
        message: str,
        *,
        remedy: str = "",
        field: str = "",
        faults: tuple[tuple[str, str], ...] = (),
    ):
        super().__init__(message, remedy=remedy)
        self.faults = faults or (((field, message),) if field else ())


class NotFound(HotlineError):
    pass


class NotAllowed(HotlineError):
    pass


class DutyFirst(NotAllowed):
    pass


class NotSignedIn(HotlineError):
    pass


class SecondFactorNeeded(NotSignedIn):
    """`pending` is the sealed note by which the second step goes on; the account has a code of
    the moment, a passkey, or both. `target` is where its person wanted to go.
    """

    target = ""

    def __init__(self, pending: str, *, has_code: bool = True, has_passkey: bool = False) -> None:
        super().__init__(
            "还需要动态验证码", remedy="请打开手机验证器，输入 6 位数字，或用一个恢复码"
        )
        self.pending, self.has_code, self.has_passkey = pending, has_code, has_passkey


class Conflict(HotlineError):
    pass


class Unanswered(Conflict):
    """A question about the ticket stands open; `field` is the one that answers it."""

    def __init__(self, message: str, *, remedy: str, field: str) -> None:
        super().__init__(message, remedy=remedy)
        self.faults = ((field, message),)


class Overtaken(Conflict):
    """Somebody else has changed it since it was read."""


class IllegalTransition(Conflict):
    """Names the state and the action; nothing was changed.

    possible  the steps that whoever tried may take instead, where it is known who did
    """

    def __init__(self, status: str, action: str, *, remedy: str = "") -> None:
        super().__init__(f"工单状态为“{status}”，不能执行“{action}”", remedy=remedy)
        self.status = status
        self.action = action
        self.possible: Sequence[str] = ()


class TooMany(HotlineError):
    """`retry_after` is in seconds."""

    def __init__(self, message: str, *, remedy: str = "", retry_after: int = 60) -> None:
        super().__init__(message, remedy=remedy)
        self.retry_after = retry_after


class Unavailable(HotlineError):
    pass


class NoCity(Unavailable):
    pass
