from datetime import datetime

from hotline.domain.models import HistoryEntry
from tests.support.replay import Standing, replay

NOON = datetime(2026, 3, 9, 12, 0)


def chain(*steps: tuple[str, str], **changes) -> list[HistoryEntry]:
    """(action, status after it) for each step; `changes` damage the last."""
    entries, before = [], ""
    for version, (action, status) in enumerate(steps, 1):
        entries.append(
            HistoryEntry(
                ticket_id=1,
                ticket_version=version,
                at=NOON,
                actor="a",
                action=action,
                from_status=before,
                to_status=status,
                digest="",
            )
        )
        before = status
    for name, value in changes.items():
        setattr(entries[-1], name, value)
    return entries


WAY = (
    ("register", "registered"),
    ("dispatch", "dispatched"),
    ("accept", "accepted"),
    ("contact", "in_progress"),
)


def test_a_sound_history_leads_to_where_the_ticket_stands():
    assert replay(chain(*WAY)) == (Standing("in_progress"), [])
    back = (("reply", "replied"), ("pass_review", "callback"), ("rework", "in_progress"))
    assert replay(chain(*WAY, *back)) == (Standing("in_progress", cycle=2), [])


def test_a_step_that_the_table_does_not_know_is_found():
    _, faults = replay(chain(*WAY, ("pass_review", "callback")))
    assert faults == ["version 5: pass_review is not possible in in_progress"]
    _, faults = replay(chain(*WAY, ("reply", "closed")))
    assert faults == ["version 5: reply does not lead from in_progress to closed"]


def test_a_gap_between_two_steps_is_found():
    for damage in ({"from_status": "triage"}, {"from_unit": "X"}, {"old_due": NOON}):
        _, faults = replay(chain(*WAY[:2], **damage))
        assert "version 2: starts elsewhere than the step before it ended" in faults


def test_a_history_begins_with_the_registration():
    assert replay(chain(("triage", "triage")))[1] == ["version 1: begins with triage"]
