"""今日要情: what a leader must know first, on a small city in which two stories burn."""

from datetime import timedelta

import pytest

from analytics.gatherings import Gathering
from analytics.search.base import Query
from hotline.desk.steps import write_history
from hotline.domain.models import Caller, HotIssue, IssueMember, Ticket
from hotline.domain.roles import SYSTEM
from hotline.domain.workflow import Action
from hotline.people.watched import MOST, unwatch, watch, watched_by
from hotline.reading.pressing import (
    dangers_beyond,
    pressing_matters,
    standing_dangers,
    watched_matters,
)
from hotline.reading.pressing_matter import spot_key
from tests.support.tickets import facts

NOISE, WAGES = "010401", "150201"
SITE, GATE = "望湖城工地", "工地大门"
MONTH = 720


@pytest.fixture
def plant(session, desk):
    numbers = iter(range(1, 1000))

    def plant(**fields):
        n, now = next(numbers), desk.now()
        fields = {"unit": "990102001", "status": "in_progress", "clock": "handle"} | fields
        usual = {"due_at": now + timedelta(days=3), "reported_at": now - timedelta(days=2)}
        ticket = Ticket(**facts(n, f"第{n}件", **(usual | {"caller_id": None} | fields)))
        session.add(ticket)
        session.flush()
        write_history(session, SYSTEM, ticket, Action.CONTACT, at=now - timedelta(hours=5))
        session.flush()
        return ticket

    return plant


@pytest.fixture
def burning(plant, desk):
    """A gathering for wages 36 hours past its limit and a building site with 46 complaints, among
    usual tickets; the city's gatherings as the engine would tell them.
    """
    now = desk.now()
    wages = plant(
        title="工人因欠薪聚集，联系人王女士13912345678",
        place=GATE,
        category=WAGES,
        urgency="critical",
        priority=0,
        is_red=True,
        due_at=now - timedelta(hours=36),
        group_size=18,
    )
    for day in range(46):
        plant(place=SITE, category=NOISE, reported_at=now - timedelta(hours=15 * day))
    for _ in range(9):
        plant(place="人民路", category=NOISE)
    return wages, [Gathering(SITE, NOISE, MONTH, 46)]


def test_what_burns_is_on_it_with_people_unit_clock_and_last_step(session, desk, cast, burning):
    wages, gathered = burning
    matters = pressing_matters(session, cast.leader, desk, Query(), gathered)
    by_key = {matter.key: matter for matter in matters}
    late = by_key[wages.no]
    assert (late.sign, late.people, late.holder) == ("late", 18, "990102001")
    assert late.ticket.due_at == desk.now() - timedelta(hours=36)
    assert (late.last.action, late.last.at) == ("contact", desk.now() - timedelta(hours=5))
    site = by_key[spot_key(SITE, NOISE)]
    assert (site.sign, site.n, site.people, site.standing) == ("sore", 46, 46, 46)
    assert (site.place, site.category, site.before) == (SITE, NOISE, 0)


def test_nobody_is_named_on_it(session, desk, cast, burning):
    matters = pressing_matters(session, cast.leader, desk, Query(), burning[1])
    titles = "".join(matter.title for matter in matters)
    assert "欠薪聚集" in titles
    assert "王女士" not in titles
    assert "13912345678" not in titles


def test_it_has_at_most_seven_and_each_kind_comes_before_the_second_of_any(
    session, desk, cast, burning, plant
):
    _, gathered = burning
    for _ in range(10):
        plant(urgency="urgent", priority=1, due_at=desk.now() - timedelta(hours=1))
    plant(is_red=True, priority=2, title="扬言上访")
    matters = pressing_matters(session, cast.leader, desk, Query(), gathered)
    assert len(matters) == 7
    signs = [matter.sign for matter in matters]
    assert set(signs[:4]) == {"late", "sore", "alarm", "unit"}
    assert signs[4:] == ["late"] * 3


def test_dangers_come_first_the_newest_before_older_and_those_of_one_place_once(
    session, desk, cast, burning, plant
):
    _, gathered = burning
    spots = [*(f"{n}号楼" for n in range(7)), "0号楼", SITE]
    for hours, place in enumerate(spots):
        at = desk.now() - timedelta(hours=hours)
        plant(danger="gas", priority=0, place=place, category=NOISE, reported_at=at)
    matters = pressing_matters(session, cast.leader, desk, Query(), gathered)
    assert [matter.place for matter in matters] == spots[:7]
    assert {matter.sign for matter in matters} == {"danger"}
    assert matters[0].n == 2
    assert dangers_beyond(standing_dangers(session, cast.leader, Query()), matters) == 1


def test_a_late_ticket_of_a_crowd_is_one_matter_with_it(session, desk, cast, burning):
    wages, _ = burning
    crowd = [Gathering(GATE, WAGES, 24, 1, callers=18)]
    matters = pressing_matters(session, cast.leader, desk, Query(), crowd)
    assert [matter.sign for matter in matters] == ["crowd", "unit"]
    assert matters[0].ticket.no == wages.no


def test_a_unit_that_is_late_stands_with_its_people_and_the_first_limit(session, desk, cast, plant):
    session.add(person := Caller(phone_key="key of the one who waits", created_at=desk.now()))
    session.flush()
    caller = person.row_id
    for hours, caller_id in ((30, caller), (5, caller), (2, None)):
        late = desk.now() - timedelta(hours=hours)
        plant(due_at=late, caller_id=caller_id)
    plant(unit="990102002", due_at=desk.now() - timedelta(hours=50))
    matters = pressing_matters(session, cast.leader, desk, Query(), [])
    [matter] = [matter for matter in matters if matter.kind == "unit"]
    assert (matter.holder, matter.n, matter.people) == ("990102001", 3, 2)
    assert matter.since == desk.now() - timedelta(hours=30)


def test_what_is_confidential_or_over_is_not_on_it(session, desk, cast, plant):
    late = {"priority": 0, "urgency": "critical", "due_at": desk.now() - timedelta(hours=1)}
    plant(secrecy="confidential", **late)
    plant(**late | {"status": "closed", "clock": "", "due_at": None})
    over = [Gathering("旧工地", NOISE, MONTH, 12)]
    plant(place="旧工地", category=NOISE, status="closed", clock="", due_at=None)
    assert pressing_matters(session, cast.leader, desk, Query(), over) == []
    assert len(pressing_matters(session, cast.supervisor, desk, Query(), ())) == 2


def test_a_district_has_its_own(session, desk, cast, burning, plant):
    other = plant(district="990103", priority=0, due_at=desk.now() - timedelta(hours=1))
    only = Query(filters={"district": ("990103",)})
    matters = pressing_matters(session, cast.leader, desk, only, ())
    assert [matter.key for matter in matters] == [other.no]


def test_what_is_watched_is_the_readers_own_list_and_says_how_it_stands(
    session, desk, cast, burning
):
    wages, gathered = burning
    for kind, key in (("ticket", wages.no), ("spot", spot_key(SITE, NOISE)), ("unit", "990102001")):
        watch(session, cast.leader.login, kind, key, desk.now())
        watch(session, cast.leader.login, kind, key, desk.now())
    matters = watched_matters(session, cast.leader, desk)
    assert {(matter.kind, matter.n) for matter in matters} == {
        ("ticket", 1),
        ("spot", 46),
        ("unit", 1),
    }
    assert all(matter.watched for matter in matters)
    assert watched_matters(session, cast.supervisor, desk) == []
    own = pressing_matters(session, cast.supervisor, desk, Query(), gathered)
    assert not any(matter.watched for matter in own)
    unwatch(session, cast.leader.login, "unit", "990102001")
    assert len(watched_by(session, cast.leader.login)) == 2


def test_a_watched_ticket_that_became_confidential_is_not_shown(session, desk, cast, burning):
    wages, _ = burning
    watch(session, cast.leader.login, "ticket", wages.no, desk.now())
    wages.secrecy = "confidential"
    session.flush()
    assert watched_matters(session, cast.leader, desk) == []


def test_a_full_list_says_so(session, desk, cast):
    for n in range(MOST):
        watch(session, cast.leader.login, "unit", f"U{n}", desk.now())
    with pytest.raises(Exception, match=f"关注已满 {MOST} 项"):
        watch(session, cast.leader.login, "unit", "U", desk.now())
    with pytest.raises(Exception, match="不能关注"):
        watch(session, cast.leader.login, "word", "U", desk.now())


@pytest.fixture
def join(session, desk):
    def join(tickets, title="工地夜间打桩"):
        now = desk.now()
        issue = HotIssue(title=title, place=SITE, category=NOISE, opened_at=now)
        session.add(issue)
        session.flush()
        for ticket in tickets:
            member = {"ticket_id": ticket.row_id, "issue_id": issue.row_id}
            session.add(IssueMember(reported_at=ticket.reported_at, joined_at=now, **member))
        session.flush()
        return issue

    return join


def test_an_issue_stands_with_the_unit_of_most_of_its_open_tickets(
    session, desk, cast, plant, join
):
    soon, site = desk.now() + timedelta(hours=1), {"place": SITE, "category": NOISE}
    at_centre = plant(**site, unit="", status="triage", clock="triage", priority=0, due_at=soon)
    urgent = plant(**site, unit="990102002", priority=0, due_at=soon)
    usual = [plant(**site) for _ in range(8)]
    issue = join([at_centre, urgent, *usual])
    matters = pressing_matters(
        session, cast.leader, desk, Query(), [Gathering(SITE, NOISE, MONTH, 10)]
    )
    [matter] = [matter for matter in matters if matter.key == str(issue.row_id)]
    assert (matter.holder, matter.ticket.unit) == ("990102001", "990102001")
    unsent = [plant(unit="", status="triage", clock="triage") for _ in range(3)]
    other = join([*unsent, urgent_of_other := plant(unit="990102002")], "别的")
    watch(session, cast.leader.login, "issue", str(other.row_id), desk.now())
    [watched] = watched_matters(session, cast.leader, desk)
    assert watched.ticket.no == urgent_of_other.no


def test_a_sore_with_red_words_keeps_the_mark_before_other_sores_and_has_its_tickets_alone(
    session, desk, cast, plant, join
):
    site = {"place": SITE, "category": NOISE}
    usual = [plant(**site) for _ in range(10)]
    red = plant(place="西园", category=NOISE, is_red=True, priority=2, title="扬言上访")
    late = plant(place="东园", priority=0, due_at=desk.now() - timedelta(hours=1))
    issue = join([*usual, red, late])
    for _ in range(12):
        plant(place="人民路", category=NOISE)
    red_at_gate = [plant(place=GATE, category=WAGES, is_red=True, priority=2) for _ in range(3)]
    sores = [Gathering(place, NOISE, MONTH, 12) for place in ("人民路", SITE)]
    sores.append(Gathering(GATE, WAGES, MONTH, 3))
    matters = pressing_matters(session, cast.leader, desk, Query(), sores)
    assert {(matter.sign, matter.key) for matter in matters} == {
        ("alarm", str(issue.row_id)),
        ("alarm", spot_key(GATE, WAGES)),
        ("sore", spot_key("人民路", NOISE)),
        ("unit", "990102001"),
    }
    assert matters[0].sign == "alarm"
    assert red_at_gate[0].no not in {matter.key for matter in matters}


def test_two_estates_beside_one_site_are_one_matter_where_an_issue_joins_them(
    session, desk, cast, plant
):
    now = desk.now()
    issue = HotIssue(title="工地夜间打桩", place=SITE, category=NOISE, opened_at=now)
    session.add(issue)
    session.flush()
    for n in range(24):
        ticket = plant(place=("东园", "西园")[n % 2], category=NOISE, identity_mode="real")
        member = {"ticket_id": ticket.row_id, "issue_id": issue.row_id}
        session.add(IssueMember(reported_at=ticket.reported_at, joined_at=now, **member))
        issue.title_from = ticket.row_id
    session.flush()
    estates = [Gathering(place, NOISE, MONTH, 12) for place in ("东园", "西园")]
    [matter] = pressing_matters(session, cast.leader, desk, Query(), estates)
    assert (matter.kind, matter.key, matter.name) == ("issue", str(issue.row_id), "工地夜间打桩")
    assert (matter.sign, matter.n, matter.people, matter.standing) == ("sore", 24, 24, 24)
    watch(session, cast.leader.login, "issue", matter.key, now)
    assert [watched.n for watched in watched_matters(session, cast.leader, desk)] == [24]
