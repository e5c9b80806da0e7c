"""What a contact's words ask of the machine; read before any transaction, because it takes time.

Every function costs what the text's length says.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from hotline.casework.answers import Question, question_of_text
from hotline.casework.danger import kinds_of_danger
from hotline.desk.desk import Desk
from hotline.storage.numbers import is_ticket_no

LONGEST_READ = 2_000
PERSON = re.compile(r"人工|真人|话务员|接线员|客服人员|找个人|转接")
TICKET = re.compile(r"转(?:成|为)?诉求|提交诉求|登记诉求|我要(?:投诉|举报|反映)|转(?:成|为)?工单")
PROGRESS = re.compile(r"进度|查询|办得怎|办到哪|处理得怎|处理结果|到哪一步|工单号|流水号")
HELPFUL, USELESS = frozenset({"有用", "有帮助"}), frozenset({"没用", "没有用", "没帮助"})
_DIGITS = re.compile(r"\d+")
CODE_LENGTH, SHORTEST = 6, 4


@dataclass(frozen=True)
class ChatReading:
    """What a message says to the machine; "" and False for what it does not.

    dangers  their kinds, the likeliest first
    ticket_no and code: of a ticket whose progress is asked for, has_digits: it may be a number
            that is wrong
    thing   what was sent instead of words, such as 位置
    question  as the knowledge base is asked it, None where nobody asks that
    """

    text: str
    dangers: tuple[str, ...] = ()
    wants_person: bool = False
    wants_ticket: bool = False
    wants_progress: bool = False
    helpful: bool = False
    useless: bool = False
    ticket_no: str = ""
    code: str = ""
    has_digits: bool = False
    thing: str = ""
    question: Question | None = None


def read_chat_text(text: str, desk: Desk, *, for_machine: bool = True) -> ChatReading:
    """`for_machine`: whether the machine may answer from the knowledge base, for which it reads the
    text as a report is read.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST_READ]).strip()
    number, code = _number_and_code(plain)
    reading = ChatReading(
        text=plain,
        dangers=kinds_of_danger(plain, desk) if plain else (),
        wants_person=bool(PERSON.search(plain)),
        wants_ticket=bool(TICKET.search(plain)),
        wants_progress=bool(PROGRESS.search(plain)),
        helpful=plain in HELPFUL,
        useless=plain in USELESS,
        ticket_no=number,
        code=code,
        has_digits=any(len(run) >= SHORTEST for run in _DIGITS.findall(plain)),
    )
    return (
        replace(reading, question=question_of_text(plain, desk))
        if for_machine and _asks(reading)
        else reading
    )


def _asks(reading: ChatReading) -> bool:
    """Whether it is nothing that the machine answers without looking anything up."""
    is_pressed = reading.wants_person or reading.wants_ticket or reading.helpful or reading.useless
    return bool(reading.text) and not (reading.dangers or reading.ticket_no or is_pressed)


def _number_and_code(text: str) -> tuple[str, str]:
    runs = _DIGITS.findall(text)
    parts = next((parts for parts in _parts(runs) if is_ticket_no("".join(parts))), ())
    codes = (run for run in runs if len(run) == CODE_LENGTH and run not in parts)
    return "".join(parts), next(codes, "")


def _parts(runs: list[str]) -> Iterator[tuple[str, ...]]:
    """What a number may stand in: a run of digits, or two where it was read out in two."""
    yield from ((run,) for run in runs)
    yield from pairwise(runs)
