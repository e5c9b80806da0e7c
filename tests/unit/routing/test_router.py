"""Who leads: the specialist, the territory, the bureau of the category."""

from datetime import date

import pytest

from routing.decision import Decision
from routing.location import Location
from routing.router import Router
from routing.similar import Evidence
from routing.tables import Duty, RoutingTables
from tests.support import town
from tests.support.town import TODAY, TOWN

ROUTER = Router(TOWN)
VENDORS, BUILDING, WATER, SMELL = [("0101", 0.9)], [("0102", 0.9)], [("0401", 0.9)], [("1201", 0.9)]


def route(text: str, classification: list[tuple[str, float]], **more: object) -> Decision:
    return ROUTER.route(text, classification=classification, on=TODAY, **more)  # type: ignore[arg-type]


def with_duties(*duties: Duty) -> Router:
    return Router(RoutingTables(town.AREAS, town.PLACES, town.UNITS, duties, town.CATEGORIES))


def test_a_specialist_comes_first_wherever_it_happens() -> None:
    for text in ("金色家园停水", "停水了"):
        decision = route(text, WATER)
        assert (decision.unit, decision.layer) == ("WATER", "direct")
        assert not decision.needs_review
    assert decision.co_units == ("CG",)
    assert decision.basis == "《供水条例》第九条"


def test_the_territory_comes_second() -> None:
    decision = route("江北新区滩头化工厂旁违建", BUILDING)
    assert (decision.unit, decision.layer) == ("N-GOV", "territory")
    assert route("金色家园违建", BUILDING).unit == "W-CG"


def test_the_bureau_of_the_category_is_the_last_resort_and_asks_for_the_district() -> None:
    decision = route("有人违建", BUILDING)
    assert (decision.unit, decision.layer) == ("CG", "fallback")
    assert decision.needs_review
    assert any("请确认区县" in reason for reason in decision.reasons)


def test_the_place_of_the_matter_decides_not_the_home() -> None:
    assert route("我住百合花园，反映金色家园门口违建", BUILDING).unit == "W-CG"


def test_a_street_receives_only_where_the_duty_allows_it() -> None:
    allowed, not_allowed = route("百合花园门口摆摊", VENDORS), route("百合花园违建", BUILDING)
    assert (allowed.unit, allowed.co_units) == ("E-1", ("E-CG", "HB"))
    assert not_allowed.unit == "E-CG"


def test_a_duty_that_names_a_street_without_permission_is_not_followed() -> None:
    router = with_duties(Duty("0101", "0101", "E-1"), Duty("0101", "*", "CG", first="fallback"))
    assert router.route("百合花园门口摆摊", classification=VENDORS, on=TODAY).unit == "CG"


def test_without_the_street_the_district_receives() -> None:
    assert route("城西区解放路摆摊", VENDORS).unit == "W-CG"


def test_a_matter_across_districts_is_led_by_the_city_with_both_districts_beside_it() -> None:
    decision = route("城东区和城西区交界处违建", BUILDING)
    assert decision.unit == "CG"
    assert set(decision.co_units) == {"E-CG", "W-CG"}


def test_an_open_district_goes_to_review_with_the_districts_as_alternatives() -> None:
    decision = route("人民路违建", BUILDING)
    assert decision.needs_review
    assert {decision.unit, *(unit for unit, _ in decision.alternatives)} == {"E-CG", "W-CG"}


def test_the_probabilities_of_categories_that_lead_to_one_unit_add_up() -> None:
    decision = route("金色家园违建", [("0102", 0.45), ("0101", 0.0), ("1201", 0.1)])
    both = route("城西区违建摆摊", [("0102", 0.45), ("0101", 0.45), ("1201", 0.1)])
    assert both.unit == decision.unit == "W-CG"
    assert both.confidence == pytest.approx(
        2 * route("城西区违建摆摊", [("0102", 0.45)]).confidence, abs=1e-3
    )


def test_confidence_is_category_times_place() -> None:
    decision = route("金色家园违建", BUILDING)
    assert decision.confidence == pytest.approx(0.9 * decision.location.confidence, abs=1e-3)


def test_below_the_threshold_a_dispatcher_decides_between_alternatives() -> None:
    decision = route("金色家园", [("0102", 0.4), ("0401", 0.3), ("1201", 0.1)])
    assert decision.needs_review
    assert [unit for unit, _ in decision.alternatives] == ["WATER", "HB"]
    assert any("低于" in reason for reason in decision.reasons)


def test_the_threshold_is_the_citys() -> None:
    classification = [("0102", 0.7)]
    assert (
        not Router(TOWN, threshold=0.5)
        .route("金色家园违建", classification=classification, on=TODAY)
        .needs_review
    )
    assert (
        Router(TOWN, threshold=0.9)
        .route("金色家园违建", classification=classification, on=TODAY)
        .needs_review
    )


def test_without_a_category_the_place_gives_the_guesses() -> None:
    decision = route("反映金色家园的事", [])
    assert (decision.unit, decision.needs_review) == ("", True)
    assert [unit for unit, _ in decision.alternatives] == ["W-1", "W-GOV"]
    assert route("有事反映", []).alternatives == ()


def test_a_category_without_any_duty_goes_to_review() -> None:
    decision = route("金色家园的事", [("9901", 0.9)])
    assert (decision.unit, decision.needs_review, decision.layer) == ("", True, "none")
    assert any("派单目录" in reason for reason in decision.reasons)


def test_a_duty_out_of_date_does_not_decide() -> None:
    router = with_duties(
        Duty("0102", "02", "W-GOV", valid_to=date(2026, 8, 31)),
        Duty("0102", "02", "W-CG", valid_from=TODAY),
    )
    assert router.route("金色家园违建", classification=BUILDING, on=TODAY).unit == "W-CG"
    assert (
        router.route("金色家园违建", classification=BUILDING, on=date(2026, 8, 31)).unit == "W-GOV"
    )


def test_a_territorial_duty_for_the_whole_city_goes_to_the_branch_in_the_district() -> None:
    router = with_duties(Duty("0102", "*", "GOV", first="territory"))
    assert router.route("金色家园违建", classification=BUILDING, on=TODAY).unit == "W-GOV"


def test_a_specialist_of_the_parent_category_does_not_overrule_a_duty_for_the_category_itself() -> (
    None
):
    router = with_duties(
        Duty("04", "*", "WATER", first="direct"), Duty("0407", "*", "CG", first="fallback")
    )
    assert router.route("快递丢件", classification=[("0407", 0.9)], on=TODAY).unit == "CG"
    assert router.route("停水", classification=[("0401", 0.9)], on=TODAY).unit == "WATER"


def test_a_duty_of_an_unknown_unit_is_passed_over() -> None:
    router = with_duties(
        Duty("0102", "02", "GONE"), Duty("0102", "*", "CG", ("GONE",), first="fallback")
    )
    decision = router.route("金色家园违建", classification=BUILDING, on=TODAY)
    assert (decision.unit, decision.co_units) == ("CG", ())


def test_what_was_learned_may_overrule_the_category() -> None:
    learned = [Evidence("HB", 0.8, 20, ("T-1",))]
    decision = route("金色家园违建", BUILDING, evidence=learned)
    assert (decision.unit, decision.layer) == ("HB", "learned")
    assert any("20件" in reason and "T-1" in reason for reason in decision.reasons)


def test_what_was_learned_never_overrules_an_exclusive_duty() -> None:
    assert route("金色家园停水", WATER, evidence=[Evidence("HB", 0.89, 500)]).unit == "WATER"


def test_an_exclusive_duty_that_is_out_of_date_shields_nobody() -> None:
    expired = Duty("0401", "*", "WATER", first="direct", exclusive=True, valid_to=date(2026, 8, 31))
    router = with_duties(expired, Duty("0401", "*", "CG", first="direct"))
    learned = [Evidence("HB", 0.89, 500)]
    decision = router.route("停水", classification=WATER, on=TODAY, evidence=learned)
    assert (decision.unit, decision.layer) == ("HB", "learned")
    before = router.route("停水", classification=WATER, on=date(2026, 8, 31), evidence=learned)
    assert (before.unit, before.layer) == ("WATER", "direct")


def test_an_exclusive_duty_in_a_territory_shields_its_unit_too() -> None:
    router = with_duties(Duty("0102", "02", "W-CG", exclusive=True))
    decision = router.route(
        "金色家园违建", classification=BUILDING, on=TODAY, evidence=[Evidence("HB", 0.89, 500)]
    )
    assert decision.unit == "W-CG"


def test_the_supporting_units_are_those_of_the_duty_that_decided() -> None:
    router = with_duties(
        Duty("0102", "02", "W-CG", ("HB", "W-CG", "GONE", "HB")),
        Duty("0401", "*", "WATER", ("CG",)),
    )
    decision = router.route("金色家园违建", classification=[("0102", 0.8), ("0401", 0.2)], on=TODAY)
    assert (decision.unit, decision.co_units) == ("W-CG", ("HB",))


def test_what_was_learned_about_a_unit_that_is_gone_is_ignored() -> None:
    assert route("金色家园违建", BUILDING, evidence=[Evidence("GONE", 0.89, 500)]).unit == "W-CG"


def test_agreeing_evidence_makes_the_decision_surer() -> None:
    plain = route("金色家园违建", [("0102", 0.5)])
    assert (
        route("金色家园违建", [("0102", 0.5)], evidence=[Evidence("W-CG", 0.6, 6)]).confidence
        > plain.confidence
    )


def test_a_place_that_is_given_is_not_looked_for() -> None:
    location = Location(district="01", street="0102", confidence=1.0, how="由坐席确认")
    assert route("金色家园违建", BUILDING, location=location).unit == "E-CG"


def test_the_title_is_read_with_the_text() -> None:
    assert route("请尽快处理", BUILDING, title="金色家园违建").unit == "W-CG"


def test_confidences_that_are_no_probabilities_are_made_so() -> None:
    decision = route(
        "金色家园违建", [("0102", 3.0), ("0401", float("nan")), ("", 0.5), ("1201", -1.0)]
    )
    assert 0 <= decision.confidence <= 1
    assert decision.unit == "W-CG"


def test_the_reasons_name_category_place_and_duty() -> None:
    reasons = "；".join(route("金色家园违建", BUILDING).reasons)
    for part in ("违法建设", "90%", "金色家园", "古城街道", "第7行", "城西区城市管理局"):
        assert part in reasons


def test_a_title_is_read_whether_or_not_the_text_begins_with_it() -> None:
    text = "金色家园停水两天，无人答复。"
    assert route(text, WATER, title="金色家园停水") == route(text, WATER)
    assert route("停水两天，无人答复。", WATER, title="金色家园停水").location.place == "金色家园"
