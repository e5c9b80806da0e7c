"""What the classifier makes of one text."""

from collections.abc import Sequence
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


def because(category_words: Sequence[str]) -> str:
    return f"分类依据：{'、'.join(category_words)}"


def without_words_of(read: Classification, name: str) -> Classification:
    """The same with nothing of this name among the words that are shown as its reasons."""
    kept = tuple(word for word in read.category_words if word not in name)
    if len(kept) == len(read.category_words):
        return read
    shown, instead = because(read.category_words), [because(kept)] if kept else []
    reasons = [reason for line in read.reasons for reason in (instead if line == shown else [line])]
    return replace(read, reasons=reasons, category_words=kept)


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
    reasons = [because(category_words)] if category_words else []
    if kind_words:
        reasons.append(f"诉求类型依据：{'、'.join(kind_words)}")
    if level_words:
        reasons.append(f"紧急程度依据：{'、'.join(level_words)}")
    if refusal:
        reasons.append(f"可能不予受理：{refusal.reason}；{refusal.way}")
    elif not sure:
        reasons.append(
            "没有可用的分类模型，请派单员判断"
            if not three
            else "分类把握不足，请派单员从候选中选择"
        )
    return reasons
