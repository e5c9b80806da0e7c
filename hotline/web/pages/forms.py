"""A form as it was typed: values to show again, each fault beside its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Protocol

from litestar.params import Body

from hotline.domain.errors import HotlineError, InvalidInput
from hotline.domain.report_fields import CONTROL
from hotline.web.body import Body as FormBody
from hotline.web.page_labels import FAULTS
from hotline.web.steps.form import FormField, fields_of
from hotline.web.steps.typed import first_text, sent

Typed = Mapping[str, Any]
Sent = Annotated[dict[str, Any], Body(default={})]  # as HotlineRequest reads a form


@dataclass
class Form:
    """`name` makes the ids of its fields unique on a page with several forms.

    choices  all values of fields of which several may be chosen
    fields   what each field is called, where the form is declared with its step
    """

    name: str
    values: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    error: str = ""
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fields: Mapping[str, FormField] = field(default_factory=dict)

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def fault(self, name: str) -> str:
        return self.faults.get(name, "")

    def id(self, name: str) -> str:
        return f"{self.name}-{name.replace('_', '-')}"

    def has(self, name: str, value: str) -> bool:
        """Whether this was one of the chosen values."""
        return value in self.choices.get(name, ())

    def label(self, name: str) -> str:
        return self.fields[name].label if name in self.fields else ""

    def hint(self, name: str) -> str:
        return self.fields[name].hint if name in self.fields else ""

    def longest(self, name: str) -> int:
        """Characters that a text may have; 0 where nothing is declared."""
        return self.fields[name].longest if name in self.fields else 0

    def needs(self, name: str) -> bool:
        return name in self.fields and self.fields[name].needed


class DeclaredForm(Protocol):
    """A step of whatever table, as far as its form goes."""

    @property
    def noun(self) -> str: ...
    @property
    def form(self) -> type[FormBody]: ...


def form_of(step: DeclaredForm, data: Typed | None = None, *, name: str = "") -> Form:
    """The form of a step, empty or with what was typed; `name` where it stands there twice."""
    fields = fields_of(step.form)
    texts = {field: sent(data or {}, field) for field in (*fields, "back")}
    return Form(
        name or step.noun,
        {field: text for field, several in texts.items() if (text := first_text(several))},
        choices=texts,
        fields=fields,
    )


def typed(data: Typed) -> dict[str, str]:
    """One text for each field; of a field that came several times the last."""
    plain = {
        name: value[-1] if isinstance(value, list) and value else value
        for name, value in data.items()
    }
    return {
        name: value for name, value in plain.items() if isinstance(value, str) and name != "_csrf"
    }


def checked(data: Typed) -> Typed:
    """The same; raises InvalidInput for a text that no database stores."""
    for name, value in typed(data).items():
        if bad := CONTROL.search(value):
            raise InvalidInput(
                f"第 {bad.start() + 1} 个字符 U+{ord(bad.group()):04X} 无法保存",
                field=name,
                remedy="请删除该字符后重试",
            )
    return data


def several(data: Typed, name: str) -> list[str]:
    """All values of a field, without empty ones."""
    return [text for text in sent(data, name) if text]


def refused(form: Form, error: HotlineError) -> Form:
    """The same form with what is wrong in it."""
    form.faults = dict(error.faults)
    form.error = (
        str(error) if not form.faults or error.remedy else FAULTS.format(count=len(form.faults))
    )
    return form
