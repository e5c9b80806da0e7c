"""Officials whose unit a text does not name: such a complaint is secret and goes above them."""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from time import process_time

import pytest

from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from routing.decision import Decision
from routing.official_patterns import of_pattern, official_patterns
from routing.officials import blamed_officials
from routing.reasons import UNNAMED_STAFF
from routing.router import Router

DATA = Path(__file__).parent / "data/plain_accusations.csv"
STORIES = DATA.with_name("stories.csv")
ROWS = list(csv.DictReader(DATA.open(encoding="utf-8", newline="")))
ON = date(2026, 11, 26)
FRAMES = ["{}", "市民来电反映：{}", "您好，{}，谢谢。", "【来电】{}。请核实处理，盼回复。"]


@cache
def router() -> Router:
    pack = read_pack(DEMO).pack
    assert pack
    return pack.router


def route(text: str, category: str = "0101", share: float = 0.8) -> Decision:
    return router().route(text, classification=[(category, share), ("0401", 0.02)], on=ON)


@pytest.mark.parametrize(("lot", "least", "most"), [("1", 19, 1), ("2", 19, 3), ("3", 18, 1)])
def test_plain_stories_of_officials_are_secret_and_harmless_ones_are_not(lot, least, most) -> None:
    """A floor. The first two lots were written before the reader, and by the same hand; of the
    third 3 of 20 were heard at its first reading, of the fourth 5 of 12. Of the second one was
    wrong as long as lessons resembled the lot; without them three are.
    """
    own = [row for row in ROWS if row["lot"] == lot]
    heard = [row["text"] for row in own if row["secret"] == "yes" and route(row["text"]).secrecy]
    wrong = [row["text"] for row in own if row["secret"] == "no" and route(row["text"]).secrecy]
    assert (len(heard) >= least, len(wrong) <= most) == (True, True), (heard, wrong)


def test_stories_written_before_their_reader_are_heard_and_their_neighbours_are_not() -> None:
    """A floor; no lesson was written with these in view."""
    rows = list(csv.DictReader(STORIES.open(encoding="utf-8", newline="")))
    read = [(row["accused"] == "1", bool(blamed_officials(row["text"]))) for row in rows]
    assert sum(heard for accused, heard in read if accused) >= 18
    assert sum(heard for accused, heard in read if not accused) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "街道办那个姓钱的副主任收了我两条烟 低保还是没给办",
        "办不动产证的那个男的暗示我给点辛苦费 不然再等俩月",
        "低保是社区那个女主任说了算 给她送过东西的都批了",
        "窗口小姑娘一边嗑瓜子一边刷视频 我站那儿二十分钟没人搭理",
        "我打电话去街道问 接电话的男的直接来句爱找谁找谁 啪挂了",
        "我投诉完第二天 我的名字电话就到被投诉的老板手里了",
        "你们上个工单写着已解决 根本没人来过 瞎糊弄",
        "你们热线回我说已经和我沟通过了 我手机一个未接都没有",
        "驻村干部把救济的米面拉自己家去了",
        "执法车一来就只抄我的摊 隔壁摊主是他亲戚从来不管",
        "镇上报的危房改造名单全是干部家属",
    ],
)
@pytest.mark.parametrize("frame", FRAMES)
def test_discipline_comes_first_and_who_is_in_charge_second(text: str, frame: str) -> None:
    decision = route(frame.format(text), "1501")
    assert (decision.unit, decision.secrecy, decision.needs_review) == ("S-JW", True, True)
    assert decision.alternatives[0][0] == "S-MZ"
    assert len(decision.alternatives) == 1
    assert decision.mentioned[-1] == "S-MZ"
    assert UNNAMED_STAFF in decision.reasons


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_changes_nothing_of_who_is_accused(frame: str) -> None:
    text = frame.format("我反映噪音 民警来了跟歌厅老板勾肩搭背抽烟去了")
    decision = route(text, "0606")
    assert (decision.unit, decision.secrecy) == ("S-ZFB", True)
    assert "S-GA" in decision.accused
    quoted = next(reason for reason in decision.reasons if reason.startswith("依据原文"))
    assert "“民警”" in quoted


@pytest.mark.parametrize("text", ["健身房前台态度极差 还把我拉黑了", "4S店前台爱答不理 态度恶劣"])
def test_who_stands_at_the_desk_of_a_shop_is_no_official(text: str) -> None:
    assert not route(text, "1805").secrecy


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("地铁站台上那个屏蔽门夹到我的书包了，工作人员态度还行，帮我弄出来了", "1805"),
        ("地铁那个扶梯停了半个月，腿脚不好的人没法走", "0502"),
        ("大马公路那个弯道去年翻过客车，到现在护栏都没补", "0505"),
    ],
)
def test_a_thing_that_fails_beside_staff_who_were_all_right_is_not_secret(text, category) -> None:
    decision = route(text, category)
    assert (decision.secrecy, decision.accused) == (False, ())


def test_neighbourhood_staff_go_above_without_candidates_that_nobody_meant() -> None:
    decision = route("社区网格员上门骂我是老不死的", "1505")
    assert (decision.unit, decision.secrecy) == ("S-JW", True)
    assert [unit for unit, _ in decision.alternatives] == ["S-MZ"]
    decision = route("柳林镇村支书把修路的活包给小舅子", "1405")
    assert (decision.unit, decision.secrecy) == ("990104100", True)
    assert "S-JW" in {unit for unit, _ in decision.alternatives}


def test_the_words_that_say_it_are_those_of_the_text() -> None:
    text = "您好，镇干部把救灾的棉被搬自己丈母娘家去了"
    assert [text[start:end] for start, end in blamed_officials(text)] == [
        "干部把救灾的棉被搬自己丈母娘"
    ]


def test_the_cheap_look_before_a_dear_pattern_hides_nothing() -> None:
    texts = [row["text"] for file in DATA.parent.glob("*.csv") for row in _rows(file)]
    for kind in ("gift", "kin"):
        told_of = [text for text in texts if official_patterns()[kind].search(text)]
        assert len(told_of) > 20
        assert [text for text in told_of if not of_pattern(kind, text)] == []


def _rows(file: Path) -> list[dict[str, str]]:
    rows = list(csv.DictReader(file.open(encoding="utf-8", newline="")))
    return [row for row in rows if row.get("text")]


@pytest.mark.parametrize(
    "piece",
    ["工作人员", "收了我", "举报第二天", "街道打电话", "你们已解决", "办的", "送烟", "干部把"],
)
def test_reading_costs_the_same_however_long_a_hostile_text_is(piece: str) -> None:
    begun = process_time()
    blamed_officials(piece * 20_000)
    assert process_time() - begun < 0.5
