"""Working frames of a day, as pairs of seconds since midnight: `((32400, 43200), (48600,
63000))`.
"""

import re
import unicodedata
from itertools import pairwise

from hotline.domain.errors import InvalidInput

Frames = tuple[tuple[int, int], ...]

DAY = 86_400
DEFAULT_TEXT = "09:00-12:00,13:30-17:30"
EXAMPLE = f"请写成 {DEFAULT_TEXT}"

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_SEPARATORS = re.compile(r"[,;、\s]+")
_DASHES = str.maketrans("–—~至", "----")


def parse_frames(text: str) -> Frames:
    """Frames written as 09:00-12:00,13:30-17:30.

    Full-width signs and `;` or `、` between frames are understood.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    parts = [part for part in _SEPARATORS.split(re.sub(r"\s*-\s*", "-", plain)) if part]
    if not parts:
        raise InvalidInput("工作时段为空", remedy=EXAMPLE, field="frames")
    return check_frames(tuple(_frame(part) for part in parts))


def check_frames(frames: Frames) -> Frames:
    """The frames in order of time.

    Refuses an end before its start, a time past 24:00 and an overlap.
    """
    for begin, end in frames:
        if not 0 <= begin < end:
            raise _bad(show_frame((begin, end)), "结束时间须晚于开始时间")
        if end > DAY:
            raise _bad(show_frame((begin, end)), "时间不能超过 24:00")
    ordered = tuple(sorted(frames))
    for first, second in pairwise(ordered):
        if second[0] < first[1]:
            raise _bad(f"{show_frame(first)} 与 {show_frame(second)}", "两个时段重叠")
    return ordered


def show_frame(frame: tuple[int, int]) -> str:
    return "-".join(_show_clock(seconds) for seconds in frame)


def show_frames(frames: Frames) -> list[str]:
    return [show_frame(frame) for frame in frames]


def _frame(text: str) -> tuple[int, int]:
    ends = [_CLOCK.fullmatch(part) for part in text.split("-")]
    if len(ends) != 2 or not ends[0] or not ends[1]:
        raise _bad(text, "看不懂这个时段")
    return _seconds(ends[0], text), _seconds(ends[1], text)


def _seconds(match: re.Match[str], text: str) -> int:
    hours, minutes, seconds = (int(group or 0) for group in match.groups())
    if minutes > 59 or seconds > 59:
        raise _bad(text, "分和秒须在 00 到 59 之间")
    return hours * 3600 + minutes * 60 + seconds


def _show_clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    text = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{rest:02d}" if rest else text


def _bad(value: str, reason: str) -> InvalidInput:
    return InvalidInput(f"工作时段“{value}”有误：{reason}", remedy=EXAMPLE, field="frames")


DEFAULT_FRAMES = parse_frames(DEFAULT_TEXT)
