"""Scores of a period under a scheme of the city, and their publication."""

from typing import Any

from litestar import get, post
from sqlmodel import Session

from hotline.domain.errors import InvalidInput, NotFound
from hotline.domain.roles import Role
from hotline.scoring.scores import publish, scores_of
from hotline.web.body import Body
from hotline.web.dependencies import AtDesk, Signed, reading, writing
from hotline.web.guards import only

LONGEST = 100


@get("/api/v1/analytics/scores", guards=[only(Role.SUPERVISOR, Role.LEADER)])
@reading
def show_scores(
    session: Session, desk: AtDesk, period: str = "", scheme: str = ""
) -> dict[str, Any]:
    """With the only scheme of the city where none is named."""
    if not period:
        raise InvalidInput("没有给出考核周期", field="period", remedy="如 period=2026-03")
    codes = list(dict.fromkeys(scheme.code for scheme in desk.city.schemes))
    code = scheme or (codes[0] if codes else "")
    if not code or len(code) > LONGEST:
        raise NotFound(
            "没有这个考核方案", remedy=f"可用：{'、'.join(codes) or '请在 scores.toml 中写出方案'}"
        )
    return scores_of(session, desk, code=code, period=period[:LONGEST])


class ScoresToPublish(Body):
    scheme: str
    period: str


@post("/api/v1/score-publications", guards=[only(Role.SUPERVISOR)])
@writing
def publish_scores(
    session: Session, actor: Signed, desk: AtDesk, data: ScoresToPublish
) -> dict[str, Any]:
    row = publish(session, actor, desk, code=data.scheme, period=data.period)
    return {"scheme": row.scheme, "period": row.period, "published_at": row.published_at}


route_handlers = [show_scores, publish_scores]
