"""Which answers of the knowledge base stand beside a report that nobody asked them for: at most
three, such as probably fit, and none for danger, accusations and complaints in anger.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

from sqlmodel import Session

from classifiers.anger import is_angry
from classifiers.danger.reader import Danger
from classifiers.plain_text import whole_text
from classifiers.predict import Classification
from hotline.desk.desk import Desk
from hotline.desk.knowledge_index import KnowledgeHit
from hotline.domain.models import Ticket
from routing.decision import Decision

SHOWN = 3
# An answer is shown when it fits with this chance.
FIT = 0.4
# What the chance is made of, learned from half of 200 questions: python -m benchmarks.answers
# A score (counted up to _MOST), its lead over the next answer, the chance of the answer's
# category, and that the text complains.
WEIGHTS = (1.34, 1.33, 1.94, -1.15)
OFFSET = -4.2
_MOST = 2.0
_LEAST_SCORE, _COMPARED = 0.3, 8
_COMPLAINTS = ("complaint", "report")
_NO_QUESTIONS = ("praise", "suggestion")


@dataclass(frozen=True, slots=True)
class Question:
    """A report as it asks for answers: `chances` of its categories by code; `is_silent` where
    none may be shown whatever fits; `danger` as its text was read.
    """

    text: str
    chances: Mapping[str, float]
    request_type: str
    is_silent: bool
    danger: Danger | None = None


def question_of(
    text: str, read: Classification, decision: Decision, category: str = ""
) -> Question:
    """`category` is what a person chose, which is surer than what was read."""
    chances = {guess.code: guess.confidence for guess in read.alternatives}
    return Question(
        text,
        {category: 1.0} if category else chances,
        read.request_type.code,
        read.danger.is_danger or decision.secrecy or read.unaccepted is not None,
        read.danger,
    )


def question_of_text(text: str, desk: Desk, category: str = "") -> Question:
    read = desk.classifier.classify(text)
    guesses = [(guess.code, guess.confidence) for guess in read.alternatives]
    kind = read.request_type.code
    decision = desk.router.route(
        text, classification=guesses, request_type=kind, on=desk.now().date()
    )
    return question_of(text, read, decision, category)


def question_of_ticket(ticket: Ticket) -> Question:
    return Question(
        whole_text(ticket.title, ticket.content),
        {ticket.category: 1.0} if ticket.category else {},
        ticket.request_type,
        bool(ticket.danger or ticket.accused),
    )


def answers_to(
    session: Session, question: Question, desk: Desk, *, public_only: bool = False
) -> list[KnowledgeHit]:
    """The likeliest first; each hit's `score` is the chance that it fits."""
    if question.is_silent or question.request_type in _NO_QUESTIONS or _is_angry(question):
        return []
    hits = desk.knowledge.suggest(
        session,
        question.text,
        desk.now().date(),
        public_only=public_only,
        least=_LEAST_SCORE,
        limit=_COMPARED,
    )
    fits = zip(hits, signs_of(hits, question), strict=True)
    judged = [replace(hit, score=_chance(signs)) for hit, signs in fits]
    judged.sort(key=lambda hit: -hit.score)
    return [hit for hit in judged if hit.score >= FIT][:SHOWN]


def signs_of(hits: Sequence[KnowledgeHit], question: Question) -> list[tuple[float, ...]]:
    """For each hit what WEIGHTS weigh."""
    scores = [hit.score for hit in hits]
    complains = float(question.request_type in _COMPLAINTS)
    return [
        (
            min(score, _MOST),
            score - max([*scores[:number], *scores[number + 1 :]], default=0.0),
            question.chances.get(hit.entry.category, 0.0),
            complains,
        )
        for number, (hit, score) in enumerate(zip(hits, scores, strict=True))
    ]


def _chance(signs: Sequence[float]) -> float:
    total = OFFSET + sum(weight * sign for weight, sign in zip(WEIGHTS, signs, strict=True))
    return 1 / (1 + exp(-total))


def _is_angry(question: Question) -> bool:
    return question.request_type in _COMPLAINTS and is_angry(question.text)
