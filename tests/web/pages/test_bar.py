"""The bar of every page: one row, and nothing that a role may open is missing."""

import re

import pytest

from hotline.domain.roles import Role
from hotline.web.navigation import MOST_IN_BAR, navigation_of, start_of_role


def bar(web, who):
    path = start_of_role(Role(who))
    page = web.client.get(path, headers=web.as_(who) | {"Accept": "text/html"}).text
    row = page.split('aria-label="主导航"', 1)[1].split("</nav>", 1)[0]
    shown, _, folded = row.partition("<details")
    return [re.findall(r'<a href="([^"]+)"', part) for part in (shown, folded)]


@pytest.mark.parametrize("who", ["supervisor", "dispatcher", "leader", "reviewer", "agent"])
def test_every_way_of_a_role_is_in_the_bar_once_and_no_bar_is_longer_than_a_row(web, who):
    shown, folded = bar(web, who)
    assert sorted(shown + folded) == sorted(entry.href for entry in navigation_of(Role(who)))
    assert len(shown) + bool(folded) <= MOST_IN_BAR


def test_what_is_folded_is_looked_at_seldom_and_the_present_page_is_named(web):
    shown, folded = bar(web, "supervisor")
    assert {"/supervision", "/tickets", "/calls", "/chats"} <= set(shown)
    assert "/models" in folded
    headers = web.as_("supervisor") | {"Accept": "text/html"}
    assert "更多：知识库" in web.client.get("/knowledge", headers=headers).text
