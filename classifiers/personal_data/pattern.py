"""What all patterns of personal data share."""

from typing import NamedTuple
import re

# What may part the digits of a number.
GAP = r"[ ._·•*~-]{0,3}"
# Between the word for a number and the number: 身份证号码是：…
LINK = r"(?:编?号码?|账号|卡号|NO|ID|[是为叫:：.=# ]|就是|我的|的){0,5}"


class Pattern(NamedTuple):
    """`regex` finds data of `kind` in text with digits as 0 to 9; a group is the data itself.

    sign    name of the sign in `SIGNS` that a text must hold to be worth a search; None: any text
    """

    kind: str
    sign: str | None
    regex: re.Pattern[str]


def pattern(kind: str, sign: str | None, regex: str) -> Pattern:
    return Pattern(kind, sign, re.compile(regex, re.IGNORECASE | re.ASCII))


def alone(first: str) -> str:
    """The sign `first` not behind a digit.

    The look back stands behind it: so the search jumps from one to the next.
    """
    return rf"{first}(?<!\d.)"
