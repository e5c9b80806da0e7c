"""The map in a real browser: districts and streets by name, a click leads to what they have."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS

NAMES = """() => [...document.querySelectorAll('.plot .scattergeo text')]
  .filter((name) => name.style.visibility !== 'hidden')
  .map((name) => [name.textContent, name.getBoundingClientRect().toJSON()])"""


def drawn(page, address):
    page.goto(address)
    page.locator(".plot .scattergeo text").first.wait_for(state="attached")
    return page.evaluate(NAMES)


def is_over(box, other):
    return (
        box["left"] < other["right"]
        and other["left"] < box["right"]
        and box["top"] < other["bottom"]
        and other["top"] < box["bottom"]
    )


@pytest.mark.parametrize("width", WIDTHS.values())
def test_names_stand_on_the_shapes_and_none_over_another(visit, width):
    page = visit("leader", width=width)
    names = drawn(page, "/map")
    districts = page.locator("figure tbody th").all_inner_texts()
    assert {name for name, _ in names} == set(districts)
    streets = drawn(page, "/map?level=street")
    assert len(streets) > 10
    for boxes in ([box for _, box in names], [box for _, box in streets]):
        over = [(a, b) for at, a in enumerate(boxes) for b in boxes[:at] if is_over(a, b)]
        assert not over
        assert all(box["left"] >= 0 and box["right"] <= width for box in boxes)
        assert min(box["height"] for box in boxes) >= 10


@pytest.mark.parametrize("width", WIDTHS.values())
def test_a_click_leads_to_the_streets_and_from_a_street_to_its_tickets(visit, width):
    page = visit("leader", width=width)
    page.goto("/map")
    row = page.locator("figure tbody tr").first
    name = row.locator("th").inner_text()
    page.locator(".plot .scattergeo text", has_text=name).wait_for()
    _click(page, name)
    page.wait_for_url("**district=*")
    expect(page.get_by_role("link", name="返回全市")).to_be_visible()
    row = page.locator("figure tbody tr").first
    street, n = row.locator("th").inner_text(), row.locator("td").first.inner_text()
    page.locator(".plot .scattergeo text", has_text=street).wait_for()
    _click(page, street)
    page.wait_for_url("**/tickets?*street=*")
    expect(page.locator("main")).to_contain_text(f"共 {n} 件")


def _click(page, name):
    label = page.locator(".plot .scattergeo text", has_text=name)
    label.scroll_into_view_if_needed()
    box = label.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.click(x, y)
