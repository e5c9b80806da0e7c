"""Who asks to be kept out of sight is hidden, and so is who reports wrongdoing, unless the form
says otherwise.
"""

from collections.abc import Mapping
from typing import Any

from classifiers.secrecy_wish import secrecy_wishes

OF_REPORTS, OF_ACCUSED = "您选择了举报", "您写明了举报对象"
_MOST = 3


def why_hidden(text: str, request_type: str = "", accused: str = "") -> tuple[str, ...]:
    """Why 隐名 and 保密 are proposed, to be shown; none: nothing speaks for it.

    accused  whom the caller names as complained about, known to the city or not
    """
    reports = (OF_REPORTS,) if request_type == "report" else ()
    names = (OF_ACCUSED,) if accused.strip() else ()
    return (*reports, *names, *(f"“{wish}”" for wish in secrecy_wishes(text)[:_MOST]))


def is_ticked(data: Mapping[str, Any], proposed: bool) -> bool:
    """Whether the box of a form is ticked: as it was left, or where it was not shown (a page
    without script) as proposed.
    """
    return data.get("hide") == "yes" if data.get("hide_shown") else proposed


def with_hiding(fields: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a form's report; `data` is the form, with the box."""
    return hidden(fields) if is_ticked(data, bool(_why(fields))) else dict(fields)


def with_wish(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a report that came without a form: its words, and that it reports somebody,
    count where it does not say itself who may see it.
    """
    leaves_it_open = not fields.get("identity") and not fields.get("secrecy")
    return hidden(fields) if leaves_it_open and _why(fields) else dict(fields)


def _why(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """What speaks for it in fields that nobody has checked yet."""
    values = (fields.get(name) for name in ("text", "request_type", "accused"))
    return why_hidden(*(value if isinstance(value, str) else "" for value in values))


def hidden(fields: Mapping[str, Any]) -> dict[str, Any]:
    """隐名 and 保密; an anonymous report stays one."""
    identity = "anonymous" if fields.get("identity") == "anonymous" else "hidden"
    return {**fields, "identity": identity, "secrecy": "confidential"}
