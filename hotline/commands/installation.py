"""The database and the search engine of an installation, open for the length of a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from analytics.search.base import EngineUnavailable, SearchEngine
from analytics.search.opening import open_engine
from hotline.config import Settings
from hotline.domain.errors import Unavailable
from hotline.storage.database import Database, open_database


@contextmanager
def open_installation(settings: Settings) -> Iterator[tuple[Database, SearchEngine]]:
    """Both, and closed again; an engine that is away is refused with the remedy."""
    database = open_database(settings)
    engine = open_engine(settings.search, settings.data / "search")
    try:
        yield database, engine
    except EngineUnavailable as error:
        raise Unavailable(
            str(error), remedy="未处理的工单留在队列中，恢复后再运行一次即可"
        ) from error
    finally:
        engine.close()
        database.close()
