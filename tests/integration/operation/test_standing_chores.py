"""What time itself does to tickets, done by the worker."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlmodel import select

from hotline.casework import suspension, withdrawal
from hotline.commands.work import work
from hotline.domain.models import Ticket
from hotline.operation.chores import Roster, Shift
from hotline.operation.doctor import examine
from hotline.operation.standing_chores import CHORES
from tests.conftest import MONDAY, desk_of
from tests.support import path

MONTH = timedelta(days=30)


def statuses(database) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(Ticket.status).order_by(Ticket.id)))


@pytest.fixture
def filled(each_database, cast):
    """A suspended ticket and a withdrawn one."""
    desk = desk_of(each_database)
    with each_database.writing() as session:
        ticket = path.in_progress(session, desk, cast)
        suspension.ask_suspension(
            session,
            cast.street_clerk,
            ticket,
            desk,
            until=MONDAY + MONTH,
            reason="待拆迁",
            basis="热线办法",
        )
        suspension.suspend(session, cast.supervisor, ticket, desk, note="")
        withdrawal.withdraw(
            session, cast.agent, path.registered(session, desk, cast), desk, reason="已自行解决"
        )
    return each_database


def test_suspensions_that_are_over_are_taken_up_and_old_tickets_become_read_only(filled):
    assert statuses(filled) == ["suspended", "withdrawn"]
    Roster(Shift(filled, None, now=lambda: MONDAY + MONTH), CHORES).do_all()
    assert statuses(filled) == ["in_progress", "withdrawn"]
    Roster(Shift(filled, None, now=lambda: MONDAY + 4 * MONTH), CHORES).do_all()
    assert statuses(filled) == ["in_progress", "archived"]


def test_the_command_does_the_chores_and_the_doctor_stops_asking_for_them(settings):
    def chores() -> str:
        return next(finding.status for finding in examine(settings) if finding.part == "定时工作")

    assert chores() == "degraded"
    done = CliRunner().invoke(work, ["--once", "--data", str(settings.data)])
    assert done.exit_code == 0, done.output
    assert chores() == "ok"
