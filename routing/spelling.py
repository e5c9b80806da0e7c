"""Names that are written almost right: by sound, or with one character wrong, missing or too many."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from routing.matcher import NameIndex

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
_BY_SOUND, _LONG_STEM, _SHORT_STEM = 0.85, 0.8, 0.6
_OPENING = re.compile(r"(?:^|[，。、；！？,.;!?：:\s（(在于住是到去区路镇村号]|反映|投诉|举报|街道|关于|咨询|请问)$")


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
        self._by_sound: dict[str, list[str]] = {}
        self._by_loss: dict[str, list[str]] = {}
        self._heads: dict[str, set[int]] = {}
        self._tails: dict[str, set[int]] = {}
        for name in names:
            if len(name) > 2:
                self._by_sound.setdefault(name.translate(_SOUND), []).append(name)
            if len(name) >= _SHORTEST:
                self._add(name)
        self._sounds = NameIndex(self._by_sound)

    def find(self, folded: str) -> list[Guess]:
        """Guesses without overlaps: by sound, or else by one edit."""
        sound = folded.translate(_SOUND)
        heard = self._sounds.find(sound)
        if heard:
            return [Guess(start, end, tuple(self._by_sound[sound[start:end]]), _BY_SOUND) for start, end in heard]
        return self._edits(folded)

    def _add(self, name: str) -> None:
        for form in _losses(name):
            self._by_loss.setdefault(form, []).append(name)
        self._heads.setdefault(name[:2], set()).add(len(name))
        self._tails.setdefault(name[-2:], set()).add(len(name))

    def _edits(self, folded: str) -> list[Guess]:
        found: list[Guess] = []
        for start, end in self._windows(folded):
            if found and start < found[-1].end:
                continue
            guess = self._guess(folded, start, end)
            if guess:
                found.append(guess)
        return found

    def _windows(self, folded: str) -> list[tuple[int, int]]:
        """Stretches whose first or last two characters are those of a name: one edit leaves one of the two intact."""
        spans: set[tuple[int, int]] = set()
        for place in range(len(folded) - 1):
            pair = folded[place : place + 2]
            if pair in self._heads:
                spans.update((place, place + size + off) for size in self._heads[pair] for off in (0, -1, 1))
            if pair in self._tails:
                spans.update((place + 2 - size + off, place + 2) for size in self._tails[pair] for off in (0, -1, 1))
        fitting = (span for span in spans if span[0] >= 0 and span[1] <= len(folded) and span[1] - span[0] > 2)
        return sorted(fitting, key=lambda span: (span[0], -span[1]))

    def _guess(self, folded: str, start: int, end: int) -> Guess | None:
        """Names at one edit; those of the same length first, as a wrong character is commoner than a lost one."""
        written = folded[start:end]
        names = dict.fromkeys(name for form in _forms(written) for name in self._by_loss.get(form, ()))
        near = [name for name in names if _one_edit(written, name)]
        chosen = [name for name in near if len(name) == len(written)] or near
        if not chosen:
            return None
        sure = all(_stem_is_long(name) for name in chosen)
        if not sure and not _OPENING.search(folded, max(0, start - 4), start):
            return None
        return Guess(start, end, tuple(chosen), _LONG_STEM if sure else _SHORT_STEM)


def _stem_is_long(name: str) -> bool:
    """So much of the name is its own that one wrong character does not make another name or an ordinary phrase."""
    stem = _GENERIC.sub("", name)
    return len(stem) > (2 if stem != name else 4)


def _losses(name: str) -> Iterator[str]:
    return (name[:place] + name[place + 1 :] for place in range(len(name)))


def _forms(written: str) -> Iterator[str]:
    yield written
    yield from _losses(written)


def _one_edit(written: str, name: str) -> bool:
    """One substitution, loss or addition apart (a swap of two places is not one)."""
    if len(written) == len(name):
        return sum(a != b for a, b in zip(written, name, strict=True)) == 1
    short, long = sorted((written, name), key=len)
    return len(long) - len(short) == 1 and short in set(_losses(long))
