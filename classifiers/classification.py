"""What the classifier makes of one text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from classifiers.danger.reader import NO_DANGER, Danger
from classifiers.sensitive import SensitiveHit
from classifiers.unaccepted import Unaccepted


@dataclass(frozen=True, slots=True)
class Suggestion:
    code: str
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Classification:
    """What the classifier makes of one text; `category` is None where it abstains (the
    dispatcher decides).
    """

    category: Suggestion | None
    alternatives: list[Suggestion]
    request_type: Suggestion
    urgency: Suggestion
    sensitive: list[SensitiveHit]
    abstained: bool
    reasons: list[str] = field(default_factory=list)
    model: str = "none"
    danger: Danger = NO_DANGER
    urgent_words: tuple[str, ...] = ()
    unaccepted: Unaccepted | None = None
    category_words: tuple[str, ...] = ()


_OF_CATEGORY, _OF_KIND, _OF_LEVEL = _BECAUSE = ("分类依据：", "诉求类型依据：", "紧急程度依据：")


def without_words(read: Classification, is_hidden: Callable[[str], bool]) -> Classification:
    """The same with no hidden word among those that are shown as its reasons."""

    def shown(signs: Iterable[str]) -> tuple[str, ...]:
        return tuple(word for word in signs if not is_hidden(word))

    lines = [_without_hidden(line, shown) for line in read.reasons]
    return replace(
        read,
        reasons=[line for line in lines if line],
        category_words=shown(read.category_words),
        urgent_words=shown(read.urgent_words),
        danger=replace(read.danger, words=shown(read.danger.words)),
    )


def _without_hidden(line: str, shown: Callable[[Iterable[str]], tuple[str, ...]]) -> str:
    """A line of reasons; "" where no word of it is left."""
    head = next((head for head in _BECAUSE if line.startswith(head)), "")
    if not head:
        return line
    kept = shown(line.removeprefix(head).split("、"))
    return head + "、".join(kept) if kept else ""


def notes(
    category_words: Sequence[str],
    kind_words: Sequence[str],
    level_words: Sequence[str],
    refusal: Unaccepted | None,
    three: Sequence[Suggestion],
    *,
    sure: bool,
) -> list[str]:
    """Why it is read so, and what a person has to decide."""
    reasons = [_OF_CATEGORY + "、".join(category_words)] if category_words else []
    if kind_words:
        reasons.append(_OF_KIND + "、".join(kind_words))
    if level_words:
        reasons.append(_OF_LEVEL + "、".join(level_words))
    if refusal:
        reasons.append(f"可能不予受理：{refusal.reason}；{refusal.way}")
    elif not sure:
        reasons.append(
            "没有可用的分类模型，请派单员判断"
            if not three
            else "分类把握不足，请派单员从候选中选择"
        )
    return reasons
