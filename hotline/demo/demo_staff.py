"""Who works in the demo: the hotline's own staff, one clerk for each unit, one password for all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from hotline.city.pack import CityPack
from hotline.demo.callers import invent_name
from hotline.domain.models import Staff
from hotline.domain.roles import Actor, Role
from hotline.people.passwords import hash_password
from hotline.people.sessions import actor_of

CENTRE = (
    ("agent", Role.AGENT, 8),
    ("dispatcher", Role.DISPATCHER, 3),
    ("reviewer", Role.REVIEWER, 4),
    ("supervisor", Role.SUPERVISOR, 1),
    ("leader", Role.LEADER, 1),
    ("admin", Role.ADMIN, 1),
    ("auditor", Role.AUDITOR, 1),
)


@dataclass(frozen=True)
class DemoStaff:
    """Actors by role, and the clerk of each unit by the unit's code."""

    staff: tuple[Staff, ...]
    by_role: dict[Role, list[Actor]]
    clerks: dict[str, Actor]

    def someone(self, random: Random, role: Role) -> Actor:
        return random.choice(self.by_role[role])


def hire(pack: CityPack, password: str, seed: int, since: datetime) -> DemoStaff:
    """The first of each role has the role's name as login: agent, agent2, agent3.

    A clerk the code of the unit. Nobody has to change the password at first sign-in: a demo is
    shared by whoever tries it, and its password is printed again at each start.
    """
    hashed = hash_password(password)
    staff = tuple(
        Staff(login=login, name=name, role=role, unit=unit, password=hashed, created_at=since)
        for login, name, role, unit in _people(pack, Random(seed))
    )
    actors = [actor_of(person, pack.tables.units) for person in staff]
    by_role: dict[Role, list[Actor]] = {}
    for actor in actors:
        by_role.setdefault(actor.role, []).append(actor)
    return DemoStaff(
        staff, by_role, {actor.unit: actor for actor in actors if actor.role == Role.CLERK}
    )


def clerk_login(unit: str) -> str:
    return unit.lower()


def _people(pack: CityPack, random: Random) -> Iterator[tuple[str, str, Role, str]]:
    for login, role, count in CENTRE:
        for number in range(1, count + 1):
            yield f"{login}{number if number > 1 else ''}", invent_name(random), role, ""
    for unit in pack.tables.units:
        yield clerk_login(unit.code), invent_name(random), Role.CLERK, unit.code
