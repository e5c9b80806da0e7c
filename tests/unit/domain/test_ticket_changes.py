from typing import get_type_hints

import pytest

from hotline.domain.models import Ticket
from hotline.domain.ticket_changes import TicketChanges, check_changes

SET_BY_THE_STEP_ALONE = {"id", "no", "status", "unit", "version", "head", "clock", "due_at"}


def test_every_field_that_a_step_may_set_is_a_field_of_the_ticket_with_its_type():
    of_ticket = get_type_hints(Ticket)
    for name, kind in get_type_hints(TicketChanges).items():
        stored = str(of_ticket[name]).replace("pydantic.types.NaiveDatetime", "datetime.datetime")
        assert (name, str(kind)) == (name, stored)


def test_what_only_the_step_itself_may_set_is_not_among_them():
    assert not SET_BY_THE_STEP_ALONE & set(TicketChanges.__annotations__)


@pytest.mark.parametrize("name", ["due_handel", "status", "head", "no_such_field"])
def test_a_field_that_no_step_may_set_is_refused_by_name(name):
    with pytest.raises(TypeError, match=name):
        check_changes({name: None, "urges": 1})


def test_known_fields_pass():
    check_changes({"urges": 1, "due_look": None})
    check_changes({})
