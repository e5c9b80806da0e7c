"""Make the next thing while another thread is busy with the one before."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")
Result = TypeVar("Result")


def overlapped(made: Iterable[Made], use: Callable[[Made], Result]) -> Iterator[Result]:
    """`use` of each in order, one at a time, in a thread of its own; an error of either ends it, what was begun is finished."""
    with ThreadPoolExecutor(1) as thread:
        before: Future[Result] | None = None
        for one in made:
            if before is not None:
                yield before.result()
            before = thread.submit(use, one)
        if before is not None:
            yield before.result()
