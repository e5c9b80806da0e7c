"""One contact who floods stops nobody else behind the same address."""

from hotline.web.budgets import ALLOWANCES, Budgets


def test_a_contact_who_floods_costs_others_on_the_same_network_nothing(door):
    door.web.app.state.budgets = Budgets(clock=lambda: 0.0)
    flooder, other = door.contact(), door.contact()
    flooder.begin()
    other.begin()
    times = int(ALLOWANCES["chats"].address.burst) + 20
    sent = [flooder.write(f"第 {number} 条").status_code for number in range(times)]
    assert set(sent) == {200, 429}
    assert sent.count(200) <= 60
    assert other.write("路灯坏了").status_code == 200
    assert other.in_chat("POST", "/toggle_status").status_code == 200
    looks = int(ALLOWANCES["chat-looks"].address.burst) + 20
    assert {flooder.in_chat("GET", "").status_code for _ in range(looks)} == {200, 429}
    assert other.in_chat("GET", "").status_code == 200


def test_newcomers_are_still_limited_by_their_network(door):
    door.web.app.state.budgets = Budgets(clock=lambda: 0.0)
    path = door.contact().path.rpartition("/")[0]
    times = int(ALLOWANCES["chats"].address.burst)
    assert [door.web.client.post(path).status_code for _ in range(times)][-2:] == [200, 429]
    refused = door.web.client.post(path)
    assert "来自您网络的请求过于频繁" in refused.text
