"""What is said does not depend on how it is wrapped: frames of operators and files, greetings and
thanks of any wording, traditional characters and blanks between signs.
"""

import csv
from pathlib import Path

import pytest

from classifiers.danger.level import level_with_danger
from classifiers.danger.unframed import unframed
from classifiers.plain_text import plain
from classifiers.predict import Classifier

with (Path(__file__).parent / "data" / "danger_blind.csv").open(encoding="utf-8") as lines:
    ROWS = [(row["text"].rstrip("。"), row["kind"]) for row in csv.DictReader(lines)]


def is_danger(text: str) -> bool:
    return level_with_danger(text, {})[1].is_danger


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("【热线工单】来电人称：", "。来电人诉求：希望有关单位尽快处理并回复。"),
        ("你好是12345吧？", "，麻烦您了，辛苦了。"),
        (
            "工单号20260412007，来电人（先生）反映称：",
            "。请贵单位派人到场查看，并将结果告知来电人。",
        ),
        ("转办：居民通过热线来电称，", "，来电人对此不满，请责任单位核处，谢谢。"),
        ("经办同志好，给你们留言说个情况，", "。望领导百忙之中管管，致谢！"),
        ("来源：微信留言；时间：2026-04-12 08:15；留言内容：", ""),
    ],
)
def test_a_frame_of_any_wording_changes_no_answer_on_danger(before: str, after: str) -> None:
    framed = [is_danger(f"{before}{text}{after}") for text, _ in ROWS]
    bare = [is_danger(text) for text, _ in ROWS]
    changed = [text for (text, _), a, b in zip(ROWS, framed, bare, strict=True) if a != b]
    assert len(changed) <= 0.01 * len(ROWS), changed


@pytest.mark.parametrize(
    ("framed", "matter"),
    [
        ("喂你好，是市民热线吗，我家水表不走，就这个事，谢谢啊", "我家水表不走"),
        ("【网上来电】反映人称其门前路灯不亮。现要求承办单位核实处理。", "门前路灯不亮"),
        ("同志，麻烦问一下事情，公园几点关门，辛苦了", "公园几点关门"),
    ],
)
def test_frames_are_blanks_and_the_matter_stays_where_it_stood(framed: str, matter: str) -> None:
    bare = plain(framed)
    assert bare.strip() == matter
    assert bare.index(matter) == framed.index(matter)


@pytest.mark.parametrize(
    "text",
    ["喂有个人打我，快来", "求求你们帮帮忙", "来人啊", "业主反映物业乱收费", "老师打我，好疼"],
)
def test_what_is_no_frame_stays(text: str) -> None:
    assert plain(text).strip().endswith(text[1:].strip())
    assert unframed(text) == text


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("孩子掉進化糞池裏了，蓋子是壞的", "孩子掉进化粪池里了，盖子是坏的"),
        ("孩子掉進化粪池里了，盖子是坏的", "孩子掉进化粪池里了，盖子是坏的"),
        ("有人掉進窨井裡", "有人掉进窨井里"),
        ("工地塌了，壓住兩個人", "工地塌了，压住两个人"),
    ],
)
def test_each_traditional_sign_says_what_its_simplified_one_says(
    traditional: str, simplified: str
) -> None:
    read, same = (level_with_danger(text, {}) for text in (traditional, simplified))
    assert (read[0][0], read[1].is_danger, read[1].chance) == (
        same[0][0],
        same[1].is_danger,
        same[1].chance,
    )
    assert all(word in traditional for word in read[0][2])


@pytest.mark.parametrize(
    "text",
    [
        "我住在金桂苑停水了",
        "我 住 在 金 桂 苑 停 水 了",
        "我住在老粮站后面停电了",
        "我住在杏林里停气了",
        "家里没水了",
        "学校宿舍断水了",
    ],
)
def test_a_plain_failing_supply_is_no_danger(text: str) -> None:
    read = Classifier().classify(text)
    assert (read.danger.is_danger, read.urgency.code) == (False, "normal")


@pytest.mark.parametrize(
    "text",
    [
        "停电了电梯里困着人",
        "停水了，楼里着火没水救",
        "停电，我妈的呼吸机停了",
        "停气了还闻到煤气味",
    ],
)
def test_somebody_in_danger_beside_a_failing_supply_is_one(text: str) -> None:
    assert is_danger(text)
