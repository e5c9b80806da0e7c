"""The caller's own form on the web."""

from collections.abc import Mapping
from typing import Any

from hotline.casework.hiding import with_hiding
from hotline.desk.desk import Desk
from hotline.domain.parties import PARTY_FIELDS
from hotline.domain.reports import IncomingReport
from hotline.intake.channel import checked

CHANNEL = "web"
FIELDS = (
    "text",
    "address",
    "district",
    "category",
    "identity",
    "caller",
    "phone",
    "caller_kind",
    "request_type",
    "accused",
    *PARTY_FIELDS,
)
WHO = frozenset({"caller", "phone", *PARTY_FIELDS})


def parse(data: Mapping[str, Any], desk: Desk) -> IncomingReport:
    """The form's fields by name; who sends anonymously is not kept, who asks for it is hidden.

    Raises InvalidInput.
    """
    filled = {name: data[name] for name in FIELDS if data.get(name)}
    if filled.get("identity") == "anonymous":
        filled = {name: value for name, value in filled.items() if name not in WHO}
    return checked({**with_hiding(filled, data), "channel": CHANNEL}, desk)


def example() -> Mapping[str, Any]:
    return {
        "text": "小区门口的流动摊贩占道经营，烧烤油烟呛人，夜里十二点还不收摊。",
        "address": "幸福路 18 号门口",
        "district": "",
        "category": "",
        "identity": "real",
        "caller": "王女士",
        "phone": "138 0013 8000",
        "caller_kind": "person",
        "request_type": "complaint",
        "accused": "",
        "key": "hidden-in-the-form",
    }
