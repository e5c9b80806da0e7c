"""What a text says besides its category: what the caller wants, how soon, in what danger, and
whether a hotline accepts it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from classifiers.danger.level import Level, levels_with_danger
from classifiers.danger.reader import Danger
from classifiers.plain_text import plain
from classifiers.request_type import types_of_reports
from classifiers.sensitive import SensitiveHit, SensitiveWords, urgency_with
from classifiers.unaccepted import Unaccepted, unaccepted

LONGEST = 20_000  # what stands behind is not read
_TOGETHER = 100


class Beside(NamedTuple):
    """`bare` is the plain form of the text; `kind` the type of the request, its chance and the
    words that said so; `level` the same of urgency.
    """

    bare: str
    kind: tuple[str, float, list[str]]
    level: Level
    danger: Danger
    refusal: Unaccepted | None
    sensitive: list[SensitiveHit]


def read_besides(
    texts: Sequence[str], sensitive: SensitiveWords, signs: Mapping[str, Sequence[str]]
) -> list[Beside]:
    """A few texts at a time, and one reader after the other: their tables stay in the processor's
    cache, and the folded forms in that of `fold`.

    signs   kind of danger -> words by which a city knows it
    """
    besides: list[Beside] = []
    for begin in range(0, len(texts), _TOGETHER):
        besides += _few(texts[begin : begin + _TOGETHER], sensitive, signs)
    return besides


def _few(
    texts: Sequence[str], sensitive: SensitiveWords, signs: Mapping[str, Sequence[str]]
) -> Iterator[Beside]:
    bare = [plain(text[:LONGEST]) for text in texts]
    refusals = [unaccepted(text) if text.strip() else None for text in texts]
    levels = levels_with_danger(texts, signs)
    kinds = types_of_reports(texts, bare)
    hits = [sensitive.find(text, danger) for text, (_, danger) in zip(texts, levels, strict=True)]
    for form, refusal, (level, danger), kind, own in zip(
        bare, refusals, levels, kinds, hits, strict=True
    ):
        if danger.is_danger and kind[0] == "complaint" and "投诉" not in form:
            kind = ("help", kind[1], list(danger.words))
        yield Beside(form, kind, urgency_with(level, own), danger, refusal, own)
