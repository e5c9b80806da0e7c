"""A reorganised unit, category or area: what is open goes to the successor, names stay."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import col, select

from hotline.casework import extension, handling, succession
from hotline.city.leaving import leaving_codes
from hotline.city.loading import current_city, load_pack
from hotline.city.pack_reading import read_pack_texts
from hotline.desk.desk import open_desk
from hotline.domain.errors import Conflict
from hotline.domain.models import Assignment, Notice, Staff
from hotline.domain.roles import Actor, Role
from hotline.storage.history import history_of, verify_chain
from hotline.web.names import Names
from tests.conftest import MONDAY
from tests.support.path import ANSWER, in_progress

COACHES, TRANSPORT = "G-KY", "S-JT"
LINE = "G-KY,示例市客运站场管理有限公司,utility,,S-JT,客运公司 汽车站管理处"
CLERK = Actor("coach", Role.CLERK, COACHES, frozenset({COACHES}))
HEIR = Actor("heir", Role.CLERK, TRANSPORT, frozenset({TRANSPORT}))


def changed(city, **edits):
    """The pack with other texts in its files; the last part of a name is its ending."""
    files = dict(city.files)
    for name, pairs in edits.items():
        file = name.replace("_", ".")
        for old, new in pairs:
            assert old in files[file], (file, old)
            files[file] = files[file].replace(old, new)
    return read_pack_texts(files, today=date(2026, 3, 9))


def reorganised(city, successor=TRANSPORT):
    header = city.files["units.csv"].split("\n", 1)[0]
    columns = header.strip().split(",")
    row = LINE + "," * (len(columns) - 5) + successor
    return changed(
        city,
        units_csv=[(header, header.rstrip("\r") + ",successor"), (LINE, row)],
        duties_csv=[("0504,*,G-KY,S-JT,", "0504,*,S-JT,,")],
    )


def load(session, desk, pack):
    heirs = []

    def succeed(session):
        heirs.append(open_desk(session, desk.vault, now=desk.now))
        return succession.succeed(session, heirs[0])

    return load_pack(session, pack, now=MONDAY, succeed=succeed), heirs[0]


@pytest.fixture
def open_ticket(session, desk, cast):
    """With the coach stations' company, which has applied for more time."""
    ticket = in_progress(session, desk, replace(cast, street_clerk=CLERK), unit=COACHES)
    extension.ask_extension(session, CLERK, ticket, desk, limit="2wd", reason="检测", basis="办法")
    return ticket


def test_open_tickets_and_what_waits_on_them_go_to_the_successor(session, desk, cast, open_ticket):
    session.add(
        Staff(login="coach", name="客", role="clerk", unit=COACHES, password="x", created_at=MONDAY)
    )
    due, version = open_ticket.due_handle, open_ticket.version
    changes, heirs_desk = load(session, desk, reorganised(desk.city).pack)
    assert (changes.moved, open_ticket.unit, open_ticket.due_handle) == (1, TRANSPORT, due)
    assert (open_ticket.status, open_ticket.version) == ("extension_requested", version + 1)
    session.expire_all()
    rows = session.exec(select(Assignment).where(Assignment.ticket_id == open_ticket.id)).all()
    assert [(row.unit, row.accepted_at) for row in rows] == [(TRANSPORT, desk.now())]
    assert session.exec(select(Staff.unit).where(Staff.login == "coach")).one() == TRANSPORT
    assert verify_chain(history_of(session, open_ticket)) == []
    extension.grant_extension(session, cast.supervisor, open_ticket, heirs_desk, note="")
    assert session.exec(select(Notice.receiver).order_by(col(Notice.id).desc())).first() == (
        f"unit:{TRANSPORT}"
    )
    handling.reply(session, HEIR, open_ticket, heirs_desk, answer=ANSWER)


def test_accounts_that_went_to_the_successor_are_no_worry(session, desk, open_ticket):
    session.add(
        Staff(login="coach", name="客", role="clerk", unit=COACHES, password="x", created_at=MONDAY)
    )
    session.flush()
    changes, _ = load(session, desk, reorganised(desk.city).pack)
    assert session.exec(select(Staff.unit).where(Staff.login == "coach")).one() == TRANSPORT
    assert changes.warnings == ()


def test_the_successor_is_told_of_each_matter_and_loudly_of_danger(session, desk, open_ticket):
    open_ticket.danger = "gas"
    load(session, desk, reorganised(desk.city).pack)
    session.flush()
    notices = session.exec(select(Notice).where(Notice.receiver == f"unit:{TRANSPORT}")).all()
    kinds = [notice.kind for notice in notices if notice.ticket_no == open_ticket.no]
    assert kinds.count("moved_here") == 1
    assert kinds.count("danger") == 1


def test_without_a_successor_or_without_moving_the_pack_is_refused(session, desk, open_ticket):
    gone = changed(
        desk.city,
        units_csv=[(LINE, "")],
        duties_csv=[("0504,*,G-KY,S-JT,", "0504,*,S-JT,,")],
    ).pack
    with pytest.raises(Conflict, match="客运站场"):
        load_pack(session, gone)
    with pytest.raises(Conflict, match="客运站场"):
        load_pack(session, reorganised(desk.city).pack)
    assert open_ticket.unit == COACHES


def test_what_leaves_is_counted_before(session, desk, open_ticket):
    (leaving,) = leaving_codes(session, desk.city, reorganised(desk.city).pack)
    assert (leaving.kind, leaving.code, leaving.successor) == ("unit", COACHES, TRANSPORT)
    assert (leaving.open_tickets, leaving.tickets, leaving.accounts) == (1, 1, 0)
    assert leaving.name == "示例市客运站场管理有限公司"


def test_the_name_stays_for_old_tickets_and_nobody_is_sent_there(session, desk):
    load(session, desk, reorganised(desk.city).pack)
    city = current_city(session)
    assert COACHES not in city.units
    assert Names(city).unit(COACHES) == "示例市客运站场管理有限公司"
    assert city.successors["unit"] == {COACHES: TRANSPORT}


def test_the_successor_of_an_accused_unit_is_accused_and_loses_the_ticket(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    ticket.accused, ticket.secrecy = [COACHES], "confidential"
    session.flush()
    other = in_progress(session, desk, cast)
    other.accused, other.unit = [COACHES], TRANSPORT
    row = session.exec(select(Assignment).where(Assignment.ticket_id == other.id)).one()
    row.unit = TRANSPORT
    session.flush()
    load(session, desk, reorganised(desk.city).pack)
    assert ticket.accused == [COACHES, TRANSPORT]
    assert (other.status, other.unit) == ("triage", "")


@pytest.mark.parametrize("successor", ["G-KY", "S-NIX"])
def test_a_successor_is_a_unit_that_stays(demo_city, successor):
    faults = reorganised(demo_city, successor).faults
    assert [(fault.file, fault.value) for fault in faults] == [("units.csv", successor)]


def test_what_still_names_a_code_that_has_left_is_a_fault(demo_city):
    header = demo_city.files["units.csv"].split("\n", 1)[0]
    columns = len(header.strip().split(","))
    row = LINE + "," * (columns - 5) + TRANSPORT
    reading = changed(
        demo_city, units_csv=[(header, header.rstrip("\r") + ",successor"), (LINE, row)]
    )
    assert {fault.file for fault in reading.faults} == {"duties.csv"}


def test_the_model_answers_with_what_a_category_has_become(demo_city):
    from classifiers.predict import default_classifier

    text = "小区的汽车客运站候车室漏水，长途汽车站没人管"
    before = default_classifier().classify(text).alternatives
    first, second = before[0].code, before[1].code
    heirs = {first: second, second: second}
    (only,) = default_classifier().in_city(targets=heirs).classify(text).alternatives
    assert only.code == second
    assert only.confidence == pytest.approx(before[0].confidence + before[1].confidence, abs=2e-4)
    nothing = default_classifier().in_city(targets={}).classify(text)
    assert (nothing.category, nothing.alternatives, nothing.abstained) == (None, [], True)


def test_a_successor_that_the_text_names_gets_nothing_by_machine(session, desk, open_ticket):
    open_ticket.doubts = {"mentioned": [TRANSPORT]}
    load(session, desk, reorganised(desk.city).pack)
    assert (open_ticket.status, open_ticket.unit) == ("triage", "")
    assert history_of(session, open_ticket)[-1].reason == succession.MAY_BE_MEANT
    assert verify_chain(history_of(session, open_ticket)) == []


def test_nor_does_the_successor_of_who_may_be_meant(session, desk, open_ticket):
    open_ticket.doubts = {"withheld": [COACHES]}
    load(session, desk, reorganised(desk.city).pack)
    assert (open_ticket.status, open_ticket.unit) == ("triage", "")
    assert open_ticket.doubts == {"withheld": [COACHES, TRANSPORT]}
