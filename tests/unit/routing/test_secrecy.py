"""A complaint about a unit or its staff never reaches that unit or one below it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.decision import Decision
from routing.router import Router
from routing.similar import Evidence
from routing.tables import Area, Duty, Place, RoutingTables, Unit
from routing.units import UnitTree
from tests.support import town
from tests.support.town import TODAY, TOWN

ROUTER = Router(TOWN)
TREE = UnitTree(town.UNITS)
ROUGH = [
    "收了钱不办事",
    "的人说话特别难听",
    "的人把我们从大厅轰出来",
    "的人爱理不理",
    "直接挂了我的电话",
]
CUES = [
    "态度恶劣",
    "互相推诿",
    "不作为",
    "乱收费",
    "的工作人员骂人",
    "的执法人员收红包",
    "执法太粗暴",
    "吃拿卡要",
    *ROUGH,
]


def route(text: str, category: str = "0101", **more: object) -> Decision:
    return ROUTER.route(text, classification=[(category, 0.9)], on=TODAY, **more)  # type: ignore[arg-type]


def receivers(decision: Decision) -> set[str]:
    return {decision.unit, *decision.co_units, *(unit for unit, _ in decision.alternatives)}


@pytest.mark.parametrize("cue", CUES)
def test_conduct_of_a_unit_goes_to_its_superior(cue: str) -> None:
    decision = route(f"城东区城管局{cue}，百合花园门口摆摊没人管")
    assert (decision.unit, decision.layer, decision.secrecy) == ("E-GOV", "superior", True)
    assert "E-CG" not in receivers(decision)


def test_the_units_below_the_accused_are_left_out_too() -> None:
    decision = route("城东区政府不作为，百合花园门口摆摊没人管")
    assert decision.unit == "GOV"
    assert not receivers(decision) & {"E-GOV", "E-CG", "E-1", "E-2"}


def test_a_short_name_means_the_unit_of_the_district_of_the_matter() -> None:
    decision = route("城管局执法人员在百合花园门口打人")
    assert not receivers(decision) & {"E-CG", "CG"}
    assert decision.secrecy


def test_the_office_of_a_street_is_accused_by_the_name_of_the_street() -> None:
    for text in (
        "柳湖街道办事处推诿",
        "柳湖街道不作为",
        "柳湖街道的工作人员态度恶劣",
        "石桥镇政府乱收费",
    ):
        decision = route(text)
        assert decision.unit in {"E-GOV", "W-GOV"}, text
        assert not receivers(decision) & {"E-1", "W-2"}


def test_a_street_that_only_says_where_is_not_accused() -> None:
    decision = route("柳湖街道百合花园物业乱收费")
    assert not decision.secrecy
    assert decision.unit == "E-1"


def test_private_persons_are_not_staff() -> None:
    for text in (
        "金色家园物业态度恶劣",
        "百合花园门口商家态度恶劣",
        "金色家园保安打人，已报城管局",
    ):
        assert not route(text).secrecy, text


@pytest.mark.parametrize("cue", ROUGH)
def test_rough_words_of_private_persons_accuse_no_unit(cue: str) -> None:
    assert not route(f"金色家园的物业{cue}，柳湖街道的摊位没人管").secrecy


def test_asking_for_staff_or_praising_them_is_no_complaint() -> None:
    for text in (
        "请城管局工作人员到百合花园处理摆摊",
        "城管局工作人员态度很好",
        "希望城管局执法人员管管百合花园的摆摊",
    ):
        assert not route(text).secrecy, text
    assert not route("感谢城管局工作人员", request_type="praise").secrecy


def test_conduct_in_the_next_sentence_still_accuses() -> None:
    decision = route("我昨天去了柳湖街道办事处。办事的人态度恶劣。")
    assert "E-1" not in receivers(decision)
    assert decision.secrecy


def test_several_accused_go_to_their_common_superior_for_review() -> None:
    decision = route("城东区城管局和柳湖街道办事处互相推诿")
    assert (decision.unit, decision.needs_review) == ("E-GOV", True)
    across = route("城东区城管局和城西区城管局互相推诿")
    assert across.unit == "GOV"


def test_without_a_superior_the_unit_for_conduct_receives() -> None:
    decision = route("市政府不作为")
    assert (decision.unit, decision.needs_review) == ("JW", True)


def test_the_unit_for_conduct_never_receives_a_complaint_about_itself() -> None:
    decision = route("市纪委不作为", "1805")
    assert (decision.unit, decision.needs_review) == ("", True)
    assert "JW" not in receivers(decision)


def test_the_category_for_conduct_alone_is_enough() -> None:
    decision = route("反映自来水公司的问题", "1805")
    assert (decision.unit, decision.secrecy) == ("GOV", True)
    unnamed = route("在百合花园办事很不顺", "1805")
    assert (unnamed.unit, unnamed.needs_review, unnamed.secrecy) == ("JW", True, True)


def test_staff_of_nobody_in_particular_go_to_review() -> None:
    decision = route("窗口工作人员态度恶劣", "0401")
    assert decision.needs_review


def test_neither_address_nor_learning_leads_to_the_accused() -> None:
    learned = [Evidence("E-CG", 0.9, 99), Evidence("CG", 0.05, 9)]
    decision = route("城东区城管局执法人员态度恶劣", address="城东区百合花园", evidence=learned)
    assert "E-CG" not in receivers(decision)


def test_every_forbidden_unit_is_told() -> None:
    assert set(route("城东区政府不作为").accused) == TREE.controlled_by(["E-GOV"])


@given(
    accused=st.sampled_from(town.UNITS),
    cue=st.sampled_from(CUES),
    before=st.sampled_from(
        ["", "我住百合花园，", "反映金色家园门口摆摊，", "昨天在人民路，", "城西区"]
    ),
    after=st.text(max_size=12),
    category=st.sampled_from(["0101", "0102", "0401", "1201", "1805", "9999"]),
    address=st.sampled_from(["", "金色家园", "柳湖街道百合花园"]),
    weight=st.floats(0, 1),
)
def test_whatever_is_said_around_it_the_accused_and_those_below_receive_nothing(
    accused: Unit, cue: str, before: str, after: str, category: str, address: str, weight: float
) -> None:
    learned = [Evidence(accused.code, weight, 10)]
    decision = route(
        f"{before}{accused.name}{cue}{after}", category, address=address, evidence=learned
    )
    assert not receivers(decision) & TREE.controlled_by([accused.code])
    assert decision.secrecy


CODES = st.sampled_from(["A", "B", "C", "D", "E"])
CATEGORY_CODES = st.sampled_from(["01", "0101", "0102", "1805"])


@st.composite
def cities(draw: st.DrawFn) -> RoutingTables:
    """Any tree of five units with any duties."""
    parents = [draw(st.sampled_from(["", "A", "B", "C", "D", "E"])) for _ in range(5)]
    kinds = st.sampled_from(["bureau", "government", "district_bureau", "street"])
    areas = st.sampled_from(["", "1", "11"])
    units = tuple(
        Unit(code, f"第{code}号机关单位", draw(kinds), draw(areas), parent)
        for code, parent in zip("ABCDE", parents, strict=True)
    )
    duty = st.builds(
        Duty,
        category=CATEGORY_CODES,
        area=st.sampled_from(["*", "1", "11"]),
        unit=CODES,
        co_units=st.lists(CODES, max_size=3).map(tuple),
        first=st.sampled_from(["direct", "territory", "fallback"]),
        street_may_receive=st.booleans(),
        exclusive=st.booleans(),
    )
    land = (Area("1", "东岭区", "district"), Area("11", "河口街道", "street", "1"))
    return RoutingTables(
        land,
        (Place("白杨小区", "estate", ("11",)),),
        units,
        tuple(draw(st.lists(duty, max_size=8))),
    )


@settings(max_examples=200)
@given(
    cities(),
    CODES,
    st.sampled_from(CUES),
    st.lists(st.tuples(CATEGORY_CODES, st.floats(0, 1)), max_size=3),
)
def test_in_any_city_with_any_duties_the_accused_receives_nothing(
    city: RoutingTables, accused: str, cue: str, classification: list[tuple[str, float]]
) -> None:
    text = f"白杨小区门口的事，第{accused}号机关单位{cue}"
    learned = [Evidence(accused, 0.9, 50)]
    decision = Router(city).route(text, classification=classification, on=TODAY, evidence=learned)
    assert not receivers(decision) & UnitTree(city.units).controlled_by([accused])


def test_traditional_characters_accuse_as_well() -> None:
    decision = route("城東區城管局態度惡劣，互相推諉")
    assert (decision.unit, decision.secrecy) == ("E-GOV", True)
