"""The order form over the list of the most urgent tickets."""

import pytest

ADDRESS = "/supervision/orders"
WORDS = {"level": "written", "demand": "请三日内办结。", "until": "", "others": ""}


@pytest.fixture
def tickets(web) -> list[str]:
    return [web.ticket_at("in_progress") for _ in range(3)]


def orders(web):
    return web.get("supervisor", "/api/v1/supervisions").json()["supervisions"]


def test_the_supervisor_chooses_tickets_in_the_list(web, tickets, see, fill_in):
    page = see("supervisor", "/supervision").text
    assert all(f'name="tickets" value="{no}"' in page for no in tickets)
    answer = fill_in("supervisor", ADDRESS, tickets=tickets[:2], **WORDS | {"until": "2026-03-12"})
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/supervision?done=supervisions",
    )
    assert sorted(order["ticket_no"] for order in orders(web)) == sorted(tickets[:2])
    assert {order["due_at"] for order in orders(web)} == {"2026-03-12T23:59:59"}
    assert "请三日内办结。" in see("street_clerk", "/supervision").text


def test_numbers_may_be_typed_too(web, tickets, fill_in):
    typed = f" {tickets[0]}，{tickets[1]}\n"
    assert (
        fill_in("leader", ADDRESS, tickets=tickets[0], **WORDS | {"others": typed}).status_code
        == 303
    )
    assert len(orders(web)) == 2


def test_the_list_may_be_narrowed_to_one_unit(web, tickets, see):
    other = web.report()
    web.act("dispatcher", other, "dispatches", unit="YS-ZF")
    page = see("supervisor", "/supervision?unit=YS-ZF").text
    assert f'value="{other}"' in page
    assert not any(f'value="{no}"' in page for no in tickets)
    assert all(
        f'value="{no}"' in see("supervisor", "/supervision?unit=nowhere").text
        for no in (other, *tickets)
    )


def test_what_was_chosen_and_typed_comes_back_and_nothing_was_issued(web, tickets, fill_in):
    answer = fill_in("supervisor", ADDRESS, tickets=tickets[:2], **WORDS | {"until": "改天"})
    assert answer.status_code == 400
    assert answer.text.count("checked") == 3
    assert "请三日内办结。" in answer.text
    answer = fill_in(
        "supervisor", ADDRESS, tickets=tickets[:1], **WORDS | {"others": "2603090999995"}
    )
    assert (answer.status_code, "没有工单 2603090999995" in answer.text) == (404, True)
    answer = fill_in("supervisor", ADDRESS, **WORDS)
    assert (answer.status_code, "未选择工单" in answer.text) == (400, True)
    assert orders(web) == []


@pytest.mark.parametrize("who", ["agent", "dispatcher", "reviewer", "street_clerk", "stranger"])
def test_others_have_no_form_and_issue_nothing(web, tickets, see, fill_in, who):
    assert fill_in(who, ADDRESS, tickets=tickets, **WORDS).status_code == 403
    assert 'action="/supervision/orders"' not in see(who, "/supervision").text
    assert orders(web) == []
