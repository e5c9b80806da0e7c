"""The patterns of `officials.txt`: what callers tell of officials whose unit they do not name."""

import re
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("officials.txt")
_PART = re.compile(r"<(\w+)>")
_FIRST = "first "


@lru_cache(maxsize=32)  # the readers of one text ask for the same kinds
def of_pattern(kind: str, text: str) -> re.Match[str] | None:
    """Where a kind is told. Dear patterns have a cheap one that must be met first."""
    table = official_patterns()
    first = table.get(_FIRST + kind)
    return None if first and not first.search(text) else table[kind].search(text)


@cache
def official_patterns() -> dict[str, re.Pattern[str]]:
    """By kind; `official` and `desk` make a text one about an office."""
    parts: dict[str, str] = {}
    kinds: dict[str, list[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, _, pattern = line.partition("\t")
        if kind == "part":
            name, _, pattern = pattern.partition("\t")
            parts[name] = _filled(pattern, parts)
        else:
            kinds.setdefault(kind, []).append(_filled(pattern, parts))
    kinds |= {name: [parts[name]] for name in ("official", "desk")}
    return {kind: re.compile("|".join(patterns)) for kind, patterns in kinds.items()}


def _filled(pattern: str, parts: dict[str, str]) -> str:
    return _PART.sub(lambda part: f"(?:{parts[part.group(1)]})", pattern)
