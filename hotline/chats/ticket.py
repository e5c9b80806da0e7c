"""A chat becomes a ticket: once, whoever presses; words, photos and transcript go along."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from hotline.casework.accusing_words import complains_of_holders
from hotline.casework.attachments import attach
from hotline.casework.caller_steps import supplement
from hotline.casework.comment import comment
from hotline.casework.danger import plan_for
from hotline.casework.hiding import with_hiding, with_wish
from hotline.casework.receive import Receipt, receipt_of, receive
from hotline.casework.take_call import Ending, take_call
from hotline.chats.contacts import ChatPerson, person_of, source_of
from hotline.chats.messages import add_message
from hotline.chats.transcript import SHORTEST, shown_texts, transcript_parts, words_of
from hotline.chats.warning import warn_contact
from hotline.desk.desk import Desk
from hotline.desk.steps import STEP_TEXT_LIMIT
from hotline.domain.chats.states import ChatMessageKind
from hotline.domain.errors import Conflict, IllegalTransition, InvalidInput
from hotline.domain.models import (
    ChatContact,
    ChatConversation,
    ChatInbox,
    ChatMessage,
    Comment,
    Ticket,
)
from hotline.domain.reports import IncomingReport, read_report
from hotline.domain.roles import CALLER, SYSTEM, Actor
from hotline.domain.statuses import OPEN
from hotline.storage.chats import attachments_of, messages_of
from hotline.storage.files import Stored
from hotline.storage.tickets import find_ticket

FIELDS = ("text", "title", "address", "district", "caller", "phone", "request_type", "category")
MOST_MESSAGES = 500
TITLE, REST_TITLE = "在线会话记录", "在线会话记录（登记之后）"
ADDED_FIELDS = {"text": "", "address": "地点：", "caller": "联系人：", "phone": "联系电话："}
SPOKEN = frozenset({ChatMessageKind.INCOMING, ChatMessageKind.OUTGOING})
# In `extra` of the message that told number and code.
RECEIPT = "receipt"
REGISTERED = (
    "您的诉求已登记，流水号 {no}，提取码 {code}，请记下。{promise}"
    "凭它们可以在“查进度”里查看办理情况。"
)
PROMISE = "承诺 {day.month} 月 {day.day} 日前答复。"


def register_chat(
    session: Session,
    actor: Actor,
    conversation: ChatConversation,
    desk: Desk,
    *,
    fields: Mapping[str, Any],
    answer: str = "",
    cites: tuple[str, ...] = (),
) -> Receipt:
    """The ticket of this chat, which is locked: made once, afterwards the same, to which what the
    contact fills in then is added.

    With `answer` it is answered at once (直接答复). Raises InvalidInput.
    """
    if conversation.ticket_id:
        ticket = session.get_one(Ticket, conversation.ticket_id)
        if actor == CALLER and fields:
            _add_fields(session, conversation, ticket, desk, fields=fields)
        return receipt_of(ticket, desk, created=False)
    report = report_of(session, conversation, desk, fields=fields, actor=actor)
    key = f"chat-{conversation.uuid}"
    if answer:
        ending = Ending("answer", answer=answer, cites=cites)
        receipt = take_call(session, actor, report, desk, ending=ending, key=key)
    else:
        receipt = receive(session, actor, report, desk, key=key)
    session.flush()
    ticket = find_ticket(session, SYSTEM, receipt.no)
    conversation.ticket_id = ticket.row_id
    session.add(conversation)
    rows = messages_of(session, conversation.row_id, limit=MOST_MESSAGES)
    _attach_files(session, ticket, rows, desk)
    writer = SYSTEM if actor == CALLER else actor
    for part in transcript_parts(rows, title=TITLE, show=shown_texts(rows, desk)):
        comment(session, writer, ticket, desk, text=part)
    _tell_registered(session, conversation, desk, receipt=receipt)
    return receipt


def _tell_registered(
    session: Session, conversation: ChatConversation, desk: Desk, *, receipt: Receipt
) -> None:
    """In danger whom to call too, unless the chat has said so before."""
    kind, extra = ChatMessageKind.MACHINE, {RECEIPT: receipt.no}
    text = registered_text(receipt, desk)
    add_message(session, conversation, desk, kind=kind, text=text, extra=extra)
    plan = desk.city.plan_of(receipt.dangers)
    if plan and not conversation.danger:
        warn_contact(session, conversation, desk, plan=plan)


def _add_fields(
    session: Session,
    conversation: ChatConversation,
    ticket: Ticket,
    desk: Desk,
    *,
    fields: Mapping[str, Any],
) -> None:
    """Checked as a report's; the same sent twice is added once."""
    report = report_of(session, conversation, desk, fields=fields, actor=CALLER)
    parts = [
        f"{label}{getattr(report, name)}"
        for name, label in ADDED_FIELDS.items()
        if fields.get(name)
    ]
    text = "\n".join(parts)[:STEP_TEXT_LIMIT]
    same = select(Comment.id).where(Comment.ticket_id == ticket.id, Comment.text == text)
    if text != ticket.content and session.exec(same).first() is None:
        supplement(session, CALLER, ticket, desk, text=text)
        if plan := plan_for(text, desk):
            warn_contact(session, conversation, desk, plan=plan)


def add_words_to_ticket(
    session: Session, conversation: ChatConversation, desk: Desk, *, message: ChatMessage
) -> str:
    """What the contact says after their chat became a ticket is a supplement at once; the number
    of the ticket. Raises IllegalTransition for one that takes nothing more.
    """
    ticket = session.get_one(Ticket, conversation.ticket_id)
    rows = messages_of(session, conversation.row_id, limit=MOST_MESSAGES)
    text = shown_texts(rows, desk)(message)
    supplement(session, CALLER, ticket, desk, text=text[:STEP_TEXT_LIMIT])
    return ticket.no


def registered_text(receipt: Receipt, desk: Desk) -> str:
    """What the contact is told: number, code and promised day."""
    day = promised_day(receipt, desk)
    promise = PROMISE.format(day=day) if day else ""
    return REGISTERED.format(no=receipt.no, code=receipt.query_code, promise=promise)


def promised_day(receipt: Any, desk: Desk) -> datetime | None:
    """Until when they have an answer; `receipt` has of the ticket what a clock asks for."""
    return desk.promise(receipt)[0] if receipt.status in OPEN else None


def add_rest_to_ticket(session: Session, conversation: ChatConversation, desk: Desk) -> None:
    """What was said and sent since this chat, which ends now, became a ticket."""
    if conversation.ticket_id is None:
        return
    ticket = session.get_one(Ticket, conversation.ticket_id)
    rows = messages_of(session, conversation.row_id, limit=MOST_MESSAGES)
    starts = [place for place, row in enumerate(rows) if RECEIPT in row.extra]
    rest = rows[starts[-1] + 1 :] if starts else rows
    show = shown_texts(rows, desk)
    rest = [row for row in rest if not _is_kept_from_unit(session, ticket, row, desk, show(row))]
    if not any(row.kind in SPOKEN for row in rest):
        return
    _attach_files(session, ticket, rest, desk)
    # An archived ticket takes nothing more: the chat has it, and is found from the ticket.
    with suppress(IllegalTransition):
        for part in transcript_parts(rest, title=REST_TITLE, show=show):
            comment(session, SYSTEM, ticket, desk, text=part)


def _is_kept_from_unit(
    session: Session, ticket: Ticket, row: ChatMessage, desk: Desk, text: str
) -> bool:
    """What complains of the unit is a ticket of its own already."""
    is_contacts = row.kind == ChatMessageKind.INCOMING
    return is_contacts and complains_of_holders(session, ticket, desk, text=text)


def register_for_contact(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    fields: Mapping[str, Any] | None = None,
) -> Receipt:
    """What the contact has said so far, as their own report."""
    return register_chat(session, CALLER, conversation, desk, fields=fields or {})


def report_of(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    fields: Mapping[str, Any],
    actor: Actor,
) -> IncomingReport:
    """What the form says, and for what it does not say the contact's own words and person."""
    inbox = session.get_one(ChatInbox, conversation.inbox_id)
    contact = session.get_one(ChatContact, conversation.contact_id)
    person = person_of(contact, desk.vault)
    known = {"caller": person.name, "phone": _number(person)}
    most = desk.city.settings.text_max
    text = fields.get("text") or contact_words(session, conversation, desk)[:most]
    if len(str(text).strip()) < SHORTEST:
        raise InvalidInput(
            "还不知道您要反映什么", field="text", remedy="请先写明时间、地点和事情经过"
        )
    filled = {name: fields[name] for name in FIELDS if fields.get(name)}
    filled = {**{name: value for name, value in known.items() if value}, **filled, "text": text}
    filled = with_wish(filled) if actor == CALLER else with_hiding(filled, fields)
    way = {"channel": "chat"}
    if inbox.kind == "wechat":
        way = {"channel": "wechat", "openid": source_of(contact, desk.vault)}
    return read_report({**filled, **way}, now=desk.now(), text_max=most)


def contact_words(session: Session, conversation: ChatConversation, desk: Desk) -> str:
    rows = messages_of(session, conversation.row_id, limit=MOST_MESSAGES)
    return words_of(rows, show=shown_texts(rows, desk))


def _attach_files(
    session: Session, ticket: Ticket, rows: Sequence[ChatMessage], desk: Desk
) -> None:
    """Photos of the contact; as many as a ticket takes, the others stay with the chat."""
    incoming = [row.row_id for row in rows if row.kind == ChatMessageKind.INCOMING]
    files = [file for each in attachments_of(session, incoming).values() for file in each]
    for file in files[: desk.city.settings.attachments]:
        stored = Stored(file.name, file.media_type, file.size, file.digest, file.key)
        try:
            attach(session, CALLER, ticket, desk, stored=stored)
        except Conflict:
            return


def _number(person: ChatPerson) -> str:
    """Only what is a telephone number: front ends of others send what they like."""
    return person.phone if person.phone.lstrip("+").isdigit() and len(person.phone) >= 5 else ""
