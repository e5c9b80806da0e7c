"""曝光纠错: published by two, withdrawn by one, with follow-ups; no person in it, no answer."""

import dataclasses
import re

import pytest
from sqlmodel import select

from hotline.domain.models import KnowledgeCheck
from tests.support.knowledge import OWNER

EXPOSURE = {
    "kind": "exposure",
    "title": "公积金窗口排队过长",
    "unit": OWNER,
    "category": "0211",
    "problem": "办理租房提取公积金要排队三个小时",
    "state": "rectifying",
    "result": "增开两个窗口，开通网上预约",
}
FOLLOWUPS = "2026-03-05 平均等候降到二十分钟\n2026-03-02 网上预约开通"
QUESTION = "办理租房提取公积金要排队三个小时"


@pytest.fixture
def drafted(fill_in):
    """`drafted(**changes)` is the address of an exposure that a reviewer wrote."""

    def write(**changes):
        answer = fill_in("reviewer", "/knowledge", **EXPOSURE | changes)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].partition("?")[0]

    return write


@pytest.fixture
def published(drafted, fill_in):
    def publish(**changes):
        path = drafted(**changes)
        assert fill_in("supervisor", f"{path}/publications", version="1").status_code == 303
        return path

    return publish


def test_nobody_outside_reads_it_before_a_second_person_publishes_it(drafted, see, fill_in):
    path = drafted()
    assert EXPOSURE["title"] not in see("nobody", "/exposures").text
    for who in ("agent", "street_clerk", "stranger", "leader"):
        assert see(who, path).status_code == 404
        assert EXPOSURE["title"] not in see(who, "/knowledge").text
    assert fill_in("supervisor", f"{path}/publications", version="1").status_code == 303
    page = see("nobody", "/exposures").text
    for phrase in (EXPOSURE["problem"], EXPOSURE["result"], "整改中", "2026-03-09"):
        assert phrase in page


def test_the_writer_never_publishes_it_even_where_one_person_is_enough(web, drafted, see, fill_in):
    desk = web.app.state.desks()
    settings = dataclasses.replace(desk.city.settings, second_person=False)
    city = dataclasses.replace(desk.city, settings=settings)
    web.app.state.desks._desk = dataclasses.replace(desk, city=city)
    web.app.state.desks._looked = float("inf")
    refused = fill_in("reviewer", f"{drafted()}/publications", version="1")
    assert refused.status_code == 403
    assert "撰写人不能发布" in refused.text
    assert EXPOSURE["title"] not in see("nobody", "/exposures").text


def test_the_exposed_unit_neither_writes_nor_withdraws_nor_changes_it(published, see, fill_in):
    path = published()
    assert fill_in("street_clerk", "/knowledge", **EXPOSURE).status_code == 403
    assert fill_in("street_clerk", f"{path}/withdrawals", reason="不好看").status_code == 403
    changed = fill_in("street_clerk", f"{path}/versions", **EXPOSURE, seen_version="1")
    assert changed.status_code == 403
    assert see("street_clerk", f"{path}/edit").status_code == 404
    assert see("street_clerk", "/knowledge/new?kind=exposure").status_code == 403
    assert EXPOSURE["title"] in see("nobody", "/exposures").text


@pytest.mark.parametrize("field", ["title", "problem", "result", "followups"])
def test_personal_data_is_refused_in_every_part(see, fill_in, field):
    text = f"2026-03-02 联系电话13800138000{'' if field == 'followups' else '的人'}"
    refused = fill_in("reviewer", "/knowledge", **EXPOSURE | {field: text})
    assert refused.status_code == 400
    assert "像是个人信息" in refused.text
    assert f'id="know-{field}-fault"' in refused.text
    assert text in refused.text
    assert "13800138000" not in see("supervisor", "/knowledge").text


def test_one_person_withdraws_it_and_it_is_gone(published, see, fill_in):
    path = published()
    assert fill_in("reviewer", f"{path}/withdrawals", reason="须核实").status_code == 303
    assert EXPOSURE["title"] not in see("nobody", "/exposures").text
    assert fill_in("reviewer", f"{path}/publications", version="1").status_code == 403
    assert fill_in("supervisor", f"{path}/publications", version="1").status_code == 303


def test_a_followup_is_read_once_another_person_published_it_with_its_day(published, see, fill_in):
    path = published()
    changed = EXPOSURE | {"state": "rectified", "followups": FOLLOWUPS, "seen_version": "1"}
    assert fill_in("supervisor", f"{path}/versions", **changed).status_code == 303
    before = see("nobody", "/exposures").text
    assert "平均等候" not in before
    assert "整改中" in before
    assert fill_in("supervisor", f"{path}/publications", version="2").status_code == 403
    assert fill_in("reviewer", f"{path}/publications", version="2").status_code == 303
    page = see("nobody", "/exposures").text
    days = re.findall(r'<li><time datetime="([0-9-]+)">\1</time><span>([^<]+)<', page)
    assert days == [("2026-03-02", "网上预约开通"), ("2026-03-05", "平均等候降到二十分钟")]
    assert "已整改" in page


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("followups", "本周 完成整改", "请以日期开头"),
        ("followups", "完成", "缺少日期或内容"),
        ("followups", "2026-03-10 明天完成", "晚于今天"),
        ("state", "", "不是整改状态"),
        ("problem", " ", "问题为空"),
        ("result", "", "处理结果为空"),
    ],
)
def test_what_cannot_stand_in_it_is_refused_with_the_reason(fill_in, field, text, reason):
    refused = fill_in("reviewer", "/knowledge", **EXPOSURE | {field: text})
    assert refused.status_code == 400
    assert reason in refused.text
    assert f'id="know-{field}-fault"' in refused.text


def test_it_is_no_answer_to_anybody(web, published, see, fill_in):
    code = published(title="租房提取住房公积金").rpartition("/")[2]
    for path in (f"/guide/{code}", f"/api/v1/knowledge/{code}", f"/api/v1/items/{code}"):
        assert see("nobody", path).status_code == 404
    assert fill_in("nobody", f"/guide/{code}/feedback", kind="helpful").status_code == 404
    for path in ("/guide", "/guide?kind=exposure", f"/guide?q={QUESTION}", "/guide.xml"):
        assert code not in see("nobody", path).text
    assert code not in fill_in("nobody", "/report/suggestions", text=QUESTION).text
    assert code not in fill_in("agent", "/intake/suggestions", text=QUESTION, key="k").text
    for who in ("nobody", "agent"):
        body = {"text": QUESTION}
        assert web.post(who, "/api/v1/suggestions/knowledge", body).json()["knowledge"] == []
    cited = {"text": QUESTION, "key": "k", "ending": "answer", "answer": "x", "cites": f"{code}@1"}
    assert fill_in("agent", "/intake", **cited).status_code == 400


def test_it_counts_in_no_figure_of_the_knowledge_base(web, published, fill_in):
    path = published()
    assert fill_in("reviewer", f"{path}/samples", is_right="yes").status_code == 409
    assert fill_in("reviewer", f"{path}/confirmations").status_code == 409
    changed = EXPOSURE | {"followups": FOLLOWUPS, "seen_version": "1"}
    fill_in("reviewer", f"{path}/versions", **changed)
    assert fill_in("supervisor", f"{path}/publications", version="2").status_code == 303
    with web.app.state.database.reading() as session:
        assert session.exec(select(KnowledgeCheck)).all() == []


def test_the_newest_stands_first_and_older_ones_on_the_next_page(published, see, monkeypatch):
    monkeypatch.setattr("hotline.web.pages.exposures.PAGE", 1)
    published(title="先公布的事", effective_from="2026-03-01")
    published(title="后公布的事", effective_from="2026-03-08")
    published(title="明天公布的事", effective_from="2026-03-10")
    first = see("nobody", "/exposures").text
    assert "后公布的事" in first
    assert "先公布的事" not in first
    assert "明天公布的事" not in first
    assert 'href="/exposures?after=1"' in first
    assert "先公布的事" in see("nobody", "/exposures?after=1").text
    assert see("nobody", "/exposures?after=x").status_code == 200


def test_the_keeper_edits_what_was_published_without_typing_it_again(published, see):
    path = published(followups=FOLLOWUPS, effective_from="2026-03-01")
    assert "写曝光纠错" in see("reviewer", "/knowledge?kind=exposure").text
    assert "写曝光纠错" not in see("street_clerk", "/knowledge").text
    assert "写后续或修改" in see("reviewer", path).text
    form = see("reviewer", f"{path}/edit").text
    for phrase in (EXPOSURE["problem"], EXPOSURE["result"], "平均等候降到二十分钟", "2026-03-01"):
        assert phrase in form
    assert re.search(r'value="rectifying"\s+checked', form)


def test_the_door_stands_beside_the_guide(see):
    assert 'href="/exposures"' in see("nobody", "/guide").text
    assert "还没有公布的内容" in see("nobody", "/exposures").text
