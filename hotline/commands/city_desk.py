"""The database and the desk of an installation, open for the length of a command.

Without a city it gets 示例市.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import click

from hotline.city.loading import current_city, load_pack
from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from hotline.config import Settings
from hotline.desk.desk import Desk, open_desk
from hotline.desk.live_model import live_classifier, models_folder
from hotline.domain.errors import NoCity
from hotline.storage.database import Database, open_database
from hotline.storage.vault import open_vault


@contextmanager
def open_city_desk(settings: Settings) -> Iterator[tuple[Database, Desk]]:
    """Both; the model is read with the first text.

    That a data folder got 示例市 on first use is said on standard error.
    """
    database = open_database(settings)
    try:
        _have_city(database)
        model = cache(lambda: live_classifier(models_folder(settings.data)))
        with database.reading() as session:
            desk = open_desk(session, open_vault(settings), model=model)
        yield database, desk
    finally:
        database.close()


def _have_city(database: Database) -> None:
    with database.writing() as session:
        try:
            current_city(session)
        except NoCity:
            pack = read_pack(DEMO).pack
            assert pack is not None
            load_pack(session, pack, by="first use")
            click.echo("数据目录中还没有城市包，已装载随附的“示例市”（虚构，供试用）", err=True)
