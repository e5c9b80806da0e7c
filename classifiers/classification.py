"""What the classifier makes of one text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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
    reasons = [f"分类依据：{'、'.join(category_words)}"] if category_words else []
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
