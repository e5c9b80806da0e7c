from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from sqlmodel import select

from hotline.casework import extension, handling, suspension
from hotline.cli import hotline
from hotline.domain.models import HistoryEntry, Ticket
from hotline.operation.recompute import recompute
from hotline.storage.history import history_of
from tests.conftest import desk_of
from tests.integration.city.test_loading import edited
from tests.support.packs import PackCopy
from tests.support.path import accepted, dispatched, in_callback, in_progress, registered, replied
from tests.support.replay import replay, standing_of

STAGES = (registered, dispatched, accepted, in_progress, replied, in_callback)


@pytest.fixture
def numbers(each_database, desk, cast):
    """A ticket at each point of its way, one of them with an extension, one suspended."""
    with each_database.writing() as session:
        tickets = [bring(session, desk, cast) for bring in STAGES]
        extended, suspended = in_progress(session, desk, cast), in_progress(session, desk, cast)
        grounds = {"reason": "情况复杂", "basis": "办法"}
        extension.ask_extension(session, cast.street_clerk, extended, desk, limit="2wd", **grounds)
        extension.grant_extension(session, cast.supervisor, extended, desk, note="")
        until = desk.now() + timedelta(days=60)
        suspension.ask_suspension(
            session, cast.street_clerk, suspended, desk, until=until, **grounds
        )
        suspension.suspend(session, cast.dispatcher, suspended, desk, note="")
        suspension.suspend(session, cast.supervisor, suspended, desk, note="")
        return [ticket.no for ticket in (*tickets, extended, suspended)]


def of_city(desk, city):
    from dataclasses import replace

    return replace(desk, city=city, calendar=city.calendar, deadlines=city.deadline_table)


def tickets_of(session, numbers):
    by_no = {ticket.no: ticket for ticket in session.exec(select(Ticket))}
    return [by_no[no] for no in numbers]


def test_nothing_changes_while_calendar_and_deadlines_are_the_same(each_database, desk, numbers):
    done = recompute(each_database, desk)
    assert (done.seen, done.changed, done.examples) == (len(numbers), 0, [])


def test_a_new_limit_moves_the_open_tickets_and_their_history_says_so(
    each_database, desk, demo_city, numbers
):
    city = edited(demo_city, "deadlines.csv", "示例,handle,*,*,*,5wd", "示例,handle,*,*,*,7wd")
    with each_database.reading() as session:
        before = {ticket.no: ticket.due_handle for ticket in tickets_of(session, numbers)}
    done = recompute(each_database, of_city(desk, city), page=2)
    moved = [*numbers[1:4], *numbers[6:]]
    assert (done.changed, dict(done.clocks)) == (len(moved), {"handle": len(moved)})
    with each_database.reading() as session:
        for ticket in tickets_of(session, moved):
            assert ticket.due_handle > before[ticket.no]
            last = history_of(session, ticket)[-1]
            assert (last.action, last.actor) == ("recompute", "system")
            assert last.details["handle"] == [
                before[ticket.no].isoformat(),
                ticket.due_handle.isoformat(),
            ]
            assert replay(history_of(session, ticket)) == (standing_of(ticket), [])
    assert recompute(each_database, of_city(desk, city)).changed == 0


def test_a_new_holiday_moves_what_it_covers(each_database, desk, demo_city, numbers):
    city = edited(
        demo_city,
        "calendar.csv",
        "date,working,frames,note\n",
        "date,working,frames,note\n2026-03-11,no,,示例休息\n",
    )
    done = recompute(each_database, of_city(desk, city))
    assert done.clocks["handle"] == 5
    assert {
        example.new.date() - example.old.date()
        for example in done.examples
        if example.clock == "handle"
    } <= {
        timedelta(1),
        timedelta(3),
    }
    assert date(2026, 3, 11) not in {example.new.date() for example in done.examples}


def test_a_dry_run_tells_the_same_and_changes_nothing(each_database, desk, demo_city, numbers):
    city = edited(demo_city, "deadlines.csv", "示例,handle,*,*,*,5wd", "示例,handle,*,*,*,1wd")
    later = of_city(desk, city).at(desk.now() + timedelta(days=3))
    preview = recompute(each_database, later, dry_run=True)
    with each_database.reading() as session:
        assert not session.exec(
            select(HistoryEntry).where(HistoryEntry.action == "recompute")
        ).all()
    done = recompute(each_database, later)
    assert (preview.changed, preview.examples, preview.overdue_after) == (
        done.changed,
        done.examples,
        done.overdue_after,
    )
    assert done.overdue_before < done.overdue_after


def test_progress_counts_every_open_ticket(each_database, desk, numbers):
    counted = []
    recompute(each_database, desk, page=3, progress=counted.append)
    assert counted == [3, 3, 2]


def test_loading_a_pack_with_other_limits_recomputes_and_says_what_was_before_and_after(
    settings, database, cast, tmp_path
):
    with database.writing() as session:
        no = handle_ticket(session, desk_of(database), cast)
    copy = PackCopy(tmp_path / "pack")
    copy.replace("deadlines.csv", "示例,handle,*,*,*,5wd", "示例,handle,*,*,*,7wd")
    run = CliRunner().invoke(
        hotline, ["city", "load", str(copy.folder), "--data", str(settings.data)]
    )
    assert run.exit_code == 0, run.output
    assert "已变更 1 张（办结答复 1）" in run.output
    assert no in run.output
    again = CliRunner().invoke(hotline, ["recompute", "--dry-run", "--data", str(settings.data)])
    assert "将变更 0 张" in again.output


def handle_ticket(session, desk, cast):
    ticket = accepted(session, desk, cast)
    handling.contact(session, cast.street_clerk, ticket, desk, way="phone", note="已通话")
    return ticket.no
