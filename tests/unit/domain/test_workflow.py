import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.errors import IllegalTransition
from hotline.domain.permissions import HOLDER_ONLY, MAY, SUPPORT_ONLY
from hotline.domain.roles import Role
from hotline.domain.statuses import ENDED, OPEN, Status
from hotline.domain.workflow import EVENTS, TRANSITIONS, Action, diagram, legal_actions, next_status

anything = st.tuples(st.sampled_from(Status), st.sampled_from(Action))


@given(anything)
def test_a_step_is_in_the_table_or_raises_and_names_state_and_action(step):
    status, action = step
    if (status, action) in TRANSITIONS:
        assert next_status(status, action) == TRANSITIONS[step]
    elif action in EVENTS and status in EVENTS[action]:
        assert next_status(status, action) == status
    else:
        with pytest.raises(IllegalTransition) as refusal:
            next_status(status, action)
        assert (refusal.value.status, refusal.value.action) == step


def test_every_status_is_reached_from_registration():
    reached, waiting = set(), [Status.REGISTERED]
    while waiting:
        status = waiting.pop()
        reached.add(status)
        waiting += [
            target
            for (source, _), target in TRANSITIONS.items()
            if source == status and target not in reached
        ]
    assert reached == set(Status)


def test_every_open_status_can_end():
    for start in OPEN:
        reached, waiting = set(), [start]
        while waiting:
            status = waiting.pop()
            reached.add(status)
            waiting += [t for (s, _), t in TRANSITIONS.items() if s == status and t not in reached]
        assert reached & ENDED, start


def test_a_closed_ticket_is_opened_only_by_a_new_cycle_and_an_archived_one_by_nothing():
    assert legal_actions(Status.CLOSED) == [Action.REWORK, Action.ARCHIVE]
    assert legal_actions(Status.ARCHIVED) == []
    assert not any(Status.ARCHIVED in statuses for statuses in EVENTS.values())
    assert next_status(Status.CLOSED, Action.COMMENT) == Status.CLOSED


def test_every_open_ticket_can_be_withdrawn_and_all_but_merged_ones_merged():
    assert {s for s, action in TRANSITIONS if action == Action.WITHDRAW} == OPEN
    assert {s for s, action in TRANSITIONS if action == Action.MERGE} == OPEN - {Status.MERGED}


def test_in_no_status_is_an_event_also_a_transition():
    events = {(status, action) for action, statuses in EVENTS.items() for status in statuses}
    assert not events & set(TRANSITIONS)


def test_every_action_has_its_roles_and_holders_and_supporters_are_clerks():
    assert set(MAY) == set(Action)
    assert all(MAY[action] == {Role.CLERK} for action in HOLDER_ONLY | SUPPORT_ONLY)


def test_who_asks_is_never_who_decides():
    for ask, *decided in (
        (Action.ASK_RETURN, Action.GRANT_RETURN, Action.REFUSE_RETURN),
        (Action.ASK_EXTENSION, Action.GRANT_EXTENSION, Action.REFUSE_EXTENSION),
        (Action.ASK_SUSPENSION, Action.SUSPEND, Action.REFUSE_SUSPENSION),
        (Action.REPLY, Action.PASS_REVIEW, Action.SEND_BACK, Action.CALL_BACK),
    ):
        assert all(not MAY[ask] & MAY[action] for action in decided)


def test_the_diagram_shows_each_transition_once():
    lines = diagram().split("\n")
    for (source, action), target in TRANSITIONS.items():
        assert lines.count(f"    {source} --> {target}: {action}") == 1
