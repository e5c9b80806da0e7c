"""The fixed cast: one person for each role, the same in every test."""

from dataclasses import dataclass

from hotline.city.hierarchy import units_below
from hotline.domain.roles import CALLER, SYSTEM, Actor, Role


@dataclass(frozen=True)
class Cast:
    """`stranger` is a clerk of another district: whatever is not theirs must not exist for them."""

    caller: Actor
    system: Actor
    agent: Actor
    dispatcher: Actor
    district_clerk: Actor
    street_clerk: Actor
    reviewer: Actor
    supervisor: Actor
    leader: Actor
    stranger: Actor
    admin: Actor
    auditor: Actor


def cast_of(city) -> Cast:
    def clerk(login: str, unit: str) -> Actor:
        return Actor(
            login=login, role=Role.CLERK, unit=unit, units=units_below(city.tables.units, unit)
        )

    return Cast(
        caller=CALLER,
        system=SYSTEM,
        agent=Actor(login="agent", role=Role.AGENT),
        dispatcher=Actor(login="dispatcher", role=Role.DISPATCHER),
        district_clerk=clerk("district_clerk", "DH-ZF"),
        street_clerk=clerk("street_clerk", "990102001"),
        reviewer=Actor(login="reviewer", role=Role.REVIEWER),
        supervisor=Actor(login="supervisor", role=Role.SUPERVISOR),
        leader=Actor(login="leader", role=Role.LEADER),
        stranger=clerk("stranger", "YS-ZF"),
        admin=Actor(login="admin", role=Role.ADMIN),
        auditor=Actor(login="auditor", role=Role.AUDITOR),
    )
