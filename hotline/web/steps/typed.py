"""What somebody typed into a form of a page, read as the form that the API reads from JSON."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from litestar.exceptions import ValidationException

from hotline.domain.errors import InvalidInput
from hotline.web.body import Body
from hotline.web.problems import problem_of
from hotline.web.steps.form import FormField, fields_of

Typed = Mapping[str, Any]
YES_NO = {"yes": True, "no": False}
SEPARATORS = re.compile(r"[\s,，、]+")
PATH = re.compile(r"`\$\.(.+)`$")


def read_typed(form: type[Body], data: Typed) -> Any:
    """The form with the values of `data`; raises InvalidInput in the words of the API.

    A text that was not sent is empty, another field that was left empty has its default.
    """
    values = {name: _value(field, sent(data, name)) for name, field in fields_of(form).items()}
    filled = {name: value for name, value in values.items() if value is not None}
    try:
        return msgspec.convert(filled, form, strict=False)
    except msgspec.ValidationError as error:
        raise _refusal(error) from None


def sent(data: Typed, name: str) -> Sequence[str]:
    """All texts that came for one field."""
    value = data.get(name, [])
    return [
        text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)
    ]


def first_text(texts: Sequence[str]) -> str:
    """Of a field that came several times the first that is filled in: a button before a list."""
    return next((text for text in texts if text), "")


def many_texts(texts: Sequence[str]) -> list[str]:
    """Chosen one by one, or typed into one field and parted by blanks or commas."""
    return [part for text in texts for part in SEPARATORS.split(text) if part]


def _value(field: FormField, texts: Sequence[str]) -> Any:
    if field.kind == "list":
        return many_texts(texts)
    text = first_text(texts)
    if field.kind == "text":
        return text.replace("\r\n", "\n")  # browsers count a line break as one character
    return YES_NO.get(text, text) if text else None


def _refusal(error: msgspec.ValidationError) -> InvalidInput:
    """With the same detail as in the API's answer."""
    path = PATH.search(str(error))
    item = {"message": str(error).split(" - ")[0], "key": path[1] if path else "data"}
    problem = problem_of(ValidationException(extra=[item]))
    fault = problem.errors[0]
    return InvalidInput(problem.detail, faults=((fault["field"], fault["message"]),))
