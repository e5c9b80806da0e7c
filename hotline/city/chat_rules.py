"""[chats] of city.toml: when people answer chats, how many at once, how long nobody waits without a
word.
"""

from dataclasses import dataclass

from hotline.city.phrases import Phrase
from hotline.city.toml_reading import Section
from hotline.domain.errors import InvalidInput
from hotline.domain.time.frames import Frames, parse_frames
from hotline.domain.time.limits import Limit, parse_limit

# name -> lowest, highest
NUMBERS = {"at_once": (1, 20), "wait_minutes": (1, 120), "idle_minutes": (2, 1440)}
FIELDS = (*NUMBERS, "hours", "every_day", "promise", "greeting", "phrases")
PROMISE, HOURS = parse_limit("1wd"), parse_frames("08:00-20:00")
MOST_PHRASES, LONGEST_PHRASE = 200, 500


@dataclass(frozen=True, slots=True)
class ChatRules:
    """How the city chats.

    at_once       so many chats one agent has at a time
    wait_minutes  after so long without a person a chat becomes a message with a promise
    promise       until when such a message is answered
    idle_minutes  a chat whose contact says nothing for so long after an answer may be closed by
                  itself
    hours         when people answer, on working days; every_day: on all days
    greeting      the first words of the machine, which says that it is one
    phrases       of packs that were written before phrases.csv had them all: they are read into it
    """

    at_once: int = 3
    wait_minutes: int = 3
    promise: Limit = PROMISE
    idle_minutes: int = 30
    hours: Frames = HOURS
    every_day: bool = False
    greeting: str = "您好，这里是{city}12345热线智能客服（机器自动回复）。请说您的问题。"
    phrases: tuple[Phrase, ...] = ()


USUAL_CHATS = ChatRules()


def read_chats(section: Section) -> ChatRules:
    section.only(FIELDS)
    usual = USUAL_CHATS
    numbers = {
        name: section.whole(name, low, high, getattr(usual, name))
        for name, (low, high) in NUMBERS.items()
    }
    return ChatRules(
        **numbers,
        hours=_hours(section),
        every_day=section.flag("every_day", usual.every_day),
        promise=section.limit("promise", usual.promise),
        greeting=section.text("greeting", usual.greeting),
        phrases=_phrases(section),
    )


def _hours(section: Section) -> Frames:
    if "hours" not in section.values:
        return USUAL_CHATS.hours
    try:
        return parse_frames(section.text("hours"))
    except InvalidInput as error:
        section.fault("hours", f"：{error.message}", error.remedy)
        return USUAL_CHATS.hours


def _phrases(section: Section) -> tuple[Phrase, ...]:
    """Each as "name text"."""
    values = section.values.get("phrases", [])
    if not isinstance(values, list) or len(values) > MOST_PHRASES:
        section.fault(
            "phrases", f"应为文字的列表，最多 {MOST_PHRASES} 条", '请写成 phrases = ["名称 内容"]'
        )
        return ()
    phrases = []
    for value in values:
        name, _, text = value.strip().partition(" ") if isinstance(value, str) else ("", "", "")
        if not name or not text.strip() or len(text) > LONGEST_PHRASE:
            section.fault(
                "phrases",
                "中有一条看不懂",
                f'每条写成 "名称 内容"，名称与内容之间空一格，内容最多 {LONGEST_PHRASE} 字',
            )
            return ()
        phrases.append(Phrase(name, text.strip()))
    return tuple(phrases)
