"""曝光纠错 over HTTP: read by everybody, written by the centre, published by another person."""

import pytest

from tests.support.knowledge import OWNER

PATH = "/api/v1/exposures"
BODY = {
    "title": "公积金窗口排队过长",
    "unit": OWNER,
    "category": "0211",
    "problem": "办理租房提取公积金要排队三个小时",
    "state": "rectifying",
    "result": "增开两个窗口，开通网上预约",
    "followups": [{"day": "2026-03-05", "text": "平均等候降到二十分钟"}],
}


@pytest.fixture
def drafted(web):
    answer = web.post("reviewer", PATH, BODY)
    assert answer.status_code == 201, answer.text
    return answer.json()["code"]


@pytest.fixture
def published(web, drafted):
    answer = web.post("supervisor", f"{PATH}/{drafted}/publications", {"version": 1})
    assert answer.status_code == 201, answer.text
    return drafted


def listed(web):
    return web.client.get(PATH).json()["exposures"]


def test_a_draft_is_nobodys_until_another_person_publishes_it(web, drafted):
    own = web.post("reviewer", f"{PATH}/{drafted}/publications", {"version": 1})
    assert own.status_code in (403, 409)
    assert listed(web) == []
    assert web.client.get(f"{PATH}/{drafted}").status_code == 404
    assert web.get("street_clerk", f"{PATH}/{drafted}").status_code == 404
    assert web.get("supervisor", f"{PATH}/{drafted}").json()["versions"][0]["version"] == 1


def test_everybody_reads_what_is_published_with_its_followups(web, published):
    [exposure] = listed(web)
    assert exposure == web.client.get(f"{PATH}/{published}").json()
    assert exposure | {name: BODY[name] for name in BODY} == exposure | {
        "effective_from": "2026-03-09"
    }
    assert exposure["state_name"] == "整改中"
    assert exposure["unit_name"] not in ("", OWNER)
    assert not {"by", "steps", "versions"} & set(exposure)


def test_a_followup_is_read_once_its_version_is_published(web, published):
    more = BODY["followups"] + [{"day": "2026-03-08", "text": "开通网上预约"}]
    changed = BODY | {"state": "rectified", "followups": more, "version": 1}
    assert web.post("reviewer", f"{PATH}/{published}/versions", changed).status_code == 201
    assert len(listed(web)[0]["followups"]) == 1
    web.post("supervisor", f"{PATH}/{published}/publications", {"version": 2})
    assert listed(web)[0] | {"state": "rectified", "followups": more} == listed(web)[0]


def test_one_person_withdraws_it_and_the_exposed_unit_does_not(web, published):
    path = f"{PATH}/{published}/withdrawals"
    assert web.post("street_clerk", path, {"reason": "不实"}).status_code == 403
    assert web.post("supervisor", path, {"reason": "已另行公布"}).status_code == 201
    assert listed(web) == []


@pytest.mark.parametrize(
    ("who", "status"), [("street_clerk", 403), ("agent", 403), ("leader", 403)]
)
def test_only_the_centre_writes_one(web, who, status):
    assert web.post(who, PATH, BODY).status_code == status


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("problem", "请打 13800001234 找李女士"),
        ("state", "done"),
        ("unit", "NOBODY"),
        ("followups", [{"day": "昨天", "text": "已办"}]),
        ("followups", [{"day": "2026-12-01", "text": "已办"}]),
    ],
)
def test_what_cannot_stand_in_it_is_named(web, field, value):
    answer = web.post("reviewer", PATH, BODY | {field: value})
    assert answer.status_code == 400
    assert field in answer.text


@pytest.mark.parametrize("query", ["after=x", "after=-1", "limit=1000000", "after=٣"])
def test_a_wrong_page_is_named(web, query):
    assert web.client.get(f"{PATH}?{query}").status_code == 400
