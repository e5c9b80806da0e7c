"""What the router only guesses at is a candidate; danger keeps its unit."""

import pytest

from classifiers.predict import Classifier
from hotline.casework.candidates import accepted_at_home, without_guess
from routing.decision import Decision
from routing.location import Location


def decision_of(confidence: float, *, secrecy: bool = False) -> Decision:
    return Decision(
        unit="S-SJ",
        unit_name="示例市市场监督管理局",
        co_units=("S-GA",),
        confidence=confidence,
        needs_review=False,
        basis="",
        reasons=(),
        alternatives=(("S-GA", 0.02),),
        category="",
        location=Location(),
        layer="learned",
        secrecy=secrecy,
    )


def test_a_unit_that_is_a_mere_guess_is_the_first_candidate():
    decision = without_guess(decision_of(0.15), Classifier().classify("店里的秤不准"))
    assert (decision.unit, decision.unit_name, decision.co_units) == ("", "", ())
    assert decision.alternatives == (("S-SJ", 0.15), ("S-GA", 0.02))
    assert decision.needs_review


@pytest.mark.parametrize(
    ("confidence", "text", "secrecy"),
    [
        (0.25, "店里的秤不准", False),
        (0.15, "店里的秤不准", True),
        (0.15, "我家厨房煤气一直往外冒，头晕得厉害", False),
    ],
)
def test_a_likely_unit_a_complaint_about_a_unit_and_danger_keep_theirs(confidence, text, secrecy):
    before = decision_of(confidence, secrecy=secrecy)
    assert without_guess(before, Classifier().classify(text)) == before


def test_who_names_the_city_itself_does_not_speak_of_another_one():
    text = "我在杭州上班，公司欠我工资"
    read = Classifier().classify(text)
    assert read.unaccepted.kind == "city"
    assert accepted_at_home(read, text, ["杭州市", "西湖区"]).unaccepted is None
    assert accepted_at_home(read, text, ["示例市", "东湖区"]) == read
