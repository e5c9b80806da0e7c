"""What the migrations build is what the tables say."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel


def test_a_migrated_database_has_the_tables_columns_and_indexes_of_the_models(each_database):
    with each_database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
