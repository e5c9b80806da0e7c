"""What stands around every page: who is signed in, where they may go, which city this is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response
from markupsafe import Markup

from hotline.city.pack import CityPack
from hotline.desk.desk import Desk
from hotline.domain.roles import WORKS_ON_TICKETS, Actor
from hotline.web.names import Names
from hotline.web.navigation import (
    MOST_IN_BAR,
    PUBLIC_NAVIGATION,
    SELDOM,
    WITH_MORE,
    NavigationEntry,
    navigation_of,
    start_of,
)
from hotline.web.page_labels import DONE, STEP_OF_TICKET
from hotline.web.pages.rendering import render
from hotline.web.papers.page_tables import FLAG
from hotline.web.steps import ORDER_STEPS, STEPS
from hotline.web.steps.account_steps import ACCOUNT_STEPS
from hotline.web.steps.bulletins import BULLETIN_STEPS
from hotline.web.steps.knowledge import ENTRY_STEPS
from hotline.web.steps.step import KEPT_OPEN
from hotline.web.steps.switching import MODEL_STEPS
from hotline.web.steps.watching import ISSUE_STEPS, WARNING_STEPS

PageRequest = Request[Any, Any, Any]
MOST_UNITS = 20


@dataclass(frozen=True)
class Screen:
    """`unit` is the name of the unit of a clerk; `flash` says what the step before has done,
    `done` names its draft; `tells_device`: there was a sign-in from a new device; `undoes`: number
    of the ticket whose dispatch or move may still be undone; `empty_units`: names of units to which
    the step before has sent it though nobody there can sign it; `workbook`: where the tables of
    this page are a file, "" for none.
    """

    city: str
    example: bool
    actor: Actor | None
    path: str
    csrf: str = ""
    unit: str = ""
    flash: str = ""
    done: str = ""
    attachment_mb: int = 0
    has_duty: bool = False
    tells_device: bool = False
    undoes: str = ""
    empty_units: Sequence[str] = ()
    workbook: str = ""

    @property
    def start(self) -> str:
        return start_of(self.actor)

    @property
    def has_notices(self) -> bool:
        at_work = self.actor is not None and self.actor.role in WORKS_ON_TICKETS
        return at_work and not self.has_duty

    @property
    def navigation(self) -> Sequence[NavigationEntry]:
        """Those that stand in the bar, in one row of a window of 1,440 px."""
        folded = self.more_navigation
        return [entry for entry in self._entries if entry not in folded]

    @property
    def more_navigation(self) -> Sequence[NavigationEntry]:
        """The rest, which is folded: what is looked at less often than daily."""
        entries = self._entries
        if len(entries) <= MOST_IN_BAR:
            return ()
        rare = [entry for entry in entries if entry.href in SELDOM]
        return rare[WITH_MORE - len(entries) :]

    @property
    def _entries(self) -> Sequence[NavigationEntry]:
        return navigation_of(self.actor.role) if self.actor else PUBLIC_NAVIGATION

    @property
    def csrf_field(self) -> Markup:
        return Markup('<input type="hidden" name="_csrf" value="{}">').format(self.csrf)


# Steps that one key takes back.
UNDONE = ("dispatches", "moves")


def screen_of(request: PageRequest, desk: Desk | None) -> Screen:
    actor: Actor | None = request.scope.get("user")
    signed = request.scope.get("auth")
    done = done_of(request.query_params.get("done", ""))
    no = request.query_params.get("no", "")
    city = desk.city if desk else None
    return Screen(
        city=city.name if city else "",
        example=bool(city and city.example),
        actor=actor,
        path=request.scope["path"],
        csrf=signed.csrf if signed else "",
        unit=Names(city).unit(actor.unit) if actor and actor.unit and city else "",
        flash=STEP_OF_TICKET.format(no=no, done=done) if done and no.isdigit() else done,
        done=f"{no}-{request.query_params.get('done', '')}" if done and no.isdigit() else "",
        attachment_mb=city.settings.attachment_mb if city else 0,
        has_duty=bool(signed and signed.duty),
        tells_device=bool(signed and signed.tells_device),
        empty_units=_empty_units(request, city),
        workbook=_workbook(request) if actor else "",
        undoes=no if no.isdigit() and request.query_params.get("done") in UNDONE else "",
    )


def _workbook(request: PageRequest) -> str:
    """The address of the tables of this page as a workbook; "" of an answer to a form."""
    path = request.scope["path"]
    if request.method != "GET" or path == "/tickets":  # that list has one of its own, of all pages
        return ""
    return f"{path}?" + urlencode([*request.query_params.multi_items(), (FLAG, "1")])


def _empty_units(request: PageRequest, city: CityPack | None) -> list[str]:
    codes = request.query_params.getall("empty", [])[:MOST_UNITS]
    return [city.units[code].name for code in codes if code in city.units] if city else []


# What a step of which table is called behind ?done=.
DONE_OF: Mapping[str, Mapping[str, Any]] = {
    "-of-orders": ORDER_STEPS,
    "-of-entries": ENTRY_STEPS,
    "-of-accounts": ACCOUNT_STEPS,
    "-of-warnings": WARNING_STEPS,
    "-of-bulletins": BULLETIN_STEPS,
    "-of-issues": ISSUE_STEPS,
    "-of-models": MODEL_STEPS,
    "": STEPS,
}


def done_of(key: str) -> str:
    """What was done, for a noun of a step or a key of DONE; "" for what is unknown."""
    if key.endswith(KEPT_OPEN) and (step := STEPS.get(key.removesuffix(KEPT_OPEN))):
        return str(step.kept_open)
    for ending, steps in DONE_OF.items():
        if key.endswith(ending) and (step := steps.get(key.removesuffix(ending))):
            return str(step.done)
    return DONE.get(key, "")


def is_fragment(request: PageRequest) -> bool:
    """Whether HTMX asks for a part of a page."""
    return (
        request.headers.get("hx-request") == "true"
        and request.headers.get("hx-history-restore-request") != "true"
    )


def page(
    request: PageRequest, template: str, desk: Desk, *, status: int = 200, **context: Any
) -> Response[str]:
    context |= {"screen": screen_of(request, desk), "names": Names(desk.city), "now": desk.now()}
    return render(template, context, status=status)
