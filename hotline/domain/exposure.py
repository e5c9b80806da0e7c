"""曝光纠错: what the city publishes of a difficulty and of what became of it, with follow-ups."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from hotline.domain.time.times import parse_time

# The parts of an exposure, as a guide is those of an item.
EXPOSURE = {
    "problem": "反映的问题",
    "state": "整改状态",
    "result": "处理结果",
    "followups": "后续",
}
EXPOSURE_STATES = {"rectifying": "整改中", "rectified": "已整改"}
LONGEST_EXPOSURE = dict.fromkeys(EXPOSURE, 5_000)
MOST_FOLLOWUPS = 60
LINE = re.compile(r"(\S+)\s+(\S.*)")


@dataclass(frozen=True)
class Followup:
    """What was done on a day after the matter was published."""

    day: date
    text: str


def followups_of(text: str) -> list[Followup]:
    """One a line, "2026-03-09 text", the earliest first; raises ValueError for another line."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > MOST_FOLLOWUPS:
        raise ValueError(f"有 {len(lines)} 条后续，最多 {MOST_FOLLOWUPS} 条；请合并")
    return sorted((_followup(line) for line in lines), key=lambda followup: followup.day)


def read_followups(text: str) -> str:
    """The same lines as they are kept."""
    return "\n".join(f"{followup.day} {followup.text}" for followup in followups_of(text))


def read_state(text: str) -> str:
    """A key of EXPOSURE_STATES; raises ValueError."""
    if text not in EXPOSURE_STATES:
        listed = "、".join(f"{key}（{word}）" for key, word in EXPOSURE_STATES.items())
        raise ValueError(f"“{text[:20]}”不是整改状态；可用：{listed}")
    return text


def exposure_faults(values: dict[str, Any], today: date) -> list[tuple[str, str]]:
    """What a day says against the parts of an exposure: nothing is told ahead."""
    ahead = [
        followup.day
        for followup in followups_of(values.get("followups", ""))
        if followup.day > today
    ]
    return [("followups", f"后续日期 {day} 晚于今天；请在办完之后再写") for day in ahead]


def _followup(line: str) -> Followup:
    match = LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"“{line[:20]}”缺少日期或内容；请写成“2026-03-09 已完成整改”，一行一条")
    try:
        return Followup(parse_time(match[1]).date(), match[2])
    except ValueError:
        raise ValueError(
            f"“{match[1][:20]}”不是日期；每行请以日期开头，如“2026-03-09 已完成整改”"
        ) from None
