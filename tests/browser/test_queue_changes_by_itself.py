"""A dispatcher's page that stands open: a danger comes, the rows change, the title says so."""

import urllib.parse
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.support.waiting import until

GAS = "东湖区府前街9号楼道全是煤气味，阀门嘶嘶地响，一楼没人开门"
FIRE = "东湖区解放路老小区三楼着火了，烟往楼上窜，有老人没出来"


def send(hotline: str, text: str) -> None:
    body = urllib.parse.urlencode({"text": text, "identity": "anonymous", "key": text[:6]}).encode()
    urllib.request.urlopen(f"{hotline}/report", body, timeout=30)


def test_a_danger_comes_to_the_dispatcher_by_itself(visit, hotline):
    page = visit("dispatcher")
    expect(page.locator("[data-live]")).to_be_attached()
    waiting = int(page.locator("h1 .num").inner_text())
    send(hotline, GAS)
    expect(page.locator("#arrivals")).to_have_text("新到 1 件特急")
    assert page.title().startswith("(1) ")
    expect(page.locator("[data-case]").filter(has_text="煤气味，阀门")).to_be_visible()
    expect(page.locator("[data-case].current")).to_have_count(1)
    expect(page.locator("h1 .num")).to_have_text(str(waiting + 1))


def test_without_streams_the_page_asks(visit, hotline):
    page = visit("supervisor")
    page.route("**/events?*", lambda route: route.fulfill(status=503))
    page.clock.install()
    page.goto("/supervision")
    page.evaluate("0")
    send(hotline, FIRE)

    def has_come():
        page.clock.fast_forward("00:15")
        return page.locator("#arrivals").inner_text() == "新到 1 件特急"

    until(has_come)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_numbers_fit_on_the_form(visit, width):
    page = visit("", width=width)
    page.goto("/report")
    page.get_by_label("事情经过").fill("我家厨房着火了，火苗窜到窗户，快来人")
    expect(page.locator(".message.danger")).to_be_visible()
    expect(page.locator(".message.danger a").first).to_have_attribute("href", "tel:119")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
