"""Answers of the engines in one form: whole keys as int, day keys as local ISO text, None for
no value, no engine's own extras."""

from math import isnan
from typing import Any

_EXTRAS = ("doc_count_error_upper_bound", "meta")


def tidy(answer: dict[str, Any]) -> dict[str, Any]:
    """The same for the same documents, whichever engine gave it."""
    return {name: _tidied(value) for name, value in answer.items() if name not in _EXTRAS}


def _tidied(value: Any) -> Any:
    if isinstance(value, list):
        return [_tidied(item) for item in value]
    if isinstance(value, float) and isnan(value):
        return None
    if not isinstance(value, dict):
        return value
    clean = tidy(value)
    if isinstance(clean.get("key"), float) and clean["key"].is_integer():
        clean["key"] = int(clean["key"])
    if "T" in str(clean.get("key_as_string", "")):
        clean["key_as_string"] = clean["key_as_string"][:19]
    return clean
