"""The words that carried a decision, short enough for a person on the phone."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from classifiers.category import LinearLabels
from classifiers.ngrams import NgramVectorizer
from classifiers.segment import segment

# Words that say where, when, how many or nothing, and so explain nothing.
_FILLERS = frozenset(Path(__file__).with_name("filler_words.txt").read_text("utf-8").split())
_NOTHING = re.compile(
    r"[的得是我你您他她它被把就也都][\u4e00-\u9fff]*|[\u4e00-\u9fff]+[的得是我你他她它]"
    r"|[这那哪某][\u4e00-\u9fff]{1,2}|[搞弄整][\u4e00-\u9fff]?个|[搞弄装加来做]个|人[来去在]|一[顿排阵番通趟堆]|[\u4e00-\u9fff]?一[\u4e00-\u9fff]"
    r"|[第一二三四五六七八九十两几半多好每\d]+[个天月年次趟回号点块名位家条层遍分件张斤度吨米元里辆]+"
    r"|[整]?一(?:上午|下午|晚上|整天|夜|天|宿)|城[东西南北中]"
)
# Villages and estates that no list of places knows.
_PLACE = re.compile(r"(?!城中村|棚户)[\u4e00-\u9fff]{2,}(?:村|镇|乡|社区|小区|花园|苑|大厦)")
_READ = 300  # characters that are looked at for reasons


def deciding_words(
    texts: Sequence[str],
    labels: Sequence[int],
    ngrams: NgramVectorizer,
    linear: LinearLabels,
    average: np.ndarray[Any, Any],
    *,
    most: int = 3,
) -> list[list[str]]:
    """For each text the words whose n-grams speak most for the label of its number, against all
    labels on average.

    average  mean weight of each column over all labels, shape (columns,)
    """
    words_of = [_words(text) for text in texts]
    all_words = [word for own in words_of for word in own]
    if not all_words:
        return [[] for _ in texts]
    label_of = np.repeat(np.asarray(labels), [len(own) for own in words_of])
    slots, owners = ngrams.hash_ngrams(all_words)
    columns = ngrams.columns_[slots]
    known = columns >= 0
    columns, owners = columns[known], owners[known]
    gains = (linear.coef_[columns, label_of[owners]] - average[columns]) * ngrams.rarity_[columns]
    worth = iter(np.bincount(owners, weights=gains, minlength=len(all_words)).tolist())
    return [_best(own, [next(worth) for _ in own], most) for own in words_of]


def _words(text: str) -> list[str]:
    return [
        word
        for word in dict.fromkeys(segment(text[:_READ]))
        if len(word) > 1 and not word.isdigit() and not _is_filler(word)
    ]


@lru_cache(maxsize=1 << 15)  # the words of one report are those of the next
def _is_filler(word: str) -> bool:
    return word in _FILLERS or any(each.fullmatch(word) for each in (_NOTHING, _PLACE))


def _best(text_words: list[str], worth: list[float], most: int) -> list[str]:
    ranked = sorted(
        zip(worth, range(len(text_words)), strict=True), key=lambda pair: (-pair[0], pair[1])
    )
    return [text_words[number] for gain, number in ranked[:most] if gain > 0]
