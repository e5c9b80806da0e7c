"""Everything that the machine reads by itself, in one table with the figures of the commit before.

    python -m benchmarks.mind [--write]

`--write` puts the table into docs/decisions/mind.md, from where the next run takes "before".
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.mind_figures import Figure
from benchmarks.mind_measures import measures

PAGE = Path("docs/decisions/mind.md")
HEAD = "| measure | of | before | now | wanted |"
# What the city and the front desk need; figures beside which none stands are looked at, not judged.
WANTED = {
    "category, first": "0.87",
    "category, among three": "0.95",
    "confidence, error on reports": "at most 0.05",
    "confidence, error on lessons left out": "at most 0.05",
    "the same, right of those alone": "0.97",
    "category, alone": "0.45",
    "category, right of those alone": "0.97",
    "unit, first": "0.88",
    "unit, among three": "0.94",
    "unit, alone": "0.45",
    "unit, right of those alone": "0.97",
    "request type": "0.85",
    "danger seen": "0.95",
    "danger, false among those alike": "at most 0.05",
    "danger, false among ordinary ones": "at most 0.01",
    "accusation, false": "at most 0.2",
    "personal data masked": "0.95",
    "masked, harmless": "at most 0.01",
    "repeats found": "0.85",
    "repeats, different matters joined": "at most 0.05",
    "answers shown that fit": "0.67",
    "city's model, printed and next months differ by": "at most 0.03",
    "city's model, calibration error": "at most 0.05",
    "city's model, right of those alone": "what was promised",
    "thousand texts a second, type and danger too": "8",
}


def main() -> None:
    before, lines = _figures_before(), [HEAD, "| --- | --- | --- | --- | --- |"]
    print("\n".join(lines))
    for figure in _figures():
        lines.append(_line(figure, before.get(figure.name, "–")))
        print(lines[-1], flush=True)
    if "--write" in sys.argv:
        text = PAGE.read_text("utf-8")
        PAGE.write_text(text[: text.index(HEAD)] + "\n".join(lines) + "\n", encoding="utf-8")


def _figures() -> Iterator[Figure]:
    for measure in measures():
        yield from measure()


def _line(figure: Figure, before: str) -> str:
    now = "–" if figure.value is None else f"{figure.value:.3f}"
    return f"| {figure.name} | {figure.n} | {before} | {now} | {WANTED.get(figure.name, '')} |"


def _figures_before() -> dict[str, str]:
    """Name -> figure, as the commit has them that is checked out; the page itself without git."""
    try:
        show = ["git", "show", f"HEAD:{PAGE.as_posix()}"]
        page = subprocess.run(show, capture_output=True, check=True, encoding="utf-8").stdout
    except (OSError, subprocess.CalledProcessError):
        page = PAGE.read_text("utf-8") if PAGE.is_file() else ""
    rows = re.findall(r"^\| (.+?) \| \d+ \| .+? \| (\S+) \|", page, flags=re.MULTILINE)
    return dict(rows)


if __name__ == "__main__":
    main()
