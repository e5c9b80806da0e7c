import pytest

from hotline.domain.models import Comment, NumberedRow, Ticket


def test_a_row_that_was_flushed_tells_its_number():
    assert Ticket(id=7).row_id == 7


def test_a_row_that_was_never_flushed_has_no_number_and_says_what_to_do():
    with pytest.raises(RuntimeError, match=r"Comment has no id yet; flush the session"):
        _ = Comment(text="还没有保存").row_id


def test_the_number_comes_first_in_its_table():
    tables = [row.__table__ for row in NumberedRow.__subclasses__()]
    assert len(tables) > 20
    assert all(list(table.columns)[0].name == "id" for table in tables)
    assert all(table.columns["id"].primary_key for table in tables)
