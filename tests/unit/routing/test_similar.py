"""What past tickets teach."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from routing.router import Router
from routing.similar import Evidence, PastCase, SimilarCases
from tests.support.town import TODAY, TOWN

CASE = PastCase(
    "0102",
    "金色家园",
    "0201",
    "W-GOV",
    TODAY - timedelta(days=10),
    text="楼顶搭建彩钢棚",
    ref="T-1",
)


def evidence_of(cases: SimilarCases, text: str = "", **more: str) -> list[Evidence]:
    criteria = {"category": "0102", "place": "金色家园", "street": "0201"} | more
    return cases.evidence(text, on=TODAY, **criteria)


def test_cases_of_this_kind_at_this_place_speak_for_their_unit() -> None:
    cases = SimilarCases([CASE] * 4)
    (evidence,) = evidence_of(cases)
    assert (evidence.unit, evidence.count) == ("W-GOV", 4)
    assert 0.4 < evidence.weight < 0.5
    assert evidence.cases[0] == "T-1"


def test_more_cases_weigh_more_and_never_all() -> None:
    weights = [evidence_of(SimilarCases([CASE] * count))[0].weight for count in (1, 5, 40)]
    assert weights == sorted(weights)
    assert weights[-1] < 1


def test_nothing_is_learned_from_another_place_and_kind() -> None:
    cases = SimilarCases([CASE] * 4)
    assert evidence_of(cases, place="百合花园", street="0101") == []
    assert evidence_of(cases, category="0401") == []


def test_the_same_street_speaks_more_softly_than_the_same_place() -> None:
    cases = SimilarCases([CASE] * 4)
    assert evidence_of(cases, place="市一院")[0].weight < evidence_of(cases)[0].weight


def test_namesakes_in_two_streets_are_two_places() -> None:
    assert (
        evidence_of(
            SimilarCases([replace(CASE, category="0401")] * 9), "楼顶搭建彩钢棚", street="0101"
        )
        == []
    )


def test_a_like_text_of_another_kind_at_this_place_speaks_too() -> None:
    cases = SimilarCases([CASE] * 4)
    assert evidence_of(cases, "楼顶有人搭建彩钢棚", category="0101")[0].unit == "W-GOV"
    assert evidence_of(cases, "家里停水三天了", category="0101") == []


def test_old_cases_fade() -> None:
    old = replace(CASE, on=TODAY - timedelta(days=1500))
    assert (
        evidence_of(SimilarCases([old] * 4))[0].weight
        < evidence_of(SimilarCases([CASE] * 4))[0].weight / 2
    )


def test_the_bound_holds_and_the_oldest_is_forgotten() -> None:
    cases = SimilarCases(most=10)
    for number in range(30):
        cases.add(replace(CASE, place=f"小区{number}", ref=f"T-{number}"))
    assert len(cases) == 10
    assert evidence_of(cases, place="小区0", street="") == []
    assert evidence_of(cases, place="小区29")[0].cases[0] == "T-29"


def test_a_router_asks_its_memory() -> None:
    router = Router(TOWN, similar=SimilarCases([replace(CASE, unit="HB")] * 40))
    decision = router.route("金色家园违建", classification=[("0102", 0.5)], on=TODAY)
    assert (decision.unit, decision.layer) == ("HB", "learned")


@given(
    st.lists(
        st.builds(
            PastCase,
            category=st.sampled_from(["0101", "0102"]),
            place=st.sampled_from(["", "甲", "乙"]),
            street=st.sampled_from(["", "1", "2"]),
            unit=st.sampled_from(["A", "B"]),
            on=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
            text=st.text(max_size=10),
        ),
        max_size=30,
    ),
    st.integers(1, 12),
)
def test_weights_stay_below_one_together(history: list[PastCase], most: int) -> None:
    cases = SimilarCases(history, most=most)
    evidence = cases.evidence("甲乙", category="0101", place="甲", street="1", on=TODAY)
    assert sum(row.weight for row in evidence) < 1
    assert sum(row.count for row in evidence) <= len(cases) <= most


def test_a_case_that_came_back_is_forgotten() -> None:
    cases = SimilarCases([CASE, replace(CASE, ref="T-2")])
    cases.discard("T-1")
    cases.discard("T-9")
    assert (len(cases), evidence_of(cases)[0].cases) == (1, ("T-2",))
    cases.discard("T-2")
    assert evidence_of(cases) == []


def test_a_forgotten_case_leaves_no_trace_when_the_bound_is_reached() -> None:
    cases = SimilarCases(most=2)
    for number in range(5):
        cases.add(replace(CASE, ref=f"T-{number}"))
        cases.discard(f"T-{number - 1}")
    assert (len(cases), evidence_of(cases)[0].count) == (1, 1)


def test_what_was_learned_never_brings_a_complaint_to_the_accused() -> None:
    case = replace(CASE, category="1805", unit="W-1", text="古城街道办事处工作人员态度恶劣")
    router = Router(TOWN).with_similar(SimilarCases([case] * 60))
    text = "金色家园的事，古城街道办事处工作人员态度恶劣，推诿扯皮。"
    decision = router.route(text, classification=[("1805", 0.9)], on=TODAY)
    assert decision.unit != "W-1"
    assert "W-1" not in dict(decision.alternatives)
