"""An installation of before the spaces of references keeps what its senders sent."""

from alembic import command
from sqlalchemy import text

from hotline.casework.receive import receive
from hotline.domain.roles import CALLER
from hotline.storage.revisions import alembic_config
from tests.conftest import desk_of
from tests.support.reports import a_report

TABLE = "SELECT sql FROM sqlite_master WHERE name = 'ticket'"
INDEXES = "SELECT sql FROM sqlite_master WHERE tbl_name = 'ticket' AND sql LIKE 'CREATE%INDEX%'"


def test_references_of_an_older_installation_stay_with_their_senders(each_database, cast):
    database = each_database
    desk = desk_of(database)
    with database.writing() as session:
        of_agent = receive(session, cast.agent, a_report(ref="A-1"), desk, key="k")
        of_stranger = receive(session, CALLER, a_report(ref="B-1"), desk, key="k")
    _go(database, command.downgrade, "0010")
    with database.engine.connect() as connection:
        sources = set(connection.execute(text("SELECT source FROM intakekey")).scalars())
    assert sources == {"key:agent", "key:caller", "ref:web"}
    _go(database, command.upgrade, "head")
    with database.writing() as session:
        assert receive(session, cast.agent, a_report(ref="A-1"), desk).no == of_agent.no
        assert receive(session, CALLER, a_report(ref="B-1"), desk).no == of_stranger.no
        assert receive(session, cast.agent, a_report(ref="B-1"), desk).created


def test_a_table_made_anew_keeps_rows_indexes_and_references(database, cast):
    with database.writing() as session:
        receive(session, cast.agent, a_report(ref="A-1"), desk_of(database))
    before = _rows_and_indexes(database)
    _go(database, command.downgrade, "0010")
    with database._unchecked_write() as connection:
        _add_the_old_constraint(connection)
    assert "UNIQUE (channel, channel_ref)" in _definition(database)
    database.migrate()
    assert _rows_and_indexes(database) == before
    assert "UNIQUE (channel, channel_ref)" not in _definition(database)


def _go(database, move, revision):
    with database._unchecked_write() as connection:
        move(alembic_config(connection), revision)


def _add_the_old_constraint(connection):
    run = connection.exec_driver_sql
    indexes = list(run(INDEXES).scalars())
    sql = run(TABLE).scalar_one().replace('"ticket"', "older", 1)
    run(sql.replace("PRIMARY KEY (id)", "PRIMARY KEY (id), \n\tUNIQUE (channel, channel_ref)"))
    run("INSERT INTO older SELECT * FROM ticket")
    run("DROP TABLE ticket")
    run("ALTER TABLE older RENAME TO ticket")
    for index in indexes:
        run(index)


def _definition(database):
    with database.engine.connect() as connection:
        return connection.exec_driver_sql(TABLE).scalar_one()


def _rows_and_indexes(database):
    with database.engine.connect() as connection:
        run = connection.exec_driver_sql
        return set(run(INDEXES).scalars()), list(run("SELECT * FROM ticket"))
