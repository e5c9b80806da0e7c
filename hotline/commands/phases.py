"""Progress of long work on the error output: a bar for each phase."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def phase_bars(unit: str) -> Iterator[Callable[[str, int, int], None]]:
    """`show(phase, done, total)`: a new phase ends the bar of the one before.

    Without a total it is only named.
    """
    bars: list[tqdm[None]] = []

    def show(phase: str, done: int, total: int) -> None:
        if not bars or bars[-1].desc.removesuffix(": ") != phase:
            end()
            bars.append(
                tqdm(total=total or None, desc=phase, unit=unit, file=sys.stderr, mininterval=0.5)
            )
        bars[-1].total = total or None
        bars[-1].update(done - bars[-1].n)

    def end() -> None:
        if bars:  # what is not told of is done too
            bar = bars.pop()
            bar.update((bar.total or bar.n) - bar.n)
            bar.close()

    try:
        yield show
        end()
    finally:
        if bars:
            bars.pop().close()
