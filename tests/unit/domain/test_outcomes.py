"""Each word that a row can hold has a Chinese name where people read it."""

import pytest

from hotline.domain import outcomes
from hotline.domain.knowledge import FEEDBACK, KINDS, STATUSES
from hotline.domain.ladder.ladder import Level
from hotline.domain.outcomes import (
    ApplicationKind,
    AssignmentOutcome,
    AssignmentRole,
    FeedbackKind,
    KnowledgeKind,
    KnowledgeStatus,
    NoticeKind,
    PauseKind,
    RectificationReview,
    ReplyReview,
    RequestDecision,
)
from hotline.web import labels, notice_labels

NAMES = [
    (AssignmentRole, labels.ASSIGNMENT),
    (AssignmentOutcome, labels.OUTCOME),
    (RequestDecision, labels.DECISION),
    (ApplicationKind, labels.APPLICATION),
    (PauseKind, labels.PAUSE),
    (ReplyReview, labels.REVIEW),
    (RectificationReview, labels.RECTIFICATION),
    (NoticeKind, notice_labels.NOTICE),
    (FeedbackKind, FEEDBACK),
    (KnowledgeKind, KINDS),
    (KnowledgeStatus, STATUSES),
]


@pytest.mark.parametrize(("values", "names"), NAMES, ids=[values.__name__ for values, _ in NAMES])
def test_every_word_has_a_name(values, names):
    assert set(values) <= set(names)


def test_an_order_of_every_level_has_its_notice():
    assert {str(level) for level in Level} <= {str(kind) for kind in NoticeKind}


def test_what_nobody_has_decided_is_empty_so_that_it_reads_as_no():
    waiting = (RequestDecision.WAITING, ReplyReview.WAITING, RectificationReview.WAITING)
    assert not any((*waiting, AssignmentOutcome.RUNNING))
    assert RequestDecision.LAPSED


def test_words_are_what_stood_in_the_database_before_they_had_a_class():
    assert outcomes.CycleEnding("rework") == "rework"
    assert outcomes.RatingStage("deadline") == "deadline"
    assert outcomes.RatingSource("callback") == "callback"
    assert outcomes.Audience("caller") == "caller"
    assert outcomes.CheckKind("sample") == "sample"
    assert RequestDecision("arbitration") == "arbitration"
    assert AssignmentOutcome("passed_down") == "passed_down"
