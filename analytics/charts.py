"""One function for each Plotly figure: numbers and names in, a figure out.

Reads nothing, asks nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

import plotly.graph_objects as go

from analytics.breakdowns import Row
from analytics.coming.forecast import Expected
from analytics.durations import Steps
from analytics.heat import Spot
from analytics.trends import Step, Trend

NOW, BEFORE, YEAR = "#0e5a72", "#9fb0ba", "#b85f00"
SLOW = "#d9a441"
INK, LINE = "#1b2430", "#d8dcdf"
_LINE_LENGTH, _LINE_HEIGHT = 32, 16
_FORMS = {Step.HOUR: "%m-%d %H:00", Step.DAY: "%m-%d", Step.WEEK: "%m-%d", Step.MONTH: "%Y-%m"}


@dataclass(frozen=True, slots=True)
class Footer:
    """What every figure has to say: which tickets, of when, without which."""

    population: str
    period: str
    exclusions: str

    @property
    def text(self) -> str:
        return f"范围：{self.population}；时段：{self.period}；不含：{self.exclusions}。"


def trend_figure(trend: Trend, footer: Footer | None = None) -> go.Figure:
    """Columns of what was reported, a line of the year before; what has not ended yet is pale."""
    names = [f"{point.now.start:{_FORMS[trend.step]}}" for point in trend.points]
    figure = _figure("反映件数", footer)
    figure.add_bar(
        x=names,
        y=[point.now.n for point in trend.points],
        name="本期",
        marker={"color": [NOW if point.ended else BEFORE for point in trend.points]},
    )
    figure.add_scatter(
        x=names, y=[point.year.n for point in trend.points], name="上年同期", line={"color": YEAR}
    )
    return figure.update_xaxes(type="category", nticks=10)


def forecast_figure(
    past: Sequence[tuple[date, int]], expected: Sequence[Expected], footer: Footer | None = None
) -> go.Figure:
    """The last days as columns, the coming ones as a line within the band of their interval."""
    figure = _figure("件", footer)
    names, counts = [_short(day) for day, _ in past], [n for _, n in past]
    figure.add_bar(x=names, y=counts, name="实际", marker={"color": BEFORE})
    days = [_short(coming.at) for coming in expected]
    figure.add_scatter(
        x=[*days, *reversed(days)],
        y=[*(coming.high for coming in expected), *(coming.low for coming in reversed(expected))],
        fill="toself",
        fillcolor="rgba(14,90,114,0.18)",
        line={"width": 0},
        hoverinfo="skip",
        name="八成区间",
    )
    figure.add_scatter(
        x=days, y=[round(coming.mean, 1) for coming in expected], name="预计", line={"color": NOW}
    )
    return figure.update_xaxes(type="category", nticks=10)


def rows_figure(
    rows: Sequence[Row], names: Mapping[str | int | None, str], footer: Footer | None = None
) -> go.Figure:
    """Bars of a breakdown, most on top, beside the period before."""
    upward = list(reversed(rows))
    figure = _figure("件", footer, height=90 + 34 * len(rows))
    labels = [names.get(row.key, str(row.key)) for row in upward]
    figure.add_bar(
        y=labels,
        x=[row.counted.before for row in upward],
        name="上期",
        orientation="h",
        marker={"color": BEFORE},
    )
    figure.add_bar(
        y=labels, x=[row.n for row in upward], name="本期", orientation="h", marker={"color": NOW}
    )
    return figure.update_layout(legend_traceorder="reversed").update_yaxes(
        automargin=True, type="category"
    )


def hours_figure(counts: Mapping[int, int], footer: Footer | None = None) -> go.Figure:
    """The course of a day."""
    figure = _figure("件", footer, height=240)
    figure.add_bar(
        x=list(range(24)),
        y=[counts.get(hour, 0) for hour in range(24)],
        marker={"color": NOW},
        name="反映",
    )
    return figure.update_xaxes(title="时", dtick=3)


def heat_figure(
    spots: Sequence[Spot], names: Mapping[str, str], footer: Footer | None = None
) -> go.Figure:
    """Streets as bars, darker where more came for each resident.

    Grey where residents are not known or reports few.
    """
    upward = list(reversed(spots))
    shares = [spot.for_10000 for spot in upward]
    most = max((share for share in shares if share is not None), default=1)
    colors = [
        BEFORE if share is None else f"rgba(14,90,114,{0.35 + 0.65 * share / most:.2f})"
        for share in shares
    ]
    figure = _figure("件", footer, height=90 + 26 * len(spots))
    labels = [names.get(spot.key, spot.key) for spot in upward]
    figure.add_bar(
        y=labels,
        x=[spot.n for spot in upward],
        orientation="h",
        marker={"color": colors},
        name="件数",
    )
    return figure.update_yaxes(automargin=True, type="category")


def durations_figure(
    steps: Steps, names: Mapping[str, str], footer: Footer | None = None
) -> go.Figure:
    """The middle and the slow tenth of each step."""
    labels = [names.get(step, step) for step in steps.took]
    figure = _figure("小时", footer, height=260)
    figure.add_bar(
        x=labels,
        y=[took.median for took in steps.took.values()],
        name="中位数",
        marker={"color": NOW},
    )
    figure.add_bar(
        x=labels,
        y=[took.slow for took in steps.took.values()],
        name="90% 在此之内",
        marker={"color": SLOW},
    )
    return figure


def _short(day: date) -> str:
    return f"{day:%m-%d}"


def _figure(unit: str, footer: Footer | None, *, height: int = 300) -> go.Figure:
    lines = wrap(footer.text, _LINE_LENGTH) if footer else []
    below = 48 + _LINE_HEIGHT * len(lines)
    grid = {"gridcolor": LINE, "zerolinecolor": LINE}
    # All at once: each update by itself costs as much as the whole.
    layout = {
        "template": go.layout.Template(),
        "height": height + _LINE_HEIGHT * len(lines),
        "font": {"color": INK, "size": 12},
        "margin": {"l": 48, "r": 12, "t": 36, "b": below},
        "bargap": 0.25,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": grid,
        "yaxis": grid,
        "meta": {"unit": unit},
    }
    figure = go.Figure(layout=layout)
    if lines:
        place = {
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": 0,
            "xanchor": "left",
            "yanchor": "top",
            "yshift": -32,
        }
        figure.add_annotation(
            text="<br>".join(lines), showarrow=False, align="left", font={"size": 11}, **place
        )
    return figure
