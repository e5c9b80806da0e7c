"""What every channel delivers: an IncomingReport, checked at the edge, every fault at once and
in the caller's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from classifiers.plain_text import whole_text
from hotline.domain.errors import InvalidInput
from hotline.domain.parties import party_faults
from hotline.domain.report_fields import READERS, TEXT_LIMIT, short, too_long
from hotline.domain.time.times import time_in_words
from hotline.domain.value_names import named


@dataclass(frozen=True)
class IncomingReport:
    """One report of one caller. Made by `read_report`; every field is already clean.

    time      when the caller reported it, local time; None means now
    occurred  when the matter itself happened or began, as far as somebody has said so exactly
    ref       the number that the other system gave it
    caller    name, or the other system's identifier of the caller
    address   where the matter happens, in words; district: code or name, if known
    accused   whom the caller names as complained about: a unit or a person, in words
    openid    by which a WeChat account or mini program knows the caller
    proxy, enterprise and what belongs to them: as `hotline.domain.parties` tells
    remark    what an import could not read of the row; no words of the caller, and no field
    """

    text: str
    channel: str = "web"
    ref: str = ""
    title: str = ""
    time: datetime | None = None
    occurred: datetime | None = None
    caller: str = ""
    caller_kind: str = "person"
    phone: str = ""
    address: str = ""
    district: str = ""
    request_type: str = ""
    urgency: str = ""
    category: str = ""
    identity: str = "real"
    secrecy: str = "open"
    accused: str = ""
    openid: str = ""
    proxy: str = ""
    proxy_relation: str = ""
    proxy_phone: str = ""
    enterprise: str = ""
    credit_code: str = ""
    contact: str = ""
    remark: str = ""

    @property
    def whole(self) -> str:
        return whole_text(self.title, self.text)


FIELDS = tuple(field.name for field in fields(IncomingReport) if field.name != "remark")


def read_report(
    data: Mapping[str, Any], *, now: datetime, text_max: int = TEXT_LIMIT
) -> IncomingReport:
    """Check a mapping of field to value; `text_max` is the city's own limit of characters.

    Raises InvalidInput that lists every wrong field with its remedy.
    """
    faults: list[tuple[str, str]] = []
    if not isinstance(data, Mapping):
        raise InvalidInput(f"诉求应为字段与值的对象，收到的是 {named(data)}", field="(正文)")
    faults += [
        (name, f"没有名为“{short(name)}”的字段；可用字段：{'、'.join(FIELDS)}")
        for name in data
        if name not in FIELDS
    ]
    values: dict[str, Any] = {}
    for name, read in READERS.items():
        if (value := data.get(name)) is None:
            continue
        if name == "occurred" and isinstance(value, str) and values.get("time"):
            # What a caller calls yesterday was so when they reported it.
            value = time_in_words(value, values["time"]) or value
        try:
            values[name] = read(name, value, now)
        except ValueError as error:
            faults.append((name, str(error)))
    text = values.get("text", "")
    if len(text) > text_max:
        faults.append(("text", too_long(len(text), text_max)))
    if not text and not any(field == "text" for field, _ in faults):
        faults.append(("text", "诉求内容为空；请写明时间、地点和事情经过"))
    faults += party_faults(values)
    if faults:
        fields = "；".join(f"{field}：{message}" for field, message in faults)
        raise InvalidInput(f"诉求有 {len(faults)} 处需要更正：{fields}", faults=tuple(faults))
    if values.get("enterprise") and values.get("caller_kind", "person") == "person":
        values["caller_kind"] = "enterprise"
    return IncomingReport(**values)
