"""What the migrations build is what the tables say."""

import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from hotline.config import read_settings
from hotline.domain.errors import Unavailable
from hotline.storage.database import open_database


def test_a_migrated_database_has_the_tables_columns_and_indexes_of_the_models(each_database):
    with each_database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_database_of_a_newer_program_is_refused_in_words_and_left_as_it_is(tmp_path):
    settings = read_settings(data=tmp_path)
    open_database(settings).close()
    with sqlite3.connect(tmp_path / "hotline.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999_later'")
    with pytest.raises(Unavailable, match=r"9999_later.*更新的版本"):
        open_database(settings)
    with sqlite3.connect(tmp_path / "hotline.db") as still:
        assert still.execute("SELECT version_num FROM alembic_version").fetchall() == [
            ("9999_later",)
        ]
