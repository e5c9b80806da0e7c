"""Rows without their caller: every text is masked, codes stay."""

from datetime import datetime

import pytest

from classifiers.known_person import KnownPerson
from hotline.domain.hiding import hides_caller, opens_hidden, without_caller
from hotline.domain.models import Comment, HistoryEntry, Reply, Ticket
from hotline.domain.roles import Actor, Role

WHO = KnownPerson(["柏如霜"], ["13977654321"])
AT = datetime(2026, 3, 9, 10)
SAID = "柏如霜来过"


def ticket(**fields):
    plain = {"no": "2603090000018", "status": "triage", "channel": "phone", "title": SAID}
    plain |= {"content": SAID, "request_type": "help", "urgency": "normal", "unit": "990102001"}
    return Ticket(**plain, reported_at=AT, created_at=AT, **fields)


@pytest.mark.parametrize(
    ("fields", "hidden"),
    [
        ({}, False),
        ({"identity_mode": "hidden"}, True),
        ({"identity_mode": "anonymous"}, True),
        ({"secrecy": "confidential"}, True),
    ],
)
def test_who_asks_to_be_hidden_is(fields, hidden):
    assert hides_caller(ticket(**fields)) is hidden


def test_only_the_centre_opens():
    openers = {role for role in Role if opens_hidden(Actor("x", role))}
    expected = {Role.AGENT, Role.DISPATCHER, Role.REVIEWER, Role.SUPERVISOR, Role.SYSTEM}
    assert openers == expected


def test_texts_are_masked_and_codes_and_times_stay():
    row = ticket(id=7, place="翠湖花园", public_reply=SAID, co_units=["DH-ZF"])
    shown = without_caller(row, WHO.mask)
    assert (shown.title, shown.content, shown.public_reply) == ("***来过",) * 3
    same = ("id", "no", "unit", "co_units", "place", "status", "created_at")
    assert [getattr(shown, name) for name in same] == [getattr(row, name) for name in same]
    assert row.title == SAID


def test_texts_inside_the_details_of_a_step_are_masked_too():
    details = {"basis": SAID, "code": "not_our_duty", "due": "2026-03-09T10:00:00", "deep": [SAID]}
    entry = HistoryEntry(
        ticket_id=1,
        ticket_version=1,
        at=AT,
        actor="x",
        action="reply",
        to_status="replied",
        reason=SAID,
        details=details,
        digest="13977654321" * 5,
    )
    shown = without_caller(entry, WHO.mask)
    assert shown.details == details | {"basis": "***来过", "deep": ["***来过"]}
    assert (shown.reason, shown.digest) == ("***来过", entry.digest)


@pytest.mark.parametrize(
    "row",
    [
        Comment(ticket_id=1, by="x", at=AT, text=SAID),
        Reply(
            ticket_id=1,
            cycle=1,
            unit="U",
            by="x",
            at=AT,
            result="solved",
            handling=SAID,
            public_answer=SAID,
            review_note=SAID,
        ),
    ],
)
def test_no_text_of_other_rows_keeps_the_name(row):
    shown = without_caller(row, WHO.mask)
    assert "柏" not in str(shown.model_dump())
    assert type(shown) is type(row)
