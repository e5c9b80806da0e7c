"""Sentences as callers say them, about 示例市: which units do they accuse?

`accused` are codes that must be barred, empty where a unit is only asked, thanked, named as a
place, greeted, quoted or was turned to before.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from time import process_time

import pytest

from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from routing.accusations import Accusations, Hearing
from routing.router import Router
from routing.units import UnitTree

HERE = Path(__file__).parent
ROWS = list(csv.DictReader((HERE / "data/accusations.csv").open(encoding="utf-8", newline="")))
LESSONS = Path("routing/accusation_lessons.csv")
UNSEEN = list(
    csv.DictReader((HERE / "data/accusations_unseen.csv").open(encoding="utf-8", newline=""))
)
LATER = list(
    csv.DictReader((HERE / "data/accusations_later.csv").open(encoding="utf-8", newline=""))
)
SPOKEN = list(
    csv.DictReader((HERE / "data/accusations_spoken.csv").open(encoding="utf-8", newline=""))
)
BLIND = list(
    csv.DictReader((HERE / "data/accusations_blind.csv").open(encoding="utf-8", newline=""))
)
ACCUSING = [row for row in ROWS if row["accused"]]
HARMLESS = [row for row in ROWS if not row["accused"]]
ON = date(2026, 11, 26)
SIZES = (5_000, 20_000)
HOSTILE = [
    "请市城管局作风",
    "投诉城管局",
    "城管局和街道办互相推诿，",
    "鼓楼街道办事处工作人员态度恶劣。",
    "工作人员，物业，民警，",
    "不给钱不办收了",
    "派出所",
    "不",
    "检查之前",
    "我他们把我",
    "市教育局领导：您好",
    "1805，",
    "主任的小舅子",
]


@cache
def router() -> Router:
    pack = read_pack(DEMO).pack
    assert pack
    return pack.router


@cache
def reader() -> Accusations:
    return Accusations(router().tables.units, router().tables.areas)


def hear(text: str) -> Hearing:
    place = router().gazetteer.locate(text)
    return reader().hear(text, district=place.district, street=place.street)


def receivers(text: str) -> set[str]:
    decision = router().route(text, classification=[("1810", 0.6), ("0101", 0.3)], on=ON)
    return {decision.unit, *decision.co_units, *(unit for unit, _ in decision.alternatives)}


def test_the_sentences_are_enough_and_none_is_a_lesson() -> None:
    lessons = {row["text"] for row in csv.DictReader(LESSONS.open(encoding="utf-8", newline=""))}
    assert len(ACCUSING) >= 150
    assert len(HARMLESS) >= 150
    assert not lessons & {row["text"] for row in ROWS + UNSEEN + LATER + SPOKEN + BLIND}


def test_of_a_hundred_accused_units_hardly_one_is_not_barred() -> None:
    tree = UnitTree(router().tables.units)
    missed = [
        row["text"]
        for row in ACCUSING
        if not set(row["accused"].split()) <= tree.controlled_by(hear(row["text"]).units)
    ]
    assert len(missed) <= 0.01 * len(ACCUSING), missed


def test_of_a_hundred_harmless_texts_at_most_three_are_taken_for_accusations() -> None:
    wrong = [row["text"] for row in HARMLESS if hear(row["text"]).units]
    assert len(wrong) <= 0.03 * len(HARMLESS), wrong


def test_of_sentences_written_before_the_lessons_a_few_are_read_wrongly() -> None:
    """A floor: what is wished for is 1 of 100 missed and 3 of 100 harmless ones barred."""
    tree = UnitTree(router().tables.units)
    accusing = [row for row in UNSEEN if row["accused"]]
    harmless = [row for row in UNSEEN if not row["accused"]]
    missed = [row["text"] for row in accusing if not bars_the_accused(row, tree)]
    wrong = [row["text"] for row in harmless if hear(row["text"]).units]
    assert len(missed) <= 0.07 * len(accusing), missed
    assert len(wrong) <= 0.08 * len(harmless), wrong


def test_of_the_latest_sentences_hardly_any_goes_to_the_accused_by_the_machine_alone() -> None:
    """Written by who had not seen the reader: 12 of 150 accused are not barred, one proposed."""
    accusing = [row for row in LATER if row["accused"]]
    decisions = [
        (row, router().route(row["text"], classification=[("1810", 0.6)], on=ON))
        for row in accusing
    ]
    proposed = [
        row["text"]
        for row, decision in decisions
        if set(row["accused"].split()) & {decision.unit, *decision.co_units}
    ]
    assert len(proposed) <= 2, proposed
    assert not [
        row["text"]
        for row, decision in decisions
        if row["text"] in proposed and not decision.needs_review
    ]
    missed = [
        row["text"]
        for row in accusing
        if not bars_the_accused(row, UnitTree(router().tables.units))
    ]
    wrong = [row["text"] for row in LATER if not row["accused"] and hear(row["text"]).units]
    assert (len(missed) <= 12, len(wrong) <= 2) == (True, True), (missed, wrong)


def test_of_what_many_people_say_of_units_of_all_kinds_few_are_read_wrongly() -> None:
    """A floor: written blind, then looked at; a goal of 1 and 3 of 100 is not reached on others."""
    tree = UnitTree(router().tables.units)
    accusing = [row for row in SPOKEN if row["accused"]]
    missed = [row["text"] for row in accusing if not bars_the_accused(row, tree)]
    wrong = [row["text"] for row in SPOKEN if not row["accused"] and hear(row["text"]).units]
    assert len(missed) <= 4, missed
    assert len(wrong) <= 2, wrong


def test_staff_of_utilities_streets_and_bureaus_are_heard_and_nobody_who_only_asks() -> None:
    """Written blind in three lots; at their first reading 9 of 80, 8 of 40 and 7 of 30 were missed,
    and 3 of 80, 3 of 40 and 1 of 30 harmless ones were wrong.
    """
    tree = UnitTree(router().tables.units)
    accusing = [row for row in BLIND if row["accused"]]
    missed = [row["text"] for row in accusing if not bars_the_accused(row, tree)]
    wrong = [row["text"] for row in BLIND if not row["accused"] and hear(row["text"]).units]
    assert (len(missed) <= 4, len(wrong) <= 3) == (True, True), (missed, wrong)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("燃气公司师傅非要我买他的报警器", "G-RQ"),
        ("电信装宽带的小哥坐地起价", "G-TX"),
        ("自规局批地有猫腻", "S-ZR"),
        ("残联发轮椅只给熟人", "S-CL"),
        ("云山人社劳动监察大队说我活该", "YS-RS"),
        ("16路司机甩站还骂人", "G-GJ"),
        ("我要投诉燃气，约了四次都没来", "G-RQ"),
    ],
)
def test_the_accused_is_neither_lead_nor_support_nor_candidate(text: str, code: str) -> None:
    assert code in router().route(text, classification=[("1810", 0.6)], on=ON).accused
    assert code not in receivers(text)


@pytest.mark.parametrize(
    "text",
    [
        "新桥街道有人冒充网格员骗钱",
        "举报网店卖假货，工商局怎么投诉",
        "举报有人倒卖残联发的助听器",
        "信访局的地址搬到哪去了",
        "临江市监局立案的那家店还在卖",
        "骗子说自己是公安分局经侦的，让我转账",
    ],
)
def test_a_unit_that_is_asked_or_pretended_is_not_accused(text: str) -> None:
    assert hear(text).units == ()


def bars_the_accused(row: dict[str, str], tree: UnitTree) -> bool:
    return set(row["accused"].split()) <= tree.controlled_by(hear(row["text"]).units)


def test_what_is_barred_receives_nothing_not_even_as_a_candidate() -> None:
    tree = UnitTree(router().tables.units)
    for row in ACCUSING:
        barred = tree.controlled_by(
            router().route(row["text"], classification=[("1810", 0.6)], on=ON).accused
        )
        assert not receivers(row["text"]) & barred, row["text"]


@pytest.mark.parametrize("unit", ["市教育局", "市人社局", "交警支队", "供电公司", "鼓楼街道办"])
@pytest.mark.parametrize("heading", ["今年的招生", "周六上不上班", "电话多少", "", "最新公告"])
def test_a_heading_of_a_few_signs_accuses_nobody(unit: str, heading: str) -> None:
    assert hear(unit + heading).units == ()


def test_a_text_that_may_complain_of_the_unit_in_charge_is_not_sent_there_unread() -> None:
    text = "宽带安装师傅临走顺了我一副耳机"
    assert not hear(text).units
    decision = router().route(text, classification=[("0405", 0.9)], on=ON)
    assert (decision.unit, decision.needs_review, decision.accused) == ("", True, ())
    assert "G-TX" not in decision.co_units
    assert decision.alternatives[0][0] == "S-GX"
    assert "请先核实" in decision.reasons[0]


def test_whom_the_caller_names_in_a_field_of_its_own_is_accused_whatever_the_text_says() -> None:
    text, named = "鼓楼街道有人占道摆摊", "东湖区城管局的王队长"
    decision = router().route(text, accused=named, classification=[("0101", 0.9)], on=ON)
    assert "DH-CG" in decision.accused
    assert "DH-CG" not in {decision.unit, *decision.co_units}
    assert decision.needs_review
    assert f"“{named}”" in decision.reasons[0]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(
            ("燃气", "G-RQ"),
            ("G-RQ", "G-RQ"),
            ("Ｇ－ＲＱ", "G-RQ"),
            ("gs", "G-GS"),
            ("残联", "S-CL"),
        ),
        *(("东湖区", "DH-ZF"), ("东湖", "DH-ZF"), ("鼓楼", "990102001"), ("教育", "S-JY")),
        *(("电信装宽带的", "G-TX"), ("燃气公司张师傅、供热", "G-GR"), ("云山人社", "YS-RS")),
        *(("税局", "S-SWS"), ("市政府", "S-ZFB"), ("市政府的人", "S-ZFB")),
    ],
)
def test_the_field_knows_short_names_areas_and_codes(name: str, code: str) -> None:
    decision = router().route(
        "门口有人占道摆摊", accused=name, classification=[("0101", 0.9)], on=ON
    )
    assert code in decision.accused
    assert {decision.unit, *decision.co_units}.isdisjoint(decision.accused)


@pytest.mark.parametrize("name", ["市里", "一个姓孙的", "某某公司", "领导"])
def test_a_field_that_means_nobody_in_particular_bars_nobody_and_stays_secret(name: str) -> None:
    decision = router().route(
        "门口有人占道摆摊", accused=name, classification=[("0101", 0.9)], on=ON
    )
    assert (decision.accused, decision.secrecy, decision.needs_review) == ((), True, True)


def test_a_name_that_is_no_unit_is_noted_and_a_person_reads_it() -> None:
    text = "鼓楼街道有人占道摆摊"
    decision = router().route(text, accused="张三", classification=[("0101", 0.99)], on=ON)
    assert decision.accused == ()
    assert decision.needs_review
    assert "未能对应到单位" in decision.reasons[0]


def test_an_accusation_never_goes_alone_and_shows_the_words_that_said_it() -> None:
    text = "临江区城管局敷衍了事，钱塘路的摊子没人管"
    decision = router().route(text, classification=[("0101", 0.9)], on=ON)
    assert decision.needs_review
    assert any("“敷衍”" in reason for reason in decision.reasons)
    assert 0 < decision.confidence < 1


def test_a_city_may_let_a_sure_accusation_of_one_unit_go_alone() -> None:
    alone = Router(router().tables, threshold=0.6, accusations_alone=True)
    text = "投诉临江区城管局，执法人员态度恶劣"
    decision = alone.route(text, classification=[("0101", 0.9)], on=ON)
    assert (decision.unit, decision.needs_review) == ("LJ-ZF", False)


def test_whoever_handles_the_matter_stays_the_second_candidate() -> None:
    text = "市城管局的人推诿扯皮，东湖区鼓楼街道有人摆摊没人管"
    decision = router().route(text, classification=[("0101", 0.9)], on=ON)
    assert decision.unit == "S-ZFB"
    assert decision.alternatives[0][0] in {"DH-CG", "990102001"}


def test_the_spans_are_the_words_of_the_text() -> None:
    text = "东湖区城管局的人收红包"
    spans = [text[start:end] for start, end in hear(text).spans]
    assert spans[0] == "东湖区城管局"
    assert "收红包" in spans


def test_all_units_of_the_city_in_one_text_cost_no_more() -> None:
    units = "".join(f"{unit.name}的人推诿，态度恶劣。" for unit in router().tables.units)
    test_reading_costs_what_the_text_is_long_whatever_it_is_made_of(units)


@pytest.mark.parametrize("piece", HOSTILE)
def test_reading_costs_what_the_text_is_long_whatever_it_is_made_of(piece: str) -> None:
    short, long = (cost((piece * (size // len(piece) + 1))[:size]) for size in SIZES)
    assert long < 0.5
    assert long <= 5 * short + 0.02


def cost(text: str) -> float:
    """Seconds of CPU, best of three."""
    rounds = []
    for _ in range(3):
        begun = process_time()
        reader().hear(text)
        rounds.append(process_time() - begun)
    return min(rounds)


@pytest.mark.parametrize(
    ("text", "accuses"),
    [
        ("不动产大厅的排号机死机了，等了四十分钟没动静", False),
        ("出入境大厅的拍照机坏了，跑了三趟都照不成", False),
        ("社保局一楼的坡道裂了，轮椅上不去", False),
        ("车管所里的空调停了一个夏天，等着的人都中暑了", False),
        ("社保局的叫号机坏了，里面的人自己给熟人先办", True),
        ("政务大厅那台打印机坏了我去问，工作人员翻白眼说爱办不办", True),
    ],
)
def test_a_machine_or_the_house_of_a_unit_accuses_nobody(text: str, *, accuses: bool) -> None:
    assert bool(hear(text).units) is accuses
