"""Parts of the day and hours: from words to hours after midnight; a night runs past 24."""

from classifiers.times.parts import Parts

_DAWN = {"凌晨": (0, 6)}
_MORNING = dict.fromkeys(
    ("清早", "大清早", "清晨", "早晨", "早上", "早起", "一大早", "早", "晨"), (5, 9)
) | {
    **dict.fromkeys(("上午", "头晌", "前晌", "前半晌"), (6, 12)),
    "早高峰": (7, 9),
}
_NOON = dict.fromkeys(("中午", "午间", "晌午"), (11, 14))
_FROM_NOON = (12, 18)
_AFTERNOON = dict.fromkeys(("下午", "午后", "后晌", "后半晌"), _FROM_NOON) | dict.fromkeys(
    ("傍晚", "晚高峰", "天擦黑", "擦黑", "傍黑", "傍黑天", "晚半晌"), (17, 19)
)
_EVENING = dict.fromkeys(("晚上", "晚间", "晚"), (18, 24))
_NIGHT = dict.fromkeys(("夜里", "夜间", "夜晚", "半夜", "大半夜", "深夜", "夜"), (22, 30)) | {
    "午夜": (23, 25),
    "后半夜": (24, 30),
}
_DAYLIGHT = {"白天": (6, 18)}
SPANS = _DAWN | _MORNING | _NOON | _AFTERNOON | _EVENING | _NIGHT | _DAYLIGHT
DAY = 24
_LAST_OF_NIGHT = 5


def span_of(parts: Parts) -> tuple[int, int]:
    """Hours between which the part of the day lies."""
    return SPANS[parts.part]


def hour_of(part: str, hour: int) -> int | None:
    """Hours after the midnight that begins the day; None where it may be before or after noon."""
    if hour == 0 and (part in _NOON or SPANS.get(part) == _FROM_NOON):
        return 12
    if hour > 12 or part == "24" or hour == 0:
        return hour + (DAY if hour < _LAST_OF_NIGHT and (part in _EVENING or part in _NIGHT) else 0)
    if part in _DAWN:
        return hour % 12
    if part in _MORNING:
        return hour
    if part in _AFTERNOON:
        return hour % 12 + 12
    if part in _EVENING or part in _NIGHT:
        return _at_night(hour)
    if part in _NOON or part in _DAYLIGHT:
        return hour + 12 if hour <= _LAST_OF_NIGHT else hour
    return None


def _at_night(hour: int) -> int:
    if hour == 12:
        return DAY
    return hour + (DAY if hour < _LAST_OF_NIGHT else 12)


def is_night(part: str) -> bool:
    return part in _NIGHT or part in _EVENING
