"""A chart as SVG, drawn here: bars beside each other, or a course over time."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from hotline.papers.paper import Bars

NOW, BEFORE, INK, LINE = "#0e5a72", "#9fb0ba", "#1b2430", "#d8dcdf"
WIDTH, LABEL, NUMBER = 640, 150, 60
ROW, COURSE = 26, 220
_LONGEST = 11
_FONT = "FangSong, 'Noto Serif CJK SC', 'Noto Sans CJK SC', sans-serif"


def draw_bars(chart: Bars) -> str:
    """A whole SVG document; text in it is escaped."""
    height, parts = _course(chart) if chart.lines else _bars(chart)
    legend = list(_legend(chart, height)) if chart.before else []
    height += 24 if legend else 0
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(chart.caption, {chr(34): "&quot;"})}" '
        f'font-family="{_FONT}" font-size="13" fill="{INK}">{"".join([*parts, *legend])}</svg>'
    )


def _bars(chart: Bars) -> tuple[int, list[str]]:
    both = 2 if chart.before else 1
    most = max([*filter(None, chart.counts), *chart.before, 1])
    parts: list[str] = []
    row = ROW + (10 if both == 2 else 0)
    for at, name in enumerate(chart.names):
        top = at * row + 4
        parts.append(_text(LABEL - 8, top + row / 2, _short(name), "end"))
        series = ((chart.counts[at], NOW), *(((chart.before[at], BEFORE),) if both == 2 else ()))
        for place, (count, colour) in enumerate(series):
            if count is None:
                continue
            width = (WIDTH - LABEL - NUMBER) * count / most
            thick = (row - 8) / both
            y = top + place * thick
            parts.append(_box(LABEL, y, max(width, 0.5), thick - 1, colour))
            parts.append(_text(LABEL + width + 5, y + thick / 2 + 4, f"{count:,.0f}", "start"))
    return len(chart.names) * row + 8, parts


def _course(chart: Bars) -> tuple[int, list[str]]:
    most = max([*filter(None, chart.counts), *chart.before, 1])
    left, bottom = 50, COURSE - 26
    step = (WIDTH - left - 10) / max(len(chart.names), 1)
    parts = [
        _text(left - 6, 16, f"{most:,.0f}", "end"),
        _text(left - 6, bottom + 4, "0", "end"),
        _box(left, bottom, WIDTH - left - 10, 1, LINE),
        _box(left, 12, WIDTH - left - 10, 1, LINE),
    ]
    scale = (bottom - 12) / most
    for at, count in enumerate(chart.counts):
        if count is None:
            continue
        parts.append(
            _box(
                left + at * step + 1, bottom - count * scale, max(step - 2, 0.5), count * scale, NOW
            )
        )
    every = -(-len(chart.names) // 10)
    parts += [
        _text(left + (at + 0.5) * step, COURSE - 8, chart.names[at], "middle")
        for at in range(0, len(chart.names), max(every, 1))
    ]
    if chart.before:
        points = " ".join(
            f"{left + (at + 0.5) * step:.1f},{bottom - count * scale:.1f}"
            for at, count in enumerate(chart.before)
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{BEFORE}" stroke-width="2"/>'
        )
    return COURSE, parts


def _legend(chart: Bars, top: int) -> Iterator[str]:
    for at, (name, colour) in enumerate(zip(chart.series, (NOW, BEFORE), strict=True)):
        yield _box(LABEL + at * 120, top + 4, 12, 12, colour)
        yield _text(LABEL + at * 120 + 18, top + 15, name, "start")


def _box(x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
