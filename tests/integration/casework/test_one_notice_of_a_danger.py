"""Whatever the centre does with two dangers, of one of them nobody has two unread notices that
contradict each other.
"""

import random
from collections import Counter

import pytest
from sqlmodel import select

from hotline.casework import dispatch, merge, parting, recall
from hotline.casework.caller_steps import supplement
from hotline.casework.receive import receive
from hotline.domain.errors import HotlineError
from hotline.domain.models import Notice
from tests.support.path import registered, ticket_of
from tests.support.reports import a_report

GAS = "东湖区府前街 8 号楼道煤气漏了，味道很大，有人头晕。"
UNITS = ("G-RQ", "S-XFJ", "S-YJ", "990102001")
OF_DANGER = {"danger", "danger_ahead", "danger_elsewhere"}


def unread(session, ticket):
    """(receiver, kind) of each notice of the danger that nobody has read."""
    session.flush()
    rows = session.exec(select(Notice).where(Notice.ticket_no == ticket.no))
    return [
        (row.receiver, str(row.kind))
        for row in rows
        if row.read_at is None and str(row.kind) in OF_DANGER
    ]


def check(session, ticket):
    notices = unread(session, ticket)
    assert (
        Counter(receiver for receiver, _ in notices).most_common(1)[0][1] == 1 if notices else True
    )
    for unit in filter(None, (ticket.unit, *ticket.co_units)):
        assert (f"unit:{unit}", "danger_elsewhere") not in notices


def steps(session, desk, cast, ticket, other, chance):
    unit, beside = chance.sample(UNITS, 2)
    more = [beside] if chance.random() < 0.3 else []
    return {
        "dispatch": lambda: dispatch.dispatch(
            session, cast.dispatcher, ticket, desk, unit=unit, co_units=more, reason="归口"
        ),
        "move": lambda: recall.move(
            session, cast.supervisor, ticket, desk, unit=unit, co_units=more, reason="属地"
        ),
        "undo": lambda: recall.undo(session, cast.dispatcher, ticket, desk),
        "undo of a move": lambda: recall.undo(session, cast.supervisor, ticket, desk),
        "recall": lambda: recall.recall(session, cast.dispatcher, ticket, desk, reason="有误"),
        "merge": lambda: merge.merge(
            session,
            cast.dispatcher,
            ticket,
            desk,
            parent=other,
            reason="同一事",
            standby=chance.choice(["", "stand_down"]),
        ),
        "part": lambda: parting.unmerge(session, cast.dispatcher, ticket, desk, reason="地点不同"),
        "supplement": lambda: supplement(session, cast.caller, ticket, desk, text=GAS),
    }


@pytest.mark.parametrize("seed", range(6))
def test_nobody_has_two_notices_of_one_danger_that_contradict_each_other(session, desk, cast, seed):
    chance, taken = random.Random(seed), Counter()
    report = a_report(now=desk.now(), text=GAS, title="", category="")
    first = ticket_of(session, receive(session, cast.agent, report, desk))
    pair = [first, registered(session, desk, cast)]
    for _ in range(60):
        ticket, other = chance.sample(pair, 2)
        possible = steps(session, desk, cast, ticket, other, chance)
        name = chance.choice(list(possible))
        try:
            with session.begin_nested():
                possible[name]()
        except HotlineError:
            continue
        taken[name] += 1
        for either in pair:
            check(session, either)
    assert min(taken["dispatch"], taken["merge"])
    assert sum(taken.values()) > 15


def test_a_danger_that_comes_back_takes_back_that_it_is_elsewhere(session, desk, cast):
    report = a_report(now=desk.now(), text=GAS, title="", category="")
    ticket = ticket_of(session, receive(session, cast.agent, report, desk))
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit="G-RQ", reason="归口")
    recall.move(session, cast.supervisor, ticket, desk, unit="S-XFJ", reason="属地")
    recall.undo(session, cast.supervisor, ticket, desk)
    notices = unread(session, ticket)
    assert [kind for receiver, kind in notices if receiver == "unit:G-RQ"] == ["danger"]
    assert [kind for receiver, kind in notices if receiver == "unit:S-XFJ"] == ["danger_elsewhere"]
    rows = session.exec(select(Notice).where(Notice.receiver == "unit:G-RQ"))
    ended = [row.read_by for row in rows if row.kind == "danger_elsewhere"]
    assert ended == ["system:back"]
