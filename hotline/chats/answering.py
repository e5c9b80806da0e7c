"""The first answer to what a contact writes, by the machine, which says that it is one.

Danger comes before everything and goes to a person; who asks for a person gets one; then progress,
then what the knowledge base has, with its source. Who waits for a person is told of progress too.
"""

from typing import Any

from sqlmodel import Session, col, select

from classifiers.call_wish import wishes_no_call
from hotline.casework.answers import answers_to
from hotline.chats.alarm import warn
from hotline.chats.calling import call_person, repeat_promise, tell_place
from hotline.chats.messages import add_message
from hotline.chats.progress_answers import answer_progress, asks_progress
from hotline.chats.reading import TICKET as ASKS_TICKET
from hotline.chats.reading import ChatReading
from hotline.chats.shift import tell_shift
from hotline.chats.ticket import add_words_to_ticket, register_for_contact
from hotline.chats.transcript import shown_texts, words_of
from hotline.desk.desk import Desk
from hotline.desk.knowledge_index import KnowledgeHit
from hotline.domain.chats.states import UNANSWERED, ChatMessageKind, ChatState
from hotline.domain.errors import HotlineError
from hotline.domain.models import ChatConversation, ChatMessage, KnowledgeEntry
from hotline.domain.outcomes import NoticeKind
from hotline.knowledge.feedback import give_feedback
from hotline.storage.chats import messages_of

PERSON, PROGRESS, TICKET = "人工", "查进度", "转诉求"
CHOICES = (PERSON, PROGRESS, TICKET)
LONGEST_ANSWER = 800
# What is shown beside a report is looked over by a person; what the machine says by itself has to
# be likelier right than wrong.
LIKELY = 0.5
# What the machine waits to hear, in `ask`, beside a ticket's code: whether an entry was useful,
# what shall be registered, the words to a thing that was sent, or that it has not understood once.
USEFUL, MATTER, THING, LOST = "useful:", "matter:", "thing:", "lost:"
NOT_KNOWN = "没有找到对应的解答。您可以换个说法，也可以回复“人工”或“转诉求”。这是机器自动回复。"
THANKS = "谢谢您的反馈。还有别的问题请直接说。"
SORRY = "抱歉没能帮到您。请回复“人工”转接话务员，或回复“转诉求”登记您的诉求。"
TELL_MORE = "请再说明在哪里、什么时候、怎么回事，说完就为您登记；不再补充请回复“转诉求”。"
ADDED = "已补充到您的诉求 {no}，承办人员会看到。这是机器自动回复。"
# A matter in fewer characters tells neither where nor what happened.
ENOUGH = 12
OFFER = "\n\n以上由机器从知识库自动查得。这个回答有用吗？"
TAKEN = "已收到您发的{thing}。请再用文字说明在哪里、什么时候、怎么回事。这是机器自动回复。"


def answer_contact(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    message: ChatMessage,
    reading: ChatReading,
) -> None:
    """While a person has the chat the machine is silent, except in danger."""
    no_call = wishes_no_call(reading.text)
    if reading.dangers:
        warn(session, conversation, desk, kinds=reading.dangers, no_call=no_call)
        return
    if no_call and conversation.danger:
        tell_shift(session, desk, kind=NoticeKind.CHAT_DANGER_NO_CALL)
    if conversation.state in UNANSWERED:
        _answer_waiting(session, conversation, desk, message=message, reading=reading)
    if conversation.state != ChatState.MACHINE:
        return
    if reading.thing:
        _acknowledge(session, conversation, desk, message=message, reading=reading)
    elif reading.wants_person:
        call_person(session, conversation, desk)
    elif reading.wants_ticket or (conversation.ask == MATTER and _is_matter(reading)):
        _register(session, conversation, desk, message=message)
    elif asks_progress(conversation, reading):
        answer_progress(session, conversation, desk, reading=reading)
    elif (reading.helpful or reading.useless) and conversation.ask.startswith(USEFUL):
        _take_feedback(session, conversation, desk, helpful=reading.helpful)
    elif reading.text:
        _answer_from_knowledge(session, conversation, desk, message=message, reading=reading)
    else:
        call_person(session, conversation, desk)


def _is_matter(reading: ChatReading) -> bool:
    """Whether it may be what somebody was asked to tell, and is nothing else."""
    return bool(reading.text) and not (reading.ticket_no or reading.wants_progress)


def _answer_waiting(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    message: ChatMessage,
    reading: ChatReading,
) -> None:
    """Nobody has the chat yet: what the ticket itself answers need not wait for them."""
    if asks_progress(conversation, reading):
        answer_progress(session, conversation, desk, reading=reading)
    elif conversation.state == ChatState.MESSAGE:
        repeat_promise(session, conversation, desk, message=message, always=reading.wants_person)
    elif reading.wants_person:
        tell_place(session, conversation, desk)


def _acknowledge(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    message: ChatMessage,
    reading: ChatReading,
) -> None:
    """Of several things in a row the first."""
    if conversation.ticket_id:
        _add_to_ticket(session, conversation, desk, message=message)
    elif conversation.ask != THING:
        conversation.ask = THING
        extra = {"choices": [PERSON, TICKET]}
        _say(session, conversation, desk, text=TAKEN.format(thing=reading.thing), extra=extra)


def _register(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    message: ChatMessage,
) -> None:
    """Who says what they want to complain of in a few words is asked for more, once."""
    matter = words_of([message], show=shown_texts([message], desk))
    if conversation.ticket_id and matter:
        _add_to_ticket(session, conversation, desk, message=message)
        return
    is_short = 0 < len(ASKS_TICKET.sub("", matter)) < ENOUGH
    if is_short and _is_first(session, conversation, message):
        conversation.ask = MATTER
        _say(session, conversation, desk, text=TELL_MORE, extra={"choices": [PERSON, TICKET]})
        return
    try:
        register_for_contact(session, conversation, desk)
        conversation.ask = ""
    except HotlineError as error:
        conversation.ask = MATTER
        _say(session, conversation, desk, text=f"{error}。也可以回复“人工”。")


def _add_to_ticket(
    session: Session, conversation: ChatConversation, desk: Desk, *, message: ChatMessage
) -> None:
    try:
        no = add_words_to_ticket(session, conversation, desk, message=message)
        text = ADDED.format(no=no)
    except HotlineError as error:
        text = f"{error}。也可以回复“人工”。"
    _say(session, conversation, desk, text=text)


def _take_feedback(
    session: Session, conversation: ChatConversation, desk: Desk, *, helpful: bool
) -> None:
    code, conversation.ask = conversation.ask.removeprefix(USEFUL), ""
    if not helpful:
        _say(session, conversation, desk, text=SORRY, extra={"choices": [PERSON, TICKET]})
        return
    entry = session.exec(select(KnowledgeEntry).where(col(KnowledgeEntry.code) == code)).first()
    if entry:
        give_feedback(session, None, entry, desk, kind="helpful", text="")
    _say(session, conversation, desk, text=THANKS)


def _answer_from_knowledge(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    message: ChatMessage,
    reading: ChatReading,
) -> None:
    """By the rule of all answers that nobody searched for: none for danger, accusations and anger,
    and none that is likely about something else.
    """
    question = reading.question
    hits = answers_to(session, question, desk, public_only=True) if question else []
    hits = [hit for hit in hits if hit.score >= LIKELY]
    if hits:
        conversation.ask = f"{USEFUL}{hits[0].entry.code}"
        _say(session, conversation, desk, text=_spoken(hits), extra=_sources(hits))
        return
    if conversation.ticket_id:
        _add_to_ticket(session, conversation, desk, message=message)
    elif _is_first(session, conversation, message):
        greeting = desk.city.settings.chats.greeting.replace("{city}", desk.city.name)
        conversation.ask = LOST
        _say(session, conversation, desk, text=greeting, extra={"choices": list(CHOICES)})
    elif conversation.ask == LOST:
        conversation.ask = ""
        call_person(session, conversation, desk)
    else:
        conversation.ask = LOST
        _say(session, conversation, desk, text=NOT_KNOWN, extra={"choices": list(CHOICES)})


def _spoken(hits: list[KnowledgeHit]) -> str:
    spoken = hits[0].spoken
    cut = spoken if len(spoken) <= LONGEST_ANSWER else f"{spoken[:LONGEST_ANSWER]}……"
    return f"{cut}\n来源：《{hits[0].version.title}》{OFFER}"


def _sources(hits: list[KnowledgeHit]) -> dict[str, Any]:
    sources = [
        {"code": hit.entry.code, "version": hit.version.number, "title": hit.version.title}
        for hit in hits
    ]
    return {"sources": sources, "choices": ["有用", "没用", PERSON]}


def _is_first(session: Session, conversation: ChatConversation, message: ChatMessage) -> bool:
    rows = messages_of(session, conversation.row_id, before=message.row_id, limit=1)
    return not rows


def _say(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    text: str,
    extra: dict[str, Any] | None = None,
) -> None:
    session.add(conversation)
    add_message(session, conversation, desk, kind=ChatMessageKind.MACHINE, text=text, extra=extra)
