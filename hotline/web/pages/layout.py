"""What stands around every page: who is signed in, where they may go, which city this is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from litestar import Request, Response
from markupsafe import Markup

from hotline.desk.desk import Desk
from hotline.domain.permissions import (
    MAY,
    READS_AUDIT,
    READS_MODEL_FIGURES,
    SEES_ANALYSIS,
    STAFF_ROLES,
    WORKS_ON_TICKETS,
    Actor,
    Role,
)
from hotline.domain.workflow import Action
from hotline.web.names import Names
from hotline.web.page_labels import DONE
from hotline.web.pages.rendering import render
from hotline.web.steps import ORDER_STEPS, STEPS

PageRequest = Request[Any, Any, Any]


class MenuEntry(NamedTuple):
    href: str
    name: str
    roles: frozenset[Role] = frozenset(STAFF_ROLES)


# The first door that is open to a role is where its people start.
STAFF_MENU = (
    MenuEntry("/triage", "派单", frozenset({Role.DISPATCHER})),
    MenuEntry("/inbox", "待办", frozenset({Role.CLERK})),
    MenuEntry("/review", "审核", frozenset({Role.REVIEWER})),
    MenuEntry("/callbacks", "回访", frozenset({Role.REVIEWER})),
    MenuEntry("/intake", "受理登记", MAY[Action.REGISTER]),
    MenuEntry("/leader", "态势", frozenset({Role.LEADER})),
    MenuEntry("/overview", "概况", SEES_ANALYSIS),
    MenuEntry("/leader", "态势", SEES_ANALYSIS - {Role.LEADER}),
    MenuEntry(
        "/rectifications", "差评整改", frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR})
    ),
    MenuEntry("/exclusions", "剔除", frozenset({Role.CLERK, Role.SUPERVISOR})),
    MenuEntry("/scores", "擂台", frozenset({Role.SUPERVISOR, Role.LEADER})),
    MenuEntry(
        "/supervision",
        "督办",
        frozenset({Role.SUPERVISOR, Role.LEADER, Role.CLERK, Role.DISPATCHER, Role.REVIEWER}),
    ),
    MenuEntry("/tickets", "工单", WORKS_ON_TICKETS),
    MenuEntry("/knowledge", "知识库", WORKS_ON_TICKETS),
    MenuEntry("/models", "智能建议", READS_MODEL_FIGURES),
    MenuEntry("/audit", "审计", READS_AUDIT),
)
PUBLIC_DOORS = (
    MenuEntry("/guide", "办事指南"),
    MenuEntry("/report", "提交诉求"),
    MenuEntry("/progress", "查进度"),
)


def doors_of(role: Role) -> Sequence[MenuEntry]:
    return [door for door in STAFF_MENU if role in door.roles]


def start_of(actor: Actor | None) -> str:
    return start_of_role(actor.role) if actor else "/"


def start_of_role(role: Role) -> str:
    return doors_of(role)[0].href


@dataclass(frozen=True)
class Screen:
    """`unit` is the name of the unit of a clerk; `flash` says what the step before has done,
    `done` names its draft.
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

    @property
    def start(self) -> str:
        return start_of(self.actor)

    @property
    def has_notices(self) -> bool:
        at_work = self.actor is not None and self.actor.role in WORKS_ON_TICKETS
        return at_work and not self.has_duty

    @property
    def nav(self) -> Sequence[MenuEntry]:
        return doors_of(self.actor.role) if self.actor else PUBLIC_DOORS

    @property
    def csrf_field(self) -> Markup:
        return Markup('<input type="hidden" name="_csrf" value="{}">').format(self.csrf)


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
        path=request.url.path,
        csrf=signed.csrf if signed else "",
        unit=Names(city).unit(actor.unit) if actor and actor.unit and city else "",
        flash=f"工单 {no}：{done}" if done and no.isdigit() else done,
        done=f"{no}-{request.query_params.get('done', '')}" if done and no.isdigit() else "",
        attachment_mb=city.settings.attachment_mb if city else 0,
        has_duty=bool(signed and signed.duty),
    )


def done_of(key: str) -> str:
    """What was done, for a noun of a step or a key of DONE; "" for what is unknown."""
    order_noun = key.removesuffix("-of-orders")
    step = ORDER_STEPS.get(order_noun) if order_noun != key else STEPS.get(key)
    return step.done if step else DONE.get(key, "")


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
