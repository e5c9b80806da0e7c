import pytest

from hotline.desk.steps import take_step
from hotline.domain.workflow import Action
from hotline.storage.history import history_of
from tests.support.path import in_progress


def test_a_step_with_a_misspelt_field_is_refused_before_anything_changes(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    before = (ticket.version, ticket.urges, len(history_of(session, ticket)))
    with pytest.raises(TypeError, match="urge_count"):
        take_step(
            session,
            cast.agent,
            ticket,
            Action.CALLER_URGE,
            at=desk.now(),
            changes={"urges": 1, "urge_count": 1},
        )
    assert (ticket.version, ticket.urges, len(history_of(session, ticket))) == before
