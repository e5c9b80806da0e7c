"""The league table (擂台) of a period: rules, numerators and denominators.

Ranks, or bands where the city wants.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError
from hotline.domain.roles import Role
from hotline.domain.scoring.scores import UnitStanding
from hotline.scoring.scores import publish, scores_of
from hotline.web.dependencies import AtDesk, Signed, reading, writing
from hotline.web.guards import only
from hotline.web.page_labels import USUAL_BANDS
from hotline.web.pages.forms import Sent, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.problems import problem_of

MONTHS = 12


@dataclass(frozen=True)
class Group:
    """One group of units that are compared; `others` by their standing."""

    name: str
    compared: Sequence[Mapping[str, Any]]
    others: Mapping[str, Sequence[Mapping[str, Any]]]
    bands: Sequence[tuple[str, float, Sequence[Mapping[str, Any]]]]


@get("/scores", guards=[only(Role.SUPERVISOR, Role.LEADER)])
@reading
def show_scores(session: Session, request: PageRequest, desk: AtDesk) -> Response[str]:
    """`scheme`, `period` and `view` (rank or bands) in the address."""
    schemes = {scheme.code: scheme.name for scheme in desk.city.schemes}
    code = request.query_params.get("scheme", "") or next(iter(schemes), "")
    period = request.query_params.get("period", "") or _last_month(desk)
    view = request.query_params.get("view", "")
    shown: dict[str, Any] = {
        "schemes": schemes,
        "code": code,
        "period": period,
        "view": view,
        "periods": _months(desk),
    }
    try:
        scores = scores_of(session, desk, code=code, period=period[:40])
    except HotlineError as error:
        shown |= {"scores": None, "groups": (), "error": str(error)}
        return page(request, "scores.html", desk, **shown, status=problem_of(error).status)
    head = scores["periods"][0]
    usual = "rank" if head["ranking"] == "rank" else "bands"
    shown["view"] = view if view in ("rank", "bands") else usual
    is_over = date.fromisoformat(head["last"]) < desk.now().date()
    return page(
        request,
        "scores.html",
        desk,
        **shown,
        scores=scores,
        head=head,
        groups=_groups(scores, head),
        error="",
        may_publish=scores["published"] is None and is_over,
        units=desk.city.units,
    )


@post("/scores/publications", guards=[only(Role.SUPERVISOR)])
@writing
def publish_scores(session: Session, data: Sent, actor: Signed, desk: AtDesk) -> Redirect:
    form = typed(data)
    code, period = form.get("scheme", ""), form.get("period", "")
    row = publish(session, actor, desk, code=code, period=period)
    return Redirect(
        f"/scores?scheme={row.scheme}&period={row.period}&done=published", status_code=303
    )


def _groups(scores: Mapping[str, Any], head: Mapping[str, Any]) -> Sequence[Group]:
    names = dict.fromkeys(unit["group"] for unit in scores["units"])
    return [
        _group(name, [unit for unit in scores["units"] if unit["group"] == name], head)
        for name in names
    ]


def _group(name: str, units: Sequence[Mapping[str, Any]], head: Mapping[str, Any]) -> Group:
    by = {
        str(standing): [unit for unit in units if unit["standing"] == standing]
        for standing in UnitStanding
    }
    compared, bands = by.pop(str(UnitStanding.COMPARED)), []
    limits = head["bands"] or [[band, low * head["total"] / 100] for band, low in USUAL_BANDS]
    above = float("inf")
    for band, low in limits:
        bands.append((band, low, [unit for unit in compared if low <= unit["total"] < above]))
        above = low
    return Group(name, compared, by, bands)


def _last_month(desk: Desk) -> str:
    return f"{desk.now().replace(day=1) - timedelta(days=1):%Y-%m}"


def _months(desk: Desk) -> list[str]:
    """The last months and the present one, newest first."""
    year, month = desk.now().year, desk.now().month
    numbers = [year * 12 + month - 1 - back for back in range(MONTHS + 1)]
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in numbers]
