"""What is told of a queue while several people write at the same time."""

from datetime import timedelta

import pytest

from hotline.casework.comment import comment
from hotline.domain.models import Ticket
from hotline.storage import news
from hotline.storage.news import newest_step, queue_news
from tests.support import path

# The one that commits side by side.
pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.parametrize("each_database", ["postgresql"], indirect=True),
]


@pytest.fixture
def several(each_database):
    return each_database


@pytest.fixture
def tickets(several, desk, cast):
    with several.writing() as session:
        texts = ("第一件事，请处理。", "第二件事，请处理。")
        return [path.registered(session, desk, cast, text=text).row_id for text in texts]


@pytest.fixture
def start(several, tickets, desk):
    return present(several, desk)


def present(several, desk):
    with several.reading() as session:
        return newest_step(session, desk.now())


def say(session, cast, desk, ticket_id):
    ticket = session.get_one(Ticket, ticket_id)
    comment(session, cast.supervisor, ticket, desk, text="催问")
    session.flush()


def ask(several, cast, after, now):
    with several.reading() as session:
        return queue_news(session, cast.supervisor, after, now)


def test_a_step_that_is_committed_after_a_later_one_is_told_too(
    several, tickets, start, desk, cast
):
    with several.writing() as slow:
        say(slow, cast, desk, tickets[0])
        with several.writing() as quick:
            say(quick, cast, desk, tickets[1])
        between = ask(several, cast, start, desk.now())
        assert present(several, desk) == start
    answer = ask(several, cast, between.cursor, desk.now())
    assert (answer.changed, answer.cursor) == (True, start + 2)


def test_a_step_that_never_came_holds_nothing_up_for_long(several, tickets, start, desk, cast):
    with several.writing() as session:
        say(session, cast, desk, tickets[0])
        session.rollback()
    with several.writing() as session:
        say(session, cast, desk, tickets[1])
    assert not ask(several, cast, start, desk.now()).changed
    later = desk.now() + news.SETTLES + timedelta(seconds=1)
    assert ask(several, cast, start, later).changed


def test_who_knows_a_number_of_a_longer_history_goes_on_from_the_present_one(
    several, tickets, start, desk, cast
):
    assert ask(several, cast, start + 1000, desk.now()).cursor == start
