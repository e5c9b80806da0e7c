"""Does a reply answer? Findings with reasons, as a help for the reviewer: advice, never a gate.

Pure: text and plain facts in, findings out. `check_reply` looks at one reply; `copies_among` finds
replies that copy each other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analytics.reply_checks import (
    copied,
    empty_phrases,
    evasive_phrases,
    has_basis,
    has_date,
    own_words,
    personal_parts,
    promises,
    what_was_done,
    without_evasions,
)
from analytics.reply_relevance import missing_subjects, relevance
from classifiers.near_copies import group_near_copies

# Chosen on real replies (docs/decisions/reply-quality.md): so few true replies lie below.
OFF_POINT = 0.03
SHORTEST = 25
ENOUGH, BRIEF = 40, 150
SURE = frozenset({"personal", "short", "copied", "evasive", "not_contacted", "no_date"})
TROUBLE = ("complaint", "report", "help")


@dataclass(frozen=True)
class ReplyFacts:
    """What is known of a reply.

    report     title and, on lines of their own, the text of what the caller said
    answer     the public answer; handling: the internal part; basis: what the unit names as its
               basis
    contacted  whether the unit spoke with the caller; None where nobody knows
    kind       request type of the report
    anonymous  a caller who left no number cannot be contacted
    others     answers to other reports that it may copy
    """

    report: str
    answer: str
    handling: str = ""
    basis: str = ""
    contacted: bool | None = None
    kind: str = ""
    anonymous: bool = False
    others: Sequence[str] = ()


@dataclass(frozen=True)
class Finding:
    """`code` names it for programs, `reason` says it to people, `parts` are the places of the
    answer that show it.

    is_sure   on real replies more than seven of ten such findings were right; the others are worth
    a glance
    """

    code: str
    reason: str
    parts: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        return self.code in SURE


def check_reply(facts: ReplyFacts) -> list[Finding]:
    """What a reviewer may want to look at, gravest first.

    An empty list says that nothing was noticed, not that all is well.
    """
    return [finding for check in CHECKS for finding in check(facts)]


def copies_among(answers: Sequence[str]) -> list[list[int]]:
    """Numbers of answers that are near-copies of each other, in groups of two and more."""
    groups: dict[int, list[int]] = {}
    for number, leader in enumerate(group_near_copies(answers).tolist()):
        groups.setdefault(leader, []).append(number)
    return [members for members in groups.values() if len(members) > 1]


def _personal(facts: ReplyFacts) -> Iterable[Finding]:
    if parts := personal_parts(facts.answer):
        yield Finding("personal", "公开答复中有个人信息，公开前请删去", parts)


def _short(facts: ReplyFacts) -> Iterable[Finding]:
    substance = own_words(facts.answer)
    if len(substance) < SHORTEST:
        yield Finding(
            "short",
            f"除客套话外只有 {len(substance)} 个字，没有实质内容",
            empty_phrases(facts.answer),
        )


def _off_point(facts: ReplyFacts) -> Iterable[Finding]:
    score = relevance(facts.report, facts.answer)
    if score is not None and score < OFF_POINT and len(own_words(facts.answer)) >= SHORTEST:
        subjects = missing_subjects(facts.report, facts.answer)
        yield Finding(
            "off_point",
            f"答复很少谈到诉求的要点：{'、'.join(subjects)}"
            if subjects
            else "答复与诉求说的不是一件事",
        )


def _copied(facts: ReplyFacts) -> Iterable[Finding]:
    substance = own_words(facts.answer)
    if len(substance) >= SHORTEST and copied(
        substance, [own_words(other) for other in facts.others]
    ):
        yield Finding("copied", "与另一件的答复几乎相同，请核对是否针对本件")


def _evasive(facts: ReplyFacts) -> Iterable[Finding]:
    parts = evasive_phrases(facts.answer)
    if parts and len(without_evasions(facts.answer)) < ENOUGH and not has_basis(facts.answer):
        yield Finding(
            "evasive", "只有转办、推托或让人另找的话，没有说办了什么、结果怎样", parts[:3]
        )


def _nothing_done(facts: ReplyFacts) -> Iterable[Finding]:
    """A question is answered by saying how it is, a wish by saying why not.

    Trouble asks for a deed.
    """
    if facts.kind not in TROUBLE or any(_evasive(facts)) or any(_short(facts)):
        return
    if len(own_words(facts.answer)) < BRIEF and not what_was_done(
        f"{facts.answer}\n{facts.handling}"
    ):
        yield Finding("nothing_done", "没有说查明了什么、做了什么")


def _no_date(facts: ReplyFacts) -> Iterable[Finding]:
    """A promise without a day: whoever reads it does not know when to ask again."""
    open_ones = tuple(part for part in promises(facts.answer) if not has_date(part))
    if open_ones:
        yield Finding("no_date", "承诺了以后的事，没有说到什么时候", open_ones[:3])


def _no_basis(facts: ReplyFacts) -> Iterable[Finding]:
    if not facts.basis.strip() and not has_basis(facts.answer):
        yield Finding("no_basis", "没有引用政策、法规或文件依据")


def _not_contacted(facts: ReplyFacts) -> Iterable[Finding]:
    if facts.contacted is False and not facts.anonymous:
        yield Finding("not_contacted", "没有联系诉求人的记录")


CHECKS: tuple[Callable[[ReplyFacts], Iterable[Finding]], ...] = (
    _personal,
    _short,
    _off_point,
    _copied,
    _evasive,
    _nothing_done,
    _not_contacted,
    _no_date,
    _no_basis,
)
