"""What past dispatches teach, read from the database and kept up with it."""

import time
from datetime import timedelta

import pytest

from hotline.casework import dispatch, handling
from hotline.desk.desk_holder import DeskHolder
from hotline.desk.learned_evidence import MEMORY, LearnedEvidence
from hotline.domain.models import Assignment, Ticket
from hotline.storage.vault import open_vault
from tests.conftest import MONDAY
from tests.support.path import accepted, dispatched

HERE = {"place": "示例公园", "street": "990102001", "category": "0302"}


def learn(database, *, most: int = 1000) -> LearnedEvidence:
    evidence = LearnedEvidence(database, now=lambda: MONDAY, most=most)
    evidence.follow()
    return evidence


def at_park(ticket: Ticket, **changed) -> Ticket:
    for name, value in (HERE | changed).items():
        setattr(ticket, name, value)
    return ticket


def speaking(evidence: LearnedEvidence) -> dict[str, int]:
    rows = evidence.cases.evidence(**HERE, on=MONDAY.date())
    return {row.unit: row.count for row in rows}


def give_back(session, cast, desk, ticket) -> None:
    reason = {"code": "not_our_duty", "reason": "不属街道职责", "basis": "派单目录"}
    handling.ask_return(session, cast.street_clerk, ticket, desk, **reason)
    dispatch.grant_return(session, cast.dispatcher, ticket, desk, note="")


def test_a_dispatch_that_a_unit_accepted_teaches_and_one_that_waits_does_not(
    each_database, desk, cast
):
    with each_database.writing() as session:
        at_park(accepted(session, desk, cast))
        at_park(dispatched(session, desk, cast))
    assert speaking(learn(each_database)) == {"990102001": 1}


def test_a_dispatch_that_came_back_teaches_nothing(each_database, desk, cast):
    with each_database.writing() as session:
        give_back(session, cast, desk, at_park(accepted(session, desk, cast)))
    assert speaking(learn(each_database)) == {}


def test_confidential_matters_teach_nobody(each_database, desk, cast):
    with each_database.writing() as session:
        at_park(accepted(session, desk, cast), secrecy="confidential")
    assert speaking(learn(each_database)) == {}


def test_what_is_older_than_a_year_is_not_read(each_database, desk, cast):
    old = desk.at(MONDAY - MEMORY - timedelta(days=1))
    with each_database.writing() as session:
        at_park(accepted(session, old, cast))
    assert speaking(learn(each_database)) == {}


def test_new_dispatches_and_returns_are_followed(each_database, desk, cast):
    with each_database.writing() as session:
        first = at_park(accepted(session, desk, cast)).id
    evidence = learn(each_database)
    with each_database.writing() as session:
        at_park(accepted(session, desk, cast))
        give_back(session, cast, desk, session.get_one(Ticket, first))
    evidence.follow()
    assert speaking(evidence) == {"990102001": 1}
    evidence.follow()
    assert speaking(evidence) == {"990102001": 1}, "what was read is not counted twice"


def test_the_newest_are_kept_when_there_are_too_many(each_database, desk, cast):
    with each_database.writing() as session:
        for _ in range(5):
            at_park(accepted(session, desk, cast))
    assert len(learn(each_database, most=3).cases) == 3


def test_the_router_of_the_running_desk_learns_in_the_background(each_database, desk, cast):
    with each_database.writing() as session:
        at_park(accepted(session, desk, cast))
    holder = DeskHolder(each_database, open_vault(each_database.settings), now=lambda: MONDAY)
    holder()
    for _ in range(100):
        if holder.evidence.cases is not None:
            break
        time.sleep(0.05)
    holder._looked = -10.0
    assert len(holder().router.similar) == 1
    holder.close()


@pytest.mark.slow
def test_ten_thousand_dispatches_are_read_whole(each_database, desk, cast):
    with each_database.writing() as session:
        ticket = at_park(
            accepted(session, desk, cast), content="鼓楼街道的工地每天半夜打桩施工，噪声很大，" * 10
        )
        session.flush()
        _copy(session, ticket, 10_000)
    assert len(learn(each_database, most=200_000).cases) == 10_001


def _copy(session, ticket: Ticket, count: int) -> None:
    from sqlalchemy import insert, select

    plain = {name: getattr(ticket, name) for name in Ticket.model_fields if name != "id"}
    rows = [plain | {"no": f"C{number:08d}", "channel_ref": None} for number in range(count)]
    session.connection().execute(insert(Ticket.__table__), rows)
    ids = (
        session.connection()
        .execute(select(Ticket.__table__.c.id).where(Ticket.__table__.c.no.like("C%")))
        .scalars()
    )
    common = {"cycle": 1, "unit": "990102001", "role": "lead", "level": 1, "by": "t", "outcome": ""}
    times = {"dispatched_at": MONDAY, "accepted_at": MONDAY}
    texts = dict.fromkeys(
        ("reason", "basis", "opinion", "opinion_by", "contact_way", "contact_note"), ""
    )
    session.connection().execute(
        insert(Assignment.__table__),
        [{"ticket_id": number, **common, **times, **texts} for number in ids],
    )
