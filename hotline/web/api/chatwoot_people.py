"""Chatwoot's application API: who signed in, who takes chats, by which doors chats come."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import get
from sqlmodel import Session

from hotline.chats.contacts import person_of
from hotline.chats.documents import ACCOUNT
from hotline.chats.presence import LASTS
from hotline.chats.viewing import ChatLine, ShownMessage
from hotline.desk.desk import Desk
from hotline.domain.chats.permissions import READS_CHATS, TAKES_CHATS
from hotline.domain.errors import InvalidInput, NotFound
from hotline.domain.models import Staff
from hotline.storage.chat_presence import absent_agents
from hotline.storage.chats import all_inboxes, contacts_by_id
from hotline.storage.staff import known_staff, staff_by_logins, staff_of_roles
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.reading.chatwoot_documents import (
    StaffView,
    inbox_document,
    profile_document,
    staff_document,
)
from hotline.web.sessions import SAYS_MESSAGE

AT = "/api/v1/accounts/{office:int}"
READERS = [only(*READS_CHATS)]
# What these clients read of a refusal is called `message`.
FOR_CLIENTS: Mapping[str, Any] = {SAYS_MESSAGE: True}


@get("/api/v1/profile", guards=READERS, opt=FOR_CLIENTS)
@reading
def show_profile(session: Session, actor: Signed, desk: AtDesk) -> dict[str, Any]:
    person = known_staff(session, actor.login)
    is_there = not absent_agents(session, {actor.login}, desk.now() - LASTS)
    return profile_document(person, desk.city.name, is_there=is_there)


@get(AT + "/agents", guards=READERS, opt=FOR_CLIENTS)
@reading
def list_agents(session: Session, office: int, actor: Signed, desk: AtDesk) -> list[dict[str, Any]]:
    """Everybody who takes chats, by login."""
    check_account(office)
    people = staff_of_roles(session, TAKES_CHATS)
    absent = absent_agents(session, {person.login for person in people}, desk.now() - LASTS)
    return [staff_document(person, is_there=person.login not in absent) for person in people]


@get(AT + "/agents/{number:int}", guards=READERS, opt=FOR_CLIENTS)
@reading
def show_agent(
    session: Session, office: int, number: int, actor: Signed, desk: AtDesk
) -> dict[str, Any]:
    check_account(office)
    person = session.get(Staff, number)
    if person is None or person.role not in TAKES_CHATS or not person.active:
        raise NotFound(f"没有话务员 {number}", remedy="话务员编号见 agents")
    absent = absent_agents(session, {person.login}, desk.now() - LASTS)
    return staff_document(person, is_there=not absent)


@get(AT + "/inboxes", guards=READERS, opt=FOR_CLIENTS)
@reading
def list_inboxes(session: Session, office: int, actor: Signed) -> dict[str, Any]:
    check_account(office)
    rows = [row for row in all_inboxes(session) if row.withdrawn_at is None]
    return {"payload": [inbox_document(row) for row in rows]}


@get(AT + "/inboxes/{number:int}", guards=READERS, opt=FOR_CLIENTS)
@reading
def show_inbox(session: Session, office: int, number: int, actor: Signed) -> dict[str, Any]:
    check_account(office)
    for row in all_inboxes(session):
        if row.row_id == number and row.withdrawn_at is None:
            return inbox_document(row)
    raise NotFound(f"没有会话入口 {number}", remedy="入口编号见 inboxes")


def check_account(office: int) -> None:
    """There is one."""
    if office != ACCOUNT:
        raise NotFound(f"没有账户 {office}", remedy=f"account_id 请用 {ACCOUNT}")


def login_of(session: Session, number: object) -> str:
    """The login of an assignee by its id, "" for nobody. Raises InvalidInput."""
    if number in (None, 0, "", "0"):
        return ""
    text = str(number) if not isinstance(number, bool) else ""
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    person = session.get(Staff, int(text)) if is_number else None
    if person is None:
        raise InvalidInput(
            "没有这个话务员", field="assignee_id", remedy="请用 agents 里的编号；空值为放回等待"
        )
    return person.login


def view_of(
    session: Session,
    lines: Sequence[ChatLine],
    shown: Sequence[ShownMessage],
    desk: Desk,
    site: str,
) -> StaffView:
    """Staff whom these name, and of contacts what is open to the reader."""
    logins = {line.chat.agent for line in lines} | {row.message.by for row in shown}
    ids = {line.chat.contact_id for line in lines if line.is_open}
    contacts = contacts_by_id(session, ids)
    persons = {number: person_of(row, desk.vault) for number, row in contacts.items()}
    return StaffView(staff_by_logins(session, logins - {""}), persons, site)


route_handlers = [show_profile, list_agents, show_agent, list_inboxes, show_inbox]
