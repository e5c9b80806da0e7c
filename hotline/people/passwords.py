"""Passwords: what a good one is, made, hashed and checked."""

import re
import secrets
import threading
import unicodedata
from collections.abc import Collection

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hotline.city.initials import initials_of
from hotline.domain.errors import InvalidInput

SHORTEST, KINDS, PASSPHRASE, LONGEST = 10, 3, 16, 200
# zxcvbn looks at pieces of pieces: what it reads is bounded, so that its time is.
READ = 32
# So many of the last ones may not come again.
FORMER = 5
LOWEST_SCORE = 3
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
    "correct horse battery staple",
    "correcthorsebatterystaple",
)
# So many signs must be left without such words.
LEAST_OF_OWN = 6
# Without letters and digits that look alike on paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
# What follows on the first letters of a syllable in pinyin.
FINALS = (
    "a(?:i|o|ng?)?|e(?:i|r|ng?)?|i(?:a(?:o|ng?)?|e|u|o?ng|n)?|o(?:u|ng)?|"
    "u(?:a(?:i|ng?)?|o|i|e|n)?|v(?:e|n)?"
)
HASHER = PasswordHasher()
# Each verification takes 64 MB and one core; more at once would only slow each other down.
VERIFYING = threading.Semaphore(2)
REMEDY = (
    f"请用至少 {SHORTEST} 位、含大写字母、小写字母、数字、符号中 {KINDS} 种的密码，"
    f"或 {PASSPHRASE} 位以上的一句话"
)


def check_password(password: str, *, login: str, name: str, home: Collection[str] = ()) -> None:
    """Raise InvalidInput unless the password is long enough, of several kinds, not about its
    owner and not a known one.

    login, name  of the account
    home         names of the city and its districts: what is left without them has to be good
    """
    fault = (
        form_fault(password, login=login, name=name)
        or _known_fault(password, login, name)
        or _home_fault(password, home)
    )
    if fault:
        raise InvalidInput(fault, field="password", remedy=REMEDY)


def form_fault(password: str, *, login: str, name: str) -> str:
    """What is wrong with its length, its kinds, or the names in it; "" for nothing."""
    length, kinds = len(password), len({_kind(character) for character in password})
    if length > LONGEST:
        return f"密码有 {length} 位，最多 {LONGEST} 位"
    if length < SHORTEST:
        return f"密码有 {length} 位，太短"
    if length < PASSPHRASE and kinds < KINDS:
        return f"密码有 {length} 位，只含 {kinds} 种字符"
    plain = password.casefold()
    if any(part in plain or part[::-1] in plain for part in _names(login, name)):
        return "密码中含有账号或姓名"
    if any(re.search(form, plain) for form in _spellings(name)):
        return "密码中像是含有姓名的拼音"
    return ""


def make_password() -> str:
    """Four groups of four, which can be read out on the telephone: 92 bits."""
    while True:
        groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
        password = "-".join(groups)
        if not form_fault(password, login="", name="") and not _known_fault(password, "", ""):
            return password


def hash_password(password: str) -> str:
    return HASHER.hash(password)


def verify_password(hashed: str, password: str) -> bool:
    """Whether this is the password of the hash; at most two at once."""
    with VERIFYING:
        try:
            return HASHER.verify(hashed, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False


def _names(login: str, name: str) -> list[str]:
    """Parts that are long enough to mean somebody: three letters or two characters of Chinese."""
    parts = (login.casefold(), name.strip().casefold())
    return [part for part in parts if len(part) >= (3 if part.isascii() else 2)]


def _spellings(name: str) -> list[str]:
    """Patterns of a Chinese name in Latin letters: 张小伟 as zhangxiaowei, xiaowei.zhang, xiaowei.

    Only the first letters of its syllables are known; what could be them counts.
    """
    syllables = [_syllable(initials_of(sign)) for sign in name.strip()]
    if not 2 <= len(syllables) <= 4 or not all(syllables):
        return []
    surname, forename = syllables[:1], syllables[1:]
    orders = [surname + forename, forename + surname, *([forename] if len(forename) > 1 else [])]
    return [rf"(?<![a-z]){'[^a-z]?'.join(order)}(?![a-z])" for order in orders]


def _syllable(letters: str) -> str:
    """A pattern of the syllables that begin with one of `letters`; "" where none is known."""
    if not letters.strip("[]").isascii():
        return ""
    alone = rf"(?=[aoe]){letters}(?:i|o|u|ng|n|r)?"
    return rf"(?:{alone}|(?![aoe]){letters}h?(?:{FINALS}))"


def _known_fault(password: str, login: str, name: str) -> str:
    # Its lists are read with the first new password, so that the server starts without them.
    from zxcvbn import zxcvbn

    rest = password.casefold()
    for word in COMMON:
        rest = rest.replace(word, "")
    if len(rest) < LEAST_OF_OWN:
        return "密码太常见，大部分是大家先想到的词"
    result = zxcvbn(password[:READ], [*COMMON, *_names(login, name)])
    return "" if result["score"] >= LOWEST_SCORE else "密码太常见，容易被猜中"


def _home_fault(password: str, home: Collection[str]) -> str:
    """A name of a place, in characters or pinyin, counts for nothing."""
    from zxcvbn import zxcvbn

    rest = plain = password.casefold()
    for form in sorted((form for name in home for form in _place_forms(name)), key=len)[::-1]:
        rest = re.sub(form, "", rest)
    if rest == plain:
        return ""
    for word in COMMON:
        rest = rest.replace(word, "")
    if len(rest) >= LEAST_OF_OWN and zxcvbn(rest[:READ])["score"] >= LOWEST_SCORE:
        return ""
    return "密码中除了城市或区县的名称，所剩太少"


def _place_forms(name: str) -> list[str]:
    """Patterns of the name of a place, with and without its 市 or 区."""
    names = [name, name[:-1]] if len(name) > 2 else [name]
    spelled = [[_syllable(initials_of(sign)) for sign in each] for each in names]
    pinyin = ["[^a-z]?".join(each) for each in spelled if all(each)]
    return [*map(re.escape, names), *pinyin]


def _kind(character: str) -> str:
    """Upper, lower, digit or other; letters without case count as one kind of their own."""
    category = unicodedata.category(character)
    return {"Lu": "upper", "Ll": "lower", "Nd": "digit", "Lo": "letter"}.get(category, "other")
