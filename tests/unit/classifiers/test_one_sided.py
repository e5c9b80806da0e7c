"""Who gives a label that nobody else gives."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.one_sided import Decided, one_sided

LABELS = ["0302", "0401", "0603", "1101", "0703", "0901"]
PEOPLE = ["wang", "li", "zhao", "chen"]


def honest(
    count: int, *, seed: int = 0, people: list[str] = PEOPLE, wrong: float = 0.3
) -> list[Decided]:
    """The suggestion is wrong in `wrong` of the cases and everybody puts it right."""
    dice = random.Random(seed)
    decisions = []
    for _ in range(count):
        true = dice.choice(LABELS)
        suggested = dice.choice(LABELS) if dice.random() < wrong else true
        decisions.append(Decided(dice.choice(people), true, suggested))
    return decisions


def relabelled(count: int, label: str = "0901", by: str = "mallory") -> list[Decided]:
    dice = random.Random(1)
    return [Decided(by, label, dice.choice(LABELS[:-1])) for _ in range(count)]


def test_five_hundred_relabelled_tickets_among_three_thousand_are_found_and_nothing_else() -> None:
    (group,) = one_sided(honest(3000) + relabelled(500))
    assert (group.by, group.label, group.count) == ("mallory", "0901", 500)
    assert group.rows == tuple(range(3000, 3500))
    assert group.expected < 50


def test_thirty_are_enough_and_a_handful_is_nothing() -> None:
    assert len(one_sided(honest(3000) + relabelled(40))) == 1
    assert one_sided(honest(3000) + relabelled(12)) == []


def test_what_others_do_too_is_no_habit_of_one() -> None:
    everybody = [Decided(by, "0901", "0401") for by in PEOPLE for _ in range(100)]
    assert one_sided(honest(3000) + everybody) == []


def test_agreeing_with_the_machine_is_never_held_back() -> None:
    assert one_sided(honest(3000) + [Decided("mallory", "0901", "0901")] * 500) == []


def test_who_works_alone_is_not_judged() -> None:
    assert one_sided(relabelled(500) + honest(100)) == []


def test_what_was_sent_by_itself_speaks_for_nobody() -> None:
    sent = [Decided("", "0901", "0401")] * 900
    assert one_sided(honest(3000) + sent) == []
    assert len(one_sided(honest(3000) + sent + relabelled(500))) == 1


def test_two_who_do_the_same_are_both_found() -> None:
    groups = one_sided(honest(3000) + relabelled(300) + relabelled(300, label="0302", by="trent"))
    assert {(group.by, group.label) for group in groups} == {("mallory", "0901"), ("trent", "0302")}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(0, 0.6))
def test_honest_people_are_never_held_back(seed: int, wrong: float) -> None:
    assert one_sided(honest(2000, seed=seed, wrong=wrong)) == []
