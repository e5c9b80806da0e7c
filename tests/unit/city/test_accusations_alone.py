"""A city may let a sure complaint about one unit go to its superior without a dispatcher."""

from datetime import date

import pytest

TEXT = "投诉临江区城管局，执法人员态度恶劣"
USUAL = "accusations_alone = false  #"


def route(pack):
    city = pack.read().pack
    assert city is not None
    return city.router.route(TEXT, classification=[("0101", 0.9)], on=date(2026, 3, 9))


@pytest.mark.parametrize(("value", "needs_review"), [("false", True), ("true", False)])
def test_the_city_decides_whether_a_person_looks(pack, value, needs_review):
    pack.replace("city.toml", "automatic = 0.79", "automatic = 0.6")
    pack.replace("city.toml", USUAL, f"accusations_alone = {value} #")
    decision = route(pack)
    assert (decision.unit, decision.needs_review) == ("LJ-ZF", needs_review)


def test_a_city_that_says_nothing_has_a_person_look(pack):
    pack.replace("city.toml", "automatic = 0.79", "automatic = 0.6")
    pack.replace("city.toml", USUAL, "#")
    assert route(pack).needs_review


def test_no_complaint_goes_alone_that_is_less_sure_than_the_city_asks(pack):
    pack.replace("city.toml", "automatic = 0.79", "automatic = 1")
    pack.replace("city.toml", USUAL, "accusations_alone = true #")
    assert route(pack).needs_review


def test_a_value_that_is_no_flag_is_refused_where_it_stands(pack):
    line = pack.replace("city.toml", USUAL, 'accusations_alone = "yes" #')
    [message] = pack.faults_at(("city.toml", line, 21))
    assert message == "accusations_alone “yes”应为 true 或 false"
