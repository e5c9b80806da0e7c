"""Whether a name stands at a place of a text: surname, given name, and what the dictionary says."""

import re
from itertools import accumulate

from classifiers.foreign_names import foreign_before, foreign_length, longer_than_chinese
from classifiers.japanese_names import japanese_length
from classifiers.name_borders import (
    AFTER,
    HAN_SIGNS,
    PARTICLES,
    PLACE_END,
    TITLE,
    cut_known,
    ends_there,
)
from classifiers.name_signs import NAMES_NEVER, is_covered, is_heavy, is_namesake, is_rare
from classifiers.name_weights import weight
from classifiers.name_words import (
    COMPOUND,
    FUNCTION,
    GIVEN,
    NAMES_ONLY,
    NEVER,
    PEOPLE,
    PURE,
    SURNAMES,
    TRANSCRIBED,
)
from classifiers.segment import (
    begins_with_an_act,
    is_ordinary_word,
    is_proper,
    is_word,
    new_word,
)

_RUN = re.compile(rf"[{HAN_SIGNS}]{{1,10}}")
_SURNAME = re.compile(rf"{COMPOUND}|[{SURNAMES}]")
_WIDE_COMPOUND = "|".join(" {0,2}".join(name) for name in COMPOUND.split("|"))
_WIDE = rf"(?:{_WIDE_COMPOUND}|[{SURNAMES}]) {{1,2}}"
_SPACED = re.compile(rf"{_WIDE}[{HAN_SIGNS}](?: {{0,2}}[{HAN_SIGNS}])?(?![{HAN_SIGNS}])")
# The same where no word before it is sure that a name follows: signs that names are made of.
_GIVEN = f"[{''.join(sorted(GIVEN))}]"
_SPACED_GIVEN = re.compile(rf"{_WIDE}{_GIVEN}(?: {{0,2}}{_GIVEN})?(?! ?[{HAN_SIGNS}])")
_DOTTED = re.compile(rf"[{HAN_SIGNS}]{{1,12}}(?:[·•・‧][{HAN_SIGNS}]{{1,12}})+")
# Double surnames that are hardly ever anything else.
_RARELY_ELSE = frozenset(
    ("欧阳", "上官", "司马", "诸葛", "慕容", "皇甫", "尉迟", "令狐", "独孤", "宇文", "司徒", "夏侯")
)
# Behind these a place is a place: 老板向海南的….
_TOWARDS = frozenset("向从由于和与到自往经离过居查")
# What the signs of an entry and of a short name weigh at least.
_ENTRY, _SHORT = 5, 50
_OTHER_THAN_NAME = re.compile("[一两二三四五六七八九几我他她你俺]|家人|" + "|".join(PEOPLE))
_OLD_ENDS = "根栓憨歪闷蔫实幺黑虎蛋九八七六五四三二大"


def read_name(text: str, start: int, *, is_sure: bool, is_field: bool = False) -> int | None:
    """Where the name ends that begins at `start`; None if there is none.

    is_sure   the words before say that a name follows: then it needs no known surname
    is_field  a colon says so: what stands alone behind it may be a word too (联系人：明月)
    """
    if dotted := _DOTTED.match(text, start):
        return _dotted_end(text, dotted)
    if spaced := (_SPACED if is_sure else _SPACED_GIVEN).match(text, start):
        return spaced.end()
    run = _RUN.match(text, start)
    if not run:
        return None
    if length := japanese_length(run.group(), is_sure=is_sure):
        return start + length
    if is_field and _is_entry(run.group()):
        return run.end()
    chinese = _chinese(run.group(), start, is_sure)
    if chinese and (longer := longer_than_chinese(run.group())):
        return start + longer
    length = 0 if chinese else foreign_length(run.group(), is_sure=is_sure)
    return chinese or (start + length if length else None)


def is_name_alone(line: str) -> bool:
    """Whether a line that holds nothing else is a name."""
    surname = _SURNAME.match(line)
    return (
        surname is not None
        and line[-1] not in PLACE_END
        and 1 <= len(line) - surname.end() <= 2
        and line not in NAMES_NEVER
        and not is_ordinary_word(line)
        and (set(line[surname.end() :]) <= GIVEN or _is_name(line, surname.end()))
    )


def name_before(text: str, end: int) -> int | None:
    """Where the name begins that ends at `end`; None if there is none."""
    first = max(0, end - 10)
    bounds = {first, *accumulate(map(len, cut_known(text[first:end])), initial=first)}
    for length in (4, 3, 2):
        start = end - length
        if start in bounds and _RUN.fullmatch(text, start, end):
            whole = text[start:end]
            surname = _SURNAME.match(whole)
            if (
                surname
                and 0 < length - surname.end() <= 2
                and _is_name(whole, surname.end(), may_be_place=True)
            ):
                return start
    for start in sorted(bounds - {end}):
        if japanese_length(text[start:end], is_sure=True) == end - start:
            return start
    return foreign_before(text, first, end)


def _dotted_end(text: str, match: re.Match[str]) -> int:
    """Behind the last dot a name goes as far as signs that write foreign names do."""
    dot = max(match.group().rfind(sign) for sign in "·•・‧") + match.start() + 1
    last = text[dot : match.end()]
    own = re.match(rf"(?:阿不)?[{TRANSCRIBED}]{{1,8}}", last)
    if match.end() - dot <= 3 or own is None:
        return min(match.end(), dot + 3)
    return dot + own.end()


def _chinese(run: str, start: int, is_sure: bool) -> int | None:
    surname = _SURNAME.match(run)
    if not surname or (TITLE.match(run, surname.end()) and not _is_old_name(run, surname.end())):
        return None
    own = surname.end()
    for end in (own + 2, own + 1):
        if end <= len(run) and _fits(run, own, end, is_sure):
            return start + end
    return None


def _is_old_name(run: str, own: int) -> bool:
    """郏老根 and 王老五 are names, 王老 and 张老师 none."""
    return run[own] == "老" and run[own + 1 : own + 2] in _OLD_ENDS and run[own + 1 : own + 2] != ""


def _fits(run: str, own: int, end: int, is_sure: bool) -> bool:
    """Whether surname `run[:own]` and given name up to `end` are a name where they stand."""
    whole, given_name = run[:end], run[own:end]
    if end == len(run) and (is_sure or whole[:own] in _RARELY_ELSE) and own > 1:
        return True
    if whole in NAMES_NEVER:
        return False
    if set(given_name) & set(NEVER):
        return _is_new(run, own, end)  # 金在勋
    if is_sure and end == len(run) and not is_ordinary_word(whole):
        return True
    follows = AFTER.match(run, end) is not None
    at_border = end in accumulate(map(len, cut_known(run[: end + 4])))
    if not at_border and not (is_sure and follows):
        return False
    if run[end - 1] in PLACE_END or run[end : end + 1] in PLACE_END:
        return False
    is_told = follows and whole[0] in PURE and given_name[0] in NAMES_ONLY  # 贾宏图
    if given_name[1:] == "和" and _OTHER_THAN_NAME.match(run, end):
        return False  # 丁一和两个路人
    if not (
        _is_name(whole, own)
        or is_namesake(whole, follows)
        or is_told
        or (follows and is_heavy(whole, own))
    ):
        return False
    if len(given_name) == 1 and whole[0] not in FUNCTION and weight(whole, own) >= _SHORT:
        return follows or begins_with_an_act(run[end : end + 6])  # 丈夫褚亮摔了手机
    return follows or own == 2 or (len(given_name) == 2 and whole[0] not in FUNCTION)


def entry_end(text: str, start: int) -> int | None:
    """Where the name ends behind 叫, if nothing else stands there up to the next sign."""
    run = _RUN.match(text, start)
    alone = run is not None and _is_entry(run.group()) and not is_ordinary_word(run.group())
    return run.end() if run and alone else None


def _is_entry(run: str) -> bool:
    surname = _SURNAME.match(run)
    own = surname.end() if surname else 0
    return (
        0 < len(run) - own <= 2 <= len(run) <= 3
        and surname is not None
        and run not in NAMES_NEVER
        and run[-1] not in PARTICLES
        and not TITLE.match(run, own)
        and weight(run, own) >= _ENTRY
    )


def _is_new(run: str, own: int, end: int) -> bool:
    """Whether three signs look like one word that no dictionary has, and weigh like a name."""
    weighs = is_heavy(run[:end], own) and ends_there(run, end, is_sure=True)
    return weighs and new_word(run[: end + 3]) == run[:end]


def _is_name(whole: str, own: int, *, may_be_place: bool = False) -> bool:
    """Whether the dictionary leaves the name one: 戚海燕 is, 方代表 and 和员工 are none."""
    given_name = whole[own:]
    if set(given_name) & set(NEVER) or (own == 1 and is_covered(whole)):
        return False
    usual = all(sign in GIVEN or is_rare(sign) for sign in given_name)
    if own == 2:
        return given_name[0] not in PLACE_END  # 欧阳路口
    known = len(given_name) == 2 and is_word(given_name)
    if whole[0] in FUNCTION and len(given_name) == 1:
        return given_name in NAMES_ONLY
    if whole[0] in FUNCTION:
        is_place = known and is_proper(given_name)
        return usual and (not known or (is_place and (may_be_place or whole[0] not in _TOWARDS)))
    return usual if len(given_name) == 1 or known else True
