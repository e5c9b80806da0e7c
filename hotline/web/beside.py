"""What a page counts in the database while the same request waits for the search engine."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from sqlmodel import Session

from hotline.storage.database import Database

T = TypeVar("T")

_BESIDE = ThreadPoolExecutor(4, thread_name_prefix="beside")


def beside(database: Database, count: Callable[[Session], T]) -> "Future[T]":
    """`count` in a thread and a snapshot of its own; its result and errors are in `result()`."""

    def run() -> T:
        with database.reading() as session:
            return count(session)

    return _BESIDE.submit(run)
