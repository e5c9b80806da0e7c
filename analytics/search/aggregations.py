"""Answers of the engines in one form: whole keys as int, day keys as local ISO text, None for
no value, no engine's own extras."""

from math import isnan
from typing import Any

_EXTRAS = ("doc_count_error_upper_bound", "meta")


def tidy(answer: dict[str, Any]) -> dict[str, Any]:
    """The same for the same documents, whichever engine gave it."""
    # The commonest first: an answer of one page has thirty thousand values.
    clean = {}
    for name, value in answer.items():
        kind = type(value)
        if name not in _EXTRAS:
            clean[name] = value if kind is int or kind is str else _tidied(value)
    return clean


def _tidied(value: Any) -> Any:
    kind = type(value)
    if kind is dict:
        return _tidied_bucket(value)
    if kind is list:
        return [entry if _is_plain(entry) else _tidied(entry) for entry in value]
    return None if kind is float and isnan(value) else value


def _is_plain(entry: Any) -> bool:
    """Whether it is a bucket of a word with its count alone, as nine in ten are."""
    return (
        type(entry) is dict
        and len(entry) == 2
        and type(entry.get("key")) is str
        and type(entry.get("doc_count")) is int
    )


def _tidied_bucket(value: dict[str, Any]) -> dict[str, Any]:
    clean, key, text = tidy(value), value.get("key"), value.get("key_as_string")
    if type(key) is float and key.is_integer():
        clean["key"] = int(key)
    if text is not None and "T" in text:
        clean["key_as_string"] = text[:19]
    return clean
