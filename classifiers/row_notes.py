"""What is told of single rows of a table: how many, which, and what becomes of them."""

from collections.abc import Iterator, Mapping, Sequence

from classifiers.row_times import moment_of

_SHOWN = 5
_ENOUGH_TIMES = 0.9  # share of rows with a time from which a model is tested by time


def rows_note(rows: Sequence[int], fault: str, outcome: str) -> str:
    shown = "、".join(map(str, rows[:_SHOWN])) + (" 行等" if len(rows) > _SHOWN else " 行")
    return f"{len(rows)} 行{fault}（第 {shown}）：{outcome}"


def width_notes(widths: Mapping[int, int], needed: int, columns: int) -> Iterator[str]:
    """`widths` has the cells of each row by its number, `needed` is how many a row must have."""
    short = [row for row, width in widths.items() if 0 < width < needed]
    wide = [row for row, width in widths.items() if width > columns]
    if short:
        yield rows_note(short, "的列数不足", "缺的格按空处理")
    if wide:
        yield rows_note(wide, "的列数多于列名", "多出的格不用，请检查正文里的逗号是否加了引号")


def skipped_notes(rows: Mapping[int, tuple[str, str]], longest: int) -> Iterator[str]:
    """`rows` are text and label of those left out, by their numbers."""
    no_text = [row for row, (text, _) in rows.items() if not text]
    no_label = [row for row, (text, label) in rows.items() if text and not label]
    long = [row for row, (text, label) in rows.items() if text and label]
    if no_text:
        yield rows_note(no_text, "没有文本", "已跳过")
    if no_label:
        yield rows_note(no_label, "没有标签", "已跳过")
    if long:
        yield rows_note(long, f"的标签超过 {longest} 个字", "已跳过，请检查是否指定了正确的标签列")


def time_notes(times: Sequence[str], rows: Sequence[int]) -> Iterator[str]:
    """`rows` are their numbers in the file."""
    known = [moment_of(time) for time in times]
    empty = [row for row, time in zip(rows, times, strict=True) if not time.strip()]
    unread = [
        row
        for row, time, moment in zip(rows, times, known, strict=True)
        if time.strip() and moment is None
    ]
    outcome = (
        "算作最早的，只用于学习，不用于检验" if has_order(known) else "仍用于学习；不按时间检验"
    )
    if unread:
        yield rows_note(unread, "的时间读不出", outcome)
    if empty:
        yield rows_note(empty, "没有时间", outcome)
    if not has_order(known):
        yield _why_unordered(known)


def has_order(moments: Sequence[object]) -> bool:
    """Whether most rows have a time, and not all the same."""
    known = [moment for moment in moments if moment is not None]
    return len(known) >= _ENOUGH_TIMES * len(moments) > 0 and len(set(known)) > 1


def _why_unordered(moments: Sequence[object]) -> str:
    known = [moment for moment in moments if moment is not None]
    if len(known) < _ENOUGH_TIMES * len(moments):
        return (
            f"{len(moments)} 行中只有 {len(known)} 行的时间能读，不到九成，"
            "不按时间检验；时间应像 2025-03-04 10:20"
        )
    return f"{len(known)} 行的时间全部相同，分不出先后，不按时间检验"
