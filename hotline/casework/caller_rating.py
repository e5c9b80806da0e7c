"""What a caller says of a cycle: checked against the closed lists, stored once for each stage."""

from dataclasses import dataclass

from sqlmodel import Session

from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.domain.errors import Conflict, InvalidInput
from hotline.domain.models import Rating, Ticket
from hotline.domain.outcomes import RatingSource, RatingStage
from hotline.domain.vocabulary import RATING_REASONS, RATINGS, key_of
from hotline.storage.ratings import plan_of, rating_of

BAD = 2


@dataclass(frozen=True)
class RatingContent:
    """What a caller said: `rating` 5 to 1, `reasons` keys of RATING_REASONS, `note` their own
    words.
    """

    rating: int
    solved: bool
    reasons: tuple[str, ...] = ()
    note: str = ""
    contacted_by_unit: bool | None = None


def check_rating(
    rating: int | None,
    solved: bool | None,
    reasons: tuple[str, ...],
    note: str,
    contacted: bool | None = None,
) -> RatingContent:
    """Raises InvalidInput for what is missing or outside the closed lists."""
    if solved is None:
        raise InvalidInput("未填写是否解决", field="solved", remedy="请选择已解决或未解决")
    if rating not in RATINGS:
        raise InvalidInput(f"满意度“{rating}”不可用", field="rating", remedy="请选择 1 至 5")
    keys = [(reason, key_of(RATING_REASONS, reason)) for reason in reasons]
    if unknown := [reason for reason, key in keys if key is None]:
        choices = "、".join(RATING_REASONS.values())
        raise InvalidInput(
            f"原因“{unknown[0][:40]}”不可用", field="reasons", remedy=f"可用：{choices}"
        )
    return RatingContent(
        rating, solved, tuple(dict.fromkeys(key for _, key in keys if key)), note.strip(), contacted
    )


def keep_rating(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    *,
    content: RatingContent,
    source: RatingSource,
    stage: RatingStage,
    by: str,
) -> None:
    """Store the rating of this cycle; raises Conflict for a second one of the same stage.

    The first one counts, if staff did not pick the ticket.
    """
    if rating_of(session, ticket, stage) is not None:
        raise Conflict(f"工单 {ticket.no} 本次办理已有评价", remedy="每次办理只评价一次")
    plan = plan_of(session, ticket)
    if plan is not None and stage == RatingStage.ANSWER:
        plan.used_at, plan.closes_at = desk.now(), None
    is_picked = source == RatingSource.CALLBACK and plan is not None and not plan.sampled
    counted = not is_picked and not _is_second(session, ticket, stage)
    row = Rating(
        ticket_id=ticket.row_id,
        cycle=ticket.cycle,
        stage=stage,
        source=source,
        unit=ticket.unit,
        at=desk.now(),
        by=by,
        rating=content.rating,
        solved=content.solved,
        contacted_by_unit=content.contacted_by_unit,
        reasons=list(content.reasons),
        note=content.note,
        result=ticket.result,
        contacts=ticket.cycle + ticket.urges,
        counted=counted,
    )
    session.add(row)


def _is_second(session: Session, ticket: Ticket, stage: RatingStage) -> bool:
    """Whether the caller was heard at the end of the limit before the answer came."""
    return (
        stage == RatingStage.ANSWER and rating_of(session, ticket, RatingStage.DEADLINE) is not None
    )


def is_bad(content: RatingContent) -> bool:
    return content.rating <= BAD or not content.solved


def reason_of(content: RatingContent) -> str:
    """Why the caller is not content, in words that a unit may read."""
    tags = "、".join(RATING_REASONS[key] for key in content.reasons)
    return "：".join(filter(None, [tags, mask(content.note)])) or (
        "诉求人反映未解决" if not content.solved else "诉求人评价不满意"
    )
