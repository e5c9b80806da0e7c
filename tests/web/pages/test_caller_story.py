"""Progress tells everything in plain words: extensions with both days, the caller's own words."""

from datetime import timedelta

from tests.support.photos import plain_png


def look(web, no: str, code: str = "") -> str:
    sent = {"ticket_no": no, "query_code": code or web.app.state.vault.query_code(no)}
    return web.client.post("/progress", data=sent).text


def story(page: str) -> str:
    return page.split('aria-labelledby="story"', 1)[1].split("</section>", 1)[0]


def test_an_extension_stands_with_the_old_and_the_new_day(web):
    no = web.ticket_at("in_progress")
    web.act("street_clerk", no, "extensions", limit="2wd", reason="配件未到", basis="示例")
    web.act("supervisor", no, "extension-decisions", decision="grant")
    lines = story(look(web, no))
    assert "承办单位申请延期，经批准，答复日期由 2026 年 3 月 16 日（周一） 延长到" in lines
    assert "延长到 2026 年 3 月 18 日（周三）" in lines
    assert "配件未到" not in lines
    code = web.app.state.vault.query_code(no)
    steps = web.get("nobody", "/api/v1/progress", ticket_no=no, query_code=code).json()["steps"]
    assert (steps[-1]["old_promise"][:10], steps[-1]["new_promise"][:10]) == (
        "2026-03-16",
        "2026-03-18",
    )


def test_while_suspended_no_day_is_promised_and_its_end_is_told(web):
    no = web.ticket_at("in_progress")
    grounds = {"until": "2026-04-01", "reason": "等待拆迁", "basis": "示例"}
    assert web.act("street_clerk", no, "suspensions", **grounds).status_code < 300
    web.act("supervisor", no, "suspension-decisions", decision="grant")
    code = web.app.state.vault.query_code(no)
    progress = web.get("nobody", "/api/v1/progress", ticket_no=no, query_code=code).json()
    assert (progress["status"], progress["promised_at"]) == ("suspended", None)
    assert progress["suspended_until"].startswith("2026-04-01")
    page = look(web, no)
    assert "承诺答复日期" not in page
    assert 'action="/progress/supplements"' in page
    assert "暂缓办理至 2026 年 4 月 1 日" in story(page)


def test_a_dispatch_that_was_taken_back_is_told_so(web):
    no = web.report("有个事情想反映一下，麻烦处理。")
    web.act("dispatcher", no, "dispatches", unit="990102001")
    web.act("dispatcher", no, "recalls", reason="派错了")
    lines = story(look(web, no))
    assert "派单已收回" in lines
    assert "派错了" not in lines


def test_a_wait_for_material_moves_the_day_and_says_why(web):
    no = web.ticket_at("in_progress")
    answer = web.act("street_clerk", no, "materials", items="请补充门牌号和照片")
    assert answer.status_code < 300, answer.text
    web.now += timedelta(days=2)
    sent = {"ticket_no": no, "query_code": web.app.state.vault.query_code(no)}
    web.client.post("/progress/supplements", data=sent | {"text": "门牌是府前街 8 号"})
    lines = story(look(web, no))
    assert "等待期间不计时，答复日期由 2026 年 3 月 16 日（周一） 顺延到" in lines


def test_what_callers_added_themselves_stands_there_and_the_words_of_others_do_not(web):
    no = web.ticket_at("in_progress")
    sent = {"ticket_no": no, "query_code": web.app.state.vault.query_code(no)}
    web.client.post("/progress/supplements", data=sent | {"text": "现在更吵了"})
    files = {"file": ("窗外.png", plain_png(), "image/png")}
    web.client.post("/progress/attachments", data=sent, files=files)
    web.act("dispatcher", no, "comments", text="内部备注")
    lines = story(look(web, no))
    assert "现在更吵了" in lines
    assert "窗外.png" in lines
    assert "内部备注" not in lines


def test_a_merged_caller_reads_what_the_leading_ticket_went_through_but_no_words_of_its_caller(web):
    leading, own = web.report("东湖区府前街工地噪声大"), web.report("东湖区府前街工地吵")
    web.act("dispatcher", own, "merges", into=leading, reason="同一工地")
    web.act("dispatcher", leading, "dispatches", unit="990102001")
    sent = {"ticket_no": leading, "query_code": web.app.state.vault.query_code(leading)}
    web.client.post("/progress/supplements", data=sent | {"text": "我家在三楼"})
    lines = story(look(web, own))
    assert f"工单 {leading} 一并办理" in lines
    assert "派给" in lines
    assert "我家在三楼" not in lines


def test_number_and_code_may_be_typed_with_blanks_and_full_width_digits(web):
    no = web.report("东湖区府前街的路灯不亮")
    code = web.app.state.vault.query_code(no)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    page = look(web, f" {no[:6]} {no[6:]} ", f"{wide[:3]} {wide[3:]}")
    assert "登记了您的诉求" in story(page)
