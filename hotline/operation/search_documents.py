"""All tickets as portions for a new index, made by processes beside the one that takes them:
they share no interpreter.
"""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from typing import Any

from analytics.search.base import Make, Portion
from hotline.config import Settings
from hotline.domain.errors import Unavailable
from hotline.storage.database import Database, open_database
from hotline.storage.index.documents import documents_of, facts_between, highest_ticket
from hotline.storage.vault import open_vault

# Fewer tickets are made before a new process has read its vocabulary.
WORTH_A_PROCESS = 20_000
# As many are in memory at once.
PAGE = 1_000
_MOST_PROCESSES = 4
Span = tuple[int, int]


def portions(database: Database, make: Make, after_id: int, size: int) -> Iterator[Portion]:
    """By rising id, behind `after_id`; tickets that come in meanwhile may be missing."""
    with database.reading() as session:
        last = highest_ticket(session)
    spans = _spans(after_id, last, size)
    if last - after_id < WORTH_A_PROCESS:
        yield from (_portion(database, make, span) for span in spans)
    else:
        yield from _made_beside(database.settings, make, spans)


def _spans(after_id: int, last: int, size: int) -> list[Span]:
    return [(start, min(start + size, last)) for start in range(after_id, last, size)]


def _made_beside(settings: Settings, make: Make, spans: list[Span]) -> Iterator[Portion]:
    """In order, a little ahead of the reader."""
    count = min(_MOST_PROCESSES, len(spans), os.cpu_count() or 1)
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=spawn, initializer=_prepare)
    ahead: deque[Future[Portion]] = deque()
    try:
        for span in spans:
            ahead.append(pool.submit(_portion_of, settings, make, span))
            if len(ahead) > count + 1:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    except BrokenProcessPool as error:
        raise Unavailable(
            "准备索引文档的进程意外结束", remedy="请检查内存后再次运行，已完成的部分会保留"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _prepare() -> None:
    """Documents hold no cycles, and looking for some costs a tenth.

    And a pool's process must not outlive the one that feeds it.
    """
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _portion_of(settings: Settings, make: Make, span: Span) -> Portion:
    with closing(open_database(settings, create=False)) as database:
        return _portion(database, make, span)


def _portion(database: Database, make: Make, span: Span) -> Portion:
    broken: dict[int, str] = {}
    portion = make(_documents(database, span, broken))
    return Portion(portion.content, portion.size + len(broken), portion.failed | broken)


def _documents(
    database: Database, span: Span, broken: dict[int, str]
) -> Iterator[Sequence[Mapping[str, Any]]]:
    vault = open_vault(database.settings)
    for page in _spans(*span, PAGE):
        with database.reading() as session:
            documents, failed = documents_of(facts_between(session, *page, vault))
        broken |= failed
        yield documents
