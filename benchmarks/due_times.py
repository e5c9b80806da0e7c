"""Microseconds to set one clock."""

import timeit
from datetime import datetime

from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.limits import parse_limit
from hotline.domain.time.timeline import explain
from hotline.domain.time.working_time import Pause, due

START = datetime(2026, 9, 28, 10)
PAUSES = [Pause(datetime(2026, 9, 29, 10), datetime(2026, 10, 9, 10))]
TIMES = 20_000


def main() -> None:
    calendar = WorkCalendar()
    for text in ("2h", "8h", "1wd", "5wd", "15wd", "24ch", "15cd"):
        limit = parse_limit(text)
        show(text, lambda limit=limit: due(START, limit, calendar))
    limit = parse_limit("5wd")
    show("5wd, a pause of ten days", lambda: due(START, limit, calendar, PAUSES))
    show("5wd with timeline", lambda: explain(START, limit, calendar))


def show(name: str, call) -> None:
    call()
    best = min(timeit.repeat(call, number=TIMES // 5, repeat=5)) / (TIMES // 5)
    print(f"{name:26} {best * 1e6:7.1f} us")


if __name__ == "__main__":
    main()
