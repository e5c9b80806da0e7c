"""The leader's page in a real browser: charts are drawn under the content policy, tables stand
without scripts.
"""

import time


def open_when_fed(page):
    """The index follows the tickets by a moment."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        page.goto("/leader")
        if page.locator("figure").count() and page.locator(".tallies b").first.inner_text() != "0":
            return page
        time.sleep(0.5)
    raise AssertionError("no figures")


def test_every_drawing_is_drawn(visit):
    page = open_when_fed(visit("leader"))
    drawings = page.locator("script[data-figure]").count()
    page.locator(".plot .main-svg").first.wait_for(state="attached")
    page.wait_for_function(
        "n => document.querySelectorAll('.plot.js-plotly-plot').length === n", arg=drawings
    )
    assert drawings == 5
    box = page.locator(".plot .barlayer path").first.bounding_box()
    assert box["width"] > 1


def test_nothing_is_loaded_from_another_host(visit):
    page = visit("leader")
    hosts = []
    page.on("request", lambda request: hosts.append(request.url.split("/")[2]))
    open_when_fed(page)
    assert set(hosts) == {page.url.split("/")[2]}


def test_without_scripts_the_tables_say_the_same(visit):
    page = open_when_fed(visit("leader", scripts=False))
    assert page.locator("figure table").count() == 9
    assert page.locator(".plot").count() == 0
    assert page.get_by_role("heading", name="每日反映").is_visible()
    assert page.locator("figure table").first.is_visible()
