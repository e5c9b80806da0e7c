"""How somebody begins and ends a call changes neither what they want nor what it is about."""

import csv
from pathlib import Path

import pytest

from classifiers.plain_text import plain
from classifiers.predict import default_classifier
from classifiers.request_type import type_of_report

with (Path(__file__).parent / "data" / "request_type.csv").open(encoding="utf-8") as lines:
    TEXTS = [row["text"].rstrip("。！!") for row in csv.DictReader(lines)][::4]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("喂师傅你好啊我想问个事", "，给你们添麻烦了，多谢"),
        ("那什么，同志，跟您汇报一件事，", "，行，就这样，再见啊"),
        ("哎你好，是政府热线不，我头一回打电话，", "，你们给看一看，等你们回话"),
        ("您好，辛苦啦，请帮忙登记下，", "，就这么个情况，您费神"),
    ],
)
def test_the_type_and_the_category_stay_what_they_are(before: str, after: str) -> None:
    framed = [f"{before}{text}{after}" for text in TEXTS]
    read, same = (
        default_classifier().classify_many(texts, explain=False) for texts in (framed, TEXTS)
    )
    changed = [
        text
        for text, framed_read, bare_read in zip(TEXTS, read, same, strict=True)
        if framed_read.request_type.code != bare_read.request_type.code
        or framed_read.alternatives[0].code != bare_read.alternatives[0].code
    ]
    assert len(changed) <= 0.1 * len(TEXTS), changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("来电人自述：", "。已告知市民等候处理"),
        ("市民王女士通过市长信箱留言，内容如下：", "。请承办单位三日内反馈。"),
        ("据来电人称，", "，来电人希望有关单位予以解决并答复"),
        ("经了解，市民反映", "，现转你单位办理"),
        ("2026年3月9日9时，市民来电称", "，请贵单位依职责处理，按时限反馈"),
        ("诉求概要：", "。办理要求：核实并回复市民。"),
        ("市民（男，45岁）反映：", "。市民情绪激动，望尽快核实"),
        ("客服你好，工单催办，", "，请加急"),
        ("您好，请问是热线吗，有这么个事啊，", "，你帮我往上反映反映"),
    ],
)
def test_slips_of_operators_are_left_out_whole(before: str, after: str) -> None:
    for text in ("巷口的路灯又不亮了", "有人在河边电鱼，天天晚上来"):
        assert plain(f"{before}{text}{after}").strip(" ，。") == text


@pytest.mark.parametrize(
    "text",
    [
        "工单显示已处理，水还在漏",
        "3月9日，隔壁工地打桩到半夜",
        "我爸86岁，低保被停了",
        "路还是烂的，工单已办结",
        "三天内给我停了两次电，不答复",
    ],
)
def test_a_date_an_age_or_an_order_that_is_the_matter_stays(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "接线员把我电话挂了",
        "领导讲话讲了三个小时",
        "你们电话打不通",
        "一个人坐楼顶，想想就这样算了吧",
        "送货师傅帮老人搬米，太感谢了",
    ],
)
def test_a_clause_in_which_something_happens_is_no_frame(text: str) -> None:
    assert plain(text) == text


def test_who_only_asks_is_known_by_the_frame() -> None:
    text = "您好，我想咨询一下居住证的办理"
    assert type_of_report(text, plain(text))[0] == "consult"
    assert type_of_report("居住证的办理", "居住证的办理")[0] != "consult"
    complaint = "您好，我想咨询一下楼下停水三天了没人管"
    assert type_of_report(complaint, plain(complaint))[0] == "complaint"


@pytest.mark.parametrize(
    "text", ["征收安置房的柳塘安置小区停水两天了", "回迁安置三区昨晚停水", "还建小区没有自来水"]
)
def test_the_name_of_an_estate_for_resettlement_is_no_matter_of_demolition(text: str) -> None:
    assert default_classifier().classify(text).alternatives[0].code == "0401"


def test_resettlement_itself_stays_one() -> None:
    read = default_classifier().classify("老房子征收了三年，安置小区迟迟不分房，过渡费也停发")
    assert read.alternatives[0].code == "0208"


def test_no_measure_word_is_a_reason() -> None:
    read = default_classifier().classify("搞个充电桩吧，那排车棚都空着，一堆电动车没处充电")
    assert not {"搞个", "那排", "一堆"} & set(read.category_words)
    assert read.category_words


@pytest.mark.parametrize(
    ("written", "read"), [("他躺著沒動", "他躺着没动"), ("著名景點", "著名景点"), ("名著", "名著")]
)
def test_the_particle_is_folded_and_the_author_is_not(written: str, read: str) -> None:
    assert plain(written) == read
