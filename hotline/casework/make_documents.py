"""All tickets as packed documents, made by processes beside the one that writes them: they share no interpreter."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from typing import Any, NamedTuple

from sqlmodel import Session

from analytics.search.base import Packed
from analytics.search.batch import pack_all
from hotline.config import Settings
from hotline.domain.errors import Unavailable
from hotline.storage.database import Database, open_database
from hotline.storage.documents import documents_of, facts_between, highest_ticket

Pack = Callable[[Mapping[str, Any]], Packed]
# Fewer tickets are made before a new process has read its vocabulary.
WORTH_A_PROCESS = 20_000
_MOST_PROCESSES = 3


class Page(NamedTuple):
    """Packed documents, and by ticket id why some could not be made."""

    packed: list[Packed]
    failed: dict[int, str]

    def __len__(self) -> int:
        return len(self.packed) + len(self.failed)


def pages(database: Database, pack: Pack, after_id: int, size: int) -> Iterator[Page]:
    """By rising id, behind `after_id`; tickets that come in meanwhile may be missing."""
    with database.reading() as session:
        last = highest_ticket(session)
    spans = [(start, min(start + size, last)) for start in range(after_id, last, size)]
    if last - after_id < WORTH_A_PROCESS:
        for span in spans:
            with database.reading() as session:
                yield _page(session, pack, span)
    else:
        yield from _made_beside(database.settings, pack, spans)


def _made_beside(settings: Settings, pack: Pack, spans: list[tuple[int, int]]) -> Iterator[Page]:
    """In order, a few pages ahead of the reader."""
    count = min(_MOST_PROCESSES, max(1, (os.cpu_count() or 1) - 1))
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=spawn)
    ahead: deque[Future[Page]] = deque()
    try:
        for span in spans:
            ahead.append(pool.submit(_page_of, settings, pack, span))
            if len(ahead) > count + 1:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    except BrokenProcessPool as error:
        raise Unavailable("准备索引文档的进程意外结束", remedy="请检查内存后再次运行，已完成的部分会保留") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _page_of(settings: Settings, pack: Pack, span: tuple[int, int]) -> Page:
    with closing(open_database(settings, create=False)) as database, database.reading() as session:
        return _page(session, pack, span)


def _page(session: Session, pack: Pack, span: tuple[int, int]) -> Page:
    documents, broken = documents_of(facts_between(session, *span))
    packed, failed = pack_all(pack, documents)
    return Page(packed, broken | failed)
