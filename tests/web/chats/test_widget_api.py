"""What our own widget asks beside Chatwoot's calls."""

from sqlmodel import select

from hotline.domain.models import Comment


def test_a_report_of_the_chat_shows_what_was_said_and_tells_number_code_and_day(door):
    visitor = door.contact()
    visitor.begin()
    visitor.write("幸福路的路灯坏了三天")
    visitor.write("人工")
    assert visitor.in_chat("GET", "tickets").json() == {"text": "幸福路的路灯坏了三天"}
    bad = visitor.in_chat("POST", "tickets", text="路灯坏了三天", phone="12ab")
    assert (bad.status_code, bad.json()["errors"][0]["field"]) == (400, "phone")
    sent = visitor.in_chat("POST", "tickets", text="路灯坏了三天", address="幸福路 18 号").json()
    assert sent["promised_at"].startswith("2026-03-")
    message = visitor.messages()[-1]["content"]
    assert sent["ticket_no"] in message
    assert sent["query_code"] in message
    assert "承诺 3 月" in message
    more = {"text": "别的内容写在这里", "phone": "13800138000"}
    assert visitor.in_chat("POST", "tickets", **(more | {"phone": "12"})).status_code == 400
    for _ in range(2):
        again = visitor.in_chat("POST", "tickets", **more).json()
        assert again["ticket_no"] == sent["ticket_no"]
    with door.web.app.state.database.reading() as session:
        supplements = select(Comment.text).where(Comment.audience == "caller")
        assert session.exec(supplements).all() == ["别的内容写在这里\n联系电话：13800138000"]
    stranger = door.contact()
    stranger.begin()
    path = f"{stranger.path}/conversations/{visitor.chat}/tickets"
    assert door.web.client.get(path).status_code == 404


def test_who_fills_in_a_danger_reads_in_the_chat_whom_to_call(door):
    shock = "灯杆漏电，刚才有小孩摸到被电倒了，现在不动了"
    visitor = door.contact()
    visitor.begin()
    assert visitor.in_chat("POST", "tickets", text="幸福路的路灯坏了三天").is_success
    visitor.in_chat("POST", "tickets", text=shock, address="幸福路 18 号")
    assert "请立即拨打" in visitor.messages()[-1]["content"]
    other = door.contact()
    other.begin()
    other.in_chat("POST", "tickets", text=shock)
    assert "120" in other.messages()[-1]["content"]


def test_who_tells_of_two_dangers_reads_the_numbers_of_both(door):
    visitor = door.contact()
    visitor.begin()
    visitor.write("车翻到河里了，人困在里面出不来")
    phones = visitor.messages()[-2]["content"] + visitor.messages()[-1]["content"]
    assert all(number in phones for number in ("110", "119", "120"))
    other = door.contact()
    other.begin()
    other.in_chat("POST", "tickets", text="车翻到河里了，人困在里面出不来")
    assert "110" in other.messages()[-1]["content"]
