"""city.toml: the name of the city, its profile and its thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hotline.city.account_rules import USUAL_ACCOUNTS, AccountRules, read_accounts
from hotline.city.bulletin_rules import USUAL_BULLETINS, BulletinRules, read_bulletins
from hotline.city.call_rules import USUAL_CALLS, CallRules, read_calls
from hotline.city.callback_rules import USUAL as USUAL_RULES
from hotline.city.callback_rules import CallbackRules, read_callback
from hotline.city.chat_rules import USUAL_CHATS, ChatRules, read_chats
from hotline.city.faults import Report
from hotline.city.quiet_rules import read_quiet
from hotline.city.toml_reading import Section, parse_toml
from hotline.domain.errors import InvalidInput
from hotline.domain.notice_rules import USUAL_QUIET, QuietHours
from hotline.domain.time.deadlines import ANY
from hotline.domain.time.frames import DEFAULT_FRAMES, Frames, check_frames, parse_frames
from hotline.domain.time.limits import Limit, parse_limit

FILE = "city.toml"
EXTENSION, SUSPENSION, LOOK, MATERIAL = (
    parse_limit(text) for text in ("10wd", "270cd", "30cd", "15cd")
)
RECTIFY, EXCLUDE = parse_limit("5wd"), parse_limit("10cd")
DECIDE, ALONE = parse_limit("1wd"), parse_limit("30cd")
HEAD = ("name", "code", "example", "note", "profile", "centre")


@dataclass(frozen=True, slots=True)
class CitySettings:
    """Thresholds and limits of a city.

    automatic    confidence from which a ticket is dispatched without a dispatcher; 1: never below
                 certainty
    wanted_precision  share of right ones among the categories that need no dispatcher; a new model
                      chooses its threshold by it
    accusations_alone  a complaint about one unit that is sure enough goes to its superior
                       without a dispatcher
    suggest      confidence below which a suggestion is not shown; suggestions: how many are shown
    repeat_days, similar_days   windows for a repeat of the same caller and for similar tickets
    decide_within               limit for deciding what a unit applied for
    suspension_alone            longer suspensions need a second person at the centre
    look_every                  how often a suspended matter is looked at
    material_wait               when to look at a matter whose caller was asked for missing material
    archive_days                days after its end until a ticket becomes read-only
    cycles                      how often a matter is handled before an unsolved one is no longer
                                sent back by itself
    rectify_within              limit for mending what a caller rated badly
    exclude_within              how long after a cycle a unit may ask to exclude it from its scores
    group_callers               different callers on one matter that make it a group's matter
    second_person               who wrote an entry of the knowledge base may not publish it
    citation                    a direct answer must cite the knowledge base
    review_days                 after so many days an entry is looked at again, where it names no
                                day itself
    quiet                       the hours of the night in which quiet notices wait
    bulletins                   when bulletins are drafted, and who gets the signed ones
    """

    frames: Frames = DEFAULT_FRAMES
    automatic: float = 0.92
    wanted_precision: float = 0.97
    suggest: float = 0.2
    suggestions: int = 3
    accusations_alone: bool = False
    text_max: int = 20_000
    returns_per_unit: int = 1
    extensions: int = 1
    extension_max: Limit = EXTENSION
    suspension_max: Limit = SUSPENSION
    decide_within: Limit = DECIDE
    suspension_alone: Limit = ALONE
    look_every: Limit = LOOK
    material_wait: Limit = MATERIAL
    rectify_within: Limit = RECTIFY
    exclude_within: Limit = EXCLUDE
    archive_days: int = 90
    cycles: int = 3
    callback_tries: int = 3
    repeat_days: int = 30
    similar_days: int = 7
    group_callers: int = 5
    attachment_mb: int = 20
    attachments: int = 9
    second_person: bool = True
    citation: bool = False
    review_days: int = 180
    callback: CallbackRules = USUAL_RULES
    accounts: AccountRules = USUAL_ACCOUNTS
    calls: CallRules = USUAL_CALLS
    chats: ChatRules = USUAL_CHATS
    quiet: QuietHours = USUAL_QUIET
    bulletins: BulletinRules = USUAL_BULLETINS


@dataclass(frozen=True, slots=True)
class CityHead:
    """Who the city is: `centre` is the code of the hotline's own unit, `profile` the limits of
    deadlines.csv in force.
    """

    name: str = ""
    code: str = ""
    example: bool = False
    note: str = ""
    profile: str = ANY
    centre: str = ""


# number settings of [tickets]: name -> lowest, highest
TICKETS = {
    "text_max": (100, 20_000),
    "returns_per_unit": (0, 9),
    "extensions": (0, 9),
    "callback_tries": (1, 20),
    "cycles": (1, 20),
    "repeat_days": (1, 365),
    "similar_days": (1, 365),
    "archive_days": (1, 3650),
    "group_callers": (2, 1000),
    "attachment_mb": (1, 200),
    "attachments": (0, 50),
}
PRECISIONS = (0.5, 0.999)  # below it a guess, above it no number of tickets could show it
DISPATCH = ("automatic", "wanted_precision", "suggest", "suggestions", "accusations_alone")
LIMITS = (
    "extension_max",
    "suspension_max",
    "decide_within",
    "suspension_alone",
    "look_every",
    "material_wait",
    "rectify_within",
    "exclude_within",
)
KNOWLEDGE = ("second_person", "citation", "review_days")
SECTIONS = (
    *("working_time", "dispatch", "tickets", "knowledge", "callback", "accounts", "calls"),
    *("chats", "notices", "bulletins"),
)


def read_city(text: str, report: Report) -> tuple[CityHead, CitySettings, Section]:
    """Head, settings and the top section, on which a later check may report."""
    values = parse_toml(FILE, text, report)
    if values is None:
        return CityHead(), CitySettings(), Section(FILE, text, "", {}, Report())
    top = Section(FILE, text, "", values, report)
    top.only((*HEAD, *SECTIONS))
    sections = {name: Section(FILE, text, name, values.get(name, {}), report) for name in SECTIONS}
    return _head(top), _settings(sections), top


def _head(top: Section) -> CityHead:
    example = top.values.get("example", False)
    if not isinstance(example, bool):
        top.fault("example", "应为 true 或 false", "示例数据填 true，正式使用填 false")
    return CityHead(
        name=top.text("name"),
        code=top.text("code"),
        example=example is True,
        note=top.text("note", ""),
        profile=top.text("profile", ANY),
        centre=top.text("centre"),
    )


def _settings(sections: Mapping[str, Section]) -> CitySettings:
    time, dispatch, tickets, knowledge, callback, accounts, calls, chats, notices, bulletins = (
        sections[name] for name in SECTIONS
    )
    time.only(("frames",))
    dispatch.only(DISPATCH)
    tickets.only((*TICKETS, *LIMITS))
    knowledge.only(KNOWLEDGE)
    usual = CitySettings()
    limits: dict[str, Any] = {name: tickets.limit(name, getattr(usual, name)) for name in LIMITS}
    numbers: dict[str, Any] = {
        name: tickets.whole(name, low, high, getattr(usual, name))
        for name, (low, high) in TICKETS.items()
    }
    settings = CitySettings(
        frames=_frames(time),
        automatic=dispatch.number("automatic", 0, 1, usual.automatic),
        wanted_precision=dispatch.number("wanted_precision", *PRECISIONS, usual.wanted_precision),
        suggest=dispatch.number("suggest", 0, 1, usual.suggest),
        suggestions=dispatch.whole("suggestions", 1, 10, usual.suggestions),
        accusations_alone=dispatch.flag("accusations_alone", usual.accusations_alone),
        second_person=knowledge.flag("second_person", usual.second_person),
        citation=knowledge.flag("citation", usual.citation),
        review_days=knowledge.whole("review_days", 1, 3650, usual.review_days),
        **limits,
        **numbers,
        callback=read_callback(callback),
        accounts=read_accounts(accounts),
        calls=read_calls(calls),
        chats=read_chats(chats),
        quiet=read_quiet(notices),
        bulletins=read_bulletins(bulletins),
    )
    if settings.suggest > settings.automatic:
        dispatch.fault("suggest", "大于自动派单的阈值 automatic", "请填不大于 automatic 的数字")
    return settings


def _frames(section: Section) -> Frames:
    """Frames as a list of texts or as one text."""
    value = section.values.get("frames")
    if value is None:
        return DEFAULT_FRAMES
    try:
        if isinstance(value, str):
            return parse_frames(value)
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(part, str) for part in value)
        ):
            raise InvalidInput(
                "工作时段有误", remedy='请写成 frames = ["09:00-12:00", "13:30-17:30"]'
            )
        return check_frames(tuple(frame for part in value for frame in parse_frames(part)))
    except InvalidInput as error:
        section.fault("frames", f"：{error.message}", error.remedy)
        return DEFAULT_FRAMES
