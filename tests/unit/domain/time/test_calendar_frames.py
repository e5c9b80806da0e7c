import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.errors import InvalidInput
from hotline.domain.time.frames import check_frames, parse_frames, show_frames

NINE, NOON, HALF_PAST_ONE, HALF_PAST_FIVE = 32_400, 43_200, 48_600, 63_000


@pytest.mark.parametrize(
    "text",
    [
        "09:00-12:00,13:30-17:30",
        "9:00-12:00;13:30-17:30",
        "13:30-17:30、09:00-12:00",
        "０９：００－１２：００，１３：３０－１７：３０",
        " 09:00 - 12:00 , 13:30~17:30 ",
        "09:00至12:00 13:30—17:30:00",
    ],
)
def test_frames_are_understood_as_people_write_them(text):
    assert parse_frames(text) == ((NINE, NOON), (HALF_PAST_ONE, HALF_PAST_FIVE))


def test_a_frame_may_end_at_midnight_and_touch_the_next():
    assert parse_frames("00:00-12:00,12:00-24:00") == ((0, NOON), (NOON, 86_400))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("12:00-09:00", "12:00-09:00"),
        ("09:00-09:00", "09:00-09:00"),
        ("09:00-24:01", "09:00-24:01"),
        ("09:00-12:00,11:59-13:00", "09:00-12:00 与 11:59-13:00"),
        ("09:60-12:00", "09:60-12:00"),
        ("9-12", "9-12"),
        ("09:00", "09:00"),
        ("09:00-10:00-11:00", "09:00-10:00-11:00"),
        ("早上", "早上"),
        (" , ", "为空"),
        ("", "为空"),
    ],
)
def test_a_bad_frame_is_refused_with_its_value_and_the_remedy(text, named):
    with pytest.raises(InvalidInput) as refused:
        parse_frames(text)
    assert named in refused.value.message
    assert "09:00-12:00,13:30-17:30" in refused.value.remedy


@given(st.lists(st.integers(0, 86_400), min_size=2, max_size=10, unique=True))
def test_frames_that_are_shown_can_be_read_again(ends):
    ends = sorted(ends)
    frames = check_frames(tuple(zip(ends[0::2], ends[1::2], strict=False)))
    assert parse_frames(",".join(show_frames(frames))) == frames


@given(st.text(alphabet="0123456789:-,; 至", max_size=24))
def test_any_text_gives_frames_in_order_or_a_refusal(text):
    try:
        frames = parse_frames(text)
    except InvalidInput:
        return
    assert list(frames) == sorted(frames)
    assert all(0 <= begin < end <= 86_400 for begin, end in frames)
