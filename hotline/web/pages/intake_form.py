"""The agent's sheet as it is filled in: empty, of a call, for the next matter of a contact."""

import secrets

from sqlmodel import Session

from hotline.calls.sheet import call_for_sheet
from hotline.casework.take_call import Ending
from hotline.desk.desk import Desk
from hotline.domain.models import PhoneCall
from hotline.domain.parties import PARTY_FIELDS
from hotline.domain.roles import Actor
from hotline.storage.calls import find_call
from hotline.web.dependencies import Data
from hotline.web.pages.citing import cited
from hotline.web.pages.forms import Form

USUAL = {"identity": "real", "caller_kind": "person", "channel": "phone", "secrecy": "open"}
# Who called, and what they said, is the same for every matter of a contact.
OF_CONTACT = (
    "caller",
    "phone",
    "text",
    "address",
    "district",
    "occurred",
    "accused",
    *PARTY_FIELDS,
)


def fresh() -> Form:
    return Form("intake", {**USUAL, "key": secrets.token_urlsafe(18)})


def fresh_of(database: Data, actor: Actor, call: str, desk: Desk) -> Form:
    """An empty sheet, or that of a call: its key makes one ticket of it, however often it is
    sent.
    """
    form = fresh()
    if not (number := call_number(call)):
        return form
    with database.reading() as session:
        shown = call_for_sheet(session, actor, find_call(session, actor, number), desk)
    form.values |= {"call": str(number), "phone": shown.number, "key": f"call-{number}"}
    return form


def next_matter(form: Form, no: str) -> Form:
    """The sheet again with the caller and their words; `no` is the ticket that was just made."""
    kept = {name: form.value(name) for name in (*USUAL, *OF_CONTACT)}
    first = form.value("first") or no
    return Form("intake", {**kept, "first": first, "key": secrets.token_urlsafe(18)})


def call_of_form(session: Session, actor: Actor, form: Form) -> PhoneCall | None:
    number = call_number(form.value("call"))
    return find_call(session, actor, number, locked=True) if number else None


def call_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def draft_name(form: Form) -> str:
    """Each call, and each further matter, has a draft of its own: none is overwritten when the
    next one comes.
    """
    call, first = call_number(form.value("call")), call_number(form.value("first"))
    if first:
        return f"intake-after-{first}"
    return f"intake-call-{call}" if call else "intake"


def ending_of(form: Form) -> Ending:
    return Ending(
        kind=form.value("ending"),
        unit=form.value("unit"),
        unmeant=form.value("unmeant"),
        answer=form.value("answer"),
        reason=form.value("reason"),
        explanation=form.value("explanation"),
        into=form.value("into"),
        cites=cited(form),
        uncited=form.value("uncited"),
    )
