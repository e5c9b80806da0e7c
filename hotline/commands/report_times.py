"""Which times of a file of reports are taken: those of a span, and none far beyond the rest."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import click

from hotline.commands.report_columns import NamedRow, parse_day
from hotline.domain.errors import InvalidInput
from hotline.domain.time.times import city_now, day_of

# Behind such a gap a few rows are wrong dates, and many are a record that was taken up again.
GAP, FEW = timedelta(days=366), 100
_SHOWN = 5

Span = tuple[datetime | None, datetime | None]


def read_span(since: str | None, until: str | None) -> Span:
    """--from and --to, of which a date without a time is meant with its whole day; raises
    InvalidInput.
    """
    begin = parse_day("from", since) if since else None
    end = day_of("to", until) if until else None
    if begin and end and begin > end:
        raise InvalidInput(
            f"--from {since} 晚于 --to {until}", field="from", remedy="请把两个日期对调"
        )
    return begin, end


def in_span(at: datetime, span: Span) -> bool:
    since, until = span
    return (since is None or at >= since) and (until is None or at <= until)


def without_far_times(rows: Sequence[NamedRow]) -> list[NamedRow]:
    """The rows but for those in the future and for a few that lie more than a year behind all
    others; what is left out is told on standard error. Raises InvalidInput where all are in the
    future.
    """
    moments = sorted(row.at for row in rows if row.at is not None)
    if not moments:
        return list(rows)
    last = _last_trusted(moments)
    far = [row for row in rows if row.at is not None and row.at > last]
    if far:
        shown = "、".join(f"第 {row.line} 行 {row.at:%Y-%m-%d %H:%M}" for row in far[:_SHOWN])
        more = " 等" if len(far) > _SHOWN else ""
        click.echo(
            f"提示：{len(far)} 行的时间晚于现在或远离其余各行，未计入：{shown}{more}", err=True
        )
    return [row for row in rows if row.at is None or row.at <= last]


def _last_trusted(moments: Sequence[datetime]) -> datetime:
    now = city_now()
    past = [moment for moment in moments if moment <= now]
    if not past:
        raise InvalidInput(
            f"文件中的时间都晚于现在，最早为 {moments[0]:%Y-%m-%d %H:%M}",
            field="time",
            remedy="请核对 --time 指定的列和年份",
        )
    few = len(moments) // FEW or 1
    for at in range(len(past) - 1, max(0, len(past) - 1 - few), -1):
        if past[at] - past[at - 1] > GAP and at > few:
            return past[at - 1]
    return past[-1]
