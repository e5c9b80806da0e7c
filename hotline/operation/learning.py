"""The next category model from the work itself: gathered, cleared of one-sided corrections,
compared on the newest month.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlmodel import Session

from classifiers.dataset import DataRefused, LabelledTexts
from classifiers.evaluate import USUAL_PRECISION, evaluate
from classifiers.model_store import StoredModel
from classifiers.near_copies import group_near_copies
from classifiers.one_sided import Decided, OneSided, one_sided
from classifiers.sentences import Encoder
from classifiers.train import Report, quiet, train
from hotline.desk.live_model import stored_model
from hotline.domain.errors import HotlineError
from hotline.operation.model_files import keep_model
from hotline.storage.lessons import DecidedTicket, lessons_since
from hotline.storage.model_registry import Registry, read_registry, use_model

MONTH = timedelta(days=30)
MEMORY = timedelta(days=730)
LEAST_KNOWN, LEAST_NEW = 200, 50


@dataclass(frozen=True)
class Lessons:
    """What is learned from, and the one-sided corrections that are not; `strange` had categories
    the city has no more.
    """

    kept: list[DecidedTicket]
    held: list[OneSided]
    held_lessons: list[list[DecidedTicket]] = field(default_factory=list)
    strange: int = 0


@dataclass
class TrainingOutcome:
    """The new model against the live one on the newest month; `better` says whether it may go
    live by itself.
    """

    model: StoredModel
    lessons: Lessons
    since: datetime
    tested: int
    new: dict[str, Any]
    current: dict[str, Any]
    live: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def better(self) -> bool:
        """Worse in nothing, better in something: share of right ones, and macro-F1 that counts
        rare labels alike.
        """
        gains = [self.new[name] - self.current[name] for name in ("accuracy", "macro_f1")]
        return bool(min(gains) >= 0 and max(gains) > 0)


def gather(
    session: Session,
    categories: Collection[str],
    now: datetime,
    *,
    trusted: Collection[tuple[str, str]] = (),
) -> Lessons:
    """`trusted` are (login, category) pairs that somebody has looked at and found right."""
    lessons = list(lessons_since(session, now - MEMORY))
    known = [lesson for lesson in lessons if lesson.label in categories]
    suspects = one_sided([Decided(lesson.by, lesson.label, lesson.suggested) for lesson in known])
    doubtful = [suspect for suspect in suspects if (suspect.by, suspect.label) not in set(trusted)]
    out = {row for suspect in doubtful for row in suspect.rows}
    kept = [lesson for row, lesson in enumerate(known) if row not in out]
    return Lessons(
        kept,
        doubtful,
        [[known[row] for row in suspect.rows] for suspect in doubtful],
        len(lessons) - len(known),
    )


def build(
    lessons: Lessons,
    current: StoredModel | None,
    names: Mapping[str, str],
    report: Report = quiet,
    *,
    precision: float = USUAL_PRECISION,
    encoder: Encoder | None = None,
) -> TrainingOutcome:
    """Learn from all but the newest month, compare both there.

    Refuses when there is too little of either.
    """
    known, fresh, since, notes = _by_month(lessons.kept)
    model = train(_texts(known), report, precision=precision, encoder=encoder)
    model.names = {label: names.get(label, label) for label in model.labels}
    report("与当前模型比较：最新一个月", 0, 0)
    tests = _texts(fresh)
    nothing = {"accuracy": 0.0, "macro_f1": 0.0, "top3_accuracy": 0.0, "n": len(fresh)}
    new, old = evaluate(model, tests), evaluate(current, tests) if current else nothing
    return TrainingOutcome(model, lessons, since, len(fresh), new, old, notes=notes)


def known_texts(lessons: Lessons) -> LabelledTexts:
    """What `build` learns from."""
    return _texts(_by_month(lessons.kept)[0])


def agreement(model: StoredModel, lessons: Sequence[DecidedTicket], label: str) -> float:
    """Share of these texts to which a model that never saw them gives this label too."""
    best = model.chances([lesson.text for lesson in lessons]).argmax(axis=1)
    return float(np.mean([model.labels[i] == label for i in best]))


def current_model(folder: Path) -> tuple[Registry, StoredModel | None, str]:
    """The registry, the live model, and why it cannot be compared with if it is unusable."""
    registry = read_registry(folder)
    try:
        return registry, stored_model(folder, registry.live, registry), ""
    except HotlineError as error:
        return registry, None, str(error)


def register(
    folder: Path, outcome: TrainingOutcome, *, at: datetime, by: str, force: str = ""
) -> None:
    """Store the model; it goes live if it is better, or by force with a note."""
    compared = {
        "since": outcome.since.isoformat(),
        "n": outcome.tested,
        "new": outcome.new,
        "current": outcome.current,
    }
    when, lessons = at.isoformat(), len(outcome.lessons.kept)
    keep_model(
        folder, outcome.model, at=when, by=by, note=force, lessons=lessons, compared=compared
    )
    if outcome.better or force:
        use_model(folder, outcome.model.version, at=when, by=by, note=force)
        outcome.live = True


def _by_month(
    lessons: Sequence[DecidedTicket],
) -> tuple[list[DecidedTicket], list[DecidedTicket], datetime, list[str]]:
    """Older lessons, and those of the newest 30 days that have no near-copy among the older ones
    while enough are left.
    """
    since = max((lesson.at for lesson in lessons), default=datetime.min + MONTH) - MONTH
    known = [lesson for lesson in lessons if lesson.at < since]
    newest = [lesson for lesson in lessons if lesson.at >= since]
    if len(known) < LEAST_KNOWN or len(newest) < LEAST_NEW:
        raise DataRefused(
            f"可用于学习的工单不足：较早的 {len(known)} 件（至少 {LEAST_KNOWN}），"
            f"最近 30 天 {len(newest)} 件（至少 {LEAST_NEW}）。请积累更多已签收未退回的工单后再训练"
        )
    groups = group_near_copies([lesson.text for lesson in [*known, *newest]])
    known_groups = set(groups[: len(known)].tolist())
    fresh = [
        lesson
        for lesson, group in zip(newest, groups[len(known) :].tolist(), strict=True)
        if group not in known_groups
    ]
    if len(fresh) < LEAST_NEW:
        note = f"最近 30 天的 {len(newest)} 件大多与较早的工单近似，比较时未剔除近似的，分数偏高"
        return known, newest, since, [note]
    return known, fresh, since, []


def _texts(lessons: Sequence[DecidedTicket]) -> LabelledTexts:
    return LabelledTexts(
        [lesson.text for lesson in lessons],
        [lesson.label for lesson in lessons],
        [lesson.at.isoformat() for lesson in lessons],
        [],
    )
