"""Names that are written almost right: by sound, or with one character wrong, missing or too
many.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from routing.edges import SHORTEST, Edges
from routing.matcher import NameIndex

_SOUNDS = Path(__file__).with_name("sounds.txt")
_GENERIC = re.compile(
    r"(?:小区|花园|家园|新村|新苑|嘉园|佳苑|小学|中学|学校|医院|公园|广场|市场|大道|公路|水库|社区|街道|公寓|大厦|山庄|名邸|新城|"
    r"[路街巷村镇苑河站])$"
)
_BY_SOUND, _DISTINCT, _PLAIN = 0.85, 0.8, 0.5
# Words that stand before 小区, 学校, 市场 without being a name.
_ORDINARY = re.compile(
    r"[我你他咱她][们家]|目前|现在|当[时地]|[这那整各多两几一][个栋幢]|附近|周[边围]|对面|隔壁|旁边|[门楼][前下]|[前后][面边]|安置|拆迁|老旧|"
    r"新建|高档|封闭|商品|住宅|公办|民办|私立|重点|所[在有]|部分|其他|全市|本[市区村]|很多|许多|有些|自家|城市|农村|[大小]型|同一|相邻|[该此][处地]"
)
_BEFORE = frozenset("，。、；！？,.;!?：: （(在于住是到去区路镇村号\n")
_WORDS_BEFORE = frozenset(["反映", "投诉", "举报", "街道", "关于", "咨询", "请问"])


@dataclass(frozen=True, slots=True)
class Guess:
    """A stretch of text and the names that it may mean."""

    start: int
    end: int
    names: tuple[str, ...]
    likeness: float


class SpellingIndex:
    """Names by sound and by the forms that one lost character leaves.

    Short names and `heard_only` only by sound.
    """

    def __init__(self, names: Iterable[str], heard_only: Container[str] = ()) -> None:
        names = tuple(name for name in names if len(name) > 2)
        self._by_sound: dict[str, list[str]] = {}
        self._by_loss: dict[str, list[str]] = {}
        for name in names:
            self._by_sound.setdefault(name.translate(_sounds()), []).append(name)
        spelt = [name for name in names if len(name) >= SHORTEST and name not in heard_only]
        for name in spelt:
            for form in {name, *_losses(name)}:
                self._by_loss.setdefault(form, []).append(name)
        self._sounds = NameIndex(self._by_sound)
        self._distinct = Edges(name for name in spelt if _is_distinct(name))
        self._plain = Edges(name for name in spelt if not _is_distinct(name))

    def find(self, folded: str) -> list[Guess]:
        """Guesses without overlaps: by sound, or else by one edit, for plain names only where a
        place would begin.
        """
        return (
            self._heard(folded)
            or self._edits(folded, self._distinct)
            or self._edits(folded, self._plain)
        )

    def _heard(self, folded: str) -> list[Guess]:
        sound = folded.translate(_sounds())
        guesses = []
        for start, end in self._sounds.find(sound):
            known = self._by_sound[sound[start:end]]
            names = [
                name
                for name in known
                if _sounds_meant(folded[start:end], name, _opens(folded, start))
            ]
            if names and folded[start:end] not in known:
                guesses.append(Guess(start, end, tuple(names), _BY_SOUND))
        return guesses

    def _edits(self, folded: str, edges: Edges) -> list[Guess]:
        guesses: list[Guess] = []
        plain = edges is self._plain
        for start, end in sorted(edges.windows(folded), key=lambda window: (window[0], -window[1])):
            names = self._near(folded[start:end])
            if not names or (guesses and start < guesses[-1].end) or _ORDINARY.match(folded, start):
                continue
            if not _opens(folded, start):
                names = [] if plain else [name for name in names if name[0] == folded[start]]
            names = [name for name in names if _is_distinct(name) != plain]
            if names:
                guesses.append(Guess(start, end, tuple(names), _PLAIN if plain else _DISTINCT))
        return guesses

    def _near(self, written: str) -> list[str]:
        """Names at one edit; those of the same length first, as a wrong character is commoner
        than a lost one.
        """
        known = self._by_loss
        forms = [form for form in (written, *_losses(written)) if form in known]
        if not forms:
            return forms
        names = dict.fromkeys(name for form in forms for name in known[form])
        near = [name for name in names if _one_edit(written, name)]
        return [name for name in near if len(name) == len(written)] or near


def _sounds_meant(written: str, name: str, opens: bool) -> bool:
    """At most half of the characters are others.

    Of a short name one, and only where a place would begin.
    """
    others = sum(a != b for a, b in zip(written, name, strict=True))
    return others * 2 <= len(name) if len(name) >= SHORTEST else opens and others == 1


def _opens(text: str, start: int) -> bool:
    """A place would begin here: after a stop, a preposition or a word of reporting."""
    return (
        start == 0 or text[start - 1] in _BEFORE or text[max(0, start - 2) : start] in _WORDS_BEFORE
    )


@cache
def _sounds() -> dict[int, str]:
    """Each common character -> the first of those that sound like it, whatever the tone."""
    groups = (line.split()[1] for line in _SOUNDS.read_text(encoding="utf-8").splitlines())
    return {ord(other): group[0] for group in groups for other in group[1:]}


@cache
def _is_distinct(name: str) -> bool:
    """So much of the name is its own that one wrong character does not make another name or an
    ordinary phrase.
    """
    stem = _GENERIC.sub("", name)
    return len(stem) > (2 if stem != name else 4)


def _losses(name: str) -> list[str]:
    return [name[:place] + name[place + 1 :] for place in range(len(name))]


def _one_edit(written: str, name: str) -> bool:
    """One substitution, loss or addition apart (a swap of two places is not one)."""
    if len(written) == len(name):
        return sum(a != b for a, b in zip(written, name, strict=True)) == 1
    short, long = sorted((written, name), key=len)
    return len(long) - len(short) == 1 and short in set(_losses(long))
