"""Sentences from figures, in the words of official bulletins."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from analytics.figures import Compared
from analytics.suppression import SMALLEST_PUBLISHED

NOTHING = "无"
# Fewer of anything could point at somebody.
SMALLEST = SMALLEST_PUBLISHED
FEW = f"少于{SMALLEST}件"
OTHERS = "其余"


def clock(at: datetime) -> str:
    """3月9日8时05分."""
    return f"{at.month}月{at.day}日{at.hour}时{at:%M}分"


def counted(n: int, measure: str = "件") -> str:
    """12件; a few are not counted out. The one rule for every number in a sentence."""
    return f"少于{SMALLEST}{measure}" if 0 < n < SMALLEST else f"{n}{measure}"


def so_far(done: int, total: int, verb: str) -> str:
    """已销号12件 of `total`; neither a few that are done nor a few that are left are counted."""
    if done in (0, total):
        return f"均{'已' if done else '未'}{verb}"
    if 0 < total - done < SMALLEST <= done:
        return f"未{verb}{FEW}"
    return f"已{verb}{counted(done)}"


def changed(n: int, before: int, name: str) -> str:
    """较上周增长12.4%; below twenty before, the difference in numbers; a few on either side are not
    counted out, nor told by being equal. Nothing is nothing, and no few.
    """
    if before < SMALLEST:
        return f"{name}{counted(before)}"
    if 0 < n < SMALLEST:
        return f"{name}{before}件"
    compared = Compared(n, before)
    if compared.change is not None and n != before:
        return f"较{name}{'增长' if n > before else '下降'}{abs(compared.change):.1%}"
    if n == before:
        return f"与{name}持平"
    return f"较{name}{'增加' if n > before else '减少'}{abs(n - before)}件"


def left_open(n: int, total: int) -> str:
    """未办结12件 of `total`; neither a few that are open nor a few that have ended are counted
    out.
    """
    if not n:
        return "均已办结"
    if 0 < total - n < SMALLEST:
        return f"已办结{FEW}"
    return f"未办结{counted(n)}"


def changes(n: int, others: Mapping[str, int]) -> str:
    """All comparisons; one with nothing in it is not made."""
    return "，".join(changed(n, before, name) for name, before in others.items() if before)


def share(n: int, total: int) -> str:
    return f"{n}件" + (f"，占{n / total:.1%}" if total else "")


def listed(counts: Sequence[tuple[str, int]], total: int) -> str:
    """投诉120件，占45.0%；求助80件，占30.0%；其余12件，占4.5%: small ones stand together, and where
    they are a few, with the smallest of the others, because the total tells the rest; "" where
    nothing is large enough to be named.
    """
    large = sorted((row for row in counts if row[1] >= SMALLEST), key=lambda row: -row[1])
    rest, others = sum(n for _, n in counts if n < SMALLEST), OTHERS
    if not large:
        return "" if rest else NOTHING
    if alone := only_large([n for _, n in counts]):
        return f"{large[0][0]}{alone}；{OTHERS}{FEW}"
    if large and 0 < rest < SMALLEST:
        name, n = large.pop()
        rest, others = rest + n, f"{name}和{OTHERS}"
    texts = [f"{name}{share(n, total)}" for name, n in large]
    if rest:
        texts.append(f"{others}{some(rest, total)}")
    return "；".join(texts)


def only_large(counts: Sequence[int]) -> str:
    """不少于27件, where one count is large and the others together are a few: more exactly it would
    tell them; "" elsewhere.
    """
    large = [n for n in counts if n >= SMALLEST]
    if len(large) != 1 or not 0 < sum(counts) - large[0] < SMALLEST:
        return ""
    return f"不少于{sum(counts) - SMALLEST + 1}件"


def some(n: int, total: int) -> str:
    """As `share`, where a few are not counted out."""
    return FEW if 0 < n < SMALLEST else share(n, total)


def change_cell(n: int, before: int) -> str:
    """+12.4 % in a table; below twenty before, the difference."""
    change = Compared(n, before).change
    return f"{n - before:+d}" if change is None else f"{change:+.1%}"
