"""People of the demo act like people: not on the stroke of the hour, and not of one mind."""

import shutil
from collections import Counter

import pytest
from click.testing import CliRunner
from sqlmodel import select

from hotline.cli import hotline
from hotline.config import read_settings
from hotline.domain.models import Rating, Reply, SuggestionRecord, Ticket
from hotline.storage.database import open_database


@pytest.fixture(scope="module")
def played(sqlite_template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("people") / "data"
    shutil.copytree(sqlite_template, folder)
    arguments = ["demo", "--no-serve", "--tickets", "300", "--data", str(folder)]
    CliRunner().invoke(hotline, arguments, catch_exceptions=False)
    database = open_database(read_settings(folder, environ={}))
    with database.reading() as session:
        yield session
    database.close()


def test_no_moment_of_the_day_is_shared_by_many_replies_or_reports(played):
    replies = Counter(f"{reply.at:%H:%M:%S}" for reply in played.exec(select(Reply)))
    reports = Counter(f"{ticket.created_at:%H:%M:%S}" for ticket in played.exec(select(Ticket)))
    for moments in (replies, reports):
        assert moments.most_common(1)[0][1] <= 3, moments.most_common(3)


def test_who_rates_badly_mostly_says_that_it_is_not_solved(played):
    ratings = [row for row in played.exec(select(Rating)) if row.rating is not None]
    bad = [row for row in ratings if row.rating <= 2]
    good = [row for row in ratings if row.rating >= 4]
    assert bad
    assert sum(not row.solved for row in bad) > len(bad) / 2
    assert all(row.solved for row in good)


def test_dispatchers_change_some_categories(played):
    decided = [row for row in played.exec(select(SuggestionRecord)) if row.final_category]
    changed = [row for row in decided if row.category and row.category != row.final_category]
    assert 0.02 * len(decided) <= len(changed) <= 0.4 * len(decided)
