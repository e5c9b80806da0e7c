"""Passwords that are guessed first: known ones, and those made of keys side by side, years and
words of the house.
"""

import re

SHORTEST_PHRASE = 16
# zxcvbn looks at pieces of pieces: what it reads is bounded, so that its time is.
_READ = 32
_LOWEST_SCORE = 3
# What people of this house and this country think of first; zxcvbn knows the English ones.
COMMON = (
    "12345",
    "hotline",
    "rexian",
    "zhengfu",
    "admin",
    "woaini",
    "5201314",
    "888888",
    "zaixian",
    "fuwu",
    "zhengwu",
    "renmin",
    "zhonghua",
    "zhongguo",
    "correct horse battery staple",
    "correcthorsebatterystaple",
)
_HOUSE = (
    "chengshi shimin gov kefu mima guanli guanliyuan zuoxi huawu zhongxin "
    "xitong gongdan paidan jiedao shequ banshi bangong beijing nihao welcome "
    "system service center city call office danwei bumen keshi lingdao zhuren spring summer "
    "autumn winter huawei "
)
# So many signs must be left without the words above.
LEAST_OF_OWN = 6
# So many pieces a password has at least; a known word, a year, keys in a row are one each.
_LEAST_PIECES, _LEAST_PIECES_OF_PHRASE = 6, 4
_YEAR = re.compile(r"19[4-9]\d|20[0-4]\d")
_SHIFTED = str.maketrans('!@#$%^&*()_+{}|:"<>?~', "1234567890-=[]\\;',./`")
PIECES_FAULT = "密码由键盘上相邻的键、年份和常见的词拼成，容易被猜中"


def known_fault(password: str, names: list[str]) -> str:
    """Why it is guessed early; "" for none.

    names  of its owner, in lower case
    """
    # Its lists are read with the first new password, so that the server starts without them.
    from zxcvbn import zxcvbn

    rest = without_common(password.casefold())
    if len(rest) < LEAST_OF_OWN:
        return "密码太常见，大部分是大家先想到的词"
    guessed = [*COMMON, *_HOUSE.split(), *names]
    if zxcvbn(password[:_READ], guessed)["score"] < _LOWEST_SCORE:
        return "密码太常见，容易被猜中"
    is_phrase = len(password) >= SHORTEST_PHRASE
    least = _LEAST_PIECES_OF_PHRASE if is_phrase else _LEAST_PIECES
    plain, unshifted = password.casefold(), password.translate(_SHIFTED).casefold()
    return PIECES_FAULT if min(_pieces(plain, guessed), _pieces(unshifted, guessed)) < least else ""


def is_strong(text: str) -> bool:
    """Whether it is long and unusual enough to be a password by itself."""
    from zxcvbn import zxcvbn

    return len(text) >= LEAST_OF_OWN and zxcvbn(text[:_READ])["score"] >= _LOWEST_SCORE


def without_common(plain: str) -> str:
    for word in COMMON:
        plain = plain.replace(word, "")
    return plain


def _pieces(plain: str, guessed: list[str]) -> int:
    """How many pieces make it: 1qaz2wsx, rexian and 2026 are one each, so is a sign alone."""
    from zxcvbn import zxcvbn

    parts = [part for part in _YEAR.split(plain[:_READ]) if part]
    years = len(_YEAR.findall(plain[:_READ]))
    matches = (match for part in parts for match in zxcvbn(part, guessed)["sequence"])
    return years + sum(
        len(match["token"]) if match["pattern"] == "bruteforce" else 1 for match in matches
    )
