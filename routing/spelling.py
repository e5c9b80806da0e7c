"""Names that are written almost right: by sound, or with one character wrong, missing or too many."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from routing.matcher import NameIndex, PairScanner, sizes_by_pair

# Characters of place names that sound alike; the first of each group stands for the others.
_ALIKE = (
    "阳杨扬洋羊 苑院园圆元原源员远 湖胡糊 府俯福幅甫 明名铭鸣 新心鑫欣馨芯辛 家佳嘉加 林临琳霖邻 城成诚程呈承 江姜疆 东冬 "
    "建健件 华花化 丽利力莉立里理 龙隆 云芸 山珊 河荷和合何禾 清青晴轻 溪西希夕 平萍坪屏瓶 安岸桉 宁凝 景锦井 金今津 桥乔侨 "
    "梅美 兰蓝澜 翠脆 学雪 文纹雯 庙妙 钟中忠 楼搂 石时实十 松淞 岗刚钢港 竹烛 汇惠慧会 海嗨 广光 场厂 红宏虹鸿洪 旗棋琪齐 "
    "胜盛圣 前钱 进近 路露鹭 世士仕 纪记 星兴 达大 万湾 丰凤风枫峰 皇凰黄煌 玉御誉裕 沙纱 洲州舟 马码玛 头投 渔鱼愉 团抟 "
    "结洁 幸性 复夏"
)
_SOUND = {ord(other): group[0] for group in reversed(_ALIKE.split()) for other in group[1:]}
_GENERIC = re.compile(
    r"(?:小区|花园|家园|新村|新苑|嘉园|佳苑|小学|中学|学校|医院|公园|广场|市场|大道|公路|水库|社区|街道|公寓|大厦|山庄|名邸|新城|"
    r"[路街巷村镇苑河站])$"
)
_SHORTEST = 4
_BY_SOUND, _DISTINCT, _PLAIN = 0.85, 0.8, 0.6
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
    """Names by sound and by the forms that one lost character leaves; a name shorter than four only by sound."""

    def __init__(self, names: Iterable[str]) -> None:
        names = tuple(name for name in names if len(name) > 2)
        self._by_sound: dict[str, list[str]] = {}
        self._by_loss: dict[str, list[str]] = {}
        for name in names:
            self._by_sound.setdefault(name.translate(_SOUND), []).append(name)
            for form in {name, *_losses(name)} if len(name) >= _SHORTEST else ():
                self._by_loss.setdefault(form, []).append(name)
        self._sounds = NameIndex(self._by_sound)
        self._distinct = Edges(name for name in names if _is_distinct(name))
        self._plain = Edges(name for name in names if len(name) >= _SHORTEST and not _is_distinct(name))

    def find(self, folded: str) -> list[Guess]:
        """Guesses without overlaps: by sound, or else by one edit, for plain names only where a place would begin."""
        sound = folded.translate(_SOUND)
        spans = ((start, end, self._by_sound[sound[start:end]]) for start, end in self._sounds.find(sound))
        heard = [
            Guess(start, end, tuple(names), _BY_SOUND) for start, end, names in spans if folded[start:end] not in names
        ]
        if heard:
            return heard
        distinct = self._edits(folded, self._distinct.windows(folded), _DISTINCT)
        if distinct:
            return distinct
        return self._edits(folded, [span for span in self._plain.windows(folded) if _opens(folded, span[0])], _PLAIN)

    def _edits(self, folded: str, windows: Iterable[tuple[int, int]], likeness: float) -> list[Guess]:
        found: list[Guess] = []
        for start, end in sorted(windows, key=lambda window: (window[0], -window[1])):
            if not found or start >= found[-1].end:
                names = self._meant(folded[start:end], likeness)
                found += [Guess(start, end, names, likeness)] if names else []
        return found

    def _meant(self, written: str, likeness: float) -> tuple[str, ...]:
        """Names at one edit; those of the same length first, as a wrong character is commoner than a lost one."""
        known = self._by_loss
        forms = [form for form in (written, *_losses(written)) if form in known]
        if not forms:
            return ()
        names = dict.fromkeys(name for form in forms for name in known[form])
        near = [name for name in names if _one_edit(written, name) and _is_distinct(name) == (likeness == _DISTINCT)]
        return tuple([name for name in near if len(name) == len(written)] or near)


class Edges:
    """Stretches that begin or end like a name: one edit leaves the first or the last two characters intact."""

    def __init__(self, names: Iterable[str]) -> None:
        names = tuple(names)
        self._heads = sizes_by_pair((name[:2], len(name) + off) for name in names for off in (-1, 0, 1))
        self._tails = sizes_by_pair((name[-2:], len(name) + off) for name in names for off in (-1, 0, 1))
        self._scanner = PairScanner(self._heads.keys() | self._tails.keys())

    def windows(self, text: str) -> set[tuple[int, int]]:
        spans: set[tuple[int, int]] = set()
        for place in self._scanner.positions(text):
            pair, end = text[place : place + 2], place + 2
            spans.update((place, place + size) for size in self._heads.get(pair, ()) if place + size <= len(text))
            spans.update((end - size, end) for size in self._tails.get(pair, ()) if size <= end)
        return spans


def _opens(text: str, start: int) -> bool:
    """A place would begin here: after a stop, a preposition or a word of reporting."""
    return start == 0 or text[start - 1] in _BEFORE or text[max(0, start - 2) : start] in _WORDS_BEFORE


def _is_distinct(name: str) -> bool:
    """So much of the name is its own that one wrong character does not make another name or an ordinary phrase."""
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
