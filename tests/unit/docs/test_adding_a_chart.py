"""docs/adding-a-chart.md is walked: its chart is made from the page, asked and counted again."""

import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest

from analytics.asking import answer_all
from analytics.breakdowns import Row, breakdown
from analytics.charts import rows_figure
from analytics.figures import Compared
from analytics.periods import Period
from analytics.search.base import EVERYTHING, Query
from tests.support.busy_town import NOW, busy_town, within
from tests.support.engines import embedded_engine

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "adding-a-chart.md").read_text("utf-8")
URGENT = {0: "urgent", 1: "critical"}
TOWN = [
    report | {"urgency": URGENT.get(number % 9, "normal")}
    for number, report in enumerate(busy_town())
]
YEAR = Period(datetime(2025, 3, 1), NOW, 370)
ALL = Query(see=EVERYTHING)


@pytest.fixture(scope="module")
def chart():
    """The functions of the page's first block of code."""
    code = re.search(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[1]
    names = {"__name__": "analytics.urgent_share"}
    exec(compile(code, "docs/adding-a-chart.md", "exec", dont_inherit=True), names)
    return names["urgent_share"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with embedded_engine(tmp_path_factory.mktemp("chart")) as engine:
        engine.index(TOWN)
        engine.refresh()
        yield engine


def test_the_chart_of_the_page_counts_right_beside_another_one(chart, engine):
    charts = {"urgent": chart(ALL, YEAR), "channels": breakdown(ALL, YEAR, "channel")}
    answers = answer_all(engine, charts).charts
    reports = within(TOWN, YEAR.since, YEAR.until)
    urgent = [report for report in reports if report["urgency"] in ("urgent", "critical")]
    total = answers["urgent"].total
    assert urgent
    assert (total.part, total.whole) == (len(urgent), len(reports))
    assert {row.key for row in answers["channels"].rows} == set(answers["urgent"].channels)
    assert sum(rate.whole for rate in answers["urgent"].channels.values()) == len(reports)


def test_the_chart_of_the_page_can_be_drawn_and_written(chart, engine):
    share = answer_all(engine, {"urgent": chart(ALL, YEAR)}).charts["urgent"]
    rows = [Row(key, Compared(r.part, None), r) for key, r in sorted(share.channels.items())]
    figure = rows_figure(rows, {"phone": "电话"})
    assert list(figure.data[-1].x) == [row.counted.n for row in reversed(rows)]
    assert asdict(share)["total"] == {"part": share.total.part, "whole": share.total.whole}


def test_the_page_names_every_place_that_the_heat_chart_has():
    """Whoever follows the page misses no file that an existing chart stands in."""
    apart = {".venv", "build"}
    tree = [path for path in ROOT.rglob("*.py") if apart.isdisjoint(path.relative_to(ROOT).parts)]
    uses = [path for path in tree if re.search(r"\bheat\(|\bHeat\b|heat_figure", path.read_text())]
    places = {str(path.relative_to(ROOT)) for path in uses}
    places -= {path for path in places if path.startswith("benchmarks/")}
    assert len(places) > 6
    places.discard("tests/unit/docs/test_adding_a_chart.py")
    assert [place for place in sorted(places) if f"`{place}`" not in PAGE] == []
