"""A proxy and an enterprise are masked as the caller is, and opened with the same reason."""

import pytest

TEXT = "东湖区府前街的工地半夜打桩，噪声很大，代办人张小文说老人睡不好，请尽快处理。"
PARTIES = {
    "caller": "赵桂兰",
    "phone": "13800138000",
    "proxy": "张小文",
    "proxy_relation": "女儿",
    "proxy_phone": "13900139000",
    "enterprise": "幸福路便利店有限公司",
    "credit_code": "91350100M000100Y43",
    "contact": "李建业",
}
WHOLE = ("张小文", "13900139000", "幸福路便利店有限公司", "91350100M000100Y43", "李建业")


def section(page: str) -> str:
    return page.split('aria-labelledby="caller"', 1)[1].split("</section>", 1)[0]


def test_they_are_masked_until_somebody_opens_the_caller_with_a_reason(web, see, fill_in):
    no = web.report(TEXT, **PARTIES)
    shown = section(see("dispatcher", f"/tickets/{no}").text)
    assert all(word not in shown for word in WHOLE)
    assert "张**（女儿）" in shown
    assert "139****9000" in shown
    opened = fill_in("dispatcher", f"/tickets/{no}/openings", reason="核对代办人")
    assert all(word in section(opened.text) for word in WHOLE)


def test_the_api_has_them_masked_and_discloses_them_for_a_reason(web):
    no = web.report(TEXT, **PARTIES)
    caller = web.get("dispatcher", f"/api/v1/tickets/{no}").json()["caller"]
    assert (caller["proxy"], caller["credit_code"]) == ("张**", "91**************43")
    shown = web.act("dispatcher", no, "disclosures", reason="核对代办人").json()
    assert {name: shown[name] for name in PARTIES if name in shown}["contact"] == "李建业"


@pytest.mark.parametrize("secrecy", ["open", "confidential"])
def test_of_a_hidden_caller_the_proxy_is_hidden_in_the_text_too(web, see, secrecy):
    no = web.report(TEXT, **PARTIES, identity="hidden", secrecy=secrecy)
    page = see("supervisor", f"/tickets/{no}").text
    assert all(word not in page for word in WHOLE)


def test_of_an_anonymous_report_nobody_is_kept(web, see):
    no = web.report(TEXT, **PARTIES, identity="anonymous")
    assert "女儿" not in section(see("dispatcher", f"/tickets/{no}").text)


def test_a_proxy_alone_can_be_opened(web, fill_in):
    alone = {name: PARTIES[name] for name in ("proxy", "proxy_relation", "proxy_phone")}
    no = web.report(TEXT, **alone)
    opened = fill_in("dispatcher", f"/tickets/{no}/openings", reason="联系代办人")
    assert "13900139000" in section(opened.text)


@pytest.mark.parametrize("path", ["/report", "/intake"])
def test_a_wrong_credit_code_is_named_beside_its_field(fill_in, path):
    sent = PARTIES | {"credit_code": "91350100M000100Y44", "text": TEXT, "ending": "dispatch"}
    refused = fill_in("agent" if path == "/intake" else "nobody", path, **sent, key="p1")
    assert refused.status_code == 400
    assert "校验位不符" in refused.text
