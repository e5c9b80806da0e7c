"""The one tokenizer of the whole project: text in, words out.

jieba's dictionary and rules are the reference; rjieba gives the same cuts at several hundred times
the speed and is what runs. The two treat signs between Latin letters and digits differently, so
signs become blanks before either sees them.
"""

import re
import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

import rjieba

from classifiers.clean import normalise

_NO_WORD = re.compile(r"[\W_]+")
_KEEP_WHOLE = 20_000
# Nouns, verbs, qualities, idioms, abbreviations, and what is of no kind: Latin names.
_CONTENT = set("nvabijlsgxe")
_lock = threading.Lock()
_frequencies: dict[str, int] = {}


def segment(text: str) -> list[str]:
    """Cut `text` into words, folded to lower case and half width; signs and blanks are left out."""
    _load_own_words()
    return [word for word in rjieba.cut(_words_only(text)) if word != " "]


def cut_known(text: str) -> list[str]:
    """`text` as it stands in words of the dictionary; what is in none stays single signs."""
    _load_own_words()
    pieces: list[str] = rjieba.cut(text, False)
    return pieces


@lru_cache(maxsize=4096)
def new_word(text: str) -> str:
    """The word that stands first in `text` by the shape of its signs, if no dictionary has it."""
    _load_own_words()
    pieces: list[str] = rjieba.cut(text)
    return pieces[0] if pieces and not rjieba.has_word(pieces[0]) else ""


def cut_between_words(text: str, most: int) -> str:
    """`text` up to `most` signs, as many whole words as they hold; within a word only where it is
    longer than all that.
    """
    length = 0
    for piece in cut_known(text[: 2 * most]):
        if length + len(piece) > most:
            return text[: length or most]
        length += len(piece)
    return text


def load_words(names: Iterable[str]) -> None:
    """Teach names that must stay whole (streets, estates).

    For the whole process, any number of times.
    """
    with _lock:
        for name in names:
            for part in _words_only(name).split():
                _add(part)
    for remembered in (_kinds, begins_with_an_act, new_word):
        remembered.cache_clear()


def is_ordinary_word(word: str) -> bool:
    """Whether the dictionary has the word as something else than a person's name."""
    return is_word(word) and all(not kind.startswith("nr") for kind in _kinds(word))


def is_content_word(word: str) -> bool:
    """Whether a piece of it names a thing, an act or a quality, or was taught: 已经 does not."""
    return any(not kind or kind[:1] in _CONTENT for kind in _kinds(word))


def is_proper(word: str) -> bool:
    """Whether the dictionary has the word as what a place or a thing is called: 金泰."""
    return _kinds(word) <= {"ns", "nz", "nt"} and is_word(word)


def is_thing(word: str) -> bool:
    """Whether the dictionary has the word as what a thing is called: 银屏."""
    return _kinds(word) <= {"n", "nz", "nr"} and is_word(word)


def is_person(word: str) -> bool:
    """Whether the dictionary has the word as a person's name and as nothing else."""
    return word not in _frequencies and _kinds(word) == {"nr"} and is_word(word)


@lru_cache(maxsize=8192)
def begins_with_an_act(text: str) -> bool:
    """Whether a verb, an adverb or a particle stands first, as behind who does something."""
    _load_own_words()
    pieces = rjieba.tag(text)
    return bool(pieces) and pieces[0][1][:1] in set("vdpucr")


def is_word(word: str) -> bool:
    """Whether the dictionary has the word, as a person's name too."""
    _load_own_words()
    known: bool = rjieba.has_word(word)
    return known


@lru_cache(maxsize=8192)
def _kinds(word: str) -> frozenset[str]:
    """What kinds of words the dictionary takes its pieces for: nr is a person, ns a place."""
    _load_own_words()
    return frozenset(kind for _, kind in rjieba.tag(word))


def _add(word: str) -> None:
    if len(word) > 1 and word not in _frequencies:
        suggested = rjieba.add_word(word, None, None)
        _frequencies[word] = rjieba.add_word(word, max(suggested, _KEEP_WHOLE), None)


def _words_only(text: str) -> str:
    return _NO_WORD.sub(" ", normalise(text))


@cache
def _load_own_words() -> None:
    load_words(files("classifiers").joinpath("material/words.txt").read_text("utf-8").split())
