"""[callback] of city.toml: who is called back, when, and what they are asked."""

from dataclasses import dataclass
from string import Formatter

from hotline.city.score_values import names
from hotline.city.toml_reading import Section
from hotline.domain.errors import InvalidInput
from hotline.domain.time.frames import Frames, check_frames, parse_frames
from hotline.domain.time.limits import Limit, parse_limit
from hotline.domain.vocabulary import REQUEST_TYPES

UNSAMPLED, GAP, LINK = (parse_limit(text) for text in ("5cd", "4ch", "30cd"))
LIMITS = {"unsampled_wait": UNSAMPLED, "gap": GAP, "link": LINK}
KEYS = ("everyone", "share", "at_least", *LIMITS, "parts", "at_limit", "script")
PLACEHOLDERS = ("city", "no", "title", "unit")
PARTS = parse_frames("08:00-12:00,12:00-18:00,18:00-21:00")
SCRIPT = (
    "您好，这里是{city}12345热线。您反映的“{title}”，{unit}已经答复，想听听您的意见。",
    "承办单位联系过您吗？问题解决了吗？",
    "您对办理满意吗：非常满意、满意、基本满意、不满意、非常不满意？不满意在哪里？",
    "谢谢您。未解决的事项将退回重办。",
)


@dataclass(frozen=True, slots=True)
class CallbackRules:
    """How a city hears its callers after the handling.

    everyone        request types of which every caller is called
    share, at_least  of the others: percent, and how many at least for each unit and month
    unsampled_wait  after which a ticket that nobody calls closes by itself
    gap, parts      least time between two attempts; parts of the day, of which each attempt takes
                    another one
    at_limit        whether callers are also called when a handling limit ends without an answer
    link            how long a caller may rate by their one-time link
    script          what is said, with {city}, {no}, {title} and {unit}
    """

    everyone: tuple[str, ...] = tuple(REQUEST_TYPES)
    share: float = 100
    at_least: int = 0
    unsampled_wait: Limit = UNSAMPLED
    gap: Limit = GAP
    link: Limit = LINK
    parts: Frames = PARTS
    at_limit: bool = True
    script: tuple[str, ...] = SCRIPT

    def spoken(self, **slots: str) -> list[str]:
        """The script for one ticket; `words` has all of PLACEHOLDERS."""
        return [line.format(**slots) for line in self.script]


USUAL = CallbackRules()


def read_callback(section: Section) -> CallbackRules:
    section.only(KEYS)
    at_limit = section.values.get("at_limit", USUAL.at_limit)
    if not isinstance(at_limit, bool):
        section.fault("at_limit", "应为 true 或 false", "到期未答复也要回访填 true，否则填 false")
    return CallbackRules(
        everyone=_everyone(section),
        share=section.number("share", 0, 100, USUAL.share),
        at_least=section.whole("at_least", 0, 10_000, USUAL.at_least),
        **{key: section.limit(key, usual) for key, usual in LIMITS.items()},
        parts=_parts(section),
        at_limit=at_limit is True,
        script=_script(section),
    )


def _everyone(section: Section) -> tuple[str, ...]:
    if "everyone" not in section.values:
        return tuple(REQUEST_TYPES)
    types = names(section, "everyone")
    if unknown := [kind for kind in types if kind not in REQUEST_TYPES]:
        section.fault(
            "everyone", f"中的“{unknown[0]}”不是诉求类型", f"可用：{'、'.join(REQUEST_TYPES)}"
        )
    return tuple(kind for kind in types if kind in REQUEST_TYPES)


def _parts(section: Section) -> Frames:
    try:
        parts = [frame for text in names(section, "parts") for frame in parse_frames(text)]
        return check_frames(tuple(parts)) or PARTS
    except InvalidInput as error:
        section.fault("parts", f"：{error.message}", 'parts = ["08:00-12:00", "18:00-21:00"]')
        return PARTS


def _script(section: Section) -> tuple[str, ...]:
    if "script" not in section.values:
        return SCRIPT
    lines = names(section, "script")
    for line in lines:
        try:
            parts = Formatter().parse(line)
            marks = {f"{mark}{spec}{how or ''}" for _, mark, spec, how in parts if mark is not None}
        except ValueError:
            marks = {"{"}
        if unknown := sorted(marks - set(PLACEHOLDERS)):
            section.fault(
                "script",
                f"中的占位“{{{unknown[0]}}}”不可用",
                f"可用：{'、'.join(f'{{{name}}}' for name in PLACEHOLDERS)}",
            )
            return SCRIPT
    return lines or SCRIPT
