"""A chat as units read it: without codes that open a ticket, and without what such a code told."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from hotline.chats.messages import text_of
from hotline.desk.desk import Desk
from hotline.desk.steps import STEP_TEXT_LIMIT
from hotline.domain.chats.states import ChatMessageKind
from hotline.domain.models import ChatMessage
from hotline.storage.numbers import is_ticket_no

MOST_COMMENTS, SHORTEST = 10, 6
HIDDEN, PROGRESS = "●●●●●●", "（已答复所查诉求的办理进度）"
NAMES = {
    ChatMessageKind.INCOMING: "诉求人",
    ChatMessageKind.OUTGOING: "话务员",
    ChatMessageKind.MACHINE: "机器",
}
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{13,}(?!\d)")
_ANSWER = re.compile(r"诉求 \d{13,}：")
# That somebody wants to report something says nothing of what.
_PRESSED = re.compile(
    r"(?:我要|我想|帮我|请|麻烦)*(?:转成?|提交|登记|投诉|举报|反映)(?:一下|一个|一件|个|件|诉求|工单|问题|情况|事情|事)*"
    r"[\W_]*"
)
_WORD = re.compile(r"[^\W\d_]")
Show = Callable[[ChatMessage], str]


def transcript_parts(rows: Sequence[ChatMessage], *, title: str, show: Show) -> Iterator[str]:
    """The lines as notes of a ticket, each as long as a note may be; `show` as `shown_texts` gives
    it.
    """
    lines = [
        f"{row.at:%m-%d %H:%M} {NAMES[row.kind]}：{show(row) or '（附件）'}"
        for row in rows
        if row.kind in NAMES
    ]
    text = f"{title}\n" + "\n".join(lines)
    for start in range(0, min(len(text), MOST_COMMENTS * STEP_TEXT_LIMIT), STEP_TEXT_LIMIT):
        if part := text[start : start + STEP_TEXT_LIMIT].strip():
            yield part


def words_of(rows: Sequence[ChatMessage], *, show: Show) -> str:
    """What the contact said, without what they only pressed and numbers of other tickets."""
    texts = (show(row) for row in rows if row.kind == ChatMessageKind.INCOMING)
    return "\n".join(
        text
        for text in texts
        if len(text) >= SHORTEST and _WORD.search(text) and not _PRESSED.fullmatch(text)
    )


def shown_texts(rows: Sequence[ChatMessage], desk: Desk) -> Show:
    """How the text of one of these rows, all of a chat, is shown to units."""
    texts = {row.row_id: text_of(row, desk.vault) for row in rows}
    numbers = {number for text in texts.values() for number in _numbers(_plain(text))}
    codes = {code for number in numbers for code in desk.vault.codes_of(number)}

    def show(row: ChatMessage) -> str:
        text = texts[row.row_id]
        if row.kind == ChatMessageKind.MACHINE and _ANSWER.match(text):
            return PROGRESS
        return _without_codes(text, codes)

    return show


def _without_codes(text: str, codes: set[str]) -> str:
    """Beside a number every code is hidden, a mistyped one too; elsewhere those that open one of
    the tickets that the chat names.
    """
    plain = _plain(text)
    beside = bool(_NUMBER.search(plain)) or not _WORD.search(plain)

    def hide(code: re.Match[str]) -> str:
        return HIDDEN if beside or code.group() in codes else code.group()

    hidden = _CODE.sub(hide, plain)
    return text if hidden == plain else hidden


def _numbers(plain: str) -> Iterator[str]:
    return (run for run in _NUMBER.findall(plain) if is_ticket_no(run))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
