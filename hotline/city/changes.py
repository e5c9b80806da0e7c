"""What two versions of a city pack differ in, file by file and line by line."""

import csv
import io
import json
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hotline.city.faults import listing
from hotline.city.files import FILES, LATER, OPTIONAL

# what makes a line of a file the same line in the next version; the rest of it may change
KEYS = {
    "districts.csv": ("code",),
    "places.csv": ("name", "kind", "streets"),
    "units.csv": ("code",),
    "categories.csv": ("code",),
    "duties.csv": ("category", "area", "valid_from"),
    "deadlines.csv": ("profile", "clock", "request_type", "urgency", "category"),
    "calendar.csv": ("date",),
    "sensitive.csv": ("word",),
    "ladder.csv": ("rung",),
    "danger.csv": ("kind",),
    "notices.csv": ("event",),
    "phrases.csv": ("name",),
}


@dataclass(frozen=True, slots=True)
class FileChange:
    """Keys of the lines of one file that came, changed and went."""

    file: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __str__(self) -> str:
        parts = [("新增", self.added), ("修改", self.changed), ("删除", self.removed)]
        changed = [f"{word} {len(keys)}（{listing(keys)}）" for word, keys in parts if keys]
        return f"{self.file}：{'，'.join(changed) or '只有排列或备注不同'}"


def compare(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[FileChange, ...]:
    """The files whose texts differ; against no version at all every line is new."""
    return tuple(
        _compare(name, old.get(name, ""), new.get(name, ""))
        for name in (*FILES, *LATER, *OPTIONAL)
        if old.get(name, "") != new.get(name, "")
    )


def _compare(file: str, old: str, new: str) -> FileChange:
    before, after = _entries(file, old), _entries(file, new)
    return FileChange(
        file,
        added=tuple(key for key in after if key not in before),
        changed=tuple(key for key in after if key in before and after[key] != before[key]),
        removed=tuple(key for key in before if key not in after),
    )


def _entries(file: str, text: str) -> dict[str, Any]:
    if file.endswith(".toml"):
        return dict(_flat(tomllib.loads(text)))
    if file.endswith(".geojson"):
        features = json.loads(text)["features"] if text else ()
        return {str(feature["properties"]["code"]): feature for feature in features}
    if file.endswith(".txt"):
        return {
            word: line
            for line in text.split("\n")
            if (word := line.partition(" ")[0]) and not word.startswith("#")
        }
    entries: dict[str, Any] = {}
    times: Counter[str] = Counter()
    for row in csv.DictReader(io.StringIO(text, newline="")):
        # A column that nobody has filled in yet changes no line.
        cells = {
            name: value.strip()
            for name, value in row.items()
            if isinstance(name, str) and name and value and value.strip()
        }
        if cells:
            key = " ".join(cells.get(name, "") or "-" for name in KEYS[file])
            times[key] += 1
            entries[key if times[key] == 1 else f"{key} #{times[key]}"] = cells
    return entries


def _flat(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """scheme.1.part.2.weight -> 45"""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = {str(number): item for number, item in enumerate(value, 1)}
    if not isinstance(value, dict):
        return [(path, value)]
    return [
        pair
        for key, item in value.items()
        for pair in _flat(item, f"{path}.{key}" if path else key)
    ]
