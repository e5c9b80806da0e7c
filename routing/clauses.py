"""The form in which accusations are read: without blanks of a frame, clauses by commas."""

import re

from classifiers.folding import fold

# Who types on a phone parts clauses by blanks: 窗口没人 我等了一上午.
_GAP = re.compile(r"(?<=[\u4e00-\u9fff]{2})[ \u3000]{1,2}(?=[\u4e00-\u9fff]{2})")


def clauses(text: str) -> tuple[str, int]:
    """`text` folded, and how many blanks stood before it: those of a greeting that was left out
    say nothing, yet would move the names away from the beginning.
    """
    folded = fold(text)
    begin = len(folded) - len(folded.lstrip())
    return _GAP.sub(_commas, folded.strip()), begin


def _commas(gap: re.Match[str]) -> str:
    return "，" * len(gap.group())
