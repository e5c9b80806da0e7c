"""Who asks to be kept out of sight is hidden, and so is who reports wrongdoing, unless the form
says otherwise.
"""

from collections.abc import Mapping
from typing import Any

from classifiers.secrecy_wish import secrecy_wishes

OF_REPORTS = "您选择了举报"
_MOST = 3


def why_hidden(text: str, request_type: str = "") -> tuple[str, ...]:
    """Why 隐名 and 保密 are proposed, to be shown; none: nothing speaks for it."""
    wishes = tuple(f"“{wish}”" for wish in secrecy_wishes(text)[:_MOST])
    return (OF_REPORTS, *wishes) if request_type == "report" else wishes


def is_ticked(data: Mapping[str, Any], proposed: bool) -> bool:
    """Whether the box of a form is ticked: as it was left, or where it was not shown (a page
    without script) as proposed.
    """
    return data.get("hide") == "yes" if data.get("hide_shown") else proposed


def with_hiding(fields: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a form's report; `data` is the form, with the box."""
    text, kind = str(fields.get("text", "")), str(fields.get("request_type", ""))
    return hidden(fields) if is_ticked(data, bool(why_hidden(text, kind))) else dict(fields)


def with_wish(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a report that came without a form: its words count where it does not say
    itself who may see it.
    """
    leaves_it_open = not fields.get("identity") and not fields.get("secrecy")
    text = fields.get("text")
    return (
        hidden(fields)
        if leaves_it_open and isinstance(text, str) and why_hidden(text)
        else dict(fields)
    )


def hidden(fields: Mapping[str, Any]) -> dict[str, Any]:
    """隐名 and 保密; an anonymous report stays one."""
    identity = "anonymous" if fields.get("identity") == "anonymous" else "hidden"
    return {**fields, "identity": identity, "secrecy": "confidential"}
