"""Make the demo's data: the city, its people, a year of tickets, the knowledge base, all in one
transaction, and the search index.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from hotline.chats.inboxes import add_inbox
from hotline.demo.announcements import load_exposures, load_replies
from hotline.demo.demo_staff import DemoStaff, hire
from hotline.demo.knowledge import load_knowledge
from hotline.demo.phone import ring
from hotline.demo.simulation import Simulation
from hotline.demo.warning_lives import WarningLives
from hotline.demo.year import plan_year
from hotline.desk.desk import Desk
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.roles import Role

Progress = Callable[[int], object]


def make_year(
    session: Session,
    desk: Desk,
    *,
    count: int,
    seed: int,
    end: datetime,
    password: str,
    progress: Progress,
) -> DemoStaff:
    """Staff, `count` tickets of the year before `end` and what the city knows, in the caller's
    transaction.
    """
    desk = replace(desk, vault=desk.vault.with_lots(f"demo {seed}".encode()))
    contacts = plan_year(desk.city, count, seed, end)
    crew = hire(desk.city, password, seed, contacts[0].at)
    session.add_all(crew.staff)
    session.flush()
    [admin], opened = crew.by_role[Role.ADMIN], contacts[0].at
    add_inbox(session, "公众网站", desk.vault, opened, kind="widget", by=admin.login)
    simulation = Simulation(session, desk, crew, seed, end)
    simulation.run(contacts, progress)
    ring(session, desk, crew, simulation.taken, seed=seed, end=end)
    load_knowledge(session, desk.at(end), crew)
    load_exposures(session, desk.at(end), crew)
    load_replies(session, desk.at(end), crew)
    WarningLives(session, desk, crew, seed=seed, end=end).run()
    return crew


def count_tickets(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Ticket)).one()


def busiest_units(session: Session, desk: Desk) -> dict[str, str]:
    """For a street, a government and a bureau: the unit that holds most open tickets."""
    held: dict[str, int] = dict(
        session.exec(
            select(Ticket.unit, func.count())
            .where(col(Ticket.due_at).is_not(None))
            .group_by(col(Ticket.unit))
        ).all()
    )
    busiest: dict[str, str] = {}
    for kind in ("street", "district_bureau", "government", "bureau", "utility"):
        units = [unit.code for unit in desk.city.tables.units if unit.kind == kind]
        busiest[kind] = max(units, key=lambda code: held.get(code, 0))
    return busiest


def mark_indexed(session: Session, at: datetime) -> None:
    """The index was built from the tickets as they are: nothing waits any more."""
    session.execute(
        update(HistoryEntry).where(col(HistoryEntry.processed_at).is_(None)).values(processed_at=at)
    )
