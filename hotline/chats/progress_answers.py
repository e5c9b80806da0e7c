"""A question for progress in a chat: answered from the ticket to who has its number and code.

Wrong tries are counted by contact and by ticket, as at the public door.
"""

from datetime import datetime

from sqlmodel import Session, select

from hotline.casework.caller_access import OF_TICKET
from hotline.chats.calling import answer_by_machine
from hotline.chats.reading import ChatReading
from hotline.desk.desk import Desk
from hotline.domain.errors import TooMany
from hotline.domain.models import ChatConversation, Ticket
from hotline.domain.statuses import Status
from hotline.people.throttle import AttemptLimit
from hotline.reading.progress import Progress, how_promise_moved, progress_of
from hotline.storage.numbers import is_ticket_no

OF_CONTACT = AttemptLimit("chat-progress")
# In `ask` the machine waits for a number, or behind this for the code of one.
CODE = "code:"
ASK_NUMBER = "请发送受理回执上的 13 位流水号和 6 位提取码，中间空一格。"
ASK_CODE = "请再发送这件诉求的 6 位提取码。"
WRONG = "流水号或提取码不正确，请核对受理回执上的 13 位流水号和 6 位提取码。"
LATER = "核对次数过多，请 15 分钟后再试，也可以回复“人工”。"
STATES = {
    Status.REGISTERED: "已登记，等待派单",
    Status.TRIAGE: "已受理，等待派单",
    Status.DISPATCHED: "已派给承办单位，等待签收",
    Status.ACCEPTED: "承办单位已签收",
    Status.IN_PROGRESS: "正在办理",
    Status.REPLIED: "承办单位已答复，正在审核",
    Status.CALLBACK: "已办理，等待回访",
    Status.SUSPENDED: "经批准挂账，将继续办理",
    Status.MERGED: "已并入同一事项办理",
    Status.ANSWERED: "已直接答复",
    Status.REJECTED: "不予受理",
    Status.CLOSED: "已办结",
    Status.WITHDRAWN: "已撤诉",
    Status.ARCHIVED: "已办结归档",
}


def asks_progress(conversation: ChatConversation, reading: ChatReading) -> bool:
    """Also with a number that is none, where one was asked for."""
    may_be_number = conversation.ask.startswith(CODE) and reading.has_digits
    return bool(reading.ticket_no) or reading.wants_progress or may_be_number


def answer_progress(
    session: Session, conversation: ChatConversation, desk: Desk, *, reading: ChatReading
) -> None:
    """Asks for the number, then for its code, and answers."""
    is_asked = conversation.ask.startswith(CODE)
    number = reading.ticket_no or (conversation.ask.removeprefix(CODE) if is_asked else "")
    if not number:
        text, conversation.ask = WRONG if is_asked and reading.has_digits else ASK_NUMBER, CODE
    elif not reading.code:
        text, conversation.ask = ASK_CODE, f"{CODE}{number}"
    else:
        text = _answer(session, conversation, desk, ticket_no=number, code=reading.code)
        conversation.ask = ""
    answer_by_machine(session, conversation, desk, text=text)


def _answer(
    session: Session, conversation: ChatConversation, desk: Desk, *, ticket_no: str, code: str
) -> str:
    """What the contact is told; a wrong number and a wrong code look the same."""
    now = desk.now()
    own = desk.vault.key_of(f"chat\n{conversation.contact_id}") or ""
    of_ticket = desk.vault.key_of(ticket_no) or ""
    try:
        OF_CONTACT.check(session, own, now)
        OF_TICKET.check(session, of_ticket, now)
        ticket = _ticket(session, ticket_no, code, desk)
        if ticket is None:
            OF_CONTACT.count(session, own, now)
            OF_TICKET.count(session, of_ticket, now)
            return WRONG
    except TooMany:
        return LATER
    return _text(progress_of(session, ticket, desk), now)


def _ticket(session: Session, ticket_no: str, code: str, desk: Desk) -> Ticket | None:
    if not is_ticket_no(ticket_no) or not desk.vault.knows(ticket_no, code):
        return None
    return session.exec(select(Ticket).where(Ticket.no == ticket_no)).first()


def _text(progress: Progress, now: datetime) -> str:
    state = STATES.get(Status(progress.status), progress.status)
    lines = [f"诉求 {progress.ticket_no}：{state}。"]
    if progress.unit_name:
        lines.append(f"承办单位：{progress.unit_name}。")
    if progress.promised_at and progress.closed_at is None:
        late = "（已超期，我们会督促）" if progress.promised_at < now else ""
        lines.append(f"承诺 {_day(progress.promised_at)} 前答复{late}。")
    if progress.suspended_until:
        lines.append(f"暂缓办理至 {_day(progress.suspended_until)}，恢复后告知新的答复日期。")
    moves = (
        (how_promise_moved(step.action, step.old_promise, step.new_promise), step)
        for step in reversed(progress.steps)
    )
    if moved := next(((text, step) for text, step in moves if text), None):
        text, step = moved
        lines.append(f"{text.format(old=_day(step.old_promise), new=_day(step.new_promise))}。")
    if progress.material_wanted:
        lines.append(f"请补充材料：{progress.material_wanted}")
    if progress.public_reply:
        lines.append(f"答复：{progress.public_reply}")
    return "\n".join(lines)


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y年%m月%d日}" if moment else ""
