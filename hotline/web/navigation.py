"""Which pages are offered to whom, in the order of the bar."""

from collections.abc import Sequence
from typing import NamedTuple

from hotline.domain.calls.permissions import READS_CALLS, WATCHES_SEATS
from hotline.domain.chats.permissions import READS_CHATS
from hotline.domain.permissions import MAY
from hotline.domain.roles import (
    DECIDES,
    MANAGES_ACCOUNTS,
    READS_AUDIT,
    READS_BULLETINS,
    READS_MODEL_FIGURES,
    SEES_ANALYSIS,
    SEES_FIGURES,
    STAFF_ROLES,
    WORKS_ON_TICKETS,
    Actor,
    Role,
)
from hotline.domain.warnings import READS_WARNINGS
from hotline.domain.workflow import Action
from hotline.web.page_labels import NAVIGATION


class NavigationEntry(NamedTuple):
    """A page at `href` that is offered to these roles; `counted`: with the number of what waits."""

    href: str
    roles: frozenset[Role] = frozenset(STAFF_ROLES)
    counted: bool = False

    @property
    def name(self) -> str:
        return NAVIGATION[self.href]


# The first page that is offered to a role is where its people start.
STAFF_NAVIGATION = (
    NavigationEntry("/triage", frozenset({Role.DISPATCHER})),
    NavigationEntry("/inbox", frozenset({Role.CLERK})),
    NavigationEntry("/review", frozenset({Role.REVIEWER})),
    NavigationEntry("/callbacks", frozenset({Role.REVIEWER})),
    NavigationEntry("/intake", MAY[Action.REGISTER]),
    NavigationEntry("/leader", frozenset({Role.LEADER})),
    NavigationEntry("/overview", SEES_ANALYSIS),
    NavigationEntry("/leader", SEES_ANALYSIS - {Role.LEADER}),
    NavigationEntry("/map", SEES_ANALYSIS),
    NavigationEntry("/outlook", SEES_ANALYSIS),
    NavigationEntry("/warnings", READS_WARNINGS),
    NavigationEntry("/hotspots", frozenset({Role.LEADER, Role.DISPATCHER})),
    NavigationEntry("/applications", DECIDES, counted=True),
    NavigationEntry("/bulletins", READS_BULLETINS),
    NavigationEntry("/review", frozenset({Role.SUPERVISOR})),
    NavigationEntry("/callbacks", frozenset({Role.SUPERVISOR})),
    NavigationEntry("/rates", SEES_FIGURES - {Role.SYSTEM}),
    NavigationEntry("/rectifications", frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR})),
    NavigationEntry("/exclusions", frozenset({Role.CLERK, Role.SUPERVISOR})),
    NavigationEntry("/scores", frozenset({Role.SUPERVISOR, Role.LEADER})),
    NavigationEntry(
        "/supervision",
        frozenset({Role.SUPERVISOR, Role.LEADER, Role.CLERK, Role.DISPATCHER, Role.REVIEWER}),
    ),
    NavigationEntry("/tickets", WORKS_ON_TICKETS),
    NavigationEntry("/calls", READS_CALLS),
    NavigationEntry("/chats", READS_CHATS),
    NavigationEntry("/seats", WATCHES_SEATS),
    NavigationEntry("/knowledge", WORKS_ON_TICKETS),
    NavigationEntry("/accounts", MANAGES_ACCOUNTS),
    NavigationEntry("/tokens", MANAGES_ACCOUNTS),
    NavigationEntry("/inboxes", MANAGES_ACCOUNTS),
    NavigationEntry("/deliveries", MANAGES_ACCOUNTS),
    NavigationEntry("/models", READS_MODEL_FIGURES),
    NavigationEntry("/audit", READS_AUDIT),
)
MOST_IN_BAR, WITH_MORE = 14, 11
SELDOM = frozenset(
    {"/map", "/outlook", "/bulletins", "/hotspots", "/rates", "/rectifications"}
    | {"/exclusions", "/scores", "/seats", "/knowledge", "/models"}
)
PUBLIC_NAVIGATION = (
    NavigationEntry("/guide"),
    NavigationEntry("/report"),
    NavigationEntry("/progress"),
    NavigationEntry("/figures"),
    NavigationEntry("/answers"),
    NavigationEntry("/exposures"),
)


def navigation_of(role: Role) -> Sequence[NavigationEntry]:
    return [entry for entry in STAFF_NAVIGATION if role in entry.roles]


def start_of(actor: Actor | None) -> str:
    return start_of_role(actor.role) if actor else "/"


def start_of_role(role: Role) -> str:
    return navigation_of(role)[0].href
