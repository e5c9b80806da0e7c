"""The form of a step: what is sent, what each field is called, which fields are needed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import msgspec
from msgspec import inspect

from hotline.desk.steps import STEP_TEXT_LIMIT
from hotline.web.body import LONGEST, Body

Choices = Mapping[Any, str]
Kind = Literal["text", "list", "other"]
# Fields that say which ticket is meant, or in which state it was seen.
ADDRESSING = frozenset({"version", "ticket_no", "query_code"})


class StepForm(Body, kw_only=True):
    """`version` is the one of the ticket that the person saw; None asks for no comparison."""

    version: int | None = None


@dataclass(frozen=True)
class FormField:
    """`label` and `hint` are for people; `needed`: it has no default.

    choices  the closed list from which it is chosen, empty where it is typed
    input    type of the field on a page where it is not an area of text, such as "date"
    longest  characters that a text may have, 0 for what is no text
    """

    name: str
    label: str
    hint: str
    needed: bool
    kind: Kind
    choices: Choices
    input: str
    longest: int


def named(
    label: str,
    hint: str = "",
    choices: Choices | None = None,
    longest: int | None = None,
    input: str = "",
    listed: Iterable[str] = (),
) -> msgspec.Meta:
    """Its name on pages and in the schema of the API, what helps to fill it in, the closed list
    from which it is chosen, how many characters a text may have, and the type of its field;
    `listed` are the values of which the schema says that it takes no others.
    """
    extra = {"choices": choices or {}, "input": input}
    return msgspec.Meta(
        title=label,
        description=hint or None,
        max_length=longest,
        extra=extra,
        extra_json_schema={"extra": {"enum": list(listed)}} if listed else None,
    )


def statement(label: str, hint: str = "") -> msgspec.Meta:
    """A text of which the verb checks that it is no longer than texts of steps may be."""
    return named(label, hint, longest=STEP_TEXT_LIMIT)


@cache
def fields_of(form: type[Body]) -> Mapping[str, FormField]:
    """The fields by name, in the order of their declaration."""
    struct: Any = inspect.type_info(form)
    return {field.name: _field(field) for field in struct.fields}


def content_of(form: Body) -> dict[str, Any]:
    """What the form says about the step, by field."""
    return {name: getattr(form, name) for name in form.__struct_fields__ if name not in ADDRESSING}


def _field(field: inspect.Field) -> FormField:
    described, plain = _unwrapped(field.type)
    schema = (described.extra_json_schema or {}) if described else {}
    extra = (described.extra or {}) if described else {}
    return FormField(
        name=field.name,
        label=schema.get("title", ""),
        hint=schema.get("description", ""),
        needed=field.required,
        kind=_kind(plain),
        choices=extra.get("choices", {}),
        input=extra.get("input", ""),
        longest=_longest(plain),
    )


def _unwrapped(kind: inspect.Type) -> tuple[inspect.Metadata | None, inspect.Type]:
    return (kind, kind.type) if isinstance(kind, inspect.Metadata) else (None, kind)


def _kind(plain: inspect.Type) -> Kind:
    kinds = set(_types(plain))
    if inspect.StrType in kinds:
        return "text"
    return "list" if inspect.ListType in kinds else "other"


def _longest(plain: inspect.Type) -> int:
    return (plain.max_length or LONGEST) if isinstance(plain, inspect.StrType) else 0


def _types(plain: inspect.Type) -> Iterator[type[inspect.Type]]:
    for part in plain.types if isinstance(plain, inspect.UnionType) else (plain,):
        yield type(_unwrapped(part)[1])
