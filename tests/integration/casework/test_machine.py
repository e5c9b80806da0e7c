"""Every role tries everything on a few tickets, in any order: HOTLINE_EXAMPLES=5000 makes over
200,000 steps of it.
"""

import os
from collections import Counter
from dataclasses import fields
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func
from sqlmodel import col, select

from hotline.casework.prepared import prepare
from hotline.casework.receive import store_one
from hotline.domain.errors import HotlineError
from hotline.domain.ladder.ladder import strongest
from hotline.domain.models import (
    Application,
    Assignment,
    Attachment,
    Callback,
    CallbackPlan,
    Comment,
    CycleFigures,
    Exclusion,
    PauseRow,
    Rating,
    Rectification,
    Reply,
    ReturnRequest,
    SupervisionOrder,
    Ticket,
)
from hotline.domain.permissions import MAY, SUPPORT_ONLY
from hotline.domain.roles import SYSTEM, Role
from hotline.domain.statuses import ENDED, WITH_UNIT, Status
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import AFTERWARDS, EVENTS, TRANSITIONS, Action
from hotline.reading.why_due import why_due
from hotline.storage.history import history_of, verify_chain
from hotline.storage.merged import merged_into
from tests.conftest import MONDAY, desk_of
from tests.support.cast import Cast
from tests.support.machine import DEEDS, HEARD, UNITS, Chance, lead
from tests.support.path import ticket_of
from tests.support.replay import replay, standing_of
from tests.support.reports import a_report

EXAMPLES = int(os.environ.get("HOTLINE_EXAMPLES", "80"))
STEPS = 50
TICKETS = 3
PEOPLE = [field.name for field in fields(Cast)]
STREET = "990102001"
CHANCES = st.builds(
    Chance,
    unit=st.sampled_from(UNITS),
    other=st.integers(0, TICKETS - 1),
    well=st.booleans(),
    heard=st.sampled_from(list(HEARD)),
    hours=st.sampled_from([0] * 40 + [1] * 6 + [5, 30, 24 * 12, 24 * 45]),
)
STANDS_STILL = ENDED | {Status.MERGED}
# Steps that lead on are tried more often, or most tickets would end before anything happened to
# them.
ASIDE = {
    Action.WITHDRAW,
    Action.ARCHIVE,
    Action.ANSWER,
    Action.REJECT,
    Action.UNMERGE,
    Action.REFER_ARBITRATION,
    Action.ASK_RETURN,
    Action.COMMENT,
    Action.ATTACH,
    Action.URGE,
    Action.CALLER_URGE,
    Action.SUPPLEMENT,
    *AFTERWARDS,
    Action.SUPERVISE,
    Action.INSTRUCT,
    Action.ANSWER_SUPERVISION,
    Action.LIFT_SUPERVISION,
    Action.PROTECT,
    Action.CLEAR,
    Action.ASK_RELAXATION,
    Action.RELAX,
    Action.REFUSE_RELAXATION,
}
ONWARD = [action for action in DEEDS if action not in ASIDE]
TABLES = (
    Application,
    Assignment,
    Attachment,
    PauseRow,
    ReturnRequest,
    CycleFigures,
    Comment,
    Reply,
    Callback,
    CallbackPlan,
    Rating,
    Rectification,
    Exclusion,
    SupervisionOrder,
)
COUNTS = select(*(select(func.count()).select_from(table).scalar_subquery() for table in TABLES))


class Hotline(RuleBasedStateMachine):
    """A few tickets of one city; the clock goes forward between steps.

    `session`, `desk`, `cast` come from outside.
    """

    session = desk0 = cast = prepared = None
    steps, taken = 0, Counter()

    def __init__(self) -> None:
        super().__init__()
        self.desk = self.desk0
        self.tickets: list[Ticket] = []
        self.all: list[Ticket] = []
        self.frozen: dict[int, dict] = {}
        self.checked_versions: dict[str, int] = {}

    @initialize(far=st.lists(st.integers(0, 5), min_size=TICKETS, max_size=TICKETS))
    def reports_come_in(self, far):
        """Each ticket begins somewhere on the usual way, one of them a complaint about the
        street.
        """
        self.tickets = [self.report(steps, number == 0) for number, steps in enumerate(far)]
        self.all = list(self.tickets)

    @precondition(lambda self: any(ticket.status in ENDED for ticket in self.tickets))
    @rule(far=st.integers(0, 5))
    def another_report_comes_in(self, far):
        which = next(number for number, ticket in enumerate(self.tickets) if ticket.status in ENDED)
        self.tickets[which] = self.report(far, which == 0)
        self.all.append(self.tickets[which])

    def report(self, far, about_the_street):
        ticket = ticket_of(self.session, store_one(self.session, self.prepared, self.desk))
        ticket.accused = [STREET] if about_the_street else []
        lead(
            self.session, ticket, self.desk, self.cast, far, "YS-ZF" if about_the_street else STREET
        )
        return ticket

    @rule(chance=CHANCES, which=st.integers(0, TICKETS - 1), choice=st.integers(0, 10**6))
    def somebody_does_what_they_may(self, chance, which, choice):
        ticket, pick = self.tickets[which], Random(choice).choice
        status = Status(ticket.status)
        legal = [
            a
            for a in ONWARD
            if TRANSITIONS.get((status, a), status) != status or status in EVENTS.get(a, ())
        ] * 4
        legal += [a for a in DEEDS if (status, a) in TRANSITIONS or status in EVENTS.get(a, ())]
        action = pick(legal or [Action.COMMENT])
        who = [name for name in PEOPLE if getattr(self.cast, name).role in MAY[action]]
        units = set(ticket.co_units) if action in SUPPORT_ONLY else {ticket.unit}
        standing = [name for name in who if units & getattr(self.cast, name).units]
        self.attempt(chance, pick(standing or who), action, ticket)

    @rule(chance=CHANCES, which=st.integers(0, TICKETS - 1), choice=st.integers(0, 10**6))
    def anybody_does_anything(self, chance, which, choice):
        pick = Random(choice).choice
        self.attempt(chance, pick(PEOPLE), pick(list(DEEDS)), self.tickets[which])

    def attempt(self, chance, who, action, ticket):
        """Take the step, or be refused and change nothing."""
        Hotline.steps += 1
        actor = getattr(self.cast, who)
        self.desk = self.desk.at(self.desk.now() + timedelta(hours=chance.hours))
        before, here = self.everything(), standing_of(ticket)
        try:
            DEEDS[action](
                self.session, actor, ticket, self.desk, self.tickets[chance.other], chance
            )
        except HotlineError:
            assert self.everything() == before, f"{action} was refused and changed something"
            return
        Hotline.taken[action] += 1
        assert actor.role in MAY[action] or (action == Action.ARCHIVE)
        assert (Status(here.status), action) in TRANSITIONS or Status(here.status) in EVENTS[action]

    def everything(self):
        """All that a step can change."""
        self.session.flush()
        counts = self.session.execute(COUNTS).one()
        return tuple(counts), [ticket.model_dump() for ticket in self.all]

    @invariant()
    def every_ticket_is_sound(self):
        for ticket in self.all:
            if self.checked_versions.get(ticket.no) == ticket.version:
                continue
            self.checked_versions[ticket.no] = ticket.version
            self.check_history(ticket)
            self.check_clocks(ticket)
            self.check_holder(ticket)
            self.check_figures(ticket)
            self.check_supervision(ticket)

    @invariant()
    def every_merged_ticket_waits_for_an_open_one(self):
        by_no = {ticket.no: ticket for ticket in self.all}
        for ticket in self.all:
            if ticket.status == Status.MERGED:
                assert by_no[ticket.merged_into].status not in STANDS_STILL, (
                    "it waits for an answer that never comes"
                )

    def check_history(self, ticket):
        history = history_of(self.session, ticket)
        assert verify_chain(history) == []
        replayed, faults = replay(history)
        assert faults == []
        assert replayed == standing_of(ticket)
        assert (len(history), history[-1].digest) == (ticket.version, ticket.head)

    def check_clocks(self, ticket):
        status = Status(ticket.status)
        if status in STANDS_STILL:
            assert (ticket.due_at, ticket.clock, ticket.paused_at) == (None, "", None)
        else:
            assert all((ticket.clock, ticket.due_at)), f"nobody watches a ticket that is {status}"
        assert (status == Status.SUSPENDED) <= (ticket.clock == "look")
        open_pauses = [p for p in self.rows(PauseRow, ticket) if p.end is None]
        assert len(open_pauses) == (1 if ticket.paused_at else 0)
        assert (ticket.closed_at is not None) == (status in ENDED)
        if ticket.due_handle and status not in STANDS_STILL:
            assert why_due(self.session, ticket, self.desk, clock=Clock.HANDLE).legs, (
                "nobody can say why it is due then"
            )

    def check_holder(self, ticket):
        status = Status(ticket.status)
        assert ticket.unit not in ticket.accused, "the accused unit holds the case"
        assert not set(ticket.co_units) & set(ticket.accused)
        supports = [
            a.unit
            for a in self.rows(Assignment, ticket)
            if a.role == "support" and a.ended_at is None
        ]
        # Who supported a withdrawn ticket goes on seeing it and has nothing to do any more.
        if status not in ENDED:
            assert sorted(supports) == sorted(ticket.co_units), "a list and a page would disagree"
        if status in WITH_UNIT:
            assert ticket.unit
            leads = [
                a for a in self.rows(Assignment, ticket) if a.role == "lead" and a.ended_at is None
            ]
            assert [a.unit for a in leads] == [ticket.unit]
        waiting = [
            r
            for r in (*self.rows(ReturnRequest, ticket), *self.rows(Application, ticket))
            if not r.decision
        ]
        assert (status == Status.RETURN_REQUESTED) == any(
            isinstance(r, ReturnRequest) for r in waiting
        )
        assert (status == Status.EXTENSION_REQUESTED) == any(
            getattr(r, "kind", "") == "extension" for r in waiting
        )
        assert (status == Status.SUSPENSION_REQUESTED) == any(
            getattr(r, "kind", "") == "suspension" for r in waiting
        )
        applied = {Status.EXTENSION_REQUESTED, Status.SUSPENSION_REQUESTED}
        assert (ticket.due_decide is not None) == (ticket.clock == "decide") == (status in applied)

    def check_figures(self, ticket):
        rows = self.rows(CycleFigures, ticket)
        cycles = [row.cycle for row in rows]
        assert cycles == list(range(1, ticket.cycle + (ticket.status in ENDED)))
        for row in rows:
            assert self.frozen.setdefault(row.id, row.model_dump()) == row.model_dump()

    def check_supervision(self, ticket):
        matter = [ticket, *merged_into(self.session, ticket)]
        open_orders = [
            order.level
            for own in matter
            for order in self.rows(SupervisionOrder, own)
            if order.closed_at is None
        ]
        assert ticket.supervision == strongest(open_orders)
        assert (ticket.watch_at is None) == (ticket.status in STANDS_STILL), (
            "nobody watches its clocks"
        )

    def rows(self, table, ticket):
        return self.session.exec(
            select(table).where(table.ticket_id == ticket.id).order_by(col(table.id))
        ).all()

    def teardown(self):
        assert {ticket.no for ticket in self.all} <= set(self.session.exec(select(Ticket.no)))
        self.session.rollback()
        self.session.expunge_all()


@pytest.fixture
def hotline(database, cast):
    """The machine in one open transaction that is never committed."""
    desk = desk_of(database, MONDAY)
    with database.reading() as session:
        Hotline.session, Hotline.desk0, Hotline.cast, Hotline.steps = session, desk, cast, 0
        report = a_report(text="有个事情想反映一下，麻烦处理。", title="", category="")
        Hotline.prepared, Hotline.taken = prepare(report, desk, actor=cast.agent), Counter()
        yield Hotline
        session.rollback()


def test_whatever_people_do_the_machine_stays_sound(hotline):
    # A short run repeats the same steps, so that it fails for a reason; the nightly run looks for
    # new ones.
    calm = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=EXAMPLES < 1000,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(hotline, settings=calm)
    assert hotline.steps > EXAMPLES * STEPS * 2 // 3
    never = [str(action) for action in DEEDS if not hotline.taken[action]]
    # The end of the longest chain, a rectification that is judged, is met by chance.
    assert len(never) <= (2 if EXAMPLES >= 1000 else len(DEEDS) // 2), (
        f"never taken by anybody: {never}"
    )


def test_the_machine_tries_every_action_but_those_that_others_bring_about():
    assert set(Action) - set(DEEDS) == {
        Action.REGISTER,
        Action.TRIAGE,
        Action.CLOSE,
        Action.ANSWER_ALONG,
        Action.TELL_CODE,
        Action.JOIN,
        Action.ABSORB,
        Action.RELEASE,
        Action.RECOMPUTE,
        Action.SUCCEED,
        Action.RECTIFY,
        Action.TAKE_BACK,
    }
    assert all(
        MAY[action] - {Role.SYSTEM} or action in (Action.ARCHIVE, Action.RATE) for action in DEEDS
    )
    assert SYSTEM.role == Role.SYSTEM
