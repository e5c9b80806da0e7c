"""What is noticed in a reply, each with its reason.

And how right that is on real replies, where they are at hand.
"""

import csv
import random
from pathlib import Path

import pytest

from analytics.reply_checks import own_words
from analytics.reply_quality import SHORTEST, ReplyFacts, check_reply, copies_among
from analytics.reply_relevance import relevance

REPORT = "夜间施工噪声扰民\n东湖区府前街工地每天夜里十二点还在打桩，孩子睡不着，请尽快处理。"
GOOD = (
    "您反映的府前街工地夜间打桩问题，城管局3月9日晚到场核查，情况属实，已依据《示例市建筑施工噪声管理办法》第九条责令停工，"
    "工地承诺3月10日起22时后不再施工。"
)
OTHER = "西关大街北头三盏路灯因电缆老化不亮，路灯所已更换电缆，当晚恢复照明，并检查了周边线路。"
CASES = {
    "short": ("您好，您反映的问题已收悉。感谢您的来信，祝您生活愉快！", {}),
    "off_point": (OTHER, {}),
    "evasive": (
        "您反映的府前街工地问题已转鼓楼街道调查处理，具体情况请咨询区住建部门，请您关注。",
        {},
    ),
    "nothing_done": (
        "府前街一带属于城市中心区，工地较多，施工单位各不相同，声音难免影响休息。",
        {"kind": "complaint"},
    ),
    "no_date": (GOOD + "下一步，我们将对周边工地进行整改。", {}),
    "no_basis": ("城管局3月9日晚到府前街工地核查，情况属实，工地已停止夜间施工。", {}),
    "not_contacted": (GOOD, {"contacted": False}),
    "copied": (GOOD, {"others": (GOOD.replace("3月9日", "4月2日"),)}),
    "personal": (GOOD + "投诉人：王建国，身份证110101199003074514。", {}),
}


def codes(answer: str, **facts) -> list[str]:
    return [finding.code for finding in check_reply(ReplyFacts(REPORT, answer, **facts))]


def test_a_good_reply_gets_no_note():
    assert codes(GOOD, kind="complaint", contacted=True, others=(OTHER,)) == []


@pytest.mark.parametrize("code", CASES)
def test_what_is_wrong_is_noticed_with_its_reason(code):
    answer, facts = CASES[code]
    findings = {
        finding.code: finding for finding in check_reply(ReplyFacts(REPORT, answer, **facts))
    }
    assert code in findings
    assert findings[code].reason


def test_a_unit_that_names_its_basis_beside_the_answer_has_one():
    answer, _ = CASES["no_basis"]
    assert "no_basis" not in codes(answer, basis="《噪声污染防治法》第四十三条")


def test_who_left_no_number_could_not_be_contacted():
    assert "not_contacted" not in codes(GOOD, contacted=False, anonymous=True)
    assert "not_contacted" not in codes(GOOD, contacted=None)


def test_the_telephone_of_an_office_is_no_personal_data():
    assert "personal" not in codes(GOOD + "如有疑问请拨打咨询电话0123-4567890。")
    assert "personal" in codes(GOOD + "施工方手机13900001111")


def test_a_name_that_is_hidden_already_is_no_personal_data():
    assert "personal" not in codes(GOOD + "当事人黄某已作出书面保证。")


def test_a_promise_with_a_day_and_an_order_in_the_past_are_no_open_promise():
    assert "no_date" not in codes(GOOD + "我们将于3月31日前完成整改。")
    assert "no_date" not in codes(GOOD + "已要求施工单位尽快完成整改。")
    assert "no_date" not in codes("现将有关情况回复如下：" + GOOD)


def test_personal_data_is_named_but_not_repeated():
    (finding,) = [
        finding
        for finding in check_reply(ReplyFacts(REPORT, CASES["personal"][0]))
        if finding.code == "personal"
    ]
    assert "王建国" not in f"{finding}"
    assert "110101" not in f"{finding}"


def test_copies_are_found_in_groups():
    assert copies_among([GOOD, OTHER, GOOD.replace("3月9日", "3月8日")]) == [[0, 2]]
    assert copies_among([]) == []


def test_odd_texts_do_no_harm():
    for answer in ("", " ", "😡" * 50, "\x00", "长" * 30_000, "，。！？"):
        assert isinstance(codes(answer), list)
    assert check_reply(ReplyFacts("", GOOD)) == []


@pytest.fixture(scope="module")
def real(request):
    folder = Path(__file__).resolve().parents[4] / "shared" / "data" / "messages"
    if not folder.is_dir():
        pytest.skip("left out: the real messages for development are not on this machine")
    return list(csv.DictReader((folder / "replies.csv").open(encoding="utf-8", newline="")))


def test_relevance_tells_real_answers_from_answers_to_others(real):
    """Without labels: the reply against the reply to another message.

    Shown: how often the own one ranks above.
    """
    drawn = random.Random(5)
    full = [row for row in real if len(own_words(row["reply"])) >= SHORTEST]
    own, other = [], []
    for row in full:
        report = f"{row['title']}\n{row['text']}"
        own.append(relevance(report, row["reply"]) or 0.0)
        other.append(relevance(report, drawn.choice(full)["reply"]) or 0.0)
    pairs = [(drawn.choice(own), drawn.choice(other)) for _ in range(50_000)]
    assert (
        sum((mine > theirs) + 0.5 * (mine == theirs) for mine, theirs in pairs) / len(pairs) > 0.95
    )


# Sixty of each finding (all where there are fewer) were read; the share that was right, less a
# little.
RIGHT = {
    "short": 0.9,
    "evasive": 0.85,
    "copied": 0.9,
    "personal": 0.9,
    "no_basis": 0.95,
    "no_date": 0.7,
    "off_point": 0.55,
    "nothing_done": 0.4,
}


@pytest.mark.parametrize("code", RIGHT)
def test_findings_on_real_replies_are_as_right_as_they_were_when_read(real, code):
    """The verdicts know their rows by id only."""
    file = Path(__file__).parent / "data" / "reply_verdicts.csv"
    verdicts = {
        row["id"]: row["right"] == "yes"
        for row in csv.DictReader(file.open())
        if row["finding"] == code
    }
    rows = [row for row in real if row["id"] in verdicts]
    alike = {}
    if code == "copied":
        for group in copies_among([row["reply"] for row in real]):
            alike |= {
                real[member]["id"]: [real[other]["reply"] for other in group if other != member]
                for member in group
            }
    flagged = [row["id"] for row in rows if code in _codes(row, alike)]
    assert len(flagged) >= 0.9 * len(rows)
    assert sum(verdicts[id_] for id_ in flagged) >= RIGHT[code] * len(flagged)


def _codes(row, alike) -> set[str]:
    report = f"{row['title']}\n{row['text']}"
    facts = ReplyFacts(report, row["reply"], kind="complaint", others=alike.get(row["id"], ()))
    return {finding.code for finding in check_reply(facts)}
