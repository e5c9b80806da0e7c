import pytest

from hotline.domain.sampling import CallbackReason, draw, sampled

RULES = {"everyone": ("complaint",), "share": 30, "at_least": 2}


def test_the_lot_of_a_ticket_is_always_the_same_and_unknown_without_the_key():
    assert draw(b"key", "2603090000014", 1) == draw(b"key", "2603090000014", 1)
    assert draw(b"key", "2603090000014", 1) != draw(b"other", "2603090000014", 1)
    assert draw(b"key", "2603090000014", 1) != draw(b"key", "2603090000014", 2)


def test_lots_fall_evenly():
    drawn = [draw(b"key", str(number), 1) for number in range(4000)]
    assert all(0 <= lot < 100 for lot in drawn)
    assert abs(sum(lot < 30 for lot in drawn) / 4000 - 0.3) < 0.03


@pytest.mark.parametrize(
    ("drawn", "kind", "called", "why"),
    [
        (99, "complaint", 9, CallbackReason.ALL),
        (29.99, "consult", 9, CallbackReason.SHARE),
        (30, "consult", 1, CallbackReason.QUOTA),
        (30, "consult", 2, CallbackReason.NOT),
    ],
)
def test_everyone_then_the_share_then_the_quota(drawn, kind, called, why):
    assert sampled(drawn, kind, called=lambda: called, **RULES) == why


def test_the_quota_is_counted_only_where_it_matters():
    def fail() -> int:
        raise AssertionError

    assert sampled(10, "consult", called=fail, **RULES) == CallbackReason.SHARE
    assert sampled(99, "consult", called=fail, **RULES | {"at_least": 0}) == CallbackReason.NOT
