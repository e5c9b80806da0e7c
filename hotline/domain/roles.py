"""The roles of people at work, who acts, and which roles see or do what."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    AGENT = "agent"
    DISPATCHER = "dispatcher"
    CLERK = "clerk"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    LEADER = "leader"
    ADMIN = "admin"
    AUDITOR = "auditor"
    SYSTEM = "system"
    CALLER = "caller"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: `units` are the codes of a clerk's own unit and the units below it."""

    login: str
    role: Role
    unit: str = ""
    units: frozenset[str] = frozenset()
    name: str = ""


SYSTEM = Actor(login="system", role=Role.SYSTEM)
# Whom bulletins and the wall are counted for: they go to many, so with nothing confidential.
LEADER = Actor(login="leader", role=Role.LEADER)
# A caller at the public door, without a login: their own ticket they open by its code.
CALLER = Actor(login="caller", role=Role.CALLER)
GATEWAY = "gateway@"


def gateway_actor(name: str) -> Actor:
    """A caller at the public door whose report a program brings; no account has such a login."""
    return Actor(login=f"{GATEWAY}{name}", role=Role.CALLER)


def is_gateway(actor: Actor) -> bool:
    return actor.role == Role.CALLER and actor.login.startswith(GATEWAY)


# Roles of accounts: people at work.
STAFF_ROLES = tuple(role for role in Role if role not in (Role.SYSTEM, Role.CALLER))

# Roles of the hotline centre see every ticket but confidential ones; clerks see their own units'
# tickets.
CENTRE = frozenset(
    {
        Role.AGENT,
        Role.DISPATCHER,
        Role.REVIEWER,
        Role.SUPERVISOR,
        Role.LEADER,
        Role.SYSTEM,
    }
)
# Three powers apart: who administers accounts and models sees no tickets, who audits changes
# nothing, who works on tickets does neither.
WORKS_ON_TICKETS = CENTRE | {Role.CLERK}
READS_AUDIT = frozenset({Role.AUDITOR})
MANAGES_ACCOUNTS = frozenset({Role.ADMIN})
SEES_CONFIDENTIAL = frozenset({Role.DISPATCHER, Role.SUPERVISOR, Role.SYSTEM})
READS_PERSONAL = frozenset(
    {Role.AGENT, Role.DISPATCHER, Role.CLERK, Role.REVIEWER, Role.SUPERVISOR, Role.SYSTEM}
)
SEES_ANALYSIS = frozenset({Role.SUPERVISOR, Role.LEADER, Role.DISPATCHER, Role.SYSTEM})
# Clerks count what their own units hold.
SEES_FIGURES = SEES_ANALYSIS | {Role.CLERK}
# Who gets the bulletins of the whole city.
READS_BULLETINS = frozenset({Role.SUPERVISOR, Role.LEADER})
# How often people took what the machine suggested.
READS_MODEL_FIGURES = frozenset({Role.SUPERVISOR, Role.DISPATCHER, Role.ADMIN})
# Who puts another model in force.
SWITCHES_MODELS = MANAGES_ACCOUNTS
# Who decides on what a unit asks for, and what the centre alone may do with tickets.
DECIDES = frozenset({Role.DISPATCHER, Role.SUPERVISOR})
# Reviewers see no confidential ticket: there a supervisor does their work, and only there.
REVIEWS = frozenset({Role.REVIEWER, Role.SUPERVISOR})
