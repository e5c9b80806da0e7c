"""Passwords: what a good one is, made, hashed and checked."""

import base64
import hmac
import re
import secrets
import threading
import unicodedata
from collections.abc import Collection

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hotline.city.initials import initials_of
from hotline.domain.errors import InvalidInput
from hotline.people.guessable import (
    PIECES_FAULT,
    SHORTEST_PHRASE,
    is_strong,
    known_fault,
    without_common,
)

SHORTEST, KINDS, PASSPHRASE, LONGEST = 10, 3, SHORTEST_PHRASE, 200
# So many of the last ones may not come again.
FORMER = 5
SHORTEST_SALT = 16
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

UNUSUAL = "请换成不按键盘顺序、不靠年份和单位用词的密码，例如几个互不相关的词，或随意的字母数字组合"


def check_password(password: str, *, login: str, name: str, home: Collection[str] = ()) -> None:
    """Raise InvalidInput unless the password is long enough, of several kinds, not about its
    owner and not a known one.

    login, name  of the account
    home         names of the city and its districts: what is left without them has to be good
    """
    fault = (
        form_fault(password, login=login, name=name)
        or known_fault(password, _names(login, name))
        or _home_fault(password, home)
    )
    if fault:
        remedy = UNUSUAL if fault == PIECES_FAULT else REMEDY
        raise InvalidInput(fault, field="password", remedy=remedy)


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
        if not form_fault(password, login="", name="") and not known_fault(password, []):
            return password


def hash_password(password: str, *, beside: str = "") -> str:
    """The hash that is stored.

    beside  hash of an earlier password of the same person, whose salt is taken again: then the one
            computation also tells whether the new one is among all that have it
    """
    with VERIFYING:
        return HASHER.hash(password, salt=_salt_of(beside))


def verify_password(hashed: str, password: str) -> bool:
    """Whether this is the password of the hash; at most two at once."""
    with VERIFYING:
        try:
            return HASHER.verify(hashed, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False


def is_among(password: str, hashed: str, former: Collection[str]) -> bool:
    """Whether the password, whose new hash is `hashed`, is one of the hashes in `former`. Those of
    another salt are computed one by one.
    """
    head = hashed.rpartition("$")[0]
    same = [each for each in former if each.rpartition("$")[0] == head]
    if any(hmac.compare_digest(each, hashed) for each in same):
        return True
    return any(verify_password(each, password) for each in former if each not in same)


def _salt_of(hashed: str) -> bytes | None:
    """None for what is no hash of ours: then a new salt is made."""
    parts = hashed.split("$")
    if len(parts) != 6:
        return None
    salt = base64.b64decode(parts[4] + "==")
    return salt if len(salt) >= SHORTEST_SALT else None


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


def _home_fault(password: str, home: Collection[str]) -> str:
    """A name of a place, in characters or pinyin, counts for nothing."""
    rest = plain = password.casefold()
    for form in sorted((form for name in home for form in _place_forms(name)), key=len)[::-1]:
        rest = re.sub(form, "", rest)
    if rest == plain or is_strong(without_common(rest)):
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
