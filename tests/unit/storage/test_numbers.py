from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hotline.storage.numbers import is_ticket_no, ticket_no

numbers = st.builds(
    ticket_no, st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 9_999_999)
)


@given(numbers, st.data())
def test_one_wrong_digit_is_noticed(no, data):
    place = data.draw(st.integers(0, len(no) - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != no[place]]))
    assert is_ticket_no(no)
    assert not is_ticket_no(no[:place] + digit + no[place + 1 :])


def test_a_number_begins_with_its_day():
    assert ticket_no(date(2026, 3, 9), 1).startswith("260309000001")
