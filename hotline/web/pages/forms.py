"""A form as it was typed: values to show again, each fault beside its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from litestar.params import Body

from hotline.domain.errors import HotlineError, InvalidInput
from hotline.domain.reports import CONTROL

Typed = Mapping[str, Any]
Sent = Annotated[dict[str, Any], Body(default={})]  # as HotlineRequest reads a form


@dataclass
class Form:
    """`name` makes the ids of its fields unique on a page with several forms."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    error: str = ""

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def fault(self, name: str) -> str:
        return self.faults.get(name, "")

    def id(self, name: str) -> str:
        return f"{self.name}-{name.replace('_', '-')}"


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
            message = f"第 {bad.start() + 1} 个字符 U+{ord(bad.group()):04X} 无法保存"
            raise InvalidInput(message, field=name, remedy="请删除该字符后重试")
    return data


def several(data: Typed, name: str) -> list[str]:
    """All values of a field, without empty ones."""
    value = data.get(name, [])
    return [
        one
        for one in (value if isinstance(value, list) else [value])
        if isinstance(one, str) and one
    ]


def refused(form: Form, error: HotlineError) -> Form:
    """The same form with what is wrong in it."""
    if isinstance(error, InvalidInput):
        form.faults = dict(error.faults)
    form.error = (
        str(error) if not form.faults or error.remedy else f"有 {len(form.faults)} 处需要更正"
    )
    return form
