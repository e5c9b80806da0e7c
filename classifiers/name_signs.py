"""What the signs of a name tell by themselves, wherever it stands: words that the dictionary has
for them, and their weight.
"""

from functools import lru_cache

from classifiers.name_borders import PARTICLES, PLACE_END, TITLE, cut_known
from classifiers.name_weights import weight
from classifiers.name_words import CONJUNCTIONS, FUNCTION, GIVEN, NO_NAMES, PEOPLE, PURE
from classifiers.segment import is_ordinary_word, is_person, is_proper, is_word

NAMES_NEVER = NO_NAMES | set(PEOPLE)
# What the signs of an announced name weigh at least, if they are words too; if the surname is one.
_HEAVY, _HEAVIER = 20, 40


@lru_cache(maxsize=4096)
def is_heavy(whole: str, own: int) -> bool:
    """Whether the signs weigh as those of names do, whatever words they are elsewhere: 庾大为."""
    if whole[-1] in PARTICLES or TITLE.match(whole, own) or whole[-1] in PLACE_END:
        return False
    if whole[0] in CONJUNCTIONS or (own == 1 and is_covered(whole)):
        return False  # 学生和宝妈, 幸福感
    least = _HEAVY if whole[0] not in FUNCTION else _HEAVIER
    return len(whole) - own > 1 and weight(whole, own) >= least


@lru_cache(maxsize=4096)
def is_rare(sign: str) -> bool:
    """A character outside the national standard of the common ones, or one that the dictionary
    has in names alone: 㛃, 䶮, 闵.
    """
    if is_word(sign) and not is_ordinary_word(sign):
        return True
    try:
        return not sign.encode("gb2312")
    except UnicodeEncodeError:
        return True


@lru_cache(maxsize=4096)
def is_covered(whole: str) -> bool:
    """Whether a word of the dictionary begins with the surname: 许可, 高峰, 申请; not 李强."""
    pieces = cut_known(whole)
    head = pieces[0]
    if len(head) == 1:
        return False
    if len(whole) == 3 and pieces[1:] == [whole[2]] and whole[0] in PURE and whole[2] in GIVEN:
        return not set(whole[1:]) <= GIVEN  # 李子涵 and 张大伟, whatever 李子 and 张大 are
    return head in NAMES_NEVER or is_ordinary_word(head) or whole[0] not in PURE


@lru_cache(maxsize=4096)
def is_namesake(whole: str, follows: bool) -> bool:
    """Whether the dictionary has the words for somebody or something else of the same name:
    陆小曼; 马建国, a village; 金泰, a firm, in 金泰妍.

    follows  what stands behind them may follow a name
    """
    is_usual = set(whole[1:]) <= GIVEN - {"人"}
    if len(whole) != 3 or (whole[0] in FUNCTION and not is_usual):
        return False
    pieces = cut_known(whole)
    if len(pieces) == 1 and is_person(whole) and not is_word(whole[:2]):
        return follows
    if not follows or not is_usual or whole[0] in FUNCTION:
        return False
    if len(pieces) == 1:
        return is_proper(whole) and is_word(whole[1:])
    return len(pieces[0]) == 2 and is_proper(pieces[0])
